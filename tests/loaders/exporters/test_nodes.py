from __future__ import annotations

import dataclasses

import pytest

from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.exporters import Iris, Literal
from loaders.exporters.namespaces import expand
from loaders.exporters.nodes import NodeMapping
from tests.loaders.exporters import fake
from tests.loaders.exporters.reading import BASE, thing


def mapped(*nodes: Node) -> list:
    mapping = NodeMapping(load_schema(), Iris(BASE))
    return [triple for node in nodes for triple in mapping.triples(node)]


def values(node: Node, term: str, subject: str = "") -> list:
    subject = subject or thing(node.id)
    return [o for s, p, o in mapped(node) if s == subject and p == expand(term)]


def test_a_record_has_title_code_creator_and_access():
    assert values(fake.RECORD, "rico:title") == [Literal("毛泽东致宋庆龄信")]
    assert values(fake.RECORD, "rico:identifier") == [Literal("G001-001-0001-001")]
    assert values(fake.RECORD, "smo:creatorText") == [Literal("毛泽东")]
    assert values(fake.RECORD, "rico:conditionsOfAccess") == [Literal("开放")]
    assert values(fake.RECORD, "smo:accessStatus") == [Literal("open")]


def test_a_record_has_the_classes_of_its_label():
    classes = load_schema().nodes["Record"].classes
    assert values(fake.RECORD, "rdf:type") == [expand(term) for term in classes]


def test_a_date_is_a_node_with_text_edtf_and_bounds():
    date = f"{BASE}id/date/00aa"
    assert values(fake.RECORD, "rico:hasCreationDate") == [date]
    assert values(fake.RECORD, "rdf:type", date) == [expand("rico:Date")]
    assert values(fake.RECORD, "rico:expressedDate", date) == [Literal("民国二十五年九月十八日")]
    edtf = Literal("1936-09-18", expand("edtf:EDTF"))
    assert values(fake.RECORD, "rico:normalizedDateValue", date) == [edtf]
    day = Literal("1936-09-18", expand("xsd:date"))
    assert values(fake.RECORD, "smo:earliestDay", date) == [day]
    assert values(fake.RECORD, "smo:latestDay", date) == [day]


def test_a_record_without_date_has_no_date_node():
    assert not values(dataclasses.replace(fake.OTHER, properties={}), "rico:hasCreationDate")


def test_records_of_one_documentary_form_share_its_term():
    triples = mapped(fake.RECORD, fake.OTHER)
    form = f"{BASE}voc/documentary-form/%E4%BF%A1"
    assert [t for t in triples if t[0] == form] == [
        (form, expand("rdf:type"), expand("rico:DocumentaryFormType")),
        (form, expand("rdfs:label"), Literal("信", language="zh")),
    ]
    assert len([t for t in triples if t[2] == form]) == 2


def test_a_fonds_has_the_published_type():
    assert values(fake.SET, "rico:hasRecordSetType") == [expand("ric-rst:Fonds")]


def test_a_person_has_names_in_both_languages_and_others():
    labels = values(fake.MAO, "rdfs:label")
    assert labels == [Literal("毛泽东", language="zh"), Literal("Mao Zedong", language="en")]
    assert values(fake.MAO, "smo:alternativeName") == [Literal("毛主席"), Literal("润之")]
    assert values(fake.MAO, "rico:birthDate") == [Literal("1893-12-26", expand("edtf:EDTF"))]
    assert values(fake.MAO, "dcterms:source") == [thing("source:minguo-renwu")]


def test_a_source_is_a_link_where_it_is_a_key_and_else_words():
    node = dataclasses.replace(fake.MAO, properties={"source": ["cihai", "《辞海》", ""]})
    assert values(node, "dcterms:source") == [thing("source:cihai"), Literal("《辞海》")]


def test_the_same_entry_elsewhere_is_a_match_and_what_is_no_iri_stays_words():
    exact = values(fake.MAO, "skos:exactMatch")
    assert exact == ["http://www.wikidata.org/entity/Q5816"]
    assert values(fake.MAO, "skos:closeMatch") == [
        "http://viaf.org/viaf/1",
        "https://example.org/mao?a=1&b=2",
    ]
    node = dataclasses.replace(fake.MAO, properties={"exact": ["Q 5", "urn:x:1"]})
    assert values(node, "skos:exactMatch") == [Literal("Q 5"), "urn:x:1"]


def test_a_theme_is_labelled_as_a_skos_concept():
    assert values(fake.THEME, "skos:prefLabel") == [
        Literal("长征精神", language="zh"),
        Literal("Spirit of the Long March", language="en"),
    ]


def test_columns_without_a_term_stay_behind():
    assert "不导出" not in str(mapped(fake.RECORD))


@pytest.mark.parametrize("node", fake.NODES, ids=lambda node: node.id)
def test_no_triple_is_written_twice(node):
    triples = mapped(node)
    assert len(triples) == len(set(triples))
