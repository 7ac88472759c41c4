"""The Neo4j store keeps the contract on a real server, and says what is wrong when it cannot."""

from __future__ import annotations

import dataclasses
import logging
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import neo4j
import pytest

from graph_model.access import Access
from graph_model.errors import ClaimRefused, StoreError
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores import GraphStore, open_store
from loaders.stores.neo4j import Neo4jStore
from loaders.stores.neo4j.by_hand import operators
from loaders.stores.neo4j.write import by_source
from loaders.stores.selection import Selection
from tests.loaders.stores.contract import MAO, R1, StoreContract, fill
from tests.loaders.stores.contract_selections import SelectionContract
from tests.loaders.stores.decision_contract import DecisionContract
from tests.loaders.stores.random_graph import random_graph
from tools.neo4j_server.server import Neo4jServer

pytestmark = pytest.mark.neo4j
SLOW = pytest.mark.slow

ALL = Access.CLASSIFIED


@pytest.fixture
def store(neo4j_store: Neo4jStore) -> GraphStore:
    return neo4j_store


@pytest.fixture
def other_store(new_sqlite: Callable[[str], GraphStore]) -> GraphStore:
    """SQLite, so that what must be equal must be equal across stores too."""
    return new_sqlite("other")


@pytest.fixture
def reopen(store: GraphStore, empty_neo4j: Neo4jServer) -> Callable[[], Neo4jStore]:
    """Opens the store once more, as another process does."""
    secrets = {"user": empty_neo4j.user, "password": empty_neo4j.password}
    return lambda: Neo4jStore(store.uri, **secrets)


@pytest.fixture
def driver(empty_neo4j: Neo4jServer) -> Iterator[neo4j.Driver]:
    """The driver itself, to look behind the store."""
    auth = (empty_neo4j.user, empty_neo4j.password)
    with neo4j.GraphDatabase.driver(empty_neo4j.uri, auth=auth) as one:
        yield one


class TestNeo4jStore(StoreContract, SelectionContract, DecisionContract):
    """The contract over Neo4j."""

    @pytest.mark.parametrize("seed", [1, *(pytest.param(no, marks=SLOW) for no in (2, 3))])
    def test_random_decisions_undone_in_any_order_leave_no_trace(
        self, store: GraphStore, seed: int
    ) -> None:
        """Over SQLite every seed is always tried."""
        super().test_random_decisions_undone_in_any_order_leave_no_trace(store, seed)


# -- opening ---------------------------------------------------------------------------------------


