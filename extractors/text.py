"""Normal forms of a text.

Matching works on a simplified copy of the same length, so that every offset into the copy is an
offset into the original. OpenCC's ``t2s`` keeps lengths on nearly all text; where it does not, it
is applied character by character.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _without_surrogates(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def simplified(text: str) -> str:
    """The text in simplified characters, code point for code point: ``len`` is unchanged."""
    if text.isascii():
        return text
    try:
        converted = str(_converter().convert(text))
    except UnicodeError:
        return simplified(_without_surrogates(text))
    if len(converted) == len(text) and "\0" not in text:
        return converted
    return "".join(_one(character) for character in text)


@cache
def _one(character: str) -> str:
    converted = str(_converter().convert(character)) if character != "\0" else character
    return converted if len(converted) == 1 else character


@cache
def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def plain(text: str) -> str:
    """Simplified, and full-width forms folded where one code point stays one (NFKC); same length
    as the text.
    """
    copy = simplified(text)
    if copy.isascii():
        return copy
    return "".join(c if "\u4e00" <= c <= "\u9fff" else _folded(c) for c in copy)


def search_form(text: str) -> str:
    """The form that names are compared by: plain, lower case, single spaces, trimmed."""
    return " ".join(plain(text).lower().split())
