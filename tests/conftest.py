"""How the tests are dealt out to the workers, and the browser, the Neo4j server and the
graphs that the tests of a worker share.

The tests of the Neo4j server go to one worker, those of the browser to another, so that either is
started once; they are begun first, as they take longest. Of the rest a whole module goes to a
worker, so that its server or store is made once; the longest modules are begun first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from tests.explorer_app.browser import launched
from tests.graphs import built
from tests.paths import SAMPLE
from tests.required import started
from tools.neo4j_server.server import Neo4jServer

# Speed is measured by benchmarks: a busy machine is no failure.
settings.register_profile("shimai", deadline=None)
settings.load_profile("shimai")

#: Markers whose tests stay together, in the order in which they are begun.
GROUPS = ("neo4j", "browser")
#: Modules that take longest, begun next, so that no worker is left alone with one at the end.
LONG = ("tests/loaders/test_decisions.py", "tests/loaders/test_build.py")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium, one for all tests of a worker."""
    with launched() as chromium:
        yield chromium


#: As in compose.yaml, but short.
LOCK_WAIT = "4s"
#: A password that has to be quoted well wherever it goes.
NEO4J_PASSWORD = "-红楼梦 @1791"


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real server, one for all tests, or a skip with the reason unless SHIMAI_REQUIRE asks for
    one."""
    settings = {"db.lock.acquisition.timeout": LOCK_WAIT}
    server = Neo4jServer(NEO4J_PASSWORD, http=True, settings=settings)
    yield started(server)
    server.stop()


@pytest.fixture(scope="session")
def authority_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of the authority tables and no record, to be copied (``tests/graphs.py``)."""
    return built(tmp_path_factory.mktemp("authority") / "authority.sqlite")


@pytest.fixture(scope="session")
def sample_graph(authority_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of the sample catalogue, to be copied or only read."""
    folder = tmp_path_factory.mktemp("sample")
    return built(folder / "sample.sqlite", [SAMPLE], on=authority_graph)


class ByModule(LoadGroupScheduling):  # type: ignore[misc]
    """Deals out groups and, of tests without one, modules, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return str(super()._split_scope(nodeid)).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule | None:
    """The scheduler of ``--dist loadgroup``."""
    if config.getvalue("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False
    return ByModule(config, log)


# Before the hook of xdist, which looks at the markers.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests of a marker, and put the groups and what takes long first."""
    ranks = {item: len(GROUPS) + (not item.nodeid.startswith(LONG)) for item in items}
    for rank, name in enumerate(GROUPS):
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.xdist_group(name))
                ranks[item] = rank
    items.sort(key=ranks.__getitem__)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fail where xdist has not kept a group together: it does so by names, and pytest 9.2 takes
    no other name for a test."""
    if not session.config.getoption("loadgroup", False):
        return
    lost = [
        item.nodeid
        for item in session.items
        if item.get_closest_marker("xdist_group") and "@" not in item.nodeid.rpartition("]")[2]
    ]
    if lost:
        raise pytest.UsageError(f"xdist has lost the groups of {len(lost)} tests: {lost[0]}")
