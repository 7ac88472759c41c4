"""Queries that would never end, end at the limit, and others are answered meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from loaders.server.app import create_app
from loaders.server.settings import Limits
from tests.loaders.server.conftest import BASE, settings

SECONDS = 1.0
SMALL = "ASK { ?s ?p ?o }"

_CARTESIAN = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8))
TIME = {
    "a cartesian join": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CARTESIAN} }}",
    "a cartesian join of sub-queries": "SELECT (COUNT(*) AS ?n) WHERE { "
    + " ".join(f"{{ SELECT ?a{n} WHERE {{ ?a{n} ?b ?c }} }}" for n in range(6))
    + " }",
    "an ordered cartesian join": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } "
    "ORDER BY ?a ?d ?g LIMIT 1",
    "a path loop": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:a>|^!<x:b>)* ?b . "
    "?b (!<x:a>|^!<x:b>)* ?c . ?c (!<x:a>|^!<x:b>)* ?d . ?d (!<x:a>|^!<x:b>)+ ?e }",
    "filters on a cartesian join": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . "
    "?g ?h ?i FILTER(REGEX(CONCAT(STR(?a), STR(?d), STR(?g)), '(a|b|ab)*(c|d)*x$')) }",
    "a cartesian construct": "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . "
    "?j ?k ?l FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j))) < 1) }",
}
#: Refused or failed before the time is up, whichever limit it meets first.
OTHER = {
    "too many rows": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "a doubling string": "SELECT ?z WHERE { BIND('"
    + "x" * 1000
    + "' AS ?s0) "
    + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(30))
    + " BIND(STRLEN(?s30) AS ?z) }",
    "deep groups": "SELECT * WHERE " + "{" * 4000 + "}" * 4000,
    "deep expressions": "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) WHERE {}",
    "a very long query": f"SELECT * WHERE {{ {'?s ?p ?o . ' * 20_000} }}",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    limits = Limits(seconds=SECONDS, memory_mb=300, rows=1000, workers=2)
    made: Path = tmp_path_factory.mktemp("bombs")
    app = create_app(settings(made, limits=limits))
    with TestClient(app, base_url=BASE) as running:
        yield running


def run(client: TestClient, query: str) -> tuple[int, str, float]:
    began = time.monotonic()
    response = client.post("/sparql", data={"query": query})
    return response.status_code, response.text, time.monotonic() - began


@pytest.mark.parametrize("name", TIME)
def test_a_bomb_ends_at_the_limit_while_others_are_served(client: TestClient, name: str):
    found: list[tuple[int, str, float]] = []
    bomb = threading.Thread(target=lambda: found.append(run(client, TIME[name])))
    bomb.start()
    served = 0
    while bomb.is_alive():
        assert client.get("/page/person/mao-zedong").status_code == 200
        assert run(client, SMALL)[0] == 200
        served += 1
    status, text, _ = found[0]
    assert status == 503
    assert ("seconds" in text) or ("memory" in text)
    assert served >= 1
    assert run(client, SMALL)[0] == 200


@pytest.mark.parametrize("name", OTHER)
def test_what_is_too_large_is_refused_in_one_sentence(client: TestClient, name: str):
    status, text, _ = run(client, OTHER[name])
    assert status in (400, 503)
    assert len(text.strip().splitlines()) == 1
    assert run(client, SMALL)[0] == 200


def test_a_huge_expression_is_no_regex_and_fits_nothing(client: TestClient):
    """The regex engine refuses to compile it; a filter that fails lets nothing through."""
    huge = "(" * 200 + "a{1,50}" + "){1,50}" * 200
    status, text, _ = run(client, f"SELECT * WHERE {{ ?s ?p ?o FILTER(REGEX(STR(?o), '{huge}')) }}")
    assert status in (200, 400, 503)
    assert status != 200 or '"bindings": []' in text


def test_bombs_on_every_process_leave_the_server_alive(client: TestClient):
    bombs = [
        threading.Thread(target=run, args=(client, TIME["a cartesian join"])) for _ in range(3)
    ]
    for bomb in bombs:
        bomb.start()
    assert client.get("/page/person/mao-zedong").status_code == 200
    for bomb in bombs:
        bomb.join()
    assert run(client, SMALL)[0] == 200