def refused(address: str, **options: object) -> StoreError:
    """The error of opening, which must come within ten seconds."""
    began = time.monotonic()
    with pytest.raises(StoreError) as error:
        Neo4jStore(address, **options)  # type: ignore[arg-type]
    assert time.monotonic() - began < 10
    return error.value


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
def test_an_address_where_nobody_listens_is_unreachable(
    scheme: str, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"{scheme}://127.0.0.1:{free.getsockname()[1]}"
    with caplog.at_level(logging.ERROR):
        assert refused(address, password="x").code == "STORE_UNREACHABLE"


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    with socket.socket() as silent, ThreadPoolExecutor() as both:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        addresses = [f"{scheme}://127.0.0.1:{port}" for scheme in ("bolt", "neo4j")]
        for error in both.map(partial(refused, password="x"), addresses):
            assert error.code == "STORE_UNREACHABLE"


@pytest.mark.parametrize("address", ["bolt://no.such.host.invalid", "bolt://127.0.0.1:99999"])
def test_an_address_that_is_none_is_unreachable(address: str) -> None:
    assert refused(address, password="x").code == "STORE_UNREACHABLE"


def test_a_wrong_password_is_refused(neo4j_server: Neo4jServer) -> None:
    for scheme in ("bolt", "neo4j"):
        address = neo4j_server.uri.replace("bolt", scheme)
        assert refused(address, password="not this one").code == "STORE_AUTH"


def test_secrets_in_an_address_are_not_repeated() -> None:
    error = refused("bolt://neo4j:swordfish@127.0.0.1:1", password="")
    assert error.code == "STORE_FAILED"
    assert "swordfish" not in error.both()


def test_an_empty_database_is_no_store_yet(empty_neo4j: Neo4jServer) -> None:
    error = refused(empty_neo4j.uri, password=empty_neo4j.password)
    assert (error.code, error.exit_code) == ("STORE_MISSING", 2)


def test_a_database_of_others_is_left_alone(empty_neo4j: Neo4jServer, driver: neo4j.Driver) -> None:
    driver.execute_query("CREATE (:Film {title: '城南旧事'})")
    error = refused(empty_neo4j.uri, password=empty_neo4j.password, create=True)
    assert error.code == "STORE_FORMAT"
    assert len(driver.execute_query("MATCH (n) RETURN n").records) == 1


def test_another_format_is_refused(
    empty_neo4j: Neo4jServer, neo4j_store: Neo4jStore, driver: neo4j.Driver
) -> None:
    assert neo4j_store.get_state("format") == ""
    driver.execute_query("MATCH (m:Meta {key: 'format'}) SET m.value = '0'")
    for create in (False, True):
        error = refused(empty_neo4j.uri, password=empty_neo4j.password, create=create)
        assert error.code == "STORE_FORMAT"


def test_a_database_that_is_not_there_fails(neo4j_server: Neo4jServer) -> None:
    error = refused(neo4j_server.uri, password=neo4j_server.password, database="none")
    assert error.code == "STORE_FAILED"


def test_the_environment_gives_user_and_password(
    neo4j_store: Neo4jStore, neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.close()
    monkeypatch.setenv("SHIMAI_NEO4J_PASSWORD", neo4j_server.password)
    store = open_store(neo4j_server.uri.replace("bolt", "neo4j"))
    assert store.uri == neo4j_server.uri.replace("bolt", "neo4j")
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.get_state("k")


# -- layout ----------------------------------------------------------------------------------------


def test_each_label_and_relationship_has_its_constraint(
    neo4j_store: Neo4jStore, driver: neo4j.Driver
) -> None:
    assert neo4j_store.uri
    query = "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN *"
    found = {
        (r["labelsOrTypes"][0], r["properties"][0]) for r in driver.execute_query(query).records
    }
    schema = load_schema()
    assert {(label, "id") for label in ("Thing", *schema.nodes)} <= found
    assert {(type, "claim") for type in schema.edges} <= found


def test_the_indexes_are_online(neo4j_store: Neo4jStore, driver: neo4j.Driver) -> None:
    assert neo4j_store.uri
    query = "SHOW INDEXES YIELD state, labelsOrTypes, properties, type RETURN *"
    records = driver.execute_query(query).records
    assert {r["state"] for r in records} == {"ONLINE"}
    found = {(r["labelsOrTypes"][0], r["properties"][0]) for r in records if r["labelsOrTypes"]}
    assert {("Record", "earliest"), ("Record", "access"), ("Thing", "search")} <= found
    assert {(type, "source") for type in load_schema().edges} <= found


def test_deleting_by_source_goes_by_indexes(neo4j_store: Neo4jStore, driver: neo4j.Driver) -> None:
    fill(neo4j_store)
    query = f"EXPLAIN {by_source()} RETURN e"
    _, summary, _ = driver.execute_query(query, sources=[R1.id])  # type: ignore[call-overload]
    assert summary.plan is not None
    reached = [name for name, details in operators(summary.plan) if ")-[e:" in details]
    assert len(reached) == len(load_schema().edges)
    assert {name for name in reached if not name.endswith("IndexSeek")} == set()


def test_state_is_no_node(neo4j_store: Neo4jStore) -> None:
    neo4j_store.set_state("k", "v")
    assert list(neo4j_store.iter_nodes(ALL)) == []
    assert neo4j_store.aggregate(ALL).nodes == {}


def test_values_are_typed_for_cypher_by_hand(neo4j_store: Neo4jStore) -> None:
    fill(neo4j_store)
    query = (
        "MATCH (r:Record {reference_code: $code})-[e:SENT_BY]->(p:Person) "
        "RETURN r.row AS row, e.start AS start, e.confidence AS sure, p.name AS name"
    )
    code = R1.properties["reference_code"]
    assert neo4j_store.cypher(query, {"code": code}, reader=ALL) == [
        {"row": 1, "start": 0, "sure": 0.9, "name": MAO.name}
    ]


# -- writing ---------------------------------------------------------------------------------------


def test_a_batch_reads_what_it_has_written(neo4j_store: Neo4jStore) -> None:
    with neo4j_store.batch():
        neo4j_store.upsert_nodes([MAO])
        assert neo4j_store.node(MAO.id, ALL) == MAO


def test_batches_are_not_nested(neo4j_store: Neo4jStore) -> None:
    with neo4j_store.batch(), pytest.raises(StoreError), neo4j_store.batch():
        pass
    with neo4j_store.batch():
        neo4j_store.upsert_nodes([MAO])
    assert neo4j_store.node(MAO.id, ALL) == MAO


def test_what_cannot_be_kept_fails_with_a_code_and_the_store_goes_on(
    neo4j_store: Neo4jStore,
) -> None:
    for bad, error in (
        (Node("person:a", "Person", "\ud800"), StoreError),
        (Node("film:a", "Film", "n"), ClaimRefused),
    ):
        with pytest.raises(error), neo4j_store.batch():
            neo4j_store.upsert_nodes([MAO, bad])
        with pytest.raises(error):
            neo4j_store.upsert_nodes([bad])
    assert list(neo4j_store.iter_nodes(ALL)) == []


def test_a_second_writer_waits_and_then_hears_that_the_store_is_busy(
    neo4j_store: Neo4jStore, empty_neo4j: Neo4jServer
) -> None:
    second = Neo4jStore(empty_neo4j.uri, password=empty_neo4j.password)
    with neo4j_store.batch():
        neo4j_store.upsert_nodes([MAO])
        assert list(second.iter_nodes(ALL)) == []
        with pytest.raises(StoreError) as error, second.batch():
            pass
    assert error.value.code == "STORE_BUSY"
    assert list(second.iter_nodes(ALL)) == [MAO]
    second.close()


# -- Cypher by hand --------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", [Access.OPEN, Access.RESTRICTED])
def test_cypher_is_only_for_readers_who_may_see_everything(
    neo4j_store: Neo4jStore, reader: Access
) -> None:
    with pytest.raises(StoreError):
        neo4j_store.cypher("RETURN 1 AS one", reader=reader)


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:Thing)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.access = 0 RETURN n",
        "LOAD CSV FROM 'http://127.0.0.1:9/' AS row RETURN row",
        "CALL { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN row",
        "CREATE USER eve SET PASSWORD 'swordfish'",
        "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
        "DROP INDEX shimai_search",
        "CALL db.clearQueryCaches()",
        "CALL dbms.listConfig()",
        "TERMINATE TRANSACTION 'neo4j-transaction-1'",
        "SHOW SETTINGS",
        "SHOW USERS",
        "PROFILE CREATE (:Thing)",
        "not Cypher",
        "",
    ],
)
def test_cypher_that_does_more_than_read_is_refused(neo4j_store: Neo4jStore, query: str) -> None:
    fill(neo4j_store)
    before = neo4j_store.aggregate(ALL)
    with pytest.raises(StoreError):
        neo4j_store.cypher(query, reader=ALL)
    assert neo4j_store.aggregate(ALL) == before
    assert neo4j_store.search("毛泽东", ALL).total


