"""The Reconciliation Service API 0.2 as OpenRefine uses it."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from tests.loaders.exporters import fake


def ask(client: TestClient, **queries: object) -> dict:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200
    return response.json()


def test_the_manifest_names_what_there_is(client: TestClient):
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert manifest["name"]
    assert manifest["identifierSpace"] == "http://testserver/id/"
    assert {t["id"] for t in manifest["defaultTypes"]} >= {"Person", "Organization", "Place"}
    page = manifest["view"]["url"].replace("{{id}}", "person/mao-zedong")
    assert client.get(page).status_code == 303
    preview = manifest["preview"]["url"].replace("{{id}}", "person/mao-zedong")
    assert "毛泽东" in client.get(preview).text
    for kind in ("entity", "type"):
        service = manifest["suggest"][kind]
        assert client.get(service["service_url"] + service["service_path"]).status_code == 200


def test_an_exact_name_matches_and_a_part_is_a_candidate(client: TestClient):
    found = ask(client, q0={"query": "毛泽东"}, q1={"query": "泽东"}, q2={"query": "毛澤東"})
    for key in ("q0", "q2"):
        best = found[key]["result"][0]
        assert (best["id"], best["match"]) == ("person/mao-zedong", True)
        assert 90 <= best["score"] <= 100
        assert best["type"] == [{"id": "Person", "name": "人物 Person"}]
    assert found["q1"]["result"][0]["match"] is False
    alias = ask(client, q={"query": "毛主席"})["q"]["result"][0]
    assert (alias["id"], alias["match"]) == ("person/mao-zedong", False)


def test_properties_tell_for_and_against(client: TestClient):
    def asked(year: object) -> dict:
        properties = [{"pid": "born", "v": year}, {"pid": "unknown", "v": {"id": "x"}}]
        return ask(client, q={"query": "毛泽东", "properties": properties})["q"]["result"][0]

    right, wrong = asked("1893"), asked([1793])
    assert (right["id"], right["match"]) == ("person/mao-zedong", True)
    assert not wrong["match"]
    assert wrong["score"] < right["score"]


def test_type_and_limit_are_kept(client: TestClient):
    assert ask(client, q={"query": "毛泽东", "type": "Place"})["q"]["result"] == []
    assert ask(client, q={"query": "毛泽东", "type": ["Person"], "limit": 1})["q"]["result"]
    assert ask(client, q={"query": ""})["q"]["result"] == []


def test_the_hidden_are_not_found(client: TestClient):
    assert ask(client, q={"query": fake.UNKNOWN.name})["q"]["result"] == []
    assert client.get("/reconcile/preview", params={"id": "person/~5c"}).status_code == 404


def test_get_and_jsonp_and_cors(client: TestClient):
    queries = json.dumps({"q0": {"query": "毛泽东"}})
    response = client.get("/reconcile", params={"queries": queries})
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json()["q0"]["result"]
    padded = client.get("/reconcile", params={"queries": queries, "callback": "jsonp_1"})
    assert padded.text.startswith("/**/jsonp_1({")
    evil = client.get("/reconcile", params={"callback": "alert(1)//"})
    assert evil.headers["content-type"] == "application/json"


def test_suggest(client: TestClient):
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "毛"}).json()["result"]
    assert entities[0]["id"] == "person/mao-zedong"
    types = client.get("/reconcile/suggest/type", params={"prefix": "人"}).json()["result"]
    assert types == [{"id": "Person", "name": "人物 Person"}]


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", "1", '{"q": 1}', '{"q": {"query": 1}}', '{"q": {}}', "[" * 100_000]
)
def test_what_is_no_batch_is_refused(client: TestClient, raw: str):
    assert client.post("/reconcile", data={"queries": raw}).status_code == 400
    assert client.post("/reconcile", data={}).status_code == 400


def test_a_batch_has_a_size(client: TestClient):
    queries = {f"q{n}": {"query": "毛"} for n in range(101)}
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 413
