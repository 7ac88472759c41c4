"""Tests that share a server or a browser stay together on one worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.explorer_app.browser import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium, one for all tests of a worker."""
    with launched() as chromium:
        yield chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests of a marker, so that each server is started once."""
    for item in items:
        for name in ("neo4j", "browser"):
            if item.get_closest_marker(name) and not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(name))
