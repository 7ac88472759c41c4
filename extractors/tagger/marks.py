"""What the steps before the tagger have marked, as one whole number a character.

A mark is a candidate's label and kind, with the place in it (B first, I inside, E last, S single).
Known names (``k``) and finds of rules (``r``) are marked apart. Each of the twelve pairs of label
and kind is a digit to the base 5: 0 no mark, then S, B, I, E.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extractors.reading import Candidate
from graph_model.mention import Label

#: Rules whose finds are names of the tables.
KNOWN_RULES = frozenset({"gazetteer", "abbreviation", "surname_pair", "stop_phrase"})
_LABEL_CODE: dict[Label, str] = {
    "PERSON": "p",
    "ORG": "o",
    "PLACE": "l",
    "EVENT": "e",
    "DATE": "d",
    "OFFICE": "f",
}
#: Names of the layers; the order of the digits.
LAYERS = tuple(sorted(code + kind for code in _LABEL_CODE.values() for kind in "kr"))
LABEL_OF_LAYER = tuple(
    label for name in LAYERS for label, code in _LABEL_CODE.items() if code == name[0]
)
_PLACES = "SBIE"
_BASE = 5
_SINGLE, _FIRST, _INSIDE, _LAST = range(1, _BASE)
_DIGITS = np.array([_BASE**at for at in range(len(LAYERS))], np.float64)
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


class Layers(dict[tuple[Label, str], int]):
    """The layer of a label and rule: its place in ``LAYERS``. Remembers those that it has met."""

    def __missing__(self, key: tuple[Label, str]) -> int:
        label, rule = key
        name = _LABEL_CODE[label] + ("k" if rule in KNOWN_RULES else "r")
        self[key] = layer = LAYERS.index(name)
        return layer


_LAYERS = Layers()


class Spans:
    """Candidates of many titles that stand one behind the other, as arrays: where each begins and
    ends in all characters, its layer, and whether it is no name (``blocks``).
    """

    def __init__(self, candidates: Sequence[Sequence[Candidate]], offsets: Sequence[int]) -> None:
        self.candidates = [c for of_title in candidates for c in of_title]
        shift = np.repeat(np.array(offsets, np.int64), [len(of_title) for of_title in candidates])
        listed = self.candidates
        self.starts = np.array([c.start for c in listed], np.int64) + shift
        self.ends = np.array([c.end for c in listed], np.int64) + shift
        self.layers = np.array([_LAYERS[c.label, c.rule] for c in listed], np.int64)
        self.blocks = np.array([c.blocks for c in listed], np.bool_)

    def marks(self, length: int) -> npt.NDArray[np.int64]:
        """The combined marks at every character: of each layer the longest spans, then the first,
        that touch no other with an end of theirs.
        """
        names = np.flatnonzero(~self.blocks)
        if not len(names):
            return np.zeros(length, np.int64)
        kept = names[_apart(self.starts[names], self.ends[names], self.layers[names], length)]
        starts, ends = self.starts[kept], self.ends[kept]
        digits = _DIGITS.take(self.layers[kept])
        single = ends - starts == 1
        inside = np.maximum(ends - starts - 2, 0)
        at = np.concatenate((starts, ends[~single] - 1, _ranges(starts + 1, inside)))
        weights = np.concatenate((
            digits * np.where(single, _SINGLE, _FIRST),
            digits[~single] * _LAST,
            np.repeat(digits, inside) * _INSIDE,
        ))  # fmt: skip
        return np.bincount(at, weights, length).astype(np.int64)


def _apart(
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    layers: npt.NDArray[np.int64],
    length: int,
) -> npt.NDArray[np.int64]:
    """Which spans are kept. Most stand alone in their layer; only the others are gone through."""
    line = layers * (length + 1)
    order = np.lexsort((starts, layers))
    first, last = (starts + line)[order], (ends + line)[order]
    reached = np.maximum.accumulate(last)
    opens = np.concatenate(([True], first[1:] >= reached[:-1]))
    alone = opens & np.concatenate((opens[1:], [True]))
    crowded = order[~alone]
    listed = sorted(
        zip(
            (starts - ends)[crowded].tolist(),
            (starts + line)[crowded].tolist(),
            (ends + line)[crowded].tolist(),
            crowded.tolist(),
            strict=True,
        )
    )
    occupied: set[int] = set()
    kept = []
    for _, start, end, number in listed:
        if start not in occupied and end - 1 not in occupied:
            occupied.update(range(start, end))
            kept.append(number)
    return np.concatenate((order[alone], np.array(kept, np.int64)))


def _ranges(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """starts[0], starts[0] + 1, … (lengths[0] of them), starts[1], …"""
    before = np.cumsum(lengths) - lengths
    places: npt.NDArray[np.int64] = np.arange(int(lengths.sum())) + np.repeat(
        starts - before, lengths
    )
    return places


def marks_of(length: int, candidates: Sequence[Candidate]) -> list[str]:
    """The names of the marks of each character of one title, joined by spaces."""
    codes = Spans([candidates], [0]).marks(length).tolist()
    return [" ".join(PARTS[part] for part in part_numbers(code)) for code in codes]
