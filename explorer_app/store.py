"""The store of this server: opened once, through a few threads of its own.

Streamlit runs every click in a new thread, and a SQLite store keeps a connection for each
thread it has seen. Reads
therefore go through a small pool, so that there are never more connections than pool threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, cast

import streamlit as st

from explorer_app.reader import current_reader
from loaders.stores import DEFAULT_STORE, open_store
from loaders.stores.base import GraphStore

VARIABLE = "SHIMAI_STORE"
THREADS = 4
#: Seconds for which counts and networks may lag behind a store that is being loaded.
PATIENCE = 60.0
_READS = frozenset(
    {
        "node",
        "nodes",
        "neighbours",
        "co_mentions",
        "ego_network",
        "shortest_paths",
        "evidence",
        "claims_of",
        "records",
        "years",
        "writings",
        "search",
        "aggregate",
        "get_state",
        "best_paths",
        "select",
        "overview",
        "network_of",
        "kept",
        "kept_by_id",
        "warm",
    }
)
#: What readers keep of their own; the graph itself is never written from here.
_OWN = frozenset({"keep", "drop"})
_STREAMS = frozenset({"iter_nodes", "iter_edges"})


class PooledStore:
    """The reading half of a store, and what readers keep; every call runs in one of the pool's
    threads. Writing the graph is not passed on."""

    def __init__(self, store: GraphStore, threads: int = THREADS) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store")
        #: Done when the store has been made ready for the first reader.
        self.warmed: Future[Any] = Future()
        self.warmed.set_result(None)

    @property
    def uri(self) -> str:
        """The store's address without secrets."""
        return self._store.uri

    @property
    def lag(self) -> float:
        """Seconds until counts and networks show what was decided here."""
        return self._store.lag

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in _READS | _STREAMS | _OWN:
            raise AttributeError(f"the explorer does not use {name!r} of a store")
        method = getattr(self._store, name)

        def call(*args: Any, **options: Any) -> Any:
            return self._pool.submit(method, *args, **options).result()

        return method if name in _STREAMS else call

    def start(self, work: Callable[[GraphStore], Any]) -> Future[Any]:
        """Run ``work`` in a pool thread and do not wait for it."""
        return self._pool.submit(work, self._store)

    def run(self, work: Callable[[GraphStore], Any]) -> Any:
        """Run ``work`` in a pool thread: for streams, which must be read where they began."""
        return self._pool.submit(work, self._store).result()


def address() -> str:
    """The store's address: SHIMAI_STORE, or the default file."""
    return os.environ.get(VARIABLE, "").strip() or DEFAULT_STORE


@st.cache_resource(show_spinner=False)
def _open(where: str) -> PooledStore:
    store = open_store(where)
    store.patience = PATIENCE
    pooled = PooledStore(store)
    # Large graphs take seconds to be made ready: begin while the first reader looks around.
    pooled.warmed = pooled.start(lambda held: held.warm(current_reader()))
    return pooled


def current_store() -> GraphStore:
    """The store, opened at first use; raises StoreError when it cannot be."""
    return cast(GraphStore, _open(address()))


def pooled_store() -> PooledStore:
    """The same store with ``run``."""
    return _open(address())
