"""The W3C SPARQL 1.1 protocol tests of the query operation that apply to a read-only endpoint
whose dataset is fixed, each under the name of the W3C manifest; those of datasets and updates are
turned round, as they are refused. The rest is our own."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from loaders.server.sparql.results import GRAPHS, ROWS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
XML = "application/sparql-results+xml"


def ok(response, *media: str) -> None:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] in media


# -- the manifest's positive tests -------------------------------------------------------------


def test_query_get(client: TestClient):
    response = client.get("/sparql", params={"query": "ASK {}"})
    ok(response, XML, "application/sparql-results+json")
    assert response.json() == {"head": {}, "boolean": True}


def test_query_post_form(client: TestClient):
    ok(client.post("/sparql", content="query=ASK%20%7B%7D", headers=FORM), *ROWS)


def test_query_post_direct(client: TestClient):
    ok(client.post("/sparql", content="ASK {}", headers=DIRECT), *ROWS)


@pytest.mark.parametrize("query", ["SELECT (1 AS ?value) {}", "ASK {}"])
def test_query_content_type_select_and_ask(client: TestClient, query: str):
    response = client.get("/sparql", params={"query": query})
    ok(response, XML, "application/sparql-results+json", "text/tab-separated-values", "text/csv")


@pytest.mark.parametrize(
    "query", ["DESCRIBE <http://example.org/>", "CONSTRUCT { <s> <p> 1 } WHERE {}"]
)
def test_query_content_type_describe_and_construct(client: TestClient, query: str):
    ok(client.get("/sparql", params={"query": query}), *GRAPHS)


# -- the manifest's negative tests -------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client: TestClient, method: str):
    response = client.request(method, "/sparql", params={"query": "ASK {}"})
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]


def test_bad_multiple_queries(client: TestClient):
    twice = [("query", "ASK {}"), ("query", "SELECT * {}")]
    assert client.get("/sparql", params=twice).status_code == 400
    both = client.post("/sparql?query=ASK%20%7B%7D", content="ASK {}", headers=DIRECT)
    assert both.status_code == 400
    form = "query=ASK%20%7B%7D&query=ASK%20%7B%7D"
    assert client.post("/sparql", content=form, headers=FORM).status_code == 400


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("ASK {}", {"Content-Type": "text/plain"}),  # bad_query_wrong_media_type
        ("query=ASK%20%7B%7D", {}),  # bad_query_missing_form_type
        ("ASK {}", {}),  # bad_query_missing_direct_type
        ("ASK {}".encode("utf-16"), DIRECT),  # bad_query_non_utf8
        (b"query=ASK%20%7B%22%FF%22%7D", FORM),
        ("ASK {}".encode("utf-16"), {"Content-Type": f"{DIRECT['Content-Type']}; charset=UTF-16"}),
        ("ASK {", DIRECT),  # bad_query_syntax
        ("", DIRECT),
        ("", FORM),
    ],
)
def test_bad_query(client: TestClient, body, headers):
    response = client.post("/sparql", content=body, headers=headers)
    assert 400 <= response.status_code < 500
    assert len(response.text.strip().splitlines()) == 1


# -- datasets and updates: refused -------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"],
)
def test_query_dataset_is_refused(client: TestClient, name: str):
    pairs = {"query": "ASK {}", name: "http://127.0.0.1/data1.rdf"}
    assert client.get("/sparql", params=pairs).status_code == 400
    assert client.post("/sparql", data=pairs).status_code == 400
    several = [("query", "ASK {}"), *((name, f"http://127.0.0.1/data{n}.rdf") for n in (1, 2, 3))]
    assert client.get("/sparql", params=several).status_code == 400
    url = f"/sparql?{name}=http://127.0.0.1/data1.rdf"
    assert client.post(url, content="ASK {}", headers=DIRECT).status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        "INSERT DATA { <s> <p> 1 }",
        "DROP DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
        "CREATE GRAPH <http://g/>",
        "MOVE DEFAULT TO <http://g/>",
        "PREFIX dc: <http://d/> DELETE DATA { <s> dc:p 1 } ; INSERT DATA { <s> dc:p 2 }",
        "SELECT * WHERE { ?s ?p ?o } ; CLEAR ALL",
    ],
)
def test_update_is_refused(client: TestClient, text: str):
    assert client.get("/sparql", params={"update": text}).status_code == 400
    assert client.post("/sparql", data={"update": text}).status_code == 400
    headers = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content=text, headers=headers).status_code == 415
    assert client.post("/sparql", content=text, headers=DIRECT).status_code == 400


# -- formats -----------------------------------------------------------------------------------

VALUES = (
    'SELECT ?v ?n WHERE { VALUES (?v ?n) { (<http://a/> 1) ("甲\\t\\"<&"@zh 2) ("x" 3) '
    '("4"^^<http://www.w3.org/2001/XMLSchema#integer> 4) (UNDEF 5) } } ORDER BY ?n'
)


@pytest.mark.parametrize("media", [m for m, name in ROWS.items() if name != "csv"])
def test_pyoxigraph_reads_every_row_format(client: TestClient, media: str):
    response = client.get("/sparql", params={"query": VALUES}, headers={"Accept": media})
    ok(response, media)
    names = {"json": "JSON", "xml": "XML", "tsv": "TSV"}
    format = getattr(pyoxigraph.QueryResultsFormat, names[ROWS[media]])
    found = pyoxigraph.parse_query_results(response.content, format=format)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    values = [row["v"] for row in found]
    assert [str(v) if v is not None else None for v in values] == [
        "<http://a/>",
        '"甲\\t\\"<&"@zh',
        '"x"',
        '"4"^^<http://www.w3.org/2001/XMLSchema#integer>',
        None,
    ]


def test_csv_is_plain(client: TestClient):
    response = client.get("/sparql", params={"query": VALUES}, headers={"Accept": "text/csv"})
    assert response.text.splitlines() == ["v,n", "http://a/,1", '"甲\t""<&",2', "x,3", "4,4", ",5"]


@pytest.mark.parametrize("media", GRAPHS)
def test_pyoxigraph_reads_every_graph_format(client: TestClient, media: str):
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 100"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    ok(response, media)
    assert len(list(pyoxigraph.parse(response.content, format=GRAPHS[media]))) == 100


def test_what_the_client_likes_best_is_given(client: TestClient):
    accept = f"application/sparql-results+json;q=0.3, {XML};q=0.9, */*;q=0.1"
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    ok(response, XML)
    assert ElementTree.fromstring(response.text)[1].text == "true"
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"})
    assert response.status_code == 406


def test_without_a_query_programs_get_a_description_and_people_the_page(client: TestClient):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    ok(response, "text/turtle")
    described = list(pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.TURTLE))
    assert any(q.object.value.endswith("#SPARQL11Query") for q in described)
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.1"})
    assert (response.status_code, response.headers["location"]) == (303, "/query")


def test_the_graph_is_that_of_the_export(client: TestClient):
    from loaders.exporters import Profile
    from tests.loaders.exporters.reading import select

    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    found = client.get("/sparql", params={"query": query}).json()
    count = int(found["results"]["bindings"][0]["n"]["value"])
    assert count == len(set(select(profile=Profile.FULL).triples()))


def test_every_example_of_the_query_page_is_answered(client: TestClient):
    from loaders.server.query_page import examples

    assert len(examples()) > 3
    rows = []
    for example in examples():
        response = client.post("/sparql", data={"query": example["query"]})
        ok(response, *ROWS)
        rows.append(len(json.loads(response.text)["results"]["bindings"]))
    assert sum(n > 0 for n in rows) >= 4
