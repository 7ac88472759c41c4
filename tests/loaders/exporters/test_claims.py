from __future__ import annotations

import dataclasses

import pytest

from graph_model.claim import Status
from graph_model.errors import ClaimRefused
from graph_model.schema import load_schema
from loaders.exporters import Iris, Literal, Profile, Style
from loaders.exporters.claims import ClaimMapping
from loaders.exporters.namespaces import expand
from tests.loaders.exporters import fake
from tests.loaders.exporters.reading import BASE, has, select, thing


def core() -> set:
    return set(select().triples())


def relation_of(claim) -> dict[str, list]:
    mapping = ClaimMapping(load_schema(), Iris(BASE), Style(Profile.FULL))
    iris = Iris(BASE)
    node = iris.relation(iris.claim_hash(claim))
    found: dict[str, list] = {}
    for subject, predicate, value in mapping.triples(claim):
        if subject == node:
            found.setdefault(predicate, []).append(value)
    return found


@pytest.mark.parametrize(
    ("subject", "predicate", "object"),
    [
        ("record:00aa", "rico:hasSender", "person:mao-zedong"),
        ("record:00aa", "schema:sender", "person:mao-zedong"),
        ("record:00aa", "smo:mentions", "person:mao-zedong"),
        ("record:00aa", "crm:P67_refers_to", "person:mao-zedong"),
        ("record:00aa", "rico:isOrWasIncludedIn", "set:01"),
        ("person:mao-zedong", "rico:hasOrHadCorrespondent", "person:song-qingling"),
        ("person:mao-zedong", "smo:correspondedWith", "organization:~66"),
        ("theme:chang-zheng", "smo:inheritsFrom", "theme:jian-dang"),
    ],
)
def test_a_claim_is_written_as_the_schema_says(subject, predicate, object):
    assert has(core(), subject, predicate, object)


def test_many_claims_of_one_statement_give_one_shortcut():
    lines = [t for t in select().triples() if t[1] == expand("smo:mentions")]
    assert len(lines) == 1


def test_a_rejected_claim_gives_no_shortcut():
    assert not has(core(), "record:00aa", "smo:mentions", "person:song-qingling")


def test_a_claim_that_only_one_reader_rejected_keeps_its_shortcut():
    claim = fake.said(fake.RECORD, "MENTIONS", fake.PLACE)
    rejected = dataclasses.replace(claim, rule="other", status=Status.REJECTED)
    mapping = ClaimMapping(load_schema(), Iris(BASE))
    found = [t for c in (rejected, claim, rejected, claim) for t in mapping.triples(c)]
    assert len([t for t in found if t[1] == expand("smo:mentions")]) == 1


@pytest.mark.parametrize(
    ("claim", "kind", "source"),
    [
        ((fake.RECORD, "SENT_BY", fake.MAO), "rico:OrganicProvenanceRelation", fake.RECORD),
        ((fake.RECORD, "HELD_BY", fake.BODY), "rico:RecordResourceHoldingRelation", fake.BODY),
        ((fake.MAO, "MEMBER_OF", fake.BODY), "rico:MembershipRelation", fake.BODY),
        ((fake.MAO, "HELD_OFFICE", fake.OFFICE), "rico:PositionHoldingRelation", fake.MAO),
        ((fake.EVENT, "TOOK_PLACE_AT", fake.PLACE), "rico:PlaceRelation", fake.PLACE),
        ((fake.THEME, "INHERITS_FROM", fake.ORIGIN), "smo:LineageRelation", fake.ORIGIN),
    ],
)
def test_a_relation_points_as_ric_o_says(claim, kind, source):
    claim = fake.said(*claim)
    found = relation_of(claim)
    target = claim.object if source.id == claim.subject else claim.subject
    assert found[expand("rdf:type")] == [expand(kind)]
    assert found[expand("rico:relationHasSource")] == [thing(source.id)]
    assert found[expand("rico:relationHasTarget")] == [thing(target)]
    assert expand("rico:relationConnects") not in found


def test_a_relation_without_orientation_connects_both():
    found = relation_of(fake.said(fake.MAO, "CORRESPONDED_WITH", fake.SONG))
    ends = {thing(fake.MAO.id), thing(fake.SONG.id)}
    assert set(found[expand("rico:relationConnects")]) == ends
    assert expand("rico:relationHasSource") not in found


def test_a_relation_carries_its_evidence():
    claim = fake.said(fake.RECORD, "SENT_BY", fake.MAO, quote="毛泽东", run=fake.RUN.id)
    found = relation_of(claim)
    assert found[expand("rico:isEvidencedBy")] == [thing(fake.RECORD.id)]
    assert found[expand("smo:confidence")] == [Literal("0.85", expand("xsd:decimal"))]
    assert found[expand("smo:assertionStatus")] == [Literal("extracted")]
    assert found[expand("smo:extractedBy")] == [Literal("test")]
    assert found[expand("smo:shortcutProperty")] == [expand("rico:hasSender")]
    assert found[expand("smo:earliestDay")] == [Literal("1936-09-18", expand("xsd:date"))]
    assert found[expand("prov:wasGeneratedBy")] == [thing(fake.RUN.id)]


def test_a_reference_work_is_no_record_and_so_no_ric_o_evidence():
    found = relation_of(fake.said(fake.MAO, "HELD_OFFICE", fake.OFFICE, fake.BOOK))
    assert expand("rico:isEvidencedBy") not in found
    assert found[expand("dcterms:source")] == [thing(fake.BOOK.id)]


def test_a_rejected_claim_is_a_statement_that_asserts_nothing():
    claim = fake.said(fake.RECORD, "MENTIONS", fake.SONG, status=Status.REJECTED)
    found = relation_of(claim)
    assert found[expand("rdf:type")] == [expand("smo:RejectedClaim")]
    assert found[expand("rdf:predicate")] == [expand("smo:mentions")]
    assert not [term for term in found if term.startswith(expand("rico:x")[:-1])]


def test_parallel_claims_have_relations_of_their_own():
    kind = expand("smo:MentionRelation")
    found = [t for t in select(profile=Profile.FULL).triples() if t[2] == kind]
    assert len(found) == len({t[0] for t in found}) == 2


def test_a_relation_keeps_its_iri_when_confidence_and_status_change():
    iris, claim = Iris(BASE), fake.said(fake.RECORD, "SENT_BY", fake.MAO)
    revised = dataclasses.replace(claim, confidence=0.1, status=Status.CONFIRMED)
    assert iris.claim_hash(claim) == iris.claim_hash(revised)


def test_a_relationship_that_the_schema_lacks_is_refused():
    claim = dataclasses.replace(fake.said(fake.RECORD, "SENT_BY", fake.MAO), predicate="LOVES")
    with pytest.raises(ClaimRefused):
        list(ClaimMapping(load_schema(), Iris(BASE)).triples(claim))
