"""Normal forms of a text.

Matching works on a simplified copy of the same length, so that every offset into the copy is an
offset into the original. OpenCC's ``t2s`` keeps lengths on nearly all text; where it does not, it
is applied character by character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import opencc

_SURROGATE = re.compile("[\ud800-\udfff]")
#: Parts texts that are converted at once; no phrase of OpenCC reaches across.
_BETWEEN = "\n"


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def without_surrogates(text: str) -> str:
    """Lone surrogates, which no encoder takes, become U+FFFD; same length as the text."""
    return _SURROGATE.sub("\ufffd", text)


def simplified(text: str) -> str:
    """The text in simplified characters, code point for code point: ``len`` is unchanged."""
    if text.isascii():
        return text
    try:
        converted = str(_converter().convert(text))
    except UnicodeError:
        return simplified(without_surrogates(text))
    if len(converted) == len(text) and "\0" not in text:
        return converted
    return "".join(_one(character) for character in text)


@cache
def _one(character: str) -> str:
    converted = str(_converter().convert(character)) if character != "\0" else character
    return converted if len(converted) == 1 else character


class _Folding(dict[int, int]):
    """Code point → code point in NFKC, where one stays one; remembers those that it has met."""

    def __missing__(self, code: int) -> int:
        folded = unicodedata.normalize("NFKC", chr(code))
        self[code] = found = ord(folded) if len(folded) == 1 else code
        return found


_FOLDING = _Folding({code: code for code in range(0x4E00, 0xA000)})


def plain(text: str) -> str:
    """Simplified, and full-width forms folded where one code point stays one (NFKC); same length
    as the text.
    """
    copy = simplified(text)
    return copy if copy.isascii() else copy.translate(_FOLDING)


def plain_all(texts: Sequence[str]) -> list[str]:
    """``plain`` of each text, converted at once, which is quicker."""
    joined = _BETWEEN.join(texts)
    copies = plain(joined).split(_BETWEEN)
    lengths_kept = len(copies) == len(texts) and all(map(_same_length, copies, texts))
    return copies if lengths_kept else [plain(text) for text in texts]


def _same_length(one: str, other: str) -> bool:
    return len(one) == len(other)


def search_form(text: str) -> str:
    """The form that names are compared by: plain, lower case, single spaces, trimmed."""
    return " ".join(plain(text).lower().split())
