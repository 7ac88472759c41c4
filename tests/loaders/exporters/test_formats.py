"""The formats agree with each other and with two independent parsers."""

from __future__ import annotations

import dataclasses
import json

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from graph_model.access import Access
from loaders.exporters import EXPORTERS, Iris, Literal, NTriples, Part, Profile
from loaders.exporters.ntriples import BLOCK, line
from tests.loaders.exporters import fake
from tests.loaders.exporters.fake import FakeStore
from tests.loaders.exporters.reading import graph, quads, select, written

HOSTILE = [
    'He said "no"',
    "line\nfeed\r\nreturn\ttab",
    "<script>alert(1)</script>",
    "back\\slash \\u0041 \\",
    "\U0001f600 emoji",
    "lone \ud800 and \udc00\ud800 surrogates",
    "bidi \u202e evil \u2066 text \u200f",
    "controls \x00\x01\x08\x0b\x0c\x1f\x7f\x85",
    "lines \u2028 \u2029 \ufeff \ufffe\uffff",
    "'''\"\"\"",
    "trailing \"",
    "^^<http://x> @en .",
]  # fmt: skip
PROFILES = list(Profile)


def hostile_store() -> FakeStore:
    nodes = [
        dataclasses.replace(
            fake.RECORD, id=f"record:{n:02x}", name=text, properties={"genre": text, "notes": text}
        )
        for n, text in enumerate(HOSTILE)
    ]
    claims = [
        fake.said(node, "SENT_BY", fake.MAO, node, quote=text)
        for node, text in zip(nodes, HOSTILE, strict=True)
    ]
    return FakeStore([*nodes, fake.MAO], claims)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("store", [FakeStore(), hostile_store()], ids=["plain", "hostile"])
def test_two_parsers_read_every_line(store, profile):
    data = written(select(store, profile=profile))
    lines = data.count(b"\n")
    assert lines == len(graph(data)) == len(quads(data)) > 50


@pytest.mark.parametrize("format", ["ttl", "jsonld", "rdf"])
@pytest.mark.parametrize("ids", [(), ("record:00aa",), ("person:mao-zedong", "theme:jian-dang")])
@pytest.mark.parametrize("profile", PROFILES)
def test_documents_hold_the_same_graph(format, ids, profile):
    selection = select(profile=profile, ids=ids)
    expected = graph(written(selection))
    assert isomorphic(graph(written(selection, format), format), expected)
    assert len(expected) > 10


@pytest.mark.parametrize("format", ["ttl", "jsonld"])
def test_documents_hold_hostile_names(format):
    selection = select(hostile_store(), profile=Profile.FULL)
    kind = {"ttl": pyoxigraph.RdfFormat.TURTLE, "jsonld": pyoxigraph.RdfFormat.JSON_LD}[format]
    assert quads(written(selection, format), kind) == quads(written(selection))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back(text):
    data = line(("http://s", "http://p", Literal(text))).encode()
    assert data.count(b"\n") == 1
    expected = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    assert [str(o) for o in graph(data).objects()] == [expected]
    assert [o.value for _, _, o in quads(data)] == [expected]


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_one_valid_line(text):
    """Lone surrogates are among the characters."""
    data = line(("http://s", "http://p", Literal(text))).encode()
    assert data.count(b"\n") == 1
    assert len(quads(data)) == len(graph(data)) == 1


