"""Tests that share a server or a browser stay together on one worker."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests of a marker, so that each server is started once."""
    for item in items:
        for name in ("neo4j", "browser"):
            if item.get_closest_marker(name) and not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(name))
