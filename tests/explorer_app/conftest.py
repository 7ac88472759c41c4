"""One browser, one store of the sample and one server of it for all browser tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.explorer_app.browser import APP, CHROMIUM, need, served
from tests.explorer_app.stores import build_store


@pytest.fixture(scope="session")
def store(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample catalogue and the harmful records, built."""
    need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    return build_store(tmp_path_factory.mktemp("store"), on=sample_graph)


@pytest.fixture(scope="session")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The explorer on it, without clearance."""
    env = {"SHIMAI_STORE": str(store), "SHIMAI_CLEARANCE": ""}
    with served(APP, tmp_path_factory.mktemp("explorer"), env) as url:
        yield url
