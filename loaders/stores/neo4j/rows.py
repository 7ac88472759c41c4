"""Nodes and claims as properties, and back; the parts that queries have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from extractors.text import search_form
from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.ids import content_hash
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.grams import node_grams
from loaders.stores.neo4j.connection import Row

T = TypeVar("T")
#: Rows of one statement; as in SQLite, where it decides how a node that is named twice is counted.
CHUNK = 400
#: What one question of a page asks for at once. It comes back as one row with a list: a row costs
#: the driver more than what is in it.
TOGETHER = 1000

#: What is compared and read back of a node; the other properties are made from these.
KEPT = ("name", "aliases", "access", "earliest", "latest", "properties")
#: A node ``n`` as one value.
NODE = (
    "n {.id, .name, .aliases, .access, .earliest, .latest, .properties, "
    "label: [l IN labels(n) WHERE l <> 'Thing'][0]}"
)
#: A claim ``(s)-[e]->(o)`` as one value.
CLAIM = "e {.*, subject: startNode(e).id, predicate: type(e), object: endNode(e).id, claim: null}"
#: Claims that count in networks: seen, and not rejected.
LIVE = "({e}.access <= $reader AND {e}.status <> 'rejected')"
#: Nodes that the reader sees: by their own level or, without one, by a claim that names them.
VISIBLE = (
    "({n}.access <= $reader OR ({n}.access IS NULL AND EXISTS {{ MATCH ({n})-[v]-() "
    "WHERE v.access <= $reader }}))"
)
_LARGEST = 2**63
_OWN = frozenset({"id", "search", "form", "alias_forms", *KEPT})


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size`` items."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


@cache
def _kind(label: str) -> str:
    return load_schema().nodes[label].kind


def kept(node: Node) -> Row:
    """The values of KEPT; ``properties`` is JSON, as Neo4j keeps neither maps nor mixed lists."""
    filled = {k: v for k, v in node.properties.items() if v not in ("", None, [], {}, ())}
    return {
        "name": node.name,
        "aliases": list(node.aliases),
        "access": None if node.access is None else int(node.access),
        "earliest": node.earliest,
        "latest": node.latest,
        "properties": json.dumps(filled, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    }


def stored(node: Node) -> Row:
    """All properties of a node: KEPT, the schema's own under their names, and search forms."""
    known = load_schema().nodes[node.label].properties
    values: Row = {
        key: plain
        for key, value in node.properties.items()
        if key in known and key not in _OWN and (plain := _plain(value)) not in (None, "", [])
    }
    values |= {"id": node.id, **kept(node)}
    if _kind(node.label) in ("entity", "record"):
        values["search"] = node_grams(node)
    if _kind(node.label) == "entity":
        values["form"] = search_form(node.name)
        values["alias_forms"] = sorted({search_form(alias) for alias in node.aliases})
    return values


def _plain(value: Any) -> Any:
    """The value if Neo4j can keep it as it is, else None."""
    if isinstance(value, (list, tuple)):
        return list(value) if all(isinstance(one, str) for one in value) else None
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return None
    return value if isinstance(value, (str, int, float)) else None


def node_of(value: Row) -> Node:
    """A node from NODE."""
    access = value["access"]
    return Node(
        id=value["id"],
        label=value["label"],
        name=value["name"],
        access=None if access is None else Access(access),
        # The bulk import writes no empty list.
        aliases=tuple(value["aliases"] or ()),
        properties=json.loads(value["properties"]),
        earliest=value["earliest"],
        latest=value["latest"],
    )


def claim_id(claim: Claim, key: str) -> str:
    """A claim's identity within its type: its key, and 16 hex digits over both ends."""
    return key + content_hash(claim.subject, claim.object)


def claim_values(claim: Claim, run: str) -> Row:
    """The properties of a relationship; ``run`` is the claim's run if the store holds it."""
    said = claim.evidence
    key = claim.key
    return {
        "claim": claim_id(claim, key),
        "key": key,
        "source": said.source,
        "field": said.field,
        "start": said.start,
        "end": said.end,
        "quote": said.quote,
        "rule": claim.rule,
        "run": run,
        "confidence": float(claim.confidence),
        "status": claim.status.value,
        "access": int(claim.access),
        "earliest": claim.earliest,
        "latest": claim.latest,
        "told_subject": claim.told_subject,
        "told_object": claim.told_object,
        "grade": claim.grade,
    }


def claim_of(value: Row) -> Claim:
    """A claim from CLAIM."""
    return Claim(
        subject=value["subject"],
        predicate=value["predicate"],
        object=value["object"],
        evidence=Evidence(
            source=value["source"],
            field=value["field"],
            start=value["start"],
            end=value["end"],
            quote=value["quote"],
        ),
        rule=value["rule"],
        confidence=value["confidence"],
        status=Status(value["status"]),
        access=Access(value["access"]),
        run=value["run"],
        earliest=value["earliest"],
        latest=value["latest"],
        told_subject=value["told_subject"],
        told_object=value["told_object"],
        grade=value["grade"],
    )
