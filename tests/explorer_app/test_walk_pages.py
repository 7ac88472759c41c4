"""Every page of the navigation in a real browser: both languages, both colour schemes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.explorer_app.browser import PAGES, READY, open_page, watching
from tests.explorer_app.test_walk import SIZE

pytestmark = pytest.mark.browser

ZHOU = "person:zhou-enlai"


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_every_page_shows_itself(browser: Any, server: str, language: str, scheme: str) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme=scheme) as seen:
        for page, params, place, zh, en in PAGES:
            lang = "en" if language == "en" else ""
            open_page(seen, server, page, lang=lang, **params)
            words = en if language == "en" else zh
            expect(seen.page.locator(place).first).to_contain_text(words, timeout=30_000)
            assert seen.page.locator("[data-testid=stException]").count() == 0, page
            assert "出错了" not in seen.page.locator(".stMain").inner_text(), page


def test_the_picture_of_an_entity_can_be_read_as_a_table(browser: Any, server: str) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "entity", id=ZHOU)
        seen.page.wait_for_selector(READY, timeout=30_000)
        lines = len(seen.graph()["edges"])
        seen.page.get_by_text("以表格阅读此图", exact=True).click()
        rows = seen.page.locator(".st-key-ego_table tbody tr")
        expect(rows).to_have_count(lines)
