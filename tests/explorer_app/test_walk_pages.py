"""Every page of the navigation in a real browser: in Chinese and light, in English and dark. All
that is checked on every page is checked in one visit."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.explorer_app.browser import PAGES, READY, open_page, watching
from tests.explorer_app.contrast import weak_texts
from tests.explorer_app.test_walk import SIZE

pytestmark = pytest.mark.browser

ZHOU = "person:zhou-enlai"


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_every_page_shows_itself_with_contrast(
    browser: Any, server: str, language: str, scheme: str
) -> None:
    weak: list[str] = []
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme=scheme) as seen:
        for page, params, place, zh, en in PAGES:
            lang = "en" if language == "en" else ""
            open_page(seen, server, page, lang=lang, **params)
            words = en if language == "en" else zh
            expect(seen.page.locator(place).first).to_contain_text(words, timeout=30_000)
            assert seen.page.locator("[data-testid=stException]").count() == 0, page
            assert "出错了" not in seen.page.locator(".stMain").inner_text(), page
            weak += weak_texts(seen)
            assert not seen.page.locator(".sm-cited").is_visible(), page
    assert not weak, "\n".join(weak)


def test_a_page_is_printed_with_its_citation(browser: Any, server: str) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme="dark") as seen:
        for page, params, *_ in PAGES[:5]:
            open_page(seen, server, page, **params)
            cited = seen.page.locator(".sm-cited")
            seen.page.emulate_media(media="print")
            assert cited.is_visible(), page
            assert f"{server}/{page}".rstrip("/") in cited.inner_text(), page
            assert not seen.page.locator(".st-key-shell").is_visible(), page
            seen.page.emulate_media(media="screen")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_navigation_and_the_search_stand_beside_one_another(
    browser: Any, server: str, language: str
) -> None:
    with watching(browser, viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "search", lang="en" if language == "en" else "")
        for width in (1040, 1280, 1600):
            seen.page.set_viewport_size({"width": width, "height": 800})
            last, first = seen.page.evaluate(
                """() => {
                const right = [...document.querySelectorAll('[data-testid="stTopNavSection"]')]
                    .map((e) => e.getBoundingClientRect().right);
                const shell = document.querySelector('.st-key-shell').firstElementChild;
                return [Math.max(...right), shell.getBoundingClientRect().left];
                }"""
            )
            assert 300 < last <= first, (width, last, first)


def test_text_that_is_too_weak_is_found(browser: Any, server: str) -> None:
    with watching(browser, viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "help")
        assert weak_texts(seen) == []
        seen.page.evaluate(
            "() => { document.querySelector('.sm-footer span').style.opacity = .3; }"
        )
        assert len(weak_texts(seen)) == 1


def ask_elsewhere(browser: Any, server: str, noted: list[str]) -> None:
    """Have a page ask another machine for something; takes down what was noted."""
    with watching(browser, viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "help")
        answered = seen.page.evaluate("fetch('http://example.org/').then(() => 1, () => 0)")
        noted += [] if answered else seen.foreign


def test_a_request_to_another_machine_is_noticed(browser: Any, server: str) -> None:
    noted: list[str] = []
    with pytest.raises(AssertionError):
        ask_elsewhere(browser, server, noted)
    assert noted == ["http://example.org/"]


def test_the_picture_of_an_entity_can_be_read_as_a_table(browser: Any, server: str) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "entity", id=ZHOU)
        seen.page.wait_for_selector(READY, timeout=30_000)
        lines = len(seen.graph()["edges"])
        seen.page.get_by_text("以表格阅读此图", exact=True).click()
        rows = seen.page.locator(".st-key-ego_table tbody tr")
        expect(rows).to_have_count(lines)
