"""Scores of all tags at all places of many texts: rows of the weights, added up."""

from __future__ import annotations

from collections.abc import Iterable
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
        self._kinds = Kinds()
        self._ids = np.zeros(_CODE_POINTS, np.int32)
        for row, character in enumerate(weights.alphabet, 1):
            self._ids[ord(character)] = row
        unreadable = self._ids[0xFFFD]
        self._ids[0] = unreadable
        self._ids[_FIRST_SURROGATE:_AFTER_SURROGATES] = unreadable
        self._edge = self._ids[ord("^")]
        self._other_mark = len(weights.mark_codes) + 1
        self._mark_ids = {c: row for row, c in enumerate(weights.mark_codes.tolist(), 1)}
        self._mark_rows: dict[int, tuple[int, ...]] = {}

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
        for name, at in WORDS.items():
            total.add(self._tables[name], _shifted(values, at))
        for name, at in WORD_PAIRS.items():
            two = _shifted(values, at) * VALUES + _shifted(values, at + 1)
            total.add(self._tables[name], two)
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
        codes = known.tolist()
        rows = np.zeros(len(ids), np.int64)
        rows[where[marked]] = number + 1
        of_code = np.array([0, *(self._mark_ids.get(c, self._other_mark) for c in codes)])
        mark = of_code.take(rows)
        two = self._pairs["mark_pair"].rows(_shifted(mark, -1), _shifted(mark, 0))
        total.add(self._tables["b"], self._pairs["mark_triple"].rows(two, _shifted(mark, 1)))
        if not codes:
            return
        beside = self._pairs["mark_character"].rows(_shifted(mark, 0), _shifted(ids, 1))
        total.add(self._tables["d"], beside)
        for name, at in MARKS.items():
            total.add(self._sums(name, codes), _shifted(rows, at))

    def _sums(self, template: str, codes: Iterable[int]) -> Floats:
        """For each combined mark the sum over its parts; row 0 is nought."""
        table = self._tables[template]
        sums = [np.zeros(table.shape[1], np.float32)]
        for code in codes:
            parts = self._mark_rows.get(code)
            if parts is None:
                if len(self._mark_rows) > _MARKS_REMEMBERED:
                    self._mark_rows.clear()
                parts = self._mark_rows[code] = tuple(part_numbers(code))
            sums.append(table[parts[0]] if len(parts) == 1 else table[list(parts)].sum(axis=0))
        return np.array(sums)


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
