"""OAI-PMH 2.0: all verbs, their errors, and lists that are read to the end by tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from starlette.testclient import TestClient

from graph_model.access import Access
from loaders.bench.made_graph import fill
from loaders.server.app import create_app
from loaders.server.oai.formats import DC, OAI_DC
from loaders.server.oai.service import OAI
from loaders.server.settings import Limits, Settings
from loaders.stores import open_store
from tests.loaders.exporters import fake
from tests.loaders.server.conftest import BASE

N = f"{{{OAI}}}"
RECORD = "oai:testserver:record/00aa"


def ask(client: TestClient, **arguments: str) -> ElementTree.Element:
    response = client.get("/oai", params={k.rstrip("_"): v for k, v in arguments.items()})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(response.content)
    assert [child.tag for child in root][:2] == [f"{N}responseDate", f"{N}request"]
    return root


def error(client: TestClient, **arguments: str) -> str:
    return ask(client, **arguments).find(f"{N}error").get("code")


def test_identify(client: TestClient):
    found = {child.tag.removeprefix(N): child.text for child in ask(client, verb="Identify")[2]}
    assert found["protocolVersion"] == "2.0"
    assert found["baseURL"] == f"{BASE}oai"
    assert found["deletedRecord"] == "no"
    assert found["earliestDatestamp"] == "2026-03-04T05:06:07Z"


def test_formats(client: TestClient):
    for more in ({}, {"identifier": RECORD}):
        root = ask(client, verb="ListMetadataFormats", **more)
        assert [e.text for e in root.iter(f"{N}metadataPrefix")] == ["oai_dc", "rico"]


def test_a_record_as_dublin_core(client: TestClient):
    root = ask(client, verb="GetRecord", identifier=RECORD, metadataPrefix="oai_dc")
    dc = next(root.iter(f"{{{OAI_DC}}}dc"))
    assert dc.find(f"{{{DC}}}title").text == "毛泽东致宋庆龄信"
    assert "G001-001-0001-001" in [e.text for e in dc.iter(f"{{{DC}}}identifier")]
    header = next(root.iter(f"{N}header"))
    assert header.find(f"{N}datestamp").text == "2026-03-04T05:06:07Z"
    assert header.find(f"{N}setSpec").text == "01"


def test_a_record_as_ric_o_is_the_data_of_its_page(client: TestClient):
    root = ask(client, verb="GetRecord", identifier=RECORD, metadataPrefix="rico")
    rdf = next(root.iter(f"{N}metadata"))[0]
    found = rdflib.Graph().parse(data=ElementTree.tostring(rdf), format="xml")
    page = rdflib.Graph().parse(data=client.get("/data/record/00aa.nt").content, format="nt")
    assert set(found) == set(page)
    assert len(found) > 20


@pytest.mark.parametrize("post", [False, True])
def test_lists(client: TestClient, post: bool):
    arguments = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    response = client.post("/oai", data=arguments) if post else client.get("/oai", params=arguments)
    root = ElementTree.fromstring(response.content)
    found = [e.text for e in root.iter(f"{N}identifier")]
    assert found == [RECORD, "oai:testserver:record/00bb"]
    assert fake.SECRET_WORDS not in response.text


def test_sets(client: TestClient):
    root = ask(client, verb="ListSets")
    assert [e.text for e in root.iter(f"{N}setSpec")] == ["01"]
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc", set="01")
    assert [e.text for e in root.iter(f"{N}identifier")] == [RECORD]


@pytest.mark.parametrize(
    ("from_", "until", "found"),
    [
        ("2026-03-04", "", 1),
        ("2026-03-05", "", 0),
        ("", "2026-03-04", 2),
        ("", "2026-03-03", 1),
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z", 1),
    ],
)
def test_dates_choose(client: TestClient, from_: str, until: str, found: int):
    chosen = {k: v for k, v in {"from": from_, "until": until}.items() if v}
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **chosen)
    assert len(list(root.iter(f"{N}header"))) == found


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "Steal"}),
        ("badArgument", {"verb": "Identify", "more": "x"}),
        ("badArgument", {"verb": "GetRecord", "identifier": RECORD}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {**LIST, "from": "yesterday"}),
        ("badArgument", {**LIST, "from": "2026-13-01"}),
        ("badArgument", {**LIST, "from": "2026-01-02", "until": "2026-01-01"}),
        ("badArgument", {**LIST, "from": "2026-01-02", "until": "2026-01-03T00:00:00Z"}),
        ("badArgument", {**LIST, "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "e30="}),
        ("cannotDisseminateFormat", {**LIST, "metadataPrefix": "marc"}),
        ("cannotDisseminateFormat", {**GET, "identifier": RECORD, "metadataPrefix": "marc"}),
        ("idDoesNotExist", {**GET, "identifier": "oai:testserver:record/none"}),
        ("idDoesNotExist", {**GET, "identifier": "oai:testserver:record/00cc"}),
        ("idDoesNotExist", {**GET, "identifier": "oai:testserver:person/mao-zedong"}),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "x"}),
        ("noRecordsMatch", {**LIST, "from": "2030-01-01"}),
        ("noRecordsMatch", {**LIST, "set": "none"}),
    ],
)
def test_errors(client: TestClient, code: str, arguments: dict[str, str]):
    assert error(client, **arguments) == code


def test_a_repeated_argument_is_an_error(client: TestClient):
    root = ElementTree.fromstring(client.get("/oai?verb=Identify&verb=Identify").content)
    assert root.find(f"{N}error").get("code") == "badVerb"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("oai")
    store = open_store(str(folder / "m.sqlite"), create=True)
    fill(store, 350)
    store.close()
    chosen = Settings(
        str(folder / "m.sqlite"), BASE, cache=folder / "cache", limits=Limits(workers=1)
    )
    with TestClient(create_app(chosen), base_url=BASE) as running:
        yield running


@pytest.mark.parametrize("by_set", [False, True])
def test_tokens_lead_to_the_end_and_give_each_record_once(large: TestClient, by_set: bool):
    store = large.app.state.store
    expected = {n.id.replace(":", "/") for n in store.iter_nodes(Access.OPEN, labels=["Record"])}
    more = {}
    if by_set:
        spec = next(ask(large, verb="ListSets").iter(f"{N}setSpec")).text
        more = {"set": spec}
    root = ask(large, verb="ListIdentifiers", metadataPrefix="oai_dc", **more)
    found, pages = [], 0
    while True:
        pages += 1
        found += [e.text.rpartition(":")[2] for e in root.iter(f"{N}identifier")]
        token = root.find(f".//{N}resumptionToken")
        if token is None or not token.text:
            break
        assert int(token.get("cursor")) == (pages - 1) * 100
        root = ask(large, verb="ListIdentifiers", resumptionToken=token.text)
    assert token is not None, "the last page has an empty token"
    assert pages == 4
    assert len(found) == len(set(found))
    assert set(found) == expected
