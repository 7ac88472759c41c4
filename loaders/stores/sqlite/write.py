"""Writing nodes and claims: set by set, counting what was new, changed, or the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from extractors.text import search_form
from graph_model.claim import Claim
from graph_model.errors import ClaimRefused
from graph_model.node import Node
from loaders.stores.grams import node_grams
from loaders.stores.results import Written
from loaders.stores.sqlite.rows import NODE, NODE_FROM, node_of, node_values

T = TypeVar("T")
#: Nodes ``n`` that no claim names, as an end or as evidence.
_UNNAMED = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM edge e WHERE e.{column} = n.no)"
    for column in ("dst", "src", "source")
)
_CHUNK = 400


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size`` items."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def marks(items: Sequence[object]) -> str:
    """Placeholders for an IN list."""
    return ",".join("?" * len(items))


def numbers(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Row numbers of those of the ids that exist."""
    found: dict[str, int] = {}
    for part in chunks(sorted(set(ids))):
        query = f"SELECT id, no FROM node WHERE id IN ({marks(part)})"
        found.update(connection.execute(query, part).fetchall())
    return found


def upsert_nodes(connection: sqlite3.Connection, nodes: Iterable[Node]) -> Written:
    """Add or replace nodes with their names and full-text rows."""
    created = updated = unchanged = 0
    labels = dict(connection.execute("SELECT name, no FROM label"))
    entity = {
        name for (name,) in connection.execute("SELECT name FROM label WHERE kind = 'entity'")
    }
    for part in chunks(nodes):
        latest = {node.id: node for node in part}
        query = f"SELECT n.no, {NODE} FROM {NODE_FROM} WHERE n.id IN ({marks(list(latest))})"
        known = {
            row[1]: (row[0], node_of(row[1:])) for row in connection.execute(query, list(latest))
        }
        for node in latest.values():
            if node.label not in labels:
                raise ClaimRefused("CLAIM_LABEL", label=node.label)
            if node.id not in known:
                no = _insert(connection, node, labels[node.label])
                created += 1
            else:
                no, old = known[node.id]
                if old.label == node.label and node_values(old) == node_values(node):
                    unchanged += 1
                    continue
                _forget(connection, no, old)
                _update(connection, no, node, labels[node.label])
                updated += 1
            _index(connection, no, node, names=node.label in entity)
    return Written(created, updated, unchanged)


def _insert(connection: sqlite3.Connection, node: Node, label: int) -> int:
    cursor = connection.execute(
        "INSERT INTO node (id, label, name, aliases, access, earliest, latest, properties) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (node.id, label, *node_values(node)),
    )
    return int(cursor.lastrowid or 0)


def _update(connection: sqlite3.Connection, no: int, node: Node, label: int) -> None:
    connection.execute(
        "UPDATE node SET label = ?, name = ?, aliases = ?, access = ?, earliest = ?, latest = ?, "
        "properties = ? WHERE no = ?",
        (label, *node_values(node), no),
    )


def _forget(connection: sqlite3.Connection, no: int, old: Node) -> None:
    connection.execute(
        "INSERT INTO fts (fts, rowid, grams) VALUES ('delete', ?, ?)", (no, node_grams(old))
    )
    connection.execute("DELETE FROM name WHERE node = ?", (no,))


def _index(connection: sqlite3.Connection, no: int, node: Node, *, names: bool) -> None:
    connection.execute("INSERT INTO fts (rowid, grams) VALUES (?, ?)", (no, node_grams(node)))
    if not names:
        return
    forms = {search_form(alias): 0 for alias in node.aliases}
    forms[search_form(node.name)] = 1
    rows = [(form, no, preferred) for form, preferred in sorted(forms.items())]
    connection.executemany("INSERT OR REPLACE INTO name VALUES (?, ?, ?)", rows)


_EDGE_COLUMNS = (
    'src, type, dst, key, source, field, start, "end", quote, rule, run, confidence, status, '
    "access, earliest, latest, told_src, told_dst, grade"
)
_INSERT_EDGE = f"INSERT OR IGNORE INTO edge ({_EDGE_COLUMNS}) VALUES ({marks(range(19))})"
_SETTABLE = _EDGE_COLUMNS.split(", ")[4:]
_UPDATE_EDGE = (
    f"UPDATE edge SET {', '.join(f'{c} = ?{i}' for i, c in enumerate(_SETTABLE, 5))} "
    "WHERE src = ?1 AND type = ?2 AND dst = ?3 AND key = ?4 AND ("
    + " OR ".join(f"{c} IS NOT ?{i}" for i, c in enumerate(_SETTABLE, 5))
    + ")"
)


