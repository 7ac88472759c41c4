"""Names of the authority tables, found by Aho-Corasick automata over the simplified text.

``place_forms`` adds today's counties and cities: names without an entry, that weigh less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

import daachorse

from extractors.authority import Authority, load_authority, read_table
from extractors.further import Further
from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register
from graph_model.mention import Label

_CONFIDENCE = {True: 0.95, False: 0.8}
#: A one-character form is an abbreviation; ``abbreviations`` decides where it stands free.
_SHORTEST = 2
#: No name has it.
_BETWEEN = "\n"
#: Names of further tables whose entries are kept at hand.
_REMEMBERED = 50_000


class _Mark(NamedTuple):
    """What a name that is found adds."""

    label: Label
    rule: str
    confidence: float
    entity_id: str = ""
    blocks: bool = False


@register("gazetteer")
def make() -> Step:
    """The step over the project's own tables and the further ones."""
    return Gazetteer(load_authority())


class Gazetteer:
    """Marks every occurrence of every form; the resolver chooses among overlapping ones."""

    def __init__(self, authority: Authority) -> None:
        marks: dict[str, list[_Mark]] = {}
        for form in authority.forms():
            if len(form) >= _SHORTEST:
                marks[form] = list(_own_marks(authority, form))
        for row in read_table("stop_phrases"):
            mark = _Mark(cast(Label, row["label"]), "stop_phrase", 1.0, blocks=True)
            marks.setdefault(row["phrase"], []).append(mark)
        for row in read_table("place_forms"):
            listed = marks.setdefault(row["form"], [])
            if not any(mark.label == "PLACE" for mark in listed):
                listed.append(_Mark("PLACE", "place_list", 0.7))
        self._marks = list(marks.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(marks))
        self._further = _FurtherNames(authority, authority.further) if authority.further else None

    def __call__(self, reading: Reading) -> None:
        """Add a candidate for each form and label."""
        self.read_all([reading])

    def read_all(self, readings: Sequence[Reading]) -> None:
        """The same for many titles at once."""
        text = _BETWEEN.join([reading.plain for reading in readings])
        marks = self._marks
        found = self._automaton.find_overlapping(text)
        _add(readings, [(start, end, marks[name]) for start, end, name in found])
        if self._further:
            _add(readings, self._further.names_in(text))


def _own_marks(authority: Authority, form: str) -> Iterator[_Mark]:
    for label, ids in authority.own_labels_of(form).items():
        id = authority.own_one(form, ids)
        yield _Mark(label, "gazetteer", _CONFIDENCE[len(ids) == 1], id)


def _add(readings: Sequence[Reading], found: Iterable[tuple[int, int, list[_Mark]]]) -> None:
    """Give each title its finds, which are in the order of their ends in the joined text."""
    titles = iter(readings)
    first, after = 0, -1
    candidates: list[Candidate] = []
    for start, end, marks in found:
        while end > after:
            reading = next(titles)
            first = after + 1
            candidates, after = reading.candidates, first + len(reading.plain)
        for label, rule, confidence, id, blocks in marks:
            candidates.append(
                Candidate(start - first, end - first, label, rule, confidence, id, blocks)
            )


class _FurtherNames:
    """What the names of the further tables add: nothing for a form and label that the own ones
    have. Remembers what it has been asked lately.
    """

    def __init__(self, authority: Authority, further: Further) -> None:
        self._authority, self._further = authority, further
        self._known: dict[int, list[_Mark]] = {}

    def names_in(self, text: str) -> Iterator[tuple[int, int, list[_Mark]]]:
        """Finds in a text, by end."""
        known = self._known
        for start, end, name in self._further.names_in(text):
            marks = known.get(name)
            if marks is None:
                if len(known) > _REMEMBERED:
                    known.clear()
                marks = known[name] = list(self._marks(name, text[start:end]))
            yield start, end, marks

    def _marks(self, name: int, form: str) -> Iterator[_Mark]:
        own = self._authority.own_labels_of(form)
        for label, (rows, id) in self._further.named(name).items():
            if label not in own:
                yield _Mark(label, "further_gazetteer", _CONFIDENCE[rows == 1], id)
