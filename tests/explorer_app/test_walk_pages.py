"""Every page of the navigation in a real browser: both languages, both colour schemes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.explorer_app.browser import CHROMIUM, READY, need, served, watching
from tests.explorer_app.stores import build_store
from tests.explorer_app.test_walk import APP, MAO, SIZE, open_page

pytestmark = pytest.mark.browser

ZHOU = "person:zhou-enlai"
#: Page, its address's parameters, and what stands on it: selector and text in zh and en.
PAGES = [
    ("", {}, "h1, h2", "史脉", "Shimai"),
    ("search", {"q": "西安事变"}, ".st-key-facets_card", "张学良", "Zhang Xueliang"),
    ("entity", {"id": ZHOU}, "h1", "周恩来", "Zhou Enlai"),
    ("path", {"a": ZHOU, "b": MAO}, ".st-key-side_card", "路径", "Path"),
    ("network", {"q": "西安事变"}, ".stMain", "居间度", "Betweenness"),
    ("timeline", {}, ".stMain", "全部档案", "All records"),
    ("map", {}, ".stMain", "全部档案", "All records"),
    ("lineage", {}, ".stMain", "新民主主义革命时期", "New-democratic revolution"),
    ("theme", {"id": "theme:kangzhan"}, "h1", "抗战精神", "Spirit of the War of Resistance"),
    ("history", {}, ".stMain", "党史研究", "Party history"),
    ("scope", {}, ".stMain", "重点档案范围", "Key archives scope"),
    ("databases", {}, ".stMain", "专题数据库", "hematic databases"),
    ("sets", {}, ".stMain", "我的工作集", "working sets"),
    ("review", {}, ".stMain", "谁是谁", "Who is who"),
    ("help", {}, ".stMain", "键盘", "Keyboard"),
    ("about", {}, ".stMain", "节点", "Nodes"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The explorer on the sample catalogue."""
    need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    store: Path = build_store(tmp_path_factory.mktemp("store"))
    env = {"SHIMAI_STORE": str(store), "SHIMAI_CLEARANCE": ""}
    with served(APP, tmp_path_factory.mktemp("explorer"), env) as url:
        yield url


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
