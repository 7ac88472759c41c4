"""The claims of an RDF graph: the mapping of ``exporters.claims`` read backwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.schema import Schema
from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand
from loaders.importers.nodes import Names, Value
from loaders.rdf_files import Pair, Triples

Said = Mapping[str, list[Value]]


class Unreadable(Exception):
    """A relation node that is no claim of our own, with the reason."""


class ClaimReader:
    """Makes claims out of relation nodes and the annotations behind them."""

    def __init__(self, schema: Schema, names: Names, triples: Triples) -> None:
        self._schema, self._names, self._triples = schema, names, triples
        self._rules = [
            (expand(rule.property), edge.type, rule, edge)
            for edge in schema.edges.values()
            for rule in edge.rdf
        ]

    def claim(self, subject: str) -> Claim:
        """The claim of a relation node; raises Unreadable."""
        said = _by_property(self._triples.about(subject))
        status = Status(_text(said, "smo:assertionStatus") or "extracted")
        if status is Status.REJECTED:
            ends = self._id(said, "rdf:subject"), self._id(said, "rdf:object")
            predicate = self._type(_one(said, "rdf:predicate"), *ends)
        else:
            predicate, *ends_ = self._ends(said)
            ends = ends_[0], ends_[1]
        return Claim(
            subject=ends[0],
            predicate=predicate,
            object=ends[1],
            evidence=self._evidence(said),
            rule=_text(said, "smo:extractedBy"),
            confidence=float(_text(said, "smo:confidence")),
            status=status,
            access=Access[(_text(said, "smo:accessStatus") or "open").upper()],
            run=self._id(said, "prov:wasGeneratedBy"),
            earliest=_text(said, "smo:earliestDay"),
            latest=_text(said, "smo:latestDay"),
            told_subject=self._id(said, "smo:toldSubject"),
            told_object=self._id(said, "smo:toldObject"),
        )

    def _ends(self, said: Said) -> tuple[str, str, str]:
        """Relationship, subject and object. Which end is the source is the schema's to say."""
        term = _one(said, "smo:shortcutProperty")
        first = self._id(said, "smo:shortcutSubject")
        if first:
            connected = [self._names.id(v) for v in said.get(expand("rico:relationConnects"), ())]
            others = [id for id in connected if id != first] or [first]
            return self._type(term, first, others[0]), first, others[0]
        source = self._id(said, "rico:relationHasSource")
        target = self._id(said, "rico:relationHasTarget")
        for subject, object, side in ((source, target, "subject"), (target, source, "object")):
            found = self._find(term, subject, object, side)
            if found:
                return found, subject, object
        raise Unreadable(f"no relationship for {term}")

    def _type(self, term: str, subject: str, object: str) -> str:
        found = self._find(term, subject, object, "")
        if not found:
            raise Unreadable(f"no relationship for {term}")
        return found

    def _find(self, term: str, subject: str, object: str, side: str) -> str:
        labels = [self._label(id) for id in (subject, object)]
        for property, type, rule, edge in self._rules:
            if property != term or (side and rule.relation_source != side):
                continue
            allowed = labels[0] in edge.domain and labels[1] in edge.range
            if allowed and edge.rule_for(*labels) is rule:
                return type
        return ""

    def _label(self, id: str) -> str:
        kind = self._schema.by_prefix(id.partition(":")[0])
        return kind.label if kind else ""

    def _evidence(self, said: Said) -> Evidence:
        source = self._id(said, "rico:isEvidencedBy") or self._id(said, "dcterms:source")
        note = _one(said, "prov:wasDerivedFrom")
        if not note:
            return Evidence(source, _text(said, "smo:field"))
        target = _by_property(
            self._triples.about(_one(_by_property(self._triples.about(note)), "oa:hasTarget"))
        )
        start, end, quote = 0, 0, ""
        for selector in target.get(expand("oa:hasSelector"), ()):
            found = _by_property(self._triples.about(str(selector)))
            quote = _text(found, "oa:exact") or quote
            start = int(_text(found, "oa:start") or start)
            end = int(_text(found, "oa:end") or end)
        return Evidence(source, _text(target, "smo:field"), start, end, quote)

    def _id(self, said: Said, term: str) -> str:
        return self._names.id(_one(said, term))


def _by_property(pairs: Sequence[Pair]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for predicate, value in pairs:
        found.setdefault(predicate, []).append(value)
    return found


def _one(said: Said, term: str) -> str:
    """The first IRI, ``""`` when there is none."""
    values = [v for v in said.get(expand(term), ()) if not isinstance(v, Literal)]
    return values[0] if values else ""


def _text(said: Said, term: str) -> str:
    """The text of the first literal, ``""`` when there is none."""
    values = [v for v in said.get(expand(term), ()) if isinstance(v, Literal)]
    return values[0].text if values else ""
