"""Every outside term exists where it is said to; the schema uses it as its vocabulary allows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph_model.schema import RdfRule, load_schema
from loaders.exporters import EXPORTERS, Profile
from loaders.exporters.namespaces import PREFIXES, expand
from loaders.exporters.parts import PARTS
from loaders.exporters.terms import fits, is_a, terms_used
from tests.loaders.exporters.reading import select
from tests.ontologies import published

SCHEMA = load_schema()
HERE = published.folder() is not None
NEEDS_FILES = pytest.mark.skipif(not HERE, reason="the published vocabularies are not here")
#: Own relation classes -> the RiC-O class above them, whose rules they inherit.
ABOVE = {
    "smo:IdentityRelation": "rico:Relation",
    "smo:MentionRelation": "rico:Relation",
    "smo:SubjectRelation": "rico:Relation",
    "smo:EmbodimentRelation": "rico:Relation",
    "smo:ScopeRelation": "rico:Relation",
    "smo:LineageRelation": "rico:SequentialRelation",
    "smo:AgentCorrespondenceRelation": "rico:AgentToAgentRelation",
}


def pairs() -> Iterator[tuple[str, RdfRule, str, str]]:
    """Every relationship between two labels that the schema allows, with its RDF rule."""
    for edge in SCHEMA.edges.values():
        for subject in edge.domain:
            for object_ in edge.range:
                rule = edge.rule_for(subject, object_)
                if rule is not None:
                    yield edge.type, rule, subject, object_


PAIRS = [pytest.param(*pair[1:], id="-".join((pair[0], *pair[2:]))) for pair in pairs()]


def test_the_table_lists_exactly_the_outside_terms_in_use():
    assert set(terms_used()) == published.outside_terms()


def test_the_table_is_sorted_and_each_prefix_known():
    assert list(terms_used()) == sorted(terms_used())
    assert {term.partition(":")[0] for term in terms_used()} <= set(PREFIXES)


@NEEDS_FILES
@pytest.mark.parametrize(
    "term", [t for t, row in terms_used().items() if t.partition(":")[0] in published.FILES]
)
def test_a_row_says_what_the_published_file_says(term):
    row = terms_used()[term]
    cells = ("|".join(c) for c in (row.domain, row.range, row.superclasses))
    stated = (row.term, row.vocabulary, row.kind, *cells, "yes" if row.verified else "no")
    assert stated == published.derived_row(term)


@NEEDS_FILES
def test_the_record_set_types_are_named_by_ric_o_itself():
    text = (published.folder() / published.FILES["rico"]).read_text("utf-8")  # type: ignore[operator]
    for term in (t for t in terms_used() if t.startswith("ric-rst:")):
        assert term.partition(":")[2] in text


@pytest.mark.parametrize(("rule", "subject", "object"), PAIRS)
def test_a_property_fits_its_domain_and_range(rule, subject, object):
    for term in filter(None, (rule.property, rule.crm)):
        if term.startswith("smo:"):
            continue
        row = terms_used()[term]
        assert row.kind in ("object property", "property")
        assert fits(SCHEMA.nodes[subject].classes, row.domain), f"{term} cannot start at {subject}"
        assert fits(SCHEMA.nodes[object].classes, row.range), f"{term} cannot end at {object}"


@pytest.mark.parametrize(("rule", "subject", "object"), PAIRS)
def test_a_relation_class_fits_its_ends(rule, subject, object):
    term = ABOVE.get(rule.relation, rule.relation)
    row = terms_used()[term]
    assert term == "rico:Relation" or "rico:Relation" in row.superclasses
    source, target = (object, subject) if rule.relation_source == "object" else (subject, object)
    assert fits(SCHEMA.nodes[source].classes, row.domain), f"{term} cannot start at {source}"
    assert fits(SCHEMA.nodes[target].classes, row.range), f"{term} cannot end at {target}"


def test_the_generic_relation_which_has_no_orientation_is_not_used():
    assert "rico:Relation" not in {rule.relation for _, rule, _, _ in pairs()}


@pytest.mark.parametrize("node", SCHEMA.nodes.values(), ids=lambda node: node.label)
def test_the_properties_of_a_label_fit_their_domain(node):
    for prop in node.properties.values():
        if prop.rdf and not prop.rdf.startswith("smo:"):
            row = terms_used()[prop.rdf]
            assert "class" not in row.kind
            assert fits(node.classes, row.domain), f"{prop.rdf} is not for {node.label}"


@pytest.mark.parametrize(
    ("label", "part"), [(label, part) for label, parts in PARTS.items() for part in parts]
)
def test_a_part_fits_its_link(label, part):
    row = terms_used()[part.link]
    assert fits(SCHEMA.nodes[label].classes, row.domain)
    assert fits((part.type,), row.range)
    for name, term in part.fields:
        assert name in SCHEMA.nodes[label].properties
        assert term.startswith("smo:") or fits((part.type,), terms_used()[term].domain)


@pytest.mark.parametrize("node", SCHEMA.nodes.values(), ids=lambda node: node.label)
def test_the_classes_of_a_label_are_classes(node):
    assert {terms_used()[term].kind for term in node.classes} == {"class"}


def test_no_two_relationships_share_a_property_for_one_pair_of_labels():
    for get in (lambda rule: rule.property, lambda rule: rule.crm, lambda rule: rule.schema):
        said = [(get(rule), subject, object_) for _, rule, subject, object_ in pairs() if get(rule)]
        assert len(said) == len(set(said))


def test_a_full_export_uses_listed_terms_only():
    assert set(EXPORTERS) == {"nt", "nq", "rdf", "ttl", "jsonld"}
    for _, predicate, _ in select(profile=Profile.FULL).triples():
        short = published._short(predicate)
        assert short.startswith("smo:") or short in terms_used()


def test_every_link_of_a_full_export_fits_its_domain_and_range():
    triples = list(select(profile=Profile.FULL).triples())
    types: dict[str, set[str]] = {}
    for subject, predicate, value in triples:
        if predicate == expand("rdf:type"):
            kind = published._short(value)
            types.setdefault(subject, set()).update({kind, ABOVE.get(kind, kind)})
    for subject, predicate, value in triples:
        row = terms_used().get(published._short(predicate))
        if row is None or not row.verified or row.term.startswith("prov:"):
            continue
        assert fits(tuple(types[subject]), row.domain), (subject, row.term)
        if isinstance(value, str) and value in types:
            assert fits(tuple(types[value]), row.range), (row.term, value)


def test_the_hierarchy_is_known_without_the_published_files():
    assert is_a("rico:CorporateBody", "rico:Agent")
    assert not is_a("rico:Place", "rico:Agent")
