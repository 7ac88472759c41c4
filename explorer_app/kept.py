"""Working sets and saved views of the user, read from the store and written to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

import streamlit as st

from explorer_app import data
from explorer_app.store import current_store
from explorer_app.user import current_user
from explorer_app.views.sets import (
    SET,
    VIEW,
    SavedView,
    WorkingSet,
    now,
    of_kept,
    to_kept,
    view_of,
    view_value,
)
from graph_model.errors import NotFound
from loaders.stores.kept import Kept

_CURRENT = "shimai_current_set"


def working_sets() -> list[WorkingSet]:
    """The user's sets, last changed first."""
    found = current_store().kept(current_user(), SET, data.scope().reader)
    return [of_kept(item) for item in found]


def working_set(id: str) -> WorkingSet:
    """A set by its id, whoever keeps it; raises NotFound."""
    item = current_store().kept_by_id(id, data.scope().reader)
    if item.kind != SET:
        raise NotFound("kept", id)
    return of_kept(item)


def is_mine(held: WorkingSet) -> bool:
    """Whether the user may change it."""
    return held.owner == current_user()


def save(held: WorkingSet) -> WorkingSet:
    """Keep a set of the user; its level rises to the reader's."""
    level = max(held.access, data.scope().reader)
    kept = replace(held, access=level, changed=now())
    current_store().keep(to_kept(kept))
    st.session_state[_CURRENT] = kept.id
    return kept


def new_set(name: str) -> WorkingSet:
    """An empty set of the user, not yet kept."""
    return WorkingSet(f"set-{uuid4().hex[:16]}", current_user(), " ".join(name.split())[:120])


def copy_of(held: WorkingSet) -> WorkingSet:
    """A set of the user with the same members, not yet kept."""
    fresh = new_set(held.name)
    return replace(fresh, note=held.note, members=held.members)


def drop(id: str) -> None:
    """Remove a set or view of the user."""
    current_store().drop(id, current_user())


def last_used() -> str:
    """The id of the set that was changed last in this session."""
    return str(st.session_state.get(_CURRENT, ""))


def saved_views() -> list[SavedView]:
    """The user's saved views, last changed first."""
    found = current_store().kept(current_user(), VIEW, data.scope().reader)
    return [view_of(item) for item in found]


def save_view(name: str, page: str, params: Mapping[str, str]) -> None:
    """Keep the view under a name; kept already under that name, it is only dated anew."""
    level, value = data.scope().reader, view_value(page, params)
    found = current_store().kept(current_user(), VIEW, level)
    known = (item.id for item in found if (item.name, item.value) == (name, value))
    id = next(known, f"view-{uuid4().hex[:16]}")
    current_store().keep(Kept(id, current_user(), VIEW, name, value, level, now()))
