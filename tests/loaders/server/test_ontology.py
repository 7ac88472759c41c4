"""The ontology's page and files, and which of them a client is given."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from graph_model.schema import load_schema
from loaders.exporters.ontology_page import ontology_html
from loaders.exporters.own_terms import own_terms
from loaders.exporters.vocabularies import vocabulary_texts
from loaders.server.sparql.results import GRAPHS
from tests.explorer_app.browser import watching
from tests.loaders.server.conftest import served
from tests.ontologies.published import ROOT

ENDINGS = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt",
           "application/rdf+xml": "rdf"}  # fmt: skip


def graph(data: bytes, media: str) -> set[Any]:
    return {quad.triple for quad in pyoxigraph.parse(data, format=GRAPHS[media])}


class Page(HTMLParser):
    """Ids, links and open tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note ids and links."""
        told = dict(attributes)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Tags are closed in order."""
        assert self.open.pop() == tag


def test_the_page_is_up_to_date() -> None:
    text = (ROOT / "ontologies/shimai.html").read_text("utf-8")
    assert text == ontology_html(load_schema()), "run shimai ontology"


def test_every_own_term_has_its_place_in_both_languages() -> None:
    text = ontology_html(load_schema())
    page = Page(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for term in own_terms(load_schema()):
        assert term.name in page.ids
        article = re.search(rf'<article id="{term.name}">.*?</article>', text, re.DOTALL)
        assert article
        assert term.zh in article[0]
        assert term.en in article[0]
    assert all(link[1:] in page.ids for link in page.links if link.startswith("#"))
    assert "<script" not in text


@pytest.mark.parametrize("media", ENDINGS)
def test_a_program_gets_the_triples_in_the_format_that_it_likes(client: TestClient, media: str):
    moved = client.get("/ontology", headers={"Accept": media})
    assert (moved.status_code, moved.headers["vary"]) == (303, "Accept")
    assert moved.headers["location"] == f"/ontology/shimai.{ENDINGS[media]}"
    found = client.get(moved.headers["location"])
    assert found.headers["content-type"].partition(";")[0] == media
    turtle = (ROOT / "ontologies/shimai.ttl").read_bytes()
    # The files have lists and unions in blank nodes, whose names differ.
    assert len(graph(found.content, media)) == len(graph(turtle, "text/turtle"))


def test_a_person_gets_the_page(client: TestClient):
    for accept in ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "*/*", ""):
        moved = client.get("/ontology", headers={"Accept": accept})
        assert moved.headers["location"] == "/ontology/shimai.html"
    page = client.get("/ontology/shimai.html")
    assert page.headers["content-type"].startswith("text/html")
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_what_the_page_links_to_is_served(client: TestClient):
    links = Page(client.get("/ontology/shimai.html").text).links
    own = {link for link in links if "://" not in link and link[:1] not in "#"} - {"data:,"}
    assert own >= {"shimai.ttl", "context.jsonld", *vocabulary_texts()}
    for link in own:
        assert client.get(f"/ontology/{link}").status_code == 200, link


@pytest.mark.parametrize(
    "path", ["shapes.yaml", "../pyproject.toml", "%2e%2e/pyproject.toml", "vocabularies/x.ttl", ""]
)
def test_nothing_else_is_served(client: TestClient, path: str):
    assert client.get(f"/ontology/{path}").status_code == 404


@pytest.mark.browser
def test_the_page_opens_at_a_term(browser: Any, tmp_path: Path) -> None:
    with served(tmp_path) as base, watching(browser) as watched:
        watched.page.goto(f"{base}ontology#Mention")
        assert watched.page.url.endswith("/ontology/shimai.html#Mention")
        place = watched.page.locator("#Mention").bounding_box()
        assert 0 <= place["y"] < watched.page.viewport_size["height"]
        assert "提及" in watched.page.locator("#Mention h3").inner_text()
