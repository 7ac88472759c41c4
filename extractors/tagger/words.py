"""Where a general dictionary of Chinese words begins and ends words, and of what kind they are.

The dictionary is that of `rjieba <https://github.com/messense/rjieba-py>`_ (MIT). It knows common
words: where one ends, a name may begin. Its guesses at names that it does not list are left off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import rjieba

#: Kinds of words, by the first that the dictionary's part of speech begins with: names of persons,
#: places, bodies, other names; nouns, verbs, numerals and times, adjectives; function words.
_KINDS = (
    ("nr",), ("ns",), ("nt",), ("nz",), ("n",), ("v",), ("m", "q", "t"), ("a", "b", "i", "l", "z"),
    ("c", "d", "f", "p", "r", "u", "y"),
)  # fmt: skip
_OTHER = len(_KINDS)
_PLACES = 4
_SINGLE, _FIRST, _INSIDE, _LAST = range(_PLACES)
#: How many values a character may have, with 0 for the edge of a text.
VALUES = 1 + _PLACES * (len(_KINDS) + 1)
_SURROGATE = re.compile("[\ud800-\udfff]")


def _kind(speech: str) -> int:
    if speech in ("zg", "x", "eng"):
        return _OTHER
    return next((n for n, heads in enumerate(_KINDS) if speech.startswith(heads)), _OTHER)


def _written(kind: int, length: int) -> bytes:
    """The values of the characters of a word."""
    first = 1 + kind * _PLACES
    if length == 1:
        return bytes([first + _SINGLE])
    return bytes([first + _FIRST, *[first + _INSIDE] * (length - 2), first + _LAST])


class _Written(dict[tuple[int, str], bytes]):
    """By length and part of speech; remembers what it has met."""

    def __missing__(self, key: tuple[int, str]) -> bytes:
        written = _written(_kind(key[1]), key[0])
        if key[0] < _LONGEST_KEPT:
            self[key] = written
        return written


_LONGEST_KEPT = 32


class Words:
    """Reads the words of texts."""

    def __init__(self) -> None:
        self._dictionary = rjieba.Jieba()
        self._written = _Written()

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.uint8]:
        """One value a character of all texts, one behind the other: the place in its word and the
        word's kind, from 1 to ``VALUES`` - 1.
        """
        return np.frombuffer(b"".join(self._of_each(texts)), np.uint8)

    def _of_each(self, texts: Sequence[str]) -> Iterator[bytes]:
        tag, written = self._dictionary.tag, self._written
        for text in texts:
            try:
                words = tag(text, False)
            except UnicodeEncodeError:
                words = tag(_SURROGATE.sub("\ufffd", text), False)
            yield b"".join([written[len(word), speech] for word, speech in words])
