"""Writing nodes and claims list by list, counting what was new, changed, or the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph_model.claim import Claim
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.neo4j import layout
from loaders.stores.neo4j.connection import Row, Run, rows
from loaders.stores.neo4j.rows import (
    KEPT,
    NODE,
    chunks,
    claim_id,
    claim_values,
    kept,
    stored,
)
from loaders.stores.results import Written

_CLAIMS = 1000


def upsert_nodes(run: Run, nodes: Iterable[Node]) -> Written:
    """Add or replace nodes; of several with one id in a list the last counts."""
    created = updated = unchanged = 0
    for part in chunks(nodes):
        latest = {node.id: node for node in part}
        query = f"UNWIND $ids AS id MATCH (n:Thing {{id: id}}) RETURN {NODE} AS node"
        known = {row["node"]["id"]: row["node"] for row in rows(run, query, ids=list(latest))}
        new: dict[str, list[Row]] = defaultdict(list)
        changed: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for node in latest.values():
            label = layout.label(node.label)
            old = known.get(node.id)
            if old is None:
                new[label].append(stored(node))
                created += 1
            elif old["label"] == label and {name: old[name] for name in KEPT} == kept(node):
                unchanged += 1
            else:
                changed[old["label"], label].append(stored(node))
                updated += 1
        _write_nodes(run, new, changed)
    return Written(created, updated, unchanged)


def _write_nodes(
    run: Run, new: dict[str, list[Row]], changed: dict[tuple[str, str], list[Row]]
) -> None:
    for label, values in new.items():
        rows(run, f"UNWIND $rows AS row CREATE (n:Thing:{label}) SET n = row", rows=values)
    for (before, after), values in changed.items():
        query = "UNWIND $rows AS row MATCH (n:Thing {id: row.id}) SET n = row"
        if before != after:
            query += f" REMOVE n:{layout.label(before)} SET n:{after}"
        rows(run, query, rows=values)


def upsert_edges(run: Run, claims: Iterable[Claim]) -> Written:
    """Add or replace claims; those with an absent end are left out and the missing ids returned."""
    created = updated = unchanged = 0
    missing: set[str] = set()
    for part in chunks(claims, _CLAIMS):
        ends = {
            end
            for c in part
            for end in (
                c.subject, c.object, c.evidence.source, c.run, c.told_subject, c.told_object,
            )
        }  # fmt: skip
        held = _held(run, sorted(ends))
        known = _known(run, part)
        before = dict(known)
        places: dict[tuple[str, str], Claim] = {}
        for claim in part:
            told = {claim.told_subject or claim.subject, claim.told_object or claim.object}
            absent = {claim.subject, claim.object, claim.evidence.source, *told} - held
            if absent:
                missing |= absent
                continue
            values = claim_values(claim, claim.run if claim.run in held else "")
            place = (layout.type_(claim.predicate), values["claim"])
            old = known.get(place)
            if old == values:
                unchanged += 1
                continue
            created += old is None
            updated += old is not None
            known[place] = values
            places[place] = claim
        _write_edges(run, places, before, known)
    return Written(created, updated, unchanged, tuple(sorted(missing)))


def _held(run: Run, ids: Sequence[str]) -> set[str]:
    query = "UNWIND $ids AS id MATCH (n:Thing {id: id}) RETURN n.id AS id"
    return {row["id"] for row in rows(run, query, ids=ids)}


def _known(run: Run, claims: Sequence[Claim]) -> dict[tuple[str, str], Row]:
    """Those of the claims that the store holds, by type and identity."""
    asked: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        asked[layout.type_(claim.predicate)].append(claim_id(claim, claim.key))
    known: dict[tuple[str, str], Row] = {}
    for type, ids in asked.items():
        query = (
            f"UNWIND $ids AS id MATCH ()-[e:{type} {{claim: id}}]->() "
            f"USING INDEX SEEK e:{type}(claim) "
            "RETURN properties(e) AS values"
        )
        for row in rows(run, query, ids=sorted(set(ids))):
            known[type, row["values"]["claim"]] = row["values"]
    return known


def _write_edges(
    run: Run,
    places: dict[tuple[str, str], Claim],
    before: dict[tuple[str, str], Row],
    after: dict[tuple[str, str], Row],
) -> None:
    """Write each claim that is to be kept otherwise than it was."""
    new: dict[str, list[Row]] = defaultdict(list)
    changed: dict[str, list[Row]] = defaultdict(list)
    for (type, id), claim in places.items():
        row = {"s": claim.subject, "o": claim.object, "id": id, "values": after[type, id]}
        (changed if (type, id) in before else new)[type].append(row)
    for type, values in new.items():
        query = (
            "UNWIND $rows AS row MATCH (s:Thing {id: row.s}) MATCH (o:Thing {id: row.o}) "
            f"CREATE (s)-[e:{type}]->(o) SET e = row.values"
        )
        rows(run, query, rows=values)
    for type, values in changed.items():
        query = (
            f"UNWIND $rows AS row MATCH ()-[e:{type} {{claim: row.id}}]->() "
            f"USING INDEX SEEK e:{type}(claim) SET e = row.values"
        )
        rows(run, query, rows=values)


def by_source() -> str:
    """A subquery that yields the claims ``e`` whose evidence is one of ``$sources``.

    The hints keep a plan made while the graph was empty from scanning it when it has grown.
    """
    branches = (
        f"UNWIND $sources AS source MATCH ()-[e:{type} {{source: source}}]->() "
        f"USING INDEX SEEK e:{type}(source) RETURN e"
        for type in load_schema().edges
    )
    return "CALL () { " + " UNION ALL ".join(branches) + " }"


def delete_by_source(run: Run, sources: Iterable[str]) -> int:
    """Remove the claims of the sources; returns how many."""
    deleted = 0
    for part in chunks(sorted(set(sources))):
        query = f"{by_source()} DELETE e RETURN count(*) AS deleted"
        deleted += rows(run, query, sources=part)[0]["deleted"]
    return deleted


def prune(run: Run, decided: set[str]) -> int:
    """Remove nodes without own level that no claim names, as an end or as evidence; runs stay."""
    found = rows(
        run,
        "MATCH (n:Thing) WHERE n.access IS NULL AND NOT n:Run AND NOT EXISTS { (n)--() } "
        "RETURN n.id AS id",
    )
    return _delete_unless_cited(run, [row["id"] for row in found if row["id"] not in decided])


def delete_claims(run: Run, claims: Iterable[Claim]) -> int:
    """Remove claims by their identity; returns how many were there."""
    asked: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        asked[layout.type_(claim.predicate)].append(claim_id(claim, claim.key))
    deleted = 0
    for type, ids in asked.items():
        query = (
            f"UNWIND $ids AS id MATCH ()-[e:{type} {{claim: id}}]->() "
            f"USING INDEX SEEK e:{type}(claim) DELETE e RETURN count(*) AS deleted"
        )
        deleted += rows(run, query, ids=sorted(set(ids)))[0]["deleted"]
    return deleted


def delete_nodes(run: Run, ids: Iterable[str]) -> int:
    """Remove those of the nodes that no claim names; returns how many."""
    query = (
        "UNWIND $ids AS id MATCH (n:Thing {id: id}) WHERE NOT EXISTS { (n)--() } RETURN n.id AS id"
    )
    found = rows(run, query, ids=sorted(set(ids)))
    return _delete_unless_cited(run, [row["id"] for row in found])


def _delete_unless_cited(run: Run, ids: Sequence[str]) -> int:
    deleted = 0
    for part in chunks(ids):
        cited = f"{by_source()} RETURN DISTINCT e.source AS id"
        kept_ids = {row["id"] for row in rows(run, cited, sources=part)}
        gone = [id for id in part if id not in kept_ids]
        rows(run, "UNWIND $ids AS id MATCH (n:Thing {id: id}) DELETE n", ids=gone)
        deleted += len(gone)
    return deleted
