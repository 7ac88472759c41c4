"""Names that the record's own columns give — creator, addressee, index of persons and of bodies —
where they stand in its title as well: catalogue evidence for names that no table has.
"""

from __future__ import annotations

import re

from extractors.authority import Authority, load_authority
from extractors.reading import Reading
from extractors.steps.base import Step, register
from extractors.text import plain
from graph_model.mention import Label

_SEPARATORS = re.compile(r"[、,;:/|\s()\[\]]+|等$|等(?=[、,;])")
_BODY = re.compile(
    r"(?:部|会|局|院|府|党|委|室|厅|处|社|团|军|师|署|司|馆|校|厂|关|科|房|台|所|公司|银行|中央|国务院|大学|衙门)$"
)
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_SHORTEST, _LONGEST, _LONGEST_PERSON = 2, 20, 5


@register("columns")
def make() -> Step:
    """The step."""
    return Columns(load_authority())


class Columns:
    """Marks the names of the columns in the title."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    def __call__(self, reading: Reading) -> None:
        """Add a candidate wherever a column's name stands in the title."""
        if reading.creator:
            for name in _SEPARATORS.split(plain(reading.creator)):
                label = self._label(name)
                if label:
                    self._mark(reading, name, label, "column")
        for label, names in reading.listed.items():
            for name in names:
                self._mark(reading, plain(name).strip(), label, "listed")

    def _label(self, name: str) -> Label | None:
        if not _SHORTEST <= len(name) <= _LONGEST or not _HAN.fullmatch(name):
            return None
        known = self._authority.labels_of(name)
        for label in ("PERSON", "ORG"):
            if label in known:
                return label
        if _BODY.search(name):
            return "ORG"
        return "PERSON" if len(name) <= _LONGEST_PERSON else None

    def _mark(self, reading: Reading, name: str, label: Label, rule: str) -> None:
        if len(name) < _SHORTEST:
            return
        start = reading.plain.find(name)
        while start >= 0:
            known = any(
                c.start == start and c.length >= len(name) and c.label == label
                for c in reading.candidates
                if c.rule == "gazetteer"
            )
            if not known:
                reading.add(start, start + len(name), label, rule, 0.9)
            start = reading.plain.find(name, start + len(name))
