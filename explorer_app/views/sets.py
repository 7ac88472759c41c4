"""Working sets: records and entities that a reader has put together, with a note on each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graph_model.access import Access
from loaders.stores.kept import Kept

SET, VIEW = "set", "view"
#: More than this is a query, not a working set.
MOST = 5000
LONGEST_NAME, LONGEST_NOTE = 120, 4000


@dataclass(frozen=True, slots=True)
class WorkingSet:
    """A named list of node ids with notes; ``mine`` tells whether this reader may change it."""

    id: str
    owner: str
    name: str
    note: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    access: Access = Access.OPEN
    changed: str = ""

    def records(self) -> tuple[str, ...]:
        """The members that are records."""
        return tuple(id for id in self.members if id.startswith("record:"))

    def entities(self) -> tuple[str, ...]:
        """The members that are not records."""
        return tuple(id for id in self.members if not id.startswith("record:"))

    def with_members(self, ids: Iterable[str]) -> WorkingSet:
        """With more members, at the end, up to MOST."""
        members = dict(self.members)
        for id in ids:
            if len(members) < MOST:
                members.setdefault(id, "")
        return replace(self, members=members)

    def without(self, id: str) -> WorkingSet:
        """Without one member."""
        return replace(self, members={k: v for k, v in self.members.items() if k != id})

    def noted(self, id: str, note: str) -> WorkingSet:
        """With a note on a member, or on the set for an empty id."""
        text = note.strip()[:LONGEST_NOTE]
        if not id:
            return replace(self, note=text)
        return replace(self, members={**self.members, id: text})

    def named(self, name: str) -> WorkingSet:
        """With another name; an empty one changes nothing."""
        text = " ".join(name.split())[:LONGEST_NAME]
        return replace(self, name=text) if text else self


def now() -> str:
    """This moment, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def to_kept(held: WorkingSet) -> Kept:
    """As the store keeps it."""
    value = json.dumps({"note": held.note, "members": held.members}, ensure_ascii=False)
    return Kept(held.id, held.owner, SET, held.name, value, held.access, held.changed)


def of_kept(item: Kept) -> WorkingSet:
    """As it was kept."""
    value: dict[str, Any] = json.loads(item.value)
    members = {str(id): str(note) for id, note in value.get("members", {}).items()}
    return WorkingSet(
        item.id, item.owner, item.name, str(value.get("note", "")), members, item.access,
        item.changed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedView:
    """A page with its parameters under a name."""

    id: str
    name: str
    page: str
    params: Mapping[str, str]
    changed: str = ""


def view_of(item: Kept) -> SavedView:
    """As it was kept."""
    value = json.loads(item.value)
    return SavedView(item.id, item.name, value["page"], value["params"], item.changed)


def view_value(page: str, params: Mapping[str, str]) -> str:
    """What the store keeps of a view."""
    return json.dumps({"page": page, "params": dict(sorted(params.items()))}, ensure_ascii=False)
