"""The explorer's store: read only, few threads, and reading while another process writes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from explorer_app.store import THREADS, VARIABLE, PooledStore, address
from loaders.stores import DEFAULT_STORE, open_store
from tests.explorer_app.views.graph import MAO, OPEN, make_store

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys, time
from pathlib import Path
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores import open_store
store = open_store(sys.argv[1])
with store.batch():
    new = [Node(f"person:~{n}", "Person", f"新人{n}", Access.OPEN) for n in range(2000)]
    store.upsert_nodes(new)
    print("writing", flush=True)
    sys.stdin.readline()
store.close()
"""


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert address() == DEFAULT_STORE
    monkeypatch.setenv(VARIABLE, " /a/b.sqlite ")
    assert address() == "/a/b.sqlite"


def test_writing_is_not_passed_on(tmp_path: Path) -> None:
    store = PooledStore(make_store(tmp_path))
    for name in ("upsert_nodes", "delete_by_source", "set_state", "prune", "batch", "cypher"):
        with pytest.raises(AttributeError):
            getattr(store, name)
    assert store.node(MAO.id, OPEN) == MAO
    assert store.run(lambda inner: len(list(inner.iter_nodes(OPEN, labels=["Person"])))) == 2


def test_many_sessions_share_a_few_threads(tmp_path: Path) -> None:
    store = PooledStore(make_store(tmp_path))
    seen: list[int] = []

    def session() -> None:
        seen.append(store.search("毛泽东", OPEN).total)

    threads = [threading.Thread(target=session) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [4] * 40
    named = [t for t in threading.enumerate() if t.name.startswith("store")]
    assert len(named) <= 2 * THREADS


def test_reading_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    path = tmp_path / "views.sqlite"
    store = PooledStore(open_store(str(path)))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdin is not None
    assert writer.stdout.readline() == "writing\n"
    before = store.run(lambda inner: len(list(inner.iter_nodes(OPEN, labels=["Person"]))))
    assert store.search("毛泽东", OPEN).total == 4
    writer.communicate("go on\n", timeout=60)
    after = store.run(lambda inner: len(list(inner.iter_nodes(OPEN, labels=["Person"]))))
    assert (writer.returncode, before, after) == (0, 2, 2002)
