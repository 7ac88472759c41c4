"""The SKOS vocabularies: up to date, well formed, and what the announcement says."""

from __future__ import annotations

import rdflib
from rdflib.namespace import DCTERMS, SKOS

from extractors.authority import read_table
from graph_model.dates import from_edtf
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import SMO
from loaders.exporters.vocabularies import NAMESPACE, vocabulary_texts
from tests.ontologies.published import ROOT

SPIRITS = rdflib.URIRef(NAMESPACE + "scheme/spirits")
ORIGIN = rdflib.URIRef(NAMESPACE + "theme/jian-dang")


def graph(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontologies" / "vocabularies" / name)


def test_the_files_are_up_to_date() -> None:
    for name, text in vocabulary_texts().items():
        assert (ROOT / "ontologies" / name).read_text("utf-8") == text, "run shimai ontology"


def test_46_spirits_are_numbered_dated_and_drawn_from_the_first() -> None:
    found = graph("spirits.ttl")
    themes = [c for c in found.subjects(DCTERMS.issued) if "/theme/" in str(c)]
    numbers = sorted(int(str(found.value(theme, SKOS.notation))) for theme in themes)
    assert numbers == list(range(1, 47))
    assert {str(found.value(theme, DCTERMS.issued)) for theme in themes} == {"2021-09-29"}
    inherits = rdflib.URIRef(SMO + "inheritsFrom")
    assert {*found.subjects(inherits, ORIGIN)} == {*themes} - {ORIGIN}
    tops = {str(c).removeprefix(NAMESPACE) for c in found.subjects(SKOS.topConceptOf, SPIRITS)}
    assert tops == {"theme/jian-dang", *(f"period/{number}" for number in range(1, 6))}


def test_documentary_forms_have_their_direction_and_the_words_for_them() -> None:
    found, forms = graph("documentary-forms.ttl"), Iris(NAMESPACE)
    telegram = rdflib.URIRef(forms.term("documentary-form", "电报"))
    assert rdflib.Literal("贺电", lang="zh") in set(found.objects(telegram, SKOS.altLabel))
    for form, direction in (("电报", "pingxing"), ("呈", "shangxing"), ("训令", "xiaxing")):
        concept = rdflib.URIRef(forms.term("documentary-form", form))
        above = rdflib.URIRef(f"{NAMESPACE}voc/direction/{direction}")
        assert list(found.objects(concept, SKOS.broader)) == [above]
    told = {str(o) for o in found.objects(None, SKOS.prefLabel)}
    told |= {str(o) for o in found.objects(None, SKOS.altLabel)}
    rows = list(read_table("genres"))
    assert told >= {row["form"] for row in rows} | {row["genre"] for row in rows}


def test_periods_follow_each_other_and_lie_in_what_they_are_part_of() -> None:
    found = graph("periods.ttl")
    days = {}
    for concept in found.subjects(rdflib.RDF.type, SKOS.Concept):
        begin, end = str(found.value(concept, DCTERMS.temporal)).split("/")
        last = "9999-12-31" if end == ".." else from_edtf(end).latest
        days[concept] = (from_edtf(begin).earliest, last)
        assert days[concept][0] < last
    for concept, above in found.subject_objects(SKOS.broader):
        assert days[above][0] <= days[concept][0]
        assert days[concept][1] <= days[above][1]
    same = set(found.objects(None, SKOS.exactMatch))
    assert len(same) == 4
    assert same <= set(graph("spirits.ttl").subjects(rdflib.RDF.type, SKOS.Concept))


def test_every_concept_is_named_and_in_a_scheme() -> None:
    for name in vocabulary_texts():
        found = graph(name.rpartition("/")[2])
        concepts = set(found.subjects(rdflib.RDF.type, SKOS.Concept))
        assert concepts, name
        for concept in concepts:
            assert found.value(concept, SKOS.inScheme), concept
            assert len(list(found.objects(concept, SKOS.prefLabel))) >= 1, concept


def test_the_world_register_has_its_18_items_of_china() -> None:
    scheme = rdflib.URIRef(NAMESPACE + "scheme/memory-of-the-world")
    assert len(set(graph("registers.ttl").subjects(SKOS.inScheme, scheme))) == 18
