"""What a test needs of the machine: without it the test is skipped, or fails where the variable
``SHIMAI_REQUIRE`` (names joined by commas) asks for it.
"""

from __future__ import annotations

import os

import pytest

from tools.neo4j_server.jars import Neo4jUnavailable
from tools.neo4j_server.server import Neo4jServer


def is_required(name: str) -> bool:
    """Whether the run must have it: ``neo4j``, ``chromium``, ``compiled``."""
    return name in os.environ.get("SHIMAI_REQUIRE", "").split(",")


def started(server: Neo4jServer) -> Neo4jServer:
    """The server, running."""
    try:
        return server.start()
    except Neo4jUnavailable as reason:
        if is_required("neo4j"):
            raise
        pytest.skip(f"no Neo4j server: {reason}")
