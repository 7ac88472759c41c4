"""Nodes of their own that some labels carry, as data: dates, documentary forms, kinds of record
sets.

A part is written when one of its fields has a value. Its IRI comes from the owner (a date belongs
to its record) or from the value (a documentary form is shared by all records that name it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand


@dataclass(frozen=True, slots=True)
class Part:
    """``link`` leads from the owner to the part; ``fields`` pairs the owner's properties with the
    part's terms.

    ``vocabulary`` is the path of a shared term's IRI, ``""`` for a part that belongs to its owner
    alone. ``published`` gives the values that are terms of an outside vocabulary; no other value
    makes a part then.
    """

    link: str
    type: str
    fields: tuple[tuple[str, str], ...]
    vocabulary: str = ""
    published: Mapping[str, str] = field(default_factory=dict)

    @property
    def shared(self) -> bool:
        """Whether several owners may lead to the same part."""
        return bool(self.vocabulary or self.published)

    def iri(self, iris: Iris, owner: str, values: Mapping[str, Any]) -> str:
        """The part's IRI, ``""`` when the owner has none."""
        given = [values[name] for name, _ in self.fields if values.get(name)]
        if not given:
            return ""
        if self.published:
            term = self.published.get(str(given[0]).casefold(), "")
            return expand(term) if term else ""
        return iris.term(self.vocabulary, str(given[0])) if self.vocabulary else iris.date(owner)


#: Label -> its parts.
PARTS: Mapping[str, tuple[Part, ...]] = {
    "Record": (
        Part(
            link="rico:hasCreationDate",
            type="rico:Date",
            fields=(
                ("date_text", "rico:expressedDate"),
                ("date_edtf", "rico:normalizedDateValue"),
                ("date_earliest", "smo:earliestDay"),
                ("date_latest", "smo:latestDay"),
            ),
        ),
        Part(
            link="rico:hasDocumentaryFormType",
            type="rico:DocumentaryFormType",
            fields=(("genre", "rdfs:label"),),
            vocabulary="documentary-form",
        ),
    ),
    "RecordSet": (
        Part(
            link="rico:hasRecordSetType",
            type="rico:RecordSetType",
            fields=(("level", "rdfs:label"),),
            published={
                "fonds": "ric-rst:Fonds",
                "series": "ric-rst:Series",
                "file": "ric-rst:File",
                "collection": "ric-rst:Collection",
                "全宗": "ric-rst:Fonds",
                "类别": "ric-rst:Series",
                "案卷": "ric-rst:File",
            },
        ),
    ),
}
