"""When runs ended. The time is kept beside the graph (``get_state``), not in it: the same catalogue
loaded twice gives the same graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol

from graph_model.access import Access
from graph_model.node import Node

_KEY = "run_ended:"


class RunSource(Protocol):
    """The part of GraphStore that holds runs and their times."""

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """Visible nodes of the labels, ordered by id."""
        ...

    def get_state(self, key: str) -> str:
        """A value kept with the store."""
        ...


class RunSink(Protocol):
    """The part of GraphStore that keeps a value."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value with the store."""
        ...


def mark_ended(store: RunSink, run: str) -> None:
    """Note that a run that changed something has ended now (UTC, to the second)."""
    store.set_state(_KEY + run, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def ended(store: RunSource, run: str) -> str:
    """When the run ended, as ``2026-11-25T08:30:00Z``; ``""`` when the store does not know."""
    return store.get_state(_KEY + run)


def runs_since(store: RunSource, day: str) -> set[str]:
    """Ids of the runs that ended on the ISO day or later (UTC)."""
    runs = store.iter_nodes(Access.CLASSIFIED, labels=["Run"])
    return {run.id for run in runs if ended(store, run.id) >= day}
