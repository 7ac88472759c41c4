"""Claims as triples: shortcut properties, and (profile full) relation nodes with their evidence.

A shortcut is written once however many claims say it, and not at all when every claim that says it
is rejected, of grade weak, or counter-evidence. The relation node's class, and which end is its
source, come from the schema's ``rdf`` rules. A rejected claim is no rico:Relation, since RiC-O's
property chains would infer the shortcut from it: it is an rdf:Statement, which asserts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph_model.claim import Claim, Status
from graph_model.errors import ClaimRefused
from graph_model.schema import RdfRule, Schema
from loaders.exporters.annotations import annotation, has_span
from loaders.exporters.base import Literal, Profile, Quoted, Triple
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand
from loaders.exporters.terms import fits, terms_used
from loaders.exporters.values import day, decimal

_TYPE = expand("rdf:type")
_REIFIES = expand("rdf:reifies")
_Link = tuple[str, str, str]


class Style(NamedTuple):
    """What is written of a claim. ``graphs``: shortcuts once in each run's graph, not once in all.
    ``quoted``: relation nodes also reify the shortcut as an RDF 1.2 triple term."""

    profile: Profile = Profile.CORE
    graphs: bool = False
    quoted: bool = False


class ClaimMapping:
    """Turns claims into triples; one instance serves one export. ``ordered``: claims come by
    subject, predicate, object, as ``iter_edges`` gives them; otherwise every shortcut that was
    written is remembered."""

    def __init__(
        self,
        schema: Schema,
        iris: Iris,
        style: Style = Style(),  # noqa: B008
        *,
        ordered: bool = True,
    ) -> None:
        self._schema = schema
        self._iris = iris
        self._style = style
        self._full = style.profile is Profile.FULL
        self._rules: dict[tuple[str, str, str], tuple[RdfRule, tuple[str, ...]]] = {}
        self._ordered = ordered
        self._last: _Link | None = None
        self._written: set[tuple[_Link, str]] = set()
        proof = terms_used()["rico:isEvidencedBy"].range
        self._proofs = {n.id_prefix for n in schema.nodes.values() if fits(n.classes, proof)}

    def triples(self, claim: Claim) -> Iterator[Triple]:
        """All that is exported of a claim; raises ClaimRefused where the schema has no such
        relationship."""
        said = (claim.subject, claim.predicate, claim.object)
        if asserts(claim) and self._is_new(said, claim.run):
            yield from self.shortcut(said)
        if self._full:
            yield from self._relation(claim, self._rule(said)[0])

    def shortcut(self, said: _Link) -> Iterator[Triple]:
        """The direct properties of a subject, predicate and object."""
        subject, object_ = self._iris.thing(said[0]), self._iris.thing(said[2])
        for term in self._rule(said)[1]:
            yield subject, term, object_

    def _is_new(self, said: _Link, run: str) -> bool:
        """Whether the shortcut is still to be written (into the graph of the run)."""
        if self._ordered and said != self._last:
            self._last = said
            self._written.clear()
        key = said, run if self._style.graphs else ""
        if key in self._written:
            return False
        self._written.add(key)
        return True

    def _rule(self, said: _Link) -> tuple[RdfRule, tuple[str, ...]]:
        subject, predicate, object_ = said
        key = (predicate, subject[: subject.find(":")], object_[: object_.find(":")])
        found = self._rules.get(key)
        if found is None:
            ends = self._schema.label_of(said[0]), self._schema.label_of(said[2])
            self._schema.check(said[1], *ends)
            rule = self._schema.edges[said[1]].rule_for(*ends)
            if rule is None:
                raise ClaimRefused("CLAIM_PREDICATE", predicate=said[1])
            terms = tuple(expand(t) for t in (rule.property, rule.crm, rule.schema) if t)
            found = self._rules[key] = rule, terms
        return found

    def _relation(self, claim: Claim, rule: RdfRule) -> Iterator[Triple]:
        digest = self._iris.claim_hash(claim)
        node = self._iris.relation(digest)
        ends = self._iris.thing(claim.subject), self._iris.thing(claim.object)
        rejected = claim.status is Status.REJECTED
        denied = rejected or claim.grade == "against"
        if denied:
            kind = "smo:RejectedClaim" if rejected else "smo:CounterEvidence"
            yield from _statement(node, rule, ends, kind)
        else:
            yield from _ends(node, rule, ends)
        if self._style.quoted:
            yield node, _REIFIES, Quoted(ends[0], expand(rule.property), ends[1])
        yield from self._evidence(node, claim, denied)
        yield node, expand("smo:confidence"), decimal(claim.confidence)
        yield node, expand("smo:assertionStatus"), Literal(str(claim.status))
        if claim.grade:
            yield node, expand("smo:grade"), Literal(claim.grade)
        if claim.access:
            yield node, expand("smo:accessStatus"), Literal(claim.access.en)
        for term, told in (
            ("smo:toldSubject", claim.told_subject),
            ("smo:toldObject", claim.told_object),
        ):
            if told:
                yield node, expand(term), self._iris.thing(told)
        if claim.rule:
            yield node, expand("smo:extractedBy"), Literal(claim.rule)
        for term, text in (("smo:earliestDay", claim.earliest), ("smo:latestDay", claim.latest)):
            if text:
                yield node, expand(term), day(text)
        if claim.run:
            yield node, expand("prov:wasGeneratedBy"), self._iris.thing(claim.run)
        if has_span(claim.evidence):
            yield node, expand("prov:wasDerivedFrom"), self._iris.annotation(digest)
            yield from annotation(self._iris, claim, digest)
        elif claim.evidence.field:
            yield node, expand("smo:field"), Literal(claim.evidence.field)

    def _evidence(self, node: str, claim: Claim, denied: bool) -> Iterator[Triple]:
        source = claim.evidence.source
        if source:
            proves = not denied and _prefix(source) in self._proofs
            term = "rico:isEvidencedBy" if proves else "dcterms:source"
            yield node, expand(term), self._iris.thing(source)


def _ends(node: str, rule: RdfRule, ends: tuple[str, str]) -> Iterator[Triple]:
    yield node, _TYPE, expand(rule.relation)
    yield node, expand("smo:shortcutProperty"), expand(rule.property)
    if rule.relation_source == "none":
        yield node, expand("smo:shortcutSubject"), ends[0]
        for end in dict.fromkeys(ends):
            yield node, expand("rico:relationConnects"), end
        return
    source, target = ends if rule.relation_source == "subject" else ends[::-1]
    yield node, expand("rico:relationHasSource"), source
    yield node, expand("rico:relationHasTarget"), target


def asserts(claim: Claim) -> bool:
    """Whether the claim says that the relationship holds: it is neither rejected nor weak."""
    return claim.status is not Status.REJECTED and claim.grade not in ("weak", "against")


def _statement(node: str, rule: RdfRule, ends: tuple[str, str], kind: str) -> Iterator[Triple]:
    yield node, _TYPE, expand(kind)
    yield node, expand("rdf:subject"), ends[0]
    yield node, expand("rdf:predicate"), expand(rule.property)
    yield node, expand("rdf:object"), ends[1]


def _prefix(node_id: str) -> str:
    return node_id.partition(":")[0]
