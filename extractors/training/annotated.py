"""Titles that were written and annotated for the project, in the markup of ``titles/README.md``.

They are constructed: written from knowledge of the field, with no sentence of a catalogue. The
tagger learns from them beside the made titles of ``generator.py``, and from *variants* of them in
which a name stands in the place of another one of its kind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from extractors.training.generator import Generator, Span, Title
from graph_model.mention import Label, Role

#: A marked name: letter of its label, perhaps its role, its text.
_MARK = re.compile(r"\{([PGLEDO])([<>]?)([^{}]+)\}")
_LABELS: dict[str, Label] = {
    "P": "PERSON",
    "G": "ORG",
    "L": "PLACE",
    "E": "EVENT",
    "D": "DATE",
    "O": "OFFICE",
}
_ROLES: dict[str, Role] = {">": "sender", "<": "recipient", "": ""}
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Annotated:
    """A title with its names, the role of each (in the same order), its documentary form, and the
    date and creator of its record as catalogued (both may be empty).
    """

    title: Title
    roles: tuple[Role, ...]
    genre: str
    date: str
    creator: str


def parse(line: str) -> Annotated:
    """One line: marked title, documentary form, date and creator, parted by tabs.

    Raises:
        ValueError: four columns are not there, or a brace stands alone.
    """
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise ValueError(f"four columns are needed, {len(columns)} are there: {line}")
    marked, genre, date, creator = columns
    text = ""
    spans: list[Span] = []
    roles: list[Role] = []
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[3]), _LABELS[mark[1]]))
        roles.append(_ROLES[mark[2]])
        text += mark[3]
        at = mark.end()
    text += marked[at:]
    if "{" in text or "}" in text:
        raise ValueError(f"a brace without its other one: {line}")
    return Annotated(Title(text, tuple(spans)), tuple(roles), genre, date, creator)


@cache
def annotated() -> Mapping[str, tuple[Annotated, ...]]:
    """All annotated titles, by the name of their file (a field of catalogues)."""
    folder = files("extractors") / "training" / "titles"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    return {
        f.name.removesuffix(".tsv"): tuple(
            parse(line) for line in f.read_text(encoding="utf-8").splitlines()[1:]
        )
        for f in found
    }


#: Half of the names of a variant are other ones.
_EXCHANGED = 0.5
#: A name of one character is known by its surroundings: it stays.
_SHORTEST_EXCHANGED = 2
#: Of so many titles to learn from, all annotated ones are ``TIMES`` variants.
_OF_TITLES, TIMES = 24_000, 3


def titles_to_learn_from(seed: int, count: int) -> Iterator[Title]:
    """``count`` made titles, then variants of the annotated ones in proportion."""
    yield from Generator(seed).titles(count)
    listed = annotated()
    every = sum(map(len, listed.values()))
    yield from islice(Variants(listed, seed), count * TIMES * every // _OF_TITLES)


class Variants:
    """Variants of annotated titles without an end, all titles in turn: half of their names are
    others of the same label, and for persons of the same length, out of the same field.
    """

    def __init__(self, titles: Mapping[str, Sequence[Annotated]], seed: int) -> None:
        self._titles = [(field, line.title) for field, listed in titles.items() for line in listed]
        self._random = random.Random(seed)
        self._names: dict[tuple[str, Label, int], list[str]] = {}
        for field, title in self._titles:
            for span in title.spans:
                name = title.text[span.start : span.end]
                self._names.setdefault(_kind(field, span.label, name), []).append(name)

    def __iter__(self) -> Iterator[Title]:
        while self._titles:
            for field, title in self._random.sample(self._titles, len(self._titles)):
                yield self._variant(field, title)

    def _variant(self, field: str, title: Title) -> Title:
        text = ""
        spans: list[Span] = []
        exchanged: dict[str, str] = {}
        at = 0
        for span in title.spans:
            text += title.text[at : span.start]
            name = title.text[span.start : span.end]
            if name not in exchanged:
                exchanged[name] = self._other(field, span.label, name)
            spans.append(Span(len(text), len(text) + len(exchanged[name]), span.label))
            text += exchanged[name]
            at = span.end
        return Title(text + title.text[at:], tuple(spans))

    def _other(self, field: str, label: Label, name: str) -> str:
        if len(name) < _SHORTEST_EXCHANGED or self._random.random() >= _EXCHANGED:
            return name
        return self._random.choice(self._names[_kind(field, label, name)])


def _kind(field: str, label: Label, name: str) -> tuple[str, Label, int]:
    """Names that may stand for one another: persons' of one length, others' of one character or
    of more.
    """
    longest = len(name) if label == "PERSON" else _SHORTEST_EXCHANGED
    return field, label, min(len(name), longest)