def test_cypher_returns_plain_values_up_to_the_limit(neo4j_store: Neo4jStore) -> None:
    fill(neo4j_store)
    query = "UNWIND range(1, 5000) AS no RETURN no"
    assert len(neo4j_store.cypher(query, reader=ALL)) == 1000
    (row,) = neo4j_store.cypher("MATCH (n:Person) RETURN n ORDER BY n.id", reader=ALL, limit=1)
    assert isinstance(row["n"], dict)
    assert neo4j_store.cypher(
        "CALL db.index.fulltext.queryNodes('shimai_search', '泽东') YIELD node "
        "RETURN count(node) AS found",
        reader=ALL,
    ) == [{"found": 3}]


# -- what is kept for reads ------------------------------------------------------------------------


def test_kept_columns_are_those_that_are_streamed(
    store: Neo4jStore, reopen: Callable[[], Neo4jStore], driver: neo4j.Driver
) -> None:
    graph = random_graph(5)
    store.upsert_nodes(graph.nodes)
    store.upsert_edges(graph.claims)
    asked = [(reader, text) for reader in Access for text in ("", "毛澤", "关于", "延安")]

    def counts(of: Neo4jStore) -> list[object]:
        found = [of.overview(Selection(text), reader) for reader, text in asked]
        return [(one.total, one.values, one.years) for one in found]

    streamed = counts(store)
    assert not store.is_ready()
    store.summarize()
    again = reopen()
    assert again.is_ready()
    # They are read from the database's own nodes: without the claims themselves the counts stay.
    driver.execute_query("MATCH ()-[e]->() DELETE e")
    assert counts(again) == streamed
    again.close()
    # A graph that has changed since is streamed.
    store.upsert_nodes([MAO])
    again = reopen()
    assert again.overview(Selection(), ALL).facets["person"] == ()
    again.close()


