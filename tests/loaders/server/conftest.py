"""One server for all tests of a module: the fake graph, real worker processes, short limits."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph_model.access import Access
from loaders.exporters import Profile
from loaders.server.app import create_app
from loaders.server.settings import Limits, Settings
from loaders.stores import open_store
from tests.loaders.exporters import fake

BASE = "http://testserver/"
LIMITS = Limits(seconds=4.0, memory_mb=512, rows=2000, workers=2)


def made_store(folder: Path) -> str:
    """A store with the fake graph's content."""
    address = str(folder / "graph.sqlite")
    store = open_store(address, create=True)
    store.upsert_nodes(fake.NODES)
    store.upsert_edges(fake.CLAIMS)
    store.set_state("graph_version", "one")
    store.set_state(f"run_ended:{fake.RUN.id}", "2026-03-04T05:06:07Z")
    store.close()
    return address


def settings(folder: Path, **changes: object) -> Settings:
    """Settings for a store in the folder."""
    fields: dict[str, object] = {
        "store": made_store(folder), "base": BASE, "reader": Access.OPEN,
        "profile": Profile.FULL, "cache": folder / "cache", "limits": LIMITS,
    }  # fmt: skip
    return Settings(**{**fields, **changes})  # type: ignore[arg-type]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of ``shimai serve`` as a program, over the fake graph, stopped by Ctrl-C."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    words = ["--store", made_store(folder), "--port", str(port), "--cache", str(folder / "c")]
    line = [sys.executable, "-m", "loaders.cli.main", "serve", *words]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as server:
        try:
            base = f"http://127.0.0.1:{port}/"
            for _ in range(300):
                try:
                    urllib.request.urlopen(base, timeout=30).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert server.poll() is None
                    time.sleep(0.2)
            yield base
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(20) in (0, 1, -signal.SIGINT)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a running server."""
    app = create_app(settings(tmp_path_factory.mktemp("server")))
    with TestClient(app, base_url=BASE, follow_redirects=False) as running:
        yield running