def upsert_edges(connection: sqlite3.Connection, claims: Iterable[Claim]) -> Written:
    """Add or replace claims; those with an absent end are left out and their missing ids "
    "returned."""
    created = updated = unchanged = 0
    missing: set[str] = set()
    types = dict(connection.execute("SELECT name, no FROM type"))
    terms: dict[str, int] = {}
    for part in chunks(claims):
        ends = {
            end
            for c in part
            for end in (
                c.subject, c.object, c.evidence.source, c.run, c.told_subject, c.told_object,
            )
        }  # fmt: skip
        known = numbers(connection, ends)
        rows = []
        for claim in part:
            if claim.predicate not in types:
                raise ClaimRefused("CLAIM_PREDICATE", predicate=claim.predicate)
            told = {claim.told_subject or claim.subject, claim.told_object or claim.object}
            absent = {claim.subject, claim.object, claim.evidence.source, *told} - known.keys()
            if absent:
                missing |= absent
                continue
            rows.append(_edge_values(connection, claim, known, types, terms))
        new = connection.executemany(_INSERT_EDGE, rows).rowcount if rows else 0
        # A row that was just inserted is equal to itself and is not counted as changed.
        changed = connection.executemany(_UPDATE_EDGE, rows).rowcount if new < len(rows) else 0
        created, updated = created + new, updated + changed
        unchanged += len(rows) - new - changed
    return Written(created, updated, unchanged, tuple(sorted(missing)))


def _edge_values(
    connection: sqlite3.Connection,
    claim: Claim,
    known: dict[str, int],
    types: dict[str, int],
    terms: dict[str, int],
) -> tuple[Any, ...]:
    said = claim.evidence
    return (
        known[claim.subject],
        types[claim.predicate],
        known[claim.object],
        claim.key,
        known[said.source],
        _term(connection, terms, said.field),
        said.start,
        said.end,
        said.quote,
        _term(connection, terms, claim.rule),
        known.get(claim.run),
        claim.confidence,
        claim.status.value,
        int(claim.access),
        claim.earliest,
        claim.latest,
        known.get(claim.told_subject),
        known.get(claim.told_object),
        claim.grade,
    )


def _term(connection: sqlite3.Connection, terms: dict[str, int], name: str) -> int:
    if name not in terms:
        connection.execute("INSERT OR IGNORE INTO term (name) VALUES (?)", (name,))
        row = connection.execute("SELECT no FROM term WHERE name = ?", (name,)).fetchone()
        terms[name] = row[0]
    return terms[name]


def delete_by_source(connection: sqlite3.Connection, sources: Iterable[str]) -> int:
    """Remove the claims of the sources; returns how many."""
    deleted = 0
    for part in chunks(numbers(connection, sources).values()):
        query = f"DELETE FROM edge WHERE source IN ({marks(part)})"
        deleted += connection.execute(query, part).rowcount
    return deleted


def delete_claims(connection: sqlite3.Connection, claims: Iterable[Claim]) -> int:
    """Remove claims by their identity; returns how many were there."""
    deleted = 0
    for part in chunks(claims):
        known = numbers(connection, (end for c in part for end in (c.subject, c.object)))
        for claim in part:
            deleted += connection.execute(
                "DELETE FROM edge WHERE src = ? AND type = (SELECT no FROM type WHERE name = ?) "
                "AND dst = ? AND key = ?",
                (known.get(claim.subject), claim.predicate, known.get(claim.object), claim.key),
            ).rowcount
    return deleted


def delete_nodes(connection: sqlite3.Connection, ids: Iterable[str]) -> int:
    """Remove those of the nodes that no claim names; returns how many."""
    deleted = 0
    for part in chunks(sorted(set(ids))):
        query = f"SELECT n.no, {NODE} FROM {NODE_FROM} WHERE n.id IN ({marks(part)}) AND {_UNNAMED}"
        deleted += _delete(connection, connection.execute(query, part).fetchall())
    return deleted


def prune(connection: sqlite3.Connection, decided: set[str]) -> int:
    """Remove nodes without own level that no claim names, as an end or as evidence; runs stay."""
    query = (
        f"SELECT n.no, {NODE} FROM {NODE_FROM} WHERE n.access IS NULL "
        f"AND l.name <> 'Run' AND {_UNNAMED}"
    )
    unnamed = connection.execute(query).fetchall()
    return _delete(connection, [row for row in unnamed if row[1] not in decided])


def _delete(connection: sqlite3.Connection, nodes: list[tuple[Any, ...]]) -> int:
    for row in nodes:
        _forget(connection, row[0], node_of(row[1:]))
        connection.execute("DELETE FROM node WHERE no = ?", (row[0],))
    return len(nodes)