@given(st.text(st.characters(), max_size=20))
def test_any_id_gives_a_valid_iri(id):
    iri = Iris("https://example.org/").thing(f"person:{id}")
    assert pyoxigraph.NamedNode(iri).value == iri
    assert iri.isascii()


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_same_graph_gives_the_same_bytes(format):
    first, second = (written(select(profile=Profile.FULL), format) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("format", EXPORTERS)
@pytest.mark.parametrize("profile", PROFILES)
def test_an_open_export_holds_nothing_of_a_restricted_record(format, profile):
    data = written(select(profile=profile), format)
    for word in (fake.SECRET_WORDS, "00cc", fake.UNKNOWN.name, "~5c"):
        assert word.encode() not in data
        assert json.dumps(word).strip('"').encode() not in data
    assert fake.SECRET_WORDS.encode() in written(select(reader=Access.RESTRICTED), format)


def test_rdf_xml_holds_what_xml_can_hold():
    selection = select(hostile_store(), profile=Profile.FULL)
    data = written(selection, "rdf")
    expected = written(selection)
    assert len(graph(data, "rdf")) == len(quads(data, pyoxigraph.RdfFormat.RDF_XML))
    assert len(quads(data, pyoxigraph.RdfFormat.RDF_XML)) == len(quads(expected))
    assert b"\x01" not in data


def test_n_quads_put_each_run_in_a_graph_of_its_own():
    selection = select(profile=Profile.FULL, graphs=True)
    found = list(pyoxigraph.parse(written(selection, "nq"), format=pyoxigraph.RdfFormat.N_QUADS))
    assert len(found) == len(set(found)) == written(selection, "nq").count(b"\n")
    by_graph: dict[str, set] = {}
    for quad in found:
        by_graph.setdefault(str(quad.graph_name), set()).add(quad.triple)
    run = f"<{Iris('https://example.org/shimai/').thing(fake.RUN.id)}>"
    assert set(by_graph) == {run, "DEFAULT"}
    everything = {(t.subject, t.predicate, t.object) for g in by_graph.values() for t in g}
    assert everything == quads(written(select(profile=Profile.FULL)))
    titles = [t.subject.value for t in by_graph[run] if t.predicate.value.endswith("#title")]
    assert titles == [Iris("https://example.org/shimai/").thing(fake.RECORD.id)]


def test_a_shortcut_of_two_runs_is_in_both_graphs():
    claims = [
        fake.said(fake.RECORD, "MENTIONS", fake.MAO, rule=rule, run=run)
        for rule, run in (("a", "run:1"), ("b", "run:2"), ("c", "run:1"))
    ]
    selection = select(FakeStore([fake.RECORD, fake.MAO], claims), graphs=True)
    lines = [x for x in written(selection, "nq").decode().splitlines() if "#mentions" in x]
    assert sorted(x.rpartition("/")[2] for x in lines) == ["1> .", "2> ."]


@pytest.mark.parametrize("format", ["nt", "nq"])
def test_rdf_1_2_relation_nodes_reify_their_shortcuts(format):
    data = written(select(profile=Profile.FULL, quoted=True), format)
    plain = written(select(profile=Profile.FULL), format)
    more = set(data.splitlines()) - set(plain.splitlines())
    assert set(plain.splitlines()) <= set(data.splitlines())
    assert len(more) == sum(c.access == Access.OPEN for c in fake.CLAIMS)
    kind = {"nt": pyoxigraph.RdfFormat.N_TRIPLES, "nq": pyoxigraph.RdfFormat.N_QUADS}[format]
    said = [q.object for q in pyoxigraph.parse(b"\n".join(more), format=kind)]
    assert all(isinstance(triple, pyoxigraph.Triple) for triple in said)


def test_json_ld_carries_its_context():
    document = json.loads(written(select(), "jsonld"))
    assert isinstance(document["@context"], dict)
    assert document["@context"]["rico:hasSender"] == {"@type": "@id"}


def test_an_empty_graph_is_a_valid_document():
    empty = FakeStore([], [])
    assert written(select(empty)) == b""
    for format in ("ttl", "jsonld"):
        assert len(graph(written(select(empty), format), format)) == 0


def test_n_triples_are_written_block_by_block():
    sizes: list[int] = []

    class Out:
        def write(self, data: bytes) -> None:
            sizes.append(len(data))

    triples = (("http://s", "http://p", Literal(str(n))) for n in range(3 * BLOCK))
    parts = (Part("", [triple]) for triple in triples)
    assert NTriples().write(parts, Out()) == 3 * BLOCK  # type: ignore[arg-type]
    assert len(sizes) == 4
