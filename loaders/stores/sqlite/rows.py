"""Rows to values and back."""

from __future__ import annotations

import json
from typing import Any

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.node import Node

#: Columns of a node read as ``n`` joined with its label ``l``.
NODE = "n.id, l.name, n.name, n.access, n.aliases, n.properties, n.earliest, n.latest"
NODE_FROM = "node n JOIN label l ON l.no = n.label"

#: Columns of a claim; see CLAIM_FROM for the joins.
CLAIM = (
    's.id, t.name, o.id, w.id, f.name, e.start, e."end", e.quote, u.name, e.confidence, e.status, '
    "e.access, COALESCE(x.id, ''), e.earliest, e.latest, COALESCE(y.id, ''), COALESCE(z.id, ''), "
    "e.grade"
)
CLAIM_FROM = (
    "edge e JOIN node s ON s.no = e.src JOIN type t ON t.no = e.type JOIN node o ON o.no = e.dst "
    "JOIN node w ON w.no = e.source JOIN term f ON f.no = e.field JOIN term u ON u.no = e.rule "
    "LEFT JOIN node x ON x.no = e.run LEFT JOIN node y ON y.no = e.told_src "
    "LEFT JOIN node z ON z.no = e.told_dst"
)

#: Visible nodes: ``{n}`` is the node's table name, ``:r`` the reader's level.
VISIBLE = (
    "({n}.access <= :r OR ({n}.access IS NULL AND ("
    "EXISTS (SELECT 1 FROM edge v WHERE v.dst = {n}.no AND v.access <= :r) OR "
    "EXISTS (SELECT 1 FROM edge v WHERE v.src = {n}.no AND v.access <= :r))))"
)


def node_of(row: tuple[Any, ...]) -> Node:
    """A node from the columns NODE."""
    id, label, name, access, aliases, properties, earliest, latest = row
    return Node(
        id=id,
        label=label,
        name=name,
        access=None if access is None else Access(access),
        aliases=tuple(aliases.split("\n")) if aliases else (),
        properties=json.loads(properties),
        earliest=earliest,
        latest=latest,
    )


def node_values(node: Node) -> tuple[Any, ...]:
    """name, aliases, access, earliest, latest, properties as kept."""
    kept = {key: value for key, value in node.properties.items() if value not in ("", None, [], {})}
    return (
        node.name,
        "\n".join(node.aliases),
        None if node.access is None else int(node.access),
        node.earliest,
        node.latest,
        json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


def claim_of(row: tuple[Any, ...]) -> Claim:
    """A claim from the columns CLAIM."""
    (subject, predicate, object_, source, field, start, end, quote, rule, *rest) = row
    confidence, status, access, run, earliest, latest, told_subject, told_object, grade = rest
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=Evidence(source=source, field=field, start=start, end=end, quote=quote),
        rule=rule,
        confidence=confidence,
        status=Status(status),
        access=Access(access),
        run=run,
        earliest=earliest,
        latest=latest,
        told_subject=told_subject,
        told_object=told_object,
        grade=grade,
    )
