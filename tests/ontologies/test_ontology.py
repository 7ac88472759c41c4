"""The committed OWL file and JSON-LD context: up to date, complete, well formed."""

from __future__ import annotations

import dataclasses
import json

import pyoxigraph
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from graph_model.errors import ShimaiError
from graph_model.schema import load_schema
from graph_model.schema.model import Property
from loaders.exporters import Profile
from loaders.exporters.context import context_text
from loaders.exporters.namespaces import SMO, expand
from loaders.exporters.ontology import ontology_text
from loaders.exporters.own_terms import own_terms
from loaders.exporters.terms import terms_used
from tests.loaders.exporters.reading import select
from tests.ontologies.published import ROOT
from tests.ontologies.test_terms import ABOVE

SCHEMA = load_schema()
OWL_FILE = ROOT / "ontologies/shimai.ttl"
GRAPH = rdflib.Graph().parse(OWL_FILE)
TERMS = own_terms(SCHEMA)


def iri(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(SMO + name)


def test_the_owl_file_is_up_to_date():
    assert OWL_FILE.read_text("utf-8") == ontology_text(SCHEMA), "run shimai ontology"


def test_the_context_is_up_to_date():
    text = (ROOT / "ontologies/context.jsonld").read_text("utf-8")
    assert text == context_text(SCHEMA), "run shimai ontology"


def test_a_second_parser_reads_the_same_owl_file():
    found = list(pyoxigraph.parse(OWL_FILE.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(found) == len(GRAPH) > 200


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_named_and_explained_in_both_languages(term):
    assert (iri(term.name), RDF.type, rdflib.URIRef(expand(term.kind))) in GRAPH
    for predicate in (RDFS.label, RDFS.comment):
        assert {o.language for o in GRAPH.objects(iri(term.name), predicate)} == {"zh", "en"}


def test_every_own_term_of_schema_and_exports_is_defined():
    used = {p.rdf for n in SCHEMA.nodes.values() for p in n.properties.values()}
    for edge in SCHEMA.edges.values():
        used |= {term for rule in edge.rdf for term in (rule.property, rule.relation)}
    used |= {f"smo:{p.removeprefix(SMO)}" for p in exported() if p.startswith(SMO)}
    own = {term for term in used if term.startswith("smo:")}
    assert own <= {f"smo:{term.name}" for term in TERMS}


def exported() -> set[str]:
    found: set[str] = set()
    for _, predicate, value in select(profile=Profile.FULL).triples():
        found.add(predicate)
        if isinstance(value, str):
            found.add(value)
    return found


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_hangs_below_terms_that_exist_and_are_of_its_kind(term):
    kinds = {"owl:Class": "class", "owl:ObjectProperty": "object property"}
    for upper in term.sub:
        kind = kinds.get(term.kind, "datatype property")
        assert terms_used()[upper].kind == kind
    for name in (*term.domain, *term.range):
        assert terms_used()[name].kind in ("class", "datatype")


def test_a_domain_lies_within_that_of_the_property_above():
    for term in TERMS:
        for upper in (terms_used()[u] for u in term.sub if term.kind != "owl:Class"):
            for name in term.domain if upper.domain else ():
                assert any(name == u or u in terms_used()[name].superclasses for u in upper.domain)


def test_the_relation_classes_stand_where_the_schema_check_takes_them_to_be():
    stated = {f"smo:{t.name}": t.sub[0] for t in TERMS if t.name.endswith("Relation")}
    assert stated == ABOVE


def test_the_ontology_names_itself():
    found = list(GRAPH.subjects(RDF.type, OWL.Ontology))
    assert found == [rdflib.URIRef("https://w3id.org/shimai/ontology")]


def test_a_new_term_of_the_schema_needs_a_description():
    place = SCHEMA.nodes["Place"]
    extra = Property("gist", "string", "要旨", "gist", "smo:gist")
    nodes = dict(SCHEMA.nodes)
    nodes["Place"] = dataclasses.replace(place, properties={**place.properties, "gist": extra})
    with pytest.raises(ShimaiError, match="gist"):
        own_terms(dataclasses.replace(SCHEMA, nodes=nodes))


def test_the_context_makes_links_of_every_object_property():
    context = json.loads(context_text(SCHEMA))["@context"]
    graph = select(profile=Profile.FULL).triples()
    links = {p for _, p, o in graph if isinstance(o, str)} - {expand("rdf:type")}
    coerced = {expand(term) for term, entry in context.items() if isinstance(entry, dict)}
    # dcterms:source also takes words, so its links are written out in full
    assert links - coerced <= {expand("dcterms:source")}
