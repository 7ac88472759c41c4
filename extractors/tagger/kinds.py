"""Kinds of characters: surname, numeral, other Chinese, punctuation, digit, letter, other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.authority import read_table

#: The edge of a text, then the kinds.
KINDS = "^snhpdax"
_NUMERALS = frozenset("〇零一二三四五六七八九十百千廿卅两")
_PUNCTUATION = frozenset("，、；：,;:。（）()《》「」“”【】·…/-—")
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
#: Stands for a character that is not known.
UNKNOWN = "\ue000"
_CODE_POINTS = 0x110000
_NOT_ASKED = 255


class Kinds:
    """The kind of every character; remembers those that it has met."""

    def __init__(self) -> None:
        rows = (row["surname"] for row in read_table("surnames"))
        self._surnames = frozenset(name for name in rows if len(name) == 1)
        self._known = np.full(_CODE_POINTS, _NOT_ASKED, np.uint8)

    def of(self, codes: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
        """Places in ``KINDS`` for code points."""
        kinds: npt.NDArray[np.uint8] = self._known[codes]
        new = codes[kinds == _NOT_ASKED]
        if len(new):
            for code in set(new.tolist()):
                self._known[code] = KINDS.index(self.kind(chr(code)))
            kinds = self._known[codes]
        return kinds

    def kind(self, character: str) -> str:
        """The letter of a character's kind."""
        if character in self._surnames:
            return "s"
        if character in _NUMERALS:
            return "n"
        if _FIRST_HAN <= character <= _LAST_HAN or character == UNKNOWN:
            return "h"
        if character in _PUNCTUATION:
            return "p"
        if character.isdigit():
            return "d"
        return "a" if character.isalpha() else "x"
