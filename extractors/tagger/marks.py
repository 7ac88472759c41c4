"""What the steps before the tagger have marked, as one whole number a character.

A mark is a candidate's label and kind, with the place in it (B first, I inside, E last, S single).
Known names (``k``) and finds of rules (``r``) are marked apart. Each of the twelve pairs of label
and kind is a digit to the base 5: 0 no mark, then S, B, I, E.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from extractors.reading import Candidate

#: Rules whose finds are names of the tables.
KNOWN_RULES = frozenset({"gazetteer", "abbreviation", "surname_pair", "stop_phrase"})
_LABEL_CODE = {"PERSON": "p", "ORG": "o", "PLACE": "l", "EVENT": "e", "DATE": "d", "OFFICE": "f"}
#: Names of the layers; the order of the digits.
LAYERS = tuple(sorted(code + kind for code in _LABEL_CODE.values() for kind in "kr"))
_PLACES = "SBIE"
_BASE = 5
_SINGLE, _FIRST, _INSIDE, _LAST = range(1, _BASE)
_DIGIT = {
    (label, known): _BASE ** LAYERS.index(code + kind)
    for label, code in _LABEL_CODE.items()
    for known, kind in ((True, "k"), (False, "r"))
}
_BY_NAME = {
    place + layer: number * _BASE**at
    for at, layer in enumerate(LAYERS)
    for number, place in enumerate(_PLACES, 1)
}

#: Names of all marks: ``Sdk``, ``Bdk``, …; PARTS[4 * layer + place].
PARTS = tuple(_BY_NAME)


def part_numbers(code: int) -> Iterator[int]:
    """Places in ``PARTS`` of the marks in a number."""
    for layer in range(len(LAYERS)):
        code, digit = divmod(code, _BASE)
        if digit:
            yield layer * len(_PLACES) + digit - 1


def code_of(names: str) -> int:
    """The number of marks whose names are joined by spaces."""
    return sum(_BY_NAME[name] for name in names.split())


class Marks:
    """Collects the marks of many titles that stand one behind the other in one array."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._digits: list[int] = []

    def add(self, offset: int, candidates: Iterable[Candidate]) -> None:
        """Of each label and kind the longest candidates, then the first, that touch no other with
        an end of theirs.
        """
        spans = [
            (c.start - c.end, c.start, c.end, _DIGIT[c.label, c.rule in KNOWN_RULES])
            for c in candidates
            if not c.blocks
        ]
        if len(spans) > 1:
            spans.sort()
        taken: dict[int, set[int]] = {}
        for _, start, end, digit in spans:
            occupied = taken.get(digit)
            if occupied is None:
                taken[digit] = set(range(start, end))
            elif start in occupied or end - 1 in occupied:
                continue
            else:
                occupied.update(range(start, end))
            self._starts.append(offset + start)
            self._ends.append(offset + end)
            self._digits.append(digit)

    def array(self, length: int) -> npt.NDArray[np.int64]:
        """The number of every position."""
        if not self._starts:
            return np.zeros(length, np.int64)
        starts, ends = np.array(self._starts), np.array(self._ends)
        digits = np.array(self._digits, np.float64)
        single = ends - starts == 1
        inside = np.maximum(ends - starts - 2, 0)
        at = np.concatenate((starts, ends[~single] - 1, _ranges(starts + 1, inside)))
        weights = np.concatenate((
            digits * np.where(single, _SINGLE, _FIRST),
            digits[~single] * _LAST,
            np.repeat(digits, inside) * _INSIDE,
        ))  # fmt: skip
        return np.bincount(at, weights, length).astype(np.int64)


def _ranges(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """starts[0], starts[0] + 1, … (lengths[0] of them), starts[1], …"""
    before = np.cumsum(lengths) - lengths
    places: npt.NDArray[np.int64] = np.arange(int(lengths.sum())) + np.repeat(
        starts - before, lengths
    )
    return places


def marks_of(length: int, candidates: Iterable[Candidate]) -> list[str]:
    """The names of the marks of each character of one title, joined by spaces."""
    marks = Marks()
    marks.add(0, candidates)
    codes = marks.array(length).tolist()
    return [" ".join(PARTS[part] for part in part_numbers(code)) for code in codes]
