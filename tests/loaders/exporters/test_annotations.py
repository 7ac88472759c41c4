from __future__ import annotations

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


def test_a_whole_field_has_no_selector():
    found = described(fake.said(fake.RECORD, "CREATED_BY", fake.MAO))
    assert ("/target", expand("oa:hasSelector")) not in found
    assert found["/target", expand("smo:field")] == Literal("title")


def test_a_reference_work_has_no_annotation():
    assert not has_span(fake.said(fake.MAO, "MEMBER_OF", fake.BODY, fake.BOOK).evidence)


def test_the_core_profile_has_no_annotation():
    assert not [t for t in select(profile=Profile.CORE).triples() if "/annotation/" in t[0]]