def test_a_node_in_the_place_of_one_that_has_gone_is_not_found_for_it(
    store: Neo4jStore, reopen: Callable[[], Neo4jStore]
) -> None:
    """The server gives numbers of nodes that have gone to new ones."""
    fill(store)
    reader = reopen()
    reader.patience = 3600
    title = reader.node(R1.id, ALL).name
    assert [hit.node.id for hit in reader.select(Selection(title), ALL).hits] == [R1.id]
    before = reader.select(Selection("新编"), ALL).total
    store.delete_by_source([R1.id])
    store.delete_nodes([R1.id])
    store.upsert_nodes(
        [dataclasses.replace(R1, id=f"record:new{n}", name="新编") for n in range(9)]
    )
    # The columns of this reader are those of before; what it finds is in them or not at all.
    assert reader.select(Selection("新编"), ALL).total == before == 0
    reader.close()


def test_a_database_without_indexes_is_made_ready(
    store: Neo4jStore, reopen: Callable[[], Neo4jStore], driver: neo4j.Driver
) -> None:
    """As the server's own import leaves it."""
    fill(store)
    store.summarize()
    assert store.is_ready()
    driver.execute_query("DROP INDEX shimai_search")
    driver.execute_query("DROP CONSTRAINT shimai_thing_id")
    again = reopen()
    assert not again.is_ready()
    again.make_ready()
    assert again.is_ready()
    assert again.search(MAO.name, ALL).hits[0].node.id == MAO.id
    again.close()


def test_warming_asks_what_pages_ask_so_that_the_server_has_its_plans(store: Neo4jStore) -> None:
    fill(store)
    store.warm(ALL)
    asked: list[str] = []
    rows = store._connection.rows

    def heard(query: str, /, **values: object) -> list[dict[str, object]]:
        asked.append(query)
        return rows(query, **values)

    store._connection.rows = heard  # type: ignore[method-assign]
    store.warm(ALL)
    warmed = set(asked)
    asked.clear()
    store.search(MAO.name, ALL)
    store.select(Selection(MAO.name), ALL)
    store.overview(Selection(), ALL)
    store.node(MAO.id, ALL)
    store.records(MAO.id, ALL)
    store.writings(MAO.id, ALL)
    store.ego_network(MAO.id, ALL)
    store.co_mentions(MAO.id, ALL)
    store.network_of(Selection(), ALL)
    store.best_paths(MAO.id, R1.id, ALL)
    store.evidence(R1.id, "SENT_BY", MAO.id, ALL)
    assert set(asked) <= warmed
