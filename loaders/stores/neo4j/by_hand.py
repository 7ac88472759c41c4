"""Cypher that a person has written: reading only, and nothing outside the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph_model.access import Access
from graph_model.errors import StoreError
from loaders.stores.neo4j.connection import Connection, Row

_SECONDS = 30.0
#: Operators that look beyond the graph: files and the network, the server and its users.
_BEYOND = ("LoadCSV", "Show", "Terminate")
#: Procedures that only read the graph or its schema.
_PROCEDURES = (
    "db.index.fulltext.querynodes(",
    "db.labels(",
    "db.relationshiptypes(",
    "db.propertykeys(",
    "db.schema.",
)


def run(
    connection: Connection, query: str, values: Mapping[str, Any], *, reader: Access, limit: int
) -> list[Row]:
    """See ``Neo4jStore.cypher``."""
    if reader < Access.CLASSIFIED:
        raise _refused(connection, "Cypher is for readers who may see everything")
    with connection.reading(_SECONDS) as transaction:
        plan = transaction.run("EXPLAIN " + query, dict(values)).consume()
        if plan.query_type != "r" or plan.plan is None:
            raise _refused(connection, "only one query that reads is allowed")
        for operator, details in operators(plan.plan):
            reads = operator != "ProcedureCall" or details.lower().startswith(_PROCEDURES)
            if not reads or operator.startswith(_BEYOND):
                raise _refused(connection, f"{operator} is not allowed: {details}")
        result = transaction.run(query, dict(values))
        return [record.data() for record in result.fetch(limit)]


def _refused(connection: Connection, reason: str) -> StoreError:
    return StoreError("STORE_FAILED", uri=connection.uri, reason=reason)


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and details of every operator of a plan."""
    name = str(plan.get("operatorType", "")).partition("@")[0]
    yield name, str((plan.get("args") or {}).get("Details", ""))
    for child in plan.get("children") or ():
        yield from operators(child)
