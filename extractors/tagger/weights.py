"""The weights of a trained model as tables, and the file that they are kept in.

CRFsuite names a feature by text (``extractors/training/features.py`` makes the names); here every
template has a table of one row a value and one column a tag, so that many titles are scored at once
by reading rows. Row 0 of every table is nought: a value that training has not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from extractors.tagger.kinds import KINDS
from extractors.tagger.marks import PARTS, code_of
from extractors.tagger.pairs import Pairs
from extractors.tagger.words import VALUES

Floats: TypeAlias = npt.NDArray[np.float32]
Arrays = Mapping[str, npt.NDArray[Any]]
#: Templates of one character: its place relative to the one that is scored.
CHARACTERS = {"0": 0, "1": -1, "2": 1, "3": -2, "4": 2}
#: Templates of two characters: the place of the first of them.
BIGRAMS = {"5": -1, "6": 0, "7": -2, "8": 1}
#: Templates of one mark: here, before, behind.
MARKS = {"c": 0, "e": -1, "f": 1}
#: Templates of one word's value: here, before, behind; of two: the place of the first of them.
WORDS = {"g": 0, "h": -1, "i": 1}
WORD_PAIRS = {"j": -1, "k": 0}
#: Values of words are written as characters from this one on in the names of features.
FIRST_WORD = ord("0")
#: No sum of weights may reach this: its exponential is still a number.
_GREATEST = 600.0
_PAIRS = ("bigram", "trigram", "mark_pair", "mark_triple", "mark_character")


@dataclass(frozen=True, slots=True)
class Weights:
    """``tables`` by template; ``pairs`` lead from what stands in a text to their rows.

    ``alphabet`` holds the characters that have a row, ``mark_codes`` the combined marks that do:
    their rows are their places, from 1 on.
    """

    tags: tuple[str, ...]
    transitions: Floats
    alphabet: str
    mark_codes: npt.NDArray[np.int64]
    tables: Mapping[str, Floats]
    pairs: Mapping[str, Pairs]

    def save(self, path: Path) -> None:
        """Write a file; the same weights give the same bytes."""
        arrays: dict[str, Any] = {
            "tags": np.array(self.tags),
            "transitions": self.transitions,
            "alphabet": np.array(list(self.alphabet)),
            "mark_codes": self.mark_codes,
        }
        arrays |= {f"table_{name}": table for name, table in self.tables.items()}
        for name, pairs in self.pairs.items():
            arrays |= {f"{name}_{part}": array for part, array in pairs.arrays()}
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a file that ``save`` has written."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        tables = {n.removeprefix("table_"): a for n, a in arrays.items() if n.startswith("table_")}
        return cls(
            tags=tuple(map(str, arrays["tags"])),
            transitions=arrays["transitions"],
            alphabet="".join(map(str, arrays["alphabet"])),
            mark_codes=arrays["mark_codes"],
            tables=tables,
            pairs={
                name: Pairs(*(arrays[f"{name}_{part}"] for part in ("shift", "owner", "row")))
                for name in _PAIRS
            },
        )


class Compiler:
    """Makes ``Weights`` of what CRFsuite says of a model."""

    def __init__(self, tags: Sequence[str], features: Mapping[tuple[str, str], float]) -> None:
        self._tags = {tag: column for column, tag in enumerate(tags)}
        self._rows: dict[str, Floats] = {}
        for (feature, tag), weight in features.items():
            row = self._rows.setdefault(feature, np.zeros(len(tags), np.float32))
            row[self._tags[tag]] = weight
        self._by_template: dict[str, list[str]] = {}
        for feature in sorted(self._rows):
            self._by_template.setdefault(feature[0], []).append(feature[1:])

    def weights(self, transitions: Mapping[tuple[str, str], float]) -> Weights:
        """All tables. A model whose scores could leave the range of numbers is refused."""
        between = np.zeros((len(self._tags), len(self._tags)), np.float32)
        for (first, second), weight in transitions.items():
            between[self._tags[first], self._tags[second]] = weight
        alphabet = self._alphabet()
        ids = {character: row for row, character in enumerate(alphabet, 1)}
        marks = self._marks()
        codes = {name: row for row, name in enumerate(marks, 1)} | {"": 0}
        tables: dict[str, Floats] = {}
        pairs: dict[str, Pairs] = {}
        for name in CHARACTERS:
            tables[name] = self._table(name, list(alphabet))
        self._character_pairs(tables, pairs, ids)
        self._mark_pairs(tables, pairs, ids, codes)
        kinds = [a + b + c for a in KINDS for b in KINDS for c in KINDS]
        tables["a"] = self._table("a", kinds)[1:]
        for name in MARKS:
            tables[name] = self._table(name, list(PARTS))[1:]
        words = [chr(FIRST_WORD + value) for value in range(VALUES)]
        for name in WORDS:
            tables[name] = self._table(name, words)[1:]
        for name in WORD_PAIRS:
            tables[name] = self._table(name, [a + b for a in words for b in words])[1:]
        if sum(float(np.abs(table).max(initial=0)) for table in tables.values()) >= _GREATEST:
            raise ValueError("the weights of the model are too great")
        return Weights(
            tuple(self._tags),
            between,
            alphabet,
            np.array([code_of(name) for name in marks], np.int64),
            tables,
            pairs,
        )

    def _table(self, template: str, values: Sequence[str]) -> Floats:
        table = np.zeros((len(values) + 1, len(self._tags)), np.float32)
        for row, value in enumerate(values, 1):
            weights = self._rows.get(template + value)
            if weights is not None:
                table[row] = weights
        return table

    def _values(self, templates: str) -> list[str]:
        return sorted({value for name in templates for value in self._by_template.get(name, ())})

    def _alphabet(self) -> str:
        characters = set("^\ufffd").union(*self._values("0123456789"))
        return "".join(sorted(characters.union(value[-1] for value in self._values("d"))))

    def _marks(self) -> list[str]:
        """Combined marks that some feature names, each in words."""
        named = {mark for value in self._values("b") for mark in value.split("|")}
        return sorted(named.union(value[:-1] for value in self._values("d")) - {""})

    def _character_pairs(
        self, tables: dict[str, Floats], pairs: dict[str, Pairs], ids: Mapping[str, int]
    ) -> None:
        triples = self._values("9")
        two = sorted({*self._values("5678"), *(value[:2] for value in triples)})
        rows = {value: row for row, value in enumerate(two, 1)}
        pairs["bigram"] = Pairs.of(
            {(ids[value[0]], ids[value[1]]): row for value, row in rows.items()},
            len(ids) + 1,
            len(ids) + 1,
        )
        for name in BIGRAMS:
            tables[name] = self._table(name, two)
        pairs["trigram"] = Pairs.of(
            {(rows[value[:2]], ids[value[2]]): row for row, value in enumerate(triples, 1)},
            len(two) + 1,
            len(ids) + 1,
        )
        tables["9"] = self._table("9", triples)

    def _mark_pairs(
        self,
        tables: dict[str, Floats],
        pairs: dict[str, Pairs],
        ids: Mapping[str, int],
        codes: Mapping[str, int],
    ) -> None:
        many = len(codes) + 1  # 0 is no mark, the last one any mark that has no row
        contexts = [tuple(value.split("|")) for value in self._values("b")]
        two = {pair: row for row, pair in enumerate(sorted({c[:2] for c in contexts}), 1)}
        pairs["mark_pair"] = Pairs.of(
            {(codes[a], codes[b]): row for (a, b), row in two.items()}, many, many
        )
        pairs["mark_triple"] = Pairs.of(
            {(two[c[:2]], codes[c[2]]): row for row, c in enumerate(contexts, 1)},
            len(two) + 1,
            many,
        )
        tables["b"] = self._table("b", self._values("b"))
        followed = self._values("d")
        pairs["mark_character"] = Pairs.of(
            {(codes[v[:-1]], ids[v[-1]]): row for row, v in enumerate(followed, 1)},
            many,
            len(ids) + 1,
        )
        tables["d"] = self._table("d", followed)
