"""Claims as triples: shortcut properties, and (profile full) relation nodes with their evidence.

A shortcut is written once however many claims say it, and not at all when every claim that says it
is rejected, of grade weak, or counter-evidence. The relation node's class, and which end is its source, come from the schema's ``rdf``
rules. A rejected claim is no rico:Relation, since RiC-O's property chains would infer the shortcut
from it: it is an rdf:Statement, which asserts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_model.claim import Claim, Status
from graph_model.errors import ClaimRefused
from graph_model.schema import RdfRule, Schema
from loaders.exporters.annotations import annotation, has_span
from loaders.exporters.base import Literal, Profile, Triple
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand
from loaders.exporters.terms import fits, terms_used
from loaders.exporters.values import day, decimal

_TYPE = expand("rdf:type")


class ClaimMapping:
    """Turns claims into triples. Claims come ordered by subject, predicate, object, as
    ``iter_edges`` gives them; one instance serves one export."""

    def __init__(self, schema: Schema, iris: Iris, profile: Profile = Profile.CORE) -> None:
        self._schema = schema
        self._iris = iris
        self._full = profile is Profile.FULL
        self._rules: dict[tuple[str, str, str], RdfRule] = {}
        self._last: tuple[str, str, str] | None = None
        proof = terms_used()["rico:isEvidencedBy"].range
        self._proofs = {n.id_prefix for n in schema.nodes.values() if fits(n.classes, proof)}

    def triples(self, claim: Claim) -> Iterator[Triple]:
        """All that is exported of a claim; raises ClaimRefused where the schema has no such
        relationship."""
        rule = self._rule(claim)
        said = (claim.subject, claim.predicate, claim.object)
        if _asserts(claim) and said != self._last:
            self._last = said
            subject, object_ = self._iris.thing(claim.subject), self._iris.thing(claim.object)
            for term in (rule.property, rule.crm, rule.schema):
                if term:
                    yield subject, expand(term), object_
        if self._full:
            yield from self._relation(claim, rule)

    def _rule(self, claim: Claim) -> RdfRule:
        key = (claim.predicate, _prefix(claim.subject), _prefix(claim.object))
        rule = self._rules.get(key)
        if rule is None:
            ends = self._schema.label_of(claim.subject), self._schema.label_of(claim.object)
            self._schema.check(claim.predicate, *ends)
            found = self._schema.edges[claim.predicate].rule_for(*ends)
            if found is None:
                raise ClaimRefused("CLAIM_PREDICATE", predicate=claim.predicate)
            rule = self._rules[key] = found
        return rule

    def _relation(self, claim: Claim, rule: RdfRule) -> Iterator[Triple]:
        digest = self._iris.claim_hash(claim)
        node = self._iris.relation(digest)
        ends = self._iris.thing(claim.subject), self._iris.thing(claim.object)
        rejected = claim.status is Status.REJECTED
        if rejected or claim.grade == "against":
            kind = "smo:RejectedClaim" if rejected else "smo:CounterEvidence"
            yield from _statement(node, rule, ends, kind)
        else:
            yield from _ends(node, rule, ends)
        yield from self._evidence(node, claim, rejected or claim.grade == "against")
        yield node, expand("smo:confidence"), decimal(claim.confidence)
        yield node, expand("smo:assertionStatus"), Literal(str(claim.status))
        if claim.grade:
            yield node, expand("smo:grade"), Literal(claim.grade)
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
        for end in dict.fromkeys(ends):
            yield node, expand("rico:relationConnects"), end
        return
    source, target = ends if rule.relation_source == "subject" else ends[::-1]
    yield node, expand("rico:relationHasSource"), source
    yield node, expand("rico:relationHasTarget"), target


def _asserts(claim: Claim) -> bool:
    """Whether the claim says that the relationship holds: it is neither rejected nor weak."""
    return claim.status is not Status.REJECTED and claim.grade not in ("weak", "against")


def _statement(
    node: str, rule: RdfRule, ends: tuple[str, str], kind: str
) -> Iterator[Triple]:
    yield node, _TYPE, expand(kind)
    yield node, expand("rdf:subject"), ends[0]
    yield node, expand("rdf:predicate"), expand(rule.property)
    yield node, expand("rdf:object"), ends[1]


def _prefix(node_id: str) -> str:
    return node_id.partition(":")[0]
