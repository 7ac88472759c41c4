"""Scores of all tags at all places of many texts: rows of the weights, added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.tagger.kinds import KINDS, Kinds
from extractors.tagger.marks import part_numbers
from extractors.tagger.weights import BIGRAMS, CHARACTERS, MARKS, WORD_PAIRS, WORDS, Floats, Weights
from extractors.tagger.words import VALUES

_CODE_POINTS = 0x110000
_FIRST_SURROGATE, _AFTER_SURROGATES = 0xD800, 0xE000
#: Places before and behind every text that its features look at.
EDGE = 2
_MARKS_REMEMBERED = 20_000


class Scorer:
    """Scores texts that stand one behind the other, with ``EDGE`` places around each."""

    def __init__(self, weights: Weights) -> None:
        self._tables = weights.tables
        self._pairs = weights.pairs
        self._word_pairs = _word_pairs(weights.tables)
        self._kinds = Kinds()
        self._ids = np.zeros(_CODE_POINTS, np.int32)
        for row, character in enumerate(weights.alphabet, 1):
            self._ids[ord(character)] = row
        unreadable = self._ids[0xFFFD]
        self._ids[0] = unreadable
        self._ids[_FIRST_SURROGATE:_AFTER_SURROGATES] = unreadable
        self._edge = self._ids[ord("^")]
        other_mark = len(weights.mark_codes) + 1
        self._marks = _Marks(
            {c: row for row, c in enumerate(weights.mark_codes.tolist(), 1)},
            other_mark,
            [self._tables[name] for name in MARKS],
        )

    def __call__(
        self,
        codes: npt.NDArray[Any],
        where: npt.NDArray[np.int64],
        marks: npt.NDArray[np.int64],
        words: npt.NDArray[np.uint8],
    ) -> Floats:
        """Scores by place and tag. ``codes`` has the code points with edges, ``where`` the places
        that are text; ``marks`` has their combined marks, ``words`` the values of ``Words``. Edges
        have scores without a meaning.
        """
        ids = np.full(len(codes), self._edge)
        ids[where] = self._ids.take(codes[where])
        kinds = np.zeros(len(codes), np.int64)
        kinds[where] = self._kinds.of(codes[where])
        scores = np.zeros((len(codes), self._tables["0"].shape[1]), np.float32)
        total = _Sum(scores[EDGE : len(codes) - EDGE])
        for name, at in CHARACTERS.items():
            total.add(self._tables[name], _shifted(ids, at))
        pairs = self._pairs["bigram"].rows(ids[:-1], ids[1:])
        for name, at in BIGRAMS.items():
            total.add(self._tables[name], _shifted(pairs, at, 1))
        triples = self._pairs["trigram"].rows(_shifted(pairs, -1, 1), _shifted(ids, 1))
        total.add(self._tables["9"], triples)
        many = len(KINDS)
        around = (_shifted(kinds, -1) * many + _shifted(kinds, 0)) * many + _shifted(kinds, 1)
        total.add(self._tables["a"], around)
        values = np.zeros(len(codes), np.int64)
        values[where] = words
        for at, table in self._word_pairs.items():
            total.add(table, _shifted(values, at) * VALUES + _shifted(values, at + 1))
        self._add_marks(total, ids, where, marks)
        return scores

    def _add_marks(
        self,
        total: _Sum,
        ids: npt.NDArray[Any],
        where: npt.NDArray[np.int64],
        marks: npt.NDArray[np.int64],
    ) -> None:
        marked = np.flatnonzero(marks)
        known, number = np.unique(marks[marked], return_inverse=True)
        rows = np.zeros(len(ids), np.int64)
        rows[where[marked]] = number + 1
        mark, sums = self._marks.of(known.tolist())
        mark = mark.take(rows)
        two = self._pairs["mark_pair"].rows(_shifted(mark, -1), _shifted(mark, 0))
        total.add(self._tables["b"], self._pairs["mark_triple"].rows(two, _shifted(mark, 1)))
        if not len(known):
            return
        beside = self._pairs["mark_character"].rows(_shifted(mark, 0), _shifted(ids, 1))
        total.add(self._tables["d"], beside)
        for table, at in zip(sums, MARKS.values(), strict=True):
            total.add(table, _shifted(rows, at))


def _word_pairs(tables: Mapping[str, Floats]) -> dict[int, Floats]:
    """By the place of the first of two words: the rows of pairs with those of their words in them,
    so that these need not be added one by one.
    """
    pairs = {at: tables[name].reshape(VALUES, VALUES, -1).copy() for name, at in WORD_PAIRS.items()}
    for name, at in WORDS.items():
        if at in pairs:
            pairs[at] += tables[name][:, None]
        else:
            pairs[at - 1] += tables[name][None]
    return {at: table.reshape(VALUES * VALUES, -1) for at, table in pairs.items()}


class _Marks:
    """Of each combined mark its row in the tables of marks, and by template the sum over its parts;
    remembers the marks that it has met.
    """

    def __init__(self, ids: Mapping[int, int], other: int, tables: Sequence[Floats]) -> None:
        self._ids, self._other, self._tables = ids, other, tables
        self._known: dict[int, tuple[int, Floats]] = {}
        self._nought = np.zeros((len(tables), tables[0].shape[1]), np.float32)

    def of(self, codes: Sequence[int]) -> tuple[npt.NDArray[np.int64], list[Floats]]:
        """Rows and sums, row 0 being no mark."""
        if len(self._known) > _MARKS_REMEMBERED:
            self._known.clear()
        told = [self._known.get(code) or self._meet(code) for code in codes]
        rows = np.array([0, *(row for row, _ in told)])
        sums = np.stack([self._nought, *(sums for _, sums in told)], axis=1)
        return rows, list(sums)

    def _meet(self, code: int) -> tuple[int, Floats]:
        parts = list(part_numbers(code))
        sums = np.array([
            table[parts[0]] if len(parts) == 1 else table[parts].sum(axis=0)
            for table in self._tables
        ])  # fmt: skip
        self._known[code] = found = self._ids.get(code, self._other), sums
        return found


class _Sum:
    """Adds rows of tables to scores, without a new array for each table."""

    def __init__(self, scores: Floats) -> None:
        self._scores = scores
        self._rows = np.empty_like(scores)

    def add(self, table: Floats, rows: npt.NDArray[Any]) -> None:
        """Add a row of the table to each place."""
        np.take(table, rows, axis=0, out=self._rows, mode="clip")
        self._scores += self._rows


def _shifted(values: npt.NDArray[Any], at: int, short: int = 0) -> npt.NDArray[Any]:
    """The values beside each inner place; ``short`` is how much shorter than the text they are."""
    return values[EDGE + at : len(values) + short - EDGE + at]
