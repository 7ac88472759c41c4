"""Constraints and indexes, all made from the schema, and names that are safe to write into queries.

A node has its schema label and the common label ``Thing``. State is kept on ``Meta`` nodes, and
what readers keep on ``Kept`` nodes; no read of the graph looks at either. A relationship's
``claim`` is its identity within its type (key and both ends); the key alone would not do as an
index, as all claims of one reference work can share it.

The full-text index holds the project's own bigram tokens (``loaders.stores.grams``) behind the
``whitespace`` analyzer, so that a search finds here exactly what it finds in SQLite. The ``cjk``
analyzer would not: it cuts Latin runs in its own way, and finds a single character only where it
stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_model.errors import ClaimRefused, StoreError
from graph_model.schema import load_schema
from loaders.stores.neo4j.connection import Connection, Run, rows

FORMAT = "3"
FULL_TEXT = "shimai_search"
#: Many millions of claims that were imported take minutes to be indexed.
_AWAIT_SECONDS = 7200


def prepare(connection: Connection, *, create: bool) -> None:
    """Check that the database is a store of this format; with ``create`` make an empty one into it.

    Raises STORE_MISSING, or STORE_FORMAT for another version's store and for others' databases.
    """
    found = _format(connection)
    if found not in ("", FORMAT):
        reason = f"format {found} / {FORMAT}"
        raise StoreError("STORE_FORMAT", uri=connection.uri, reason=reason)
    if not found and connection.rows(
        "MATCH (n) WHERE NOT n:Meta AND NOT n:Kept RETURN 1 AS one LIMIT 1"
    ):
        reason = "the database holds other nodes and no Shimai format"
        raise StoreError("STORE_FORMAT", uri=connection.uri, reason=reason)
    if not create:
        if not found:
            raise StoreError("STORE_MISSING", uri=connection.uri)
        return
    make(connection)
    if not found:
        query = "MERGE (m:Meta {key: 'format'}) ON CREATE SET m.value = $format"
        connection.write(lambda run: rows(run, query, format=FORMAT))


def _format(connection: Connection) -> str:
    query = "MATCH (m:Meta) WHERE m.key = 'format' RETURN m.value AS value"
    return "".join(str(row["value"]) for row in connection.rows(query))


def missing(connection: Connection) -> list[str]:
    """The statements of the constraints and indexes that are not there yet."""
    there = {row["name"] for row in connection.command("SHOW INDEXES YIELD name")}
    return [statement for name, statement in statements() if name not in there]


def make(connection: Connection) -> None:
    """Make the constraints and indexes that are not there yet, and wait until they answer."""
    wanted = missing(connection)
    for statement in wanted:
        connection.command(statement)
    if wanted:
        connection.command(f"CALL db.awaitIndexes({_AWAIT_SECONDS})")


def statements() -> Iterator[tuple[str, str]]:
    """Name and statement of each constraint and index."""
    schema = load_schema()
    for label in ("Thing", *schema.nodes):
        name = f"shimai_{label.lower()}_id"
        yield (
            name,
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE",
        )
    yield (
        "shimai_meta_key",
        "CREATE CONSTRAINT shimai_meta_key IF NOT EXISTS FOR (n:Meta) REQUIRE n.key IS UNIQUE",
    )
    yield (
        "shimai_kept_id",
        "CREATE CONSTRAINT shimai_kept_id IF NOT EXISTS FOR (n:Kept) REQUIRE n.id IS UNIQUE",
    )
    for field in ("earliest", "access"):
        name = f"shimai_record_{field}"
        yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:Record) ON (n.{field})"
    for type in schema.edges:
        name = f"shimai_{type.lower()}_claim"
        yield (
            name,
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[e:{type}]-() "
            "REQUIRE e.claim IS UNIQUE",
        )
        name = f"shimai_{type.lower()}_source"
        yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[e:{type}]-() ON (e.source)"
    yield (
        FULL_TEXT,
        f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (n:Thing) ON EACH [n.search] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    )


def lock(run: Run) -> None:
    """Take the store's one write lock, held until the transaction ends: writers go one after the
    other, as in SQLite, so they cannot deadlock or make the same node twice."""
    rows(run, "MATCH (m:Meta) WHERE m.key = 'format' SET m.value = m.value")


# -- names that are written into queries ---------------------------------------------------------


def label(name: str) -> str:
    """A label of the schema, safe to write into a query; raises CLAIM_LABEL."""
    if name not in load_schema().nodes:
        raise ClaimRefused("CLAIM_LABEL", label=name)
    return name


def type_(name: str) -> str:
    """A relationship of the schema, safe to write into a query; raises CLAIM_PREDICATE."""
    if name not in load_schema().edges:
        raise ClaimRefused("CLAIM_PREDICATE", predicate=name)
    return name


def any_label(names: Iterable[str]) -> str:
    """``A|B``: the known ones of the labels; ``""`` when there is none."""
    wanted = set(names)
    return "|".join(name for name in load_schema().nodes if name in wanted)


def any_type(names: Iterable[str]) -> str:
    """``A|B``: the known ones of the relationships; ``""`` when there is none."""
    wanted = set(names)
    return "|".join(name for name in load_schema().edges if name in wanted)
