"""Where a general dictionary of Chinese words begins and ends words, and of what kind they are.

The dictionary is that of `rjieba <https://github.com/messense/rjieba-py>`_ (MIT). It knows common
words: where one ends, a name may begin. Its guesses at names that it does not list are left off.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import rjieba

from extractors.text import without_surrogates

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


class _Written(dict[str, bytes]):
    """The values of a word's characters; remembers the words that it has met."""

    def __init__(self, dictionary: rjieba.Jieba) -> None:
        self._dictionary = dictionary

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = written = b"".join(
            _written(_kind(speech), len(part)) for part, speech in self._dictionary.tag(word, False)
        )
        return written


#: Words kept at hand.
_REMEMBERED = 100_000
#: Between texts that are read at once: no word reaches across. A carriage return would join it.
_BETWEEN, _JOINS = "\n", "\r"


@cache
def general_dictionary() -> rjieba.Jieba:
    """The dictionary, loaded once for all who ask it."""
    return rjieba.Jieba()


class Words:
    """Reads the words of texts."""

    def __init__(self) -> None:
        self._dictionary = general_dictionary()
        self._written = _Written(self._dictionary)

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.uint8]:
        """One value a character of all texts, one behind the other: the place in its word and the
        word's kind, from 1 to ``VALUES`` - 1.
        """
        joined = _BETWEEN.join(texts)
        if _JOINS in joined:
            joined = joined.replace(_JOINS, _BETWEEN)
        try:
            words = self._dictionary.cut(joined, False)
        except UnicodeEncodeError:
            words = self._dictionary.cut(without_surrogates(joined), False)
        values = np.frombuffer(b"".join(map(self._written.__getitem__, words)), np.uint8)
        if len(texts) > 1:
            inside = np.ones(len(values), np.bool_)
            inside[np.cumsum([len(text) + 1 for text in texts[:-1]]) - 1] = False
            values = values[inside]
        return values
