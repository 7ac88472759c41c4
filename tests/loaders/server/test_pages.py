"""Things on the web: 303, content negotiation, nothing of what the reader may not see."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from graph_model.access import Access
from graph_model.node import Node
from loaders.exporters import Iris, Profile
from loaders.server.app import create_app
from loaders.stores import open_store
from tests.loaders.exporters import fake
from tests.loaders.exporters.reading import select
from tests.loaders.server.conftest import BASE, settings

IRIS = Iris(BASE)
MEDIA = {
    "text/turtle": (pyoxigraph.RdfFormat.TURTLE, "ttl"),
    "application/n-triples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "application/ld+json": (pyoxigraph.RdfFormat.JSON_LD, "jsonld"),
    "application/rdf+xml": (pyoxigraph.RdfFormat.RDF_XML, "rdf"),
}
VISIBLE = [n for n in fake.NODES if n.id not in (fake.CLOSED_RECORD.id, fake.UNKNOWN.id)]


def local(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)


@pytest.mark.parametrize("node", VISIBLE, ids=lambda node: node.id)
@pytest.mark.parametrize("media", MEDIA)
def test_every_thing_is_dereferenced_by_303(client: TestClient, node: Node, media: str):
    response = client.get(local(IRIS.thing(node.id)), headers={"Accept": media})
    assert response.status_code == 303
    assert response.headers["vary"] == "Accept"
    assert response.headers["location"].endswith("." + MEDIA[media][1])
    data = client.get(response.headers["location"])
    assert data.headers["content-type"].partition(";")[0] == media
    triples = {q.triple for q in pyoxigraph.parse(data.content, format=MEDIA[media][0])}
    assert any(t.subject.value == IRIS.thing(node.id) for t in triples)
    said = {(t.subject.value, t.predicate.value) for t in triples}
    known = {(s, p) for s, p, _ in select(reader=Access.OPEN).triples()}
    base = "https://example.org/shimai/"
    assert {(s.replace(BASE, base), p) for s, p in said} <= known


def test_a_browser_gets_a_page_with_links_to_the_data(client: TestClient):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = client.get("/id/person/mao-zedong", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, "/page/person/mao-zedong")
    page = client.get(response.headers["location"])
    assert page.headers["content-type"].startswith("text/html")
    for word in ("毛泽东", "/data/person/mao-zedong.ttl", "/id/record/00aa", "毛泽东致宋庆龄信"):
        assert word in page.text
    assert client.get("/id/date/00aa").headers["location"].endswith("record/00aa")


@pytest.mark.parametrize(
    "path",
    ["person/none", "record/00cc", "person/~5c", "nothing/x", "person", "", "record/..%2F..%2Fx"],
)
def test_absent_and_hidden_things_look_alike(client: TestClient, path: str):
    found = {client.get(f"/page/{path}").text, client.get(f"/data/{path}.ttl").text}
    assert found == {"没有此物。 There is no such thing.\n"}
    assert client.get(f"/page/{path}").status_code == 404


def test_what_cannot_be_given_is_406(client: TestClient):
    response = client.get("/id/person/mao-zedong", headers={"Accept": "image/png"})
    assert response.status_code == 406


def test_relations_annotations_and_terms_come_from_the_graph(client: TestClient):
    triples = list(select(profile=Profile.FULL).triples())
    for kind in ("id/relation/", "id/annotation/", "voc/"):
        iri = next(s for s, _, _ in triples if f"/{kind}" in s)
        path = "/" + iri.removeprefix("https://example.org/shimai/")
        data = client.get(path, headers={"Accept": "application/n-triples"})
        assert data.status_code == 200
        count = len({t for t in triples if t[0] == iri})
        assert len(data.text.strip().splitlines()) == count
    assert client.get("/id/relation/0000000000000000").status_code == 404


def test_search_finds_and_escapes(client: TestClient):
    assert "/page/person/mao-zedong" in client.get("/", params={"q": "毛泽东"}).text
    for words in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'):
        text = client.get("/", params={"q": words}).text
        assert words not in text
        assert html.escape(words) in text
    assert fake.SECRET_WORDS not in client.get("/", params={"q": "绝不外传"}).text.replace(
        "绝不外传", "", 1
    )


def test_a_hostile_name_stays_text_and_scripts_stay_ours(tmp_path: Path):
    hostile = "<script>alert(1)</script>\"'>&"
    app = create_app(settings(tmp_path))
    store = open_store(str(tmp_path / "graph.sqlite"))
    evil = Node("person:evil", "Person", hostile, Access.OPEN, (hostile,), {"note": hostile})
    store.upsert_nodes([evil])
    store.close()
    with TestClient(app, base_url=BASE) as running:
        page = running.get("/page/person/evil")
        preview = running.get("/reconcile/preview?id=person/evil")
        query = running.get("/query")
    for response in (page, preview):
        assert "<script>alert" not in response.text
        assert html.escape(hostile) in response.text
    for response in (page, preview, query):
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
    assert re.findall(r'(?:src|href|action)="(?!/)[^"]*"', query.text) == []


def test_the_query_page_is_served_from_here(client: TestClient):
    page = client.get("/query")
    for name in ("yasgui.min.js", "yasgui.min.css", "query.js", "site.css"):
        assert f"/static/{name}" in page.text
        assert client.get(f"/static/{name}").status_code == 200
    assert client.get("/static/../app.py").status_code == 404


def test_a_base_with_a_path_is_served_under_the_path(tmp_path: Path):
    app = create_app(settings(tmp_path, base="http://testserver/archive/"))
    with TestClient(app, base_url=BASE, follow_redirects=True) as running:
        page = running.get("/archive/id/person/mao-zedong", headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "/archive/id/record/00aa" in page.text
        assert running.get("/archive/sparql", params={"query": "ASK {}"}).status_code == 200
        assert running.get("/archive/static/site.css").status_code == 200


@pytest.mark.parametrize("reader", [Access.OPEN, Access.RESTRICTED])
def test_sparql_knows_what_the_reader_may_see(tmp_path: Path, reader: Access):
    app = create_app(settings(tmp_path, reader=reader))
    query = f'ASK {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), "{fake.SECRET_WORDS}")) }}'
    with TestClient(app, base_url=BASE) as running:
        assert running.get("/sparql", params={"query": query}).json()["boolean"] is (reader > 0)


def test_the_graph_for_sparql_is_kept_until_the_graph_changes(tmp_path: Path):
    chosen = settings(tmp_path)
    ask = {"query": "ASK { ?s ?p 'Neu' }"}
    for version, answer in (("one", False), ("one", False), ("two", True)):
        store = open_store(chosen.store)
        if version == "two":
            store.upsert_nodes([Node("person:neu", "Person", "Neu", Access.OPEN)])
        store.set_state("graph_version", version)
        store.close()
        before = {p: p.stat().st_mtime_ns for p in chosen.cache.glob("*")}
        with TestClient(create_app(chosen), base_url=BASE) as running:
            assert running.get("/sparql", params=ask).json()["boolean"] is answer
        after = {p: p.stat().st_mtime_ns for p in chosen.cache.glob("*")}
        assert len(after) == 1
        assert (before == after) is (bool(before) and version == "one")
