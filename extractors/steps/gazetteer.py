"""Names of the authority tables, found by an Aho-Corasick automaton over the simplified text.

``place_forms`` adds today's counties and cities: names without an entry, that weigh less.
"""

from __future__ import annotations

from typing import cast

import ahocorasick_rs

from extractors.authority import Authority, load_authority, read_table
from extractors.reading import Reading
from extractors.steps.base import Step, register
from graph_model.mention import Label

_CONFIDENCE = {True: 0.95, False: 0.8}
#: A one-character form is an abbreviation; ``abbreviations`` decides where it stands free.
_SHORTEST = 2


@register("gazetteer")
def make() -> Step:
    """The step over the project's own tables."""
    return Gazetteer(load_authority())


class Gazetteer:
    """Marks every occurrence of every form; the resolver chooses among overlapping ones."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._forms = [form for form in authority.forms() if len(form) >= _SHORTEST]
        self._phrases = list(read_table("stop_phrases"))
        known = set(self._forms)
        self._places = [
            row["form"] for row in read_table("place_forms") if row["form"] not in known
        ]
        patterns = self._forms + [row["phrase"] for row in self._phrases] + self._places
        self._automaton = ahocorasick_rs.AhoCorasick(patterns) if patterns else None

    def __call__(self, reading: Reading) -> None:
        """Add a candidate for each form and label."""
        if self._automaton is None:
            return
        found = self._automaton.find_matches_as_indexes(reading.plain, overlapping=True)
        for index, start, end in found:
            if index >= len(self._forms) + len(self._phrases):
                reading.add(start, end, "PLACE", "place_list", 0.7)
                continue
            if index >= len(self._forms):
                label = cast(Label, self._phrases[index - len(self._forms)]["label"])
                reading.add(start, end, label, "stop_phrase", 1.0, blocks=True)
                continue
            for label, ids in self._authority.labels_of(self._forms[index]).items():
                id = self._authority.find(self._forms[index], label)
                confidence = _CONFIDENCE[len(ids) == 1]
                reading.add(start, end, label, "gazetteer", confidence, entity_id=id)
