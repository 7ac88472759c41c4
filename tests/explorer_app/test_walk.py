"""A reader's walk through the explorer in a real browser, with every other machine out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.explorer_app.browser import APP, READY, ROWS, Watched, open_page, served, watching
from tests.explorer_app.stores import CLOSED_TITLE, EVIL_NAME, EVIL_TITLE

pytestmark = pytest.mark.browser

SIZE = {"width": 1440, "height": 1500}
MAO = "person:mao-zedong"
#: Word joiners keep Streamlit's text filters away; a reader does not see them.
JOINER = "\u2060"


@pytest.fixture
def watched(browser: Any, scheme: str) -> Iterator[Watched]:
    """A fresh page of the explorer."""
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme=scheme) as seen:
        yield seen


def params_of(seen: Watched) -> dict[str, str]:
    """The parameters in the address."""
    found = parse_qs(urlsplit(seen.page.url).query)
    return {name: values[0] for name, values in found.items()}


def wait_param(seen: Watched, name: str, value: str | None, timeout: float = 30_000) -> None:
    """Wait until the address has a parameter at a value, or, for None, does not have it."""
    seen.page.wait_for_function(
        "([name, value]) => new URL(location).searchParams.get(name) === value",
        arg=[name, value],
        timeout=timeout,
    )


def wait_still(seen: Watched) -> None:
    """Wait until the picture has stood still for half a second."""
    seen.page.wait_for_function(
        """key => {
            const drawn = JSON.stringify(window.__shimaiGraph(key));
            const now = performance.now();
            if (window.__still?.drawn !== drawn) window.__still = {drawn, since: now};
            return now - window.__still.since > 500;
        }""",
        arg=seen.graph_key,
    )


def pick_spoke(seen: Watched, kind: str) -> str:
    """Click spokes of a kind whose middle is free of nodes, until the address names the one that
    was clicked; its id."""
    tried: set[str] = set()
    for _ in range(8):
        drawn = seen.graph()
        for edge in drawn["edges"]:
            near = any(
                abs(node["x"] - edge["x"]) < 30 and abs(node["y"] - edge["y"]) < 30
                for node in drawn["nodes"]
            )
            fits = f",{kind}," in edge["id"] and MAO in edge["id"]
            if fits and not near and edge["id"] not in tried:
                break
        else:
            break
        tried.add(edge["id"])
        seen.page.mouse.click(edge["x"], edge["y"])
        try:
            wait_param(seen, "edge", edge["id"], timeout=8_000)
        except TimeoutError:
            continue
        return str(edge["id"])
    raise AssertionError(f"no {kind} edge could be picked in the picture")


WORDS = {
    "zh": {
        "entities": "同名的人物",
        "evidence": "依据的档案",
        "claims": "从本件读出的内容",
        "type": "人物",
    },
    "en": {
        "entities": "of this name",
        "evidence": "Records behind it",
        "claims": "Read out of this record",
        "type": "Person",
    },
}


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("zh", "light"),
        ("en", "dark"),
        pytest.param("zh", "dark", marks=pytest.mark.slow),
        pytest.param("en", "light", marks=pytest.mark.slow),
    ],
)
def test_from_a_name_to_the_evidence_and_back(
    watched: Watched, server: str, language: str, scheme: str
) -> None:
    words, page = WORDS[language], watched.page
    lang = "en" if language == "en" else ""
    open_page(watched, server, lang=lang)
    box = page.locator(".st-key-home_search input")
    box.fill("泽东")
    box.press("Enter")
    page.wait_for_url("**/search?*")
    page.locator("h2", has_text=words["entities"]).wait_for()
    rows = page.locator(ROWS).first
    rows.locator(f"[data-entity='{MAO}']").first.click()
    page.wait_for_url("**/entity?*")
    page.wait_for_selector(READY, timeout=30_000)
    wait_still(watched)
    assert params_of(watched).get("lang", "") == lang
    expect(page.locator(".sm-badge").first).to_have_text(words["type"])

    pick_spoke(watched, "CORRESPONDED_WITH")
    page.get_by_text(words["evidence"]).wait_for(timeout=20_000)
    address = page.url
    behind = page.locator(".st-key-side_card").locator(ROWS)
    behind.locator(".row .date").first.click()
    page.wait_for_url("**/record?*")
    page.locator("h2", has_text=words["claims"]).wait_for()
    page.locator(".sm-table.claims tbody tr").first.wait_for(timeout=10_000)
    assert params_of(watched).get("lang", "") == lang

    page.go_back()
    page.get_by_text(words["evidence"]).wait_for(timeout=30_000)
    page.goto(address)
    page.get_by_text(words["evidence"]).wait_for(timeout=30_000)
    page.wait_for_selector(READY)
    dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme")
    assert dark == scheme


@pytest.fixture
def light(browser: Any) -> Iterator[Watched]:
    """A fresh page in light colours."""
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme="light") as seen:
        yield seen


@pytest.mark.parametrize("name", ["张澜", "张瀾", "T001-001-0001-001"])
def test_short_names_other_script_and_codes_are_found(
    light: Watched, server: str, name: str
) -> None:
    open_page(light, server, "search", q=name)
    light.page.locator(ROWS).first.locator(".row").first.wait_for(timeout=10_000)


def test_the_language_changes_and_the_page_stays(light: Watched, server: str) -> None:
    open_page(light, server, "entity", id=MAO)
    light.page.wait_for_selector(READY)
    light.page.locator(".st-key-shell").get_by_text("EN", exact=True).click()
    light.page.locator("h2", has_text="Main relations").wait_for()
    wait_param(light, "lang", "en")
    assert params_of(light) == {"id": MAO, "lang": "en"}
    expect(light.page.locator("h1")).to_have_text("Mao Zedong")
    light.page.locator("[data-testid=stTopNavLink]").first.click()
    light.page.locator("h2", has_text="Start here").wait_for()
    light.page.locator(".st-key-shell").get_by_text("中文", exact=True).click()
    light.page.locator("h2", has_text="从这里开始").wait_for()
    wait_param(light, "lang", None)


def test_types_filter_the_graph_and_stay_in_the_address(light: Watched, server: str) -> None:
    open_page(light, server, "entity", id=MAO)
    light.page.wait_for_selector(READY)
    pills = light.page.locator(".st-key-labels_graph button")
    pills.filter(has_text="事件").click()
    light.page.wait_for_url("**labels=Event*")
    light.page.wait_for_function(
        "window.__shimaiGraph('ego').nodes.every("
        f"n => n.id === '{MAO}' || n.id.startsWith('event:'))"
    )
    light.page.reload()
    light.page.wait_for_selector(READY, timeout=30_000)
    wait_still(light)
    assert {n["id"].split(":")[0] for n in light.graph()["nodes"]} == {"person", "event"}


def test_a_neighbour_is_shown_opened_and_put_in_the_centre(light: Watched, server: str) -> None:
    open_page(light, server, "entity", id=MAO)
    light.page.wait_for_selector(READY)
    wait_still(light)
    before = light.graph()["nodes"]
    other = next(n for n in before if n["id"] != MAO and n["id"].startswith("person:"))
    light.page.mouse.dblclick(other["x"], other["y"])
    light.page.wait_for_function(f"window.__shimaiGraph('ego').nodes.length > {len(before)}")
    wait_param(light, "open", other["id"])
    light.page.get_by_role("button", name="以此为中心").click()
    light.page.wait_for_function(f"new URL(location).searchParams.get('id') === '{other['id']}'")
    light.page.wait_for_selector(READY)
    wait_param(light, "open", None)


def test_the_keyboard_skips_the_facets_and_enter_saves_the_view(
    light: Watched, server: str
) -> None:
    page = light.page
    open_page(light, server, "search", q="毛泽东")
    skip = page.get_by_role("button", name="跳过分面")
    page.locator(".st-key-perspective input").focus()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.locator(ROWS).first.locator(".date").first).to_be_focused()
    page.get_by_role("button", name="保存·引用").press("Enter")
    name = page.locator("[data-testid=stPopoverBody] input")
    name.fill("键盘所存")
    name.press("Enter")
    page.get_by_text("视图已保存").first.wait_for()
    open_page(light, server, "sets")
    expect(page.get_by_role("link", name="键盘所存")).to_have_count(1)


def test_records_are_paged_in_the_address(light: Watched, server: str) -> None:
    open_page(light, server, "entity", id=MAO)
    card = light.page.locator(".st-key-records_card")
    card.locator(".row").first.wait_for()
    first = str(card.locator(".row").first.get_attribute("data-id"))
    card.get_by_role("button", name=re.compile(r"\b2\b")).first.click()
    light.page.wait_for_url("**p=2*")
    expect(card.locator(".row").first).not_to_have_attribute("data-id", first)
    second = card.locator(".row").first.get_attribute("data-id")
    light.page.reload()
    light.page.wait_for_selector(READY, timeout=30_000)
    expect(card.locator(".row").first).to_have_attribute("data-id", str(second))


def test_markup_in_the_catalogue_stays_text_everywhere(light: Watched, server: str) -> None:
    page = light.page
    open_page(light, server, "search", q="测试者")
    row = page.locator(ROWS).last.locator(".row").filter(has_text="粗")
    row.wait_for()
    expect(row.locator(".title")).to_have_text(EVIL_TITLE)
    name = page.locator(ROWS).first.locator(".title").filter(has_text="坏")
    assert name.first.text_content() == EVIL_NAME
    name.first.locator(".span").click()
    page.wait_for_url("**/entity?*")
    page.wait_for_selector(READY, timeout=30_000)
    expect(page.locator("h1")).to_have_text(EVIL_NAME)
    record = page.locator(".st-key-records_card .row")
    record.first.wait_for()
    assert record.locator(".title").text_content() == EVIL_TITLE

    open_page(light, server, "record", id=record_id(light, server))
    page.locator(".st-key-record_head .row").wait_for()
    page.locator(".sm-table.claims tbody tr").first.wait_for()
    assert page.locator(".st-key-record_head .title").text_content() == EVIL_TITLE
    assert EVIL_TITLE.split("者")[1][:60] in page.locator(".sm-table.cells").inner_text()
    assert EVIL_NAME in page.locator(".sm-table.claims").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator(".stMain img, .stMain script, .stMain strong, .stMain b").count() == 0


def record_id(seen: Watched, server: str) -> str:
    """The id of the record that means harm."""
    open_page(seen, server, "search", q="T001-001-0001-001")
    seen.page.locator(ROWS).first.locator(".row").first.wait_for()
    return str(seen.page.locator(ROWS).first.locator(".row").first.get_attribute("data-id"))


def test_links_show_names_with_markup_as_text(light: Watched, server: str) -> None:
    open_page(light, server, "search", q="测试者")
    found = light.page.locator(ROWS).first.locator(".span").filter(has_text="坏")
    ident = str(found.first.get_attribute("data-entity"))
    open_page(light, server, "entity", id=ident)
    light.page.wait_for_selector(READY, timeout=30_000)
    neighbour = light.graph()["nodes"][1]["id"]
    open_page(light, server, "entity", id=neighbour, node=ident)
    light.page.wait_for_selector(READY, timeout=30_000)
    light.page.wait_for_function(
        """([name, joiner]) => document.querySelector(".st-key-side_card").innerText
            .replaceAll(joiner, "").includes(name)""",
        arg=[EVIL_NAME, JOINER],
    )


def test_a_restricted_record_is_not_found_without_clearance(
    light: Watched, server: str, store: Path, browser: Any, tmp_path: Path
) -> None:
    open_page(light, server, "search", q="绝不外传")
    expect(light.page.locator(".sm-notice")).to_have_count(1)
    assert CLOSED_TITLE not in light.page.content()
    env = {"SHIMAI_STORE": str(store), "SHIMAI_CLEARANCE": "restricted"}
    with served(APP, tmp_path, env) as cleared, watching(browser, viewport=SIZE) as seen:
        open_page(seen, cleared, "search", q="绝不外传")
        shown = seen.page.locator(ROWS).locator(".row").first
        expect(shown.locator(".title")).to_have_text(CLOSED_TITLE, timeout=30_000)
        expect(seen.page.locator(".sm-footer")).to_contain_text("控制")
        ident = shown.get_attribute("data-id")
    open_page(light, server, "record", id=str(ident))
    expect(light.page.locator(".sm-notice")).to_have_count(1)
    assert CLOSED_TITLE not in light.page.content()


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("entity", {"id": "person:nobody"}),
        ("entity", {"id": "nonsense"}),
        ("entity", {}),
        ("record", {"id": "record:nobody"}),
        ("search", {"q": ""}),
        ("search", {"q": "\u9b31\u9b31\u9f7e"}),
        ("search", {"q": "毛泽东", "p": "999999999999", "labels": "Nothing,,Person"}),
        ("entity", {"id": MAO, "edge": "a,b", "open": "x,,y", "labels": "X", "p": "-3"}),
        ("entity", {"id": MAO, "edge": "x,SENT_TO,y", "node": "z"}),
        ("about", {}),
    ],
)
def test_any_address_gives_a_page(
    light: Watched, server: str, page: str, params: dict[str, str]
) -> None:
    open_page(light, server, page, **params)
    text = light.page.locator(".stMain").inner_text()
    assert "出错了" not in text
    assert "Traceback" not in text
    assert light.page.locator("[data-testid=stException]").count() == 0
