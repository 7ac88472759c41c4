"""The query page in a real browser: an example is run, nothing is asked of another machine, and the
console stays clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from loaders.server.query_page import EXAMPLES
from tests.explorer_app.browser import Watched, watching
from tests.loaders.server.conftest import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("query")) as base:
        yield base


def run(watched: Watched) -> str:
    """Press YASGUI's button; the text of the answer that is then shown."""
    tab = watched.page.locator(".tabPanel.active")
    with watched.page.expect_response("**/sparql") as answer:
        tab.locator(".yasqe_queryButton").click()
    assert answer.value.status == 200
    shown = tab.locator(".yasr")
    shown.get_by_text(re.compile(r"in \d")).first.wait_for()
    return str(shown.inner_text())


def test_the_first_query_runs_as_it_stands(browser: Any, server: str) -> None:
    with watching(browser) as watched:
        watched.page.goto(f"{server}query")
        watched.page.locator(".yasqe:visible").wait_for()
        assert "毛泽东" in run(watched)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_is_chosen_and_run(browser: Any, server: str, number: int) -> None:
    with watching(browser) as watched:
        watched.page.goto(f"{server}query")
        watched.page.select_option("#examples", str(number))
        name = EXAMPLES[number][0].split(" ")[0]
        assert name in watched.page.locator(".tab.active").inner_text()
        assert re.search(r"\d+ results? in|No results|no data", run(watched), re.IGNORECASE)


def test_without_scripts_the_form_works(browser: Any, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}query")
    page.click("#plain button")
    assert "bindings" in page.content() or "results" in page.content()
    context.close()
