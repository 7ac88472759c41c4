"""Thematic databases (专题数据库): themes that an archive has added and saved.

A saved theme is a living query: every build asks it of the records that it reads, and saving asks
it of those that are there. The store keeps the text of every version; which records belong to it
is told by the graph alone, so each reader sees what their level allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice

from extractors.themes import Finding, Theme, Themer, load_themer, load_themes, read_profile
from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.errors import BadInput
from graph_model.ids import content_hash
from graph_model.node import Node
from loaders.decisions import Decisions
from loaders.stores.base import GraphStore
from loaders.themes import (
    finding_claims,
    predicate_of,
    subject_of_node,
    theme_claims,
    theme_node,
)

_INDEX = "themes:index"
_BATCH = 500
_NAMING = ("CREATED_BY", "SENT_BY", "SENT_TO", "MENTIONS", "ABOUT", "PART_OF")


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state of a theme: its number from 1, when it was saved (UTC), a digest of its
    text, and the text.
    """

    number: int
    saved: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a theme takes in, with the finding."""

    node: Node
    finding: Finding


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving a theme would change: records gained, lost (by id and title), and kept."""

    gained: tuple[Found, ...]
    lost: tuple[Node, ...]
    kept: int
    looked_at: int


def versions(store: GraphStore, id: str) -> list[Version]:
    """All versions of a saved theme, oldest first; empty when it was never saved."""
    text = store.get_state(f"themes:{id}")
    return [Version(**fields) for fields in json.loads(text)] if text else []


def saved_themes(store: GraphStore) -> dict[str, Theme]:
    """The last version of every saved theme, by id."""
    ids = json.loads(store.get_state(_INDEX) or "[]")
    return {id: read_profile(versions(store, id)[-1].text, id) for id in ids}


def themer_of(store: GraphStore) -> Themer:
    """The project's themes and those saved in the store."""
    added = saved_themes(store)
    return Themer([*load_themes().values(), *added.values()]) if added else load_themer()


def check_id(theme: Theme) -> None:
    """Refuse the id of a built-in theme (THEME_TAKEN)."""
    if theme.id in load_themes():
        raise BadInput("THEME_TAKEN", id=theme.id)


def find(store: GraphStore, themes: Iterable[Theme], reader: Access) -> Iterator[Found]:
    """Records that one of the themes takes in, in the order of their ids."""
    themer = Themer(themes)
    nodes = iter(store.iter_nodes(reader, labels=("Record",)))
    while part := list(islice(nodes, _BATCH)):
        said: dict[str, list[Claim]] = {node.id: [] for node in part}
        for claim in store.claims_of(list(said), reader):
            if claim.predicate in _NAMING:
                said[claim.evidence.source].append(claim)
        for node in part:
            for finding in themer.judge(subject_of_node(node, said[node.id])):
                yield Found(node, finding)


def members(store: GraphStore, theme: Theme, reader: Access) -> Iterator[Claim]:
    """The claims that records belong to a theme, counter-evidence left out."""
    for claim in store.iter_edges(reader, types=(predicate_of(theme),)):
        if claim.object == theme.id and claim.grade not in ("", "against"):
            yield claim


def preview(store: GraphStore, theme: Theme, reader: Access) -> Preview:
    """Gains and losses against what the graph holds now, for one reader; nothing is written."""
    before = {c.subject for c in members(store, theme, reader) if c.status is not Status.REJECTED}
    found = {one.node.id: one for one in find(store, [theme], reader)}
    gained = tuple(one for id, one in found.items() if id not in before)
    lost = store.nodes(sorted(before - set(found)), reader)
    total = store.aggregate(reader).nodes.get("Record", 0)
    return Preview(gained, tuple(lost), len(before & set(found)), total)


def save(store: GraphStore, text: str, file: str) -> Version:
    """Save a theme as a new version and class every record by it, all or nothing; the same text
    again makes no new version. Decisions of persons hold on. Raises BadInput (THEME_FILE,
    THEME_TAKEN).
    """
    theme = read_profile(text, file)
    check_id(theme)
    known = versions(store, theme.id)
    digest = content_hash(text)
    if known and known[-1].digest == digest:
        return known[-1]
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    version = Version(len(known) + 1, now, digest, text)
    ids = json.loads(store.get_state(_INDEX) or "[]")
    with store.batch():
        _replace(store, theme)
        kept = [asdict(one) for one in (*known, version)]
        store.set_state(f"themes:{theme.id}", json.dumps(kept, ensure_ascii=False))
        store.set_state(_INDEX, json.dumps(sorted({*ids, theme.id})))
        before = store.get_state("graph_version")
        store.set_state("graph_version", content_hash(before, theme.id, digest))
    Decisions(store).reapply()
    return version


def _replace(store: GraphStore, theme: Theme) -> None:
    """Take the theme's old claims out of the graph and write the new ones."""
    old = [
        claim
        for claim in store.iter_edges(Access.CLASSIFIED, types=(predicate_of(theme),))
        if claim.object == theme.id
    ]
    new: list[Claim] = list(theme_claims([theme]))
    themes = {theme.id: theme}
    for one in find(store, [theme], Access.CLASSIFIED):
        run = str(one.node.properties.get("run", ""))
        new += finding_claims(one.node, run, themes, one.finding)
    store.delete_claims(old)
    store.upsert_nodes([theme_node(theme)])
    store.upsert_edges(new)
