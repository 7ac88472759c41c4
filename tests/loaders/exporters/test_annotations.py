from __future__ import annotations

import dataclasses

import pytest

from graph_model.claim import Evidence
from loaders.exporters import Iris, Literal, Profile
from loaders.exporters.annotations import annotation, has_span
from loaders.exporters.namespaces import expand
from tests.loaders.exporters import fake
from tests.loaders.exporters.reading import BASE, select, thing

COUNT = expand("xsd:nonNegativeInteger")


def described(claim) -> dict:
    return {(s.rpartition("x1")[2], p): o for s, p, o in annotation(Iris(BASE), claim, "x1")}


def test_offsets_cut_the_quote_out_of_the_exported_title():
    claim = fake.said(fake.RECORD, "SENT_TO", fake.SONG, quote="宋庆龄", start=4)
    found = described(claim)
    start = int(found["/position", expand("oa:start")].text)
    end = int(found["/position", expand("oa:end")].text)
    title = next(
        o.text
        for s, p, o in select().triples()
        if s == thing(fake.RECORD.id) and p == expand("rico:title")
    )
    assert title[start:end] == found["/quote", expand("oa:exact")].text == "宋庆龄"
    assert found["/position", expand("oa:start")] == Literal("4", COUNT)


def test_words_of_the_source_identify_the_object():
    found = described(fake.said(fake.RECORD, "SENT_BY", fake.MAO, quote="毛泽东"))
    assert found["", expand("oa:hasBody")] == thing(fake.MAO.id)
    assert found["", expand("oa:motivatedBy")] == expand("oa:identifying")


def test_words_about_two_others_support_the_relation():
    found = described(fake.said(fake.MAO, "CORRESPONDED_WITH", fake.SONG, quote="致"))
    assert found["", expand("oa:hasBody")] == Iris(BASE).relation("x1")
    assert found["", expand("oa:motivatedBy")] == expand("oa:linking")


def test_a_whole_field_has_its_words_but_no_position():
    said = Evidence(fake.RECORD.id, "fonds", 0, 0, "示例全宗")
    claim = dataclasses.replace(fake.said(fake.RECORD, "PART_OF", fake.SET), evidence=said)
    found = described(claim)
    assert not [key for key in found if key[0] == "/position"]
    assert found["/target", expand("smo:field")] == Literal("fonds")
    assert found["/quote", expand("oa:exact")] == Literal("示例全宗")


@pytest.mark.parametrize("source", [fake.BOOK, fake.RECORD])
def test_evidence_without_words_has_no_annotation(source):
    assert not has_span(fake.said(fake.MAO, "MEMBER_OF", fake.BODY, source).evidence)


def test_the_core_profile_has_no_annotation():
    assert not [t for t in select(profile=Profile.CORE).triples() if "/annotation/" in t[0]]
