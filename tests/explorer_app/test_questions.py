"""The ten questions of docs/questions.md, walked in the browser: five clicks at most, and the
answer stands on the page. The document tells the clicks that this walk makes. A question whose
clicks are the beginning of another's is answered on the way to that one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.explorer_app.browser import IDLE, READY, ROWS, SLOW, Watched, open_page, watching

pytestmark = pytest.mark.browser

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
SIZE = {"width": 1440, "height": 1400}
MOST = 5


class Walk:
    """Clicks from the front page on, counted and told; typing and Enter is one."""

    def __init__(self, seen: Watched, server: str) -> None:
        self.seen, self.page, self.told = seen, seen.page, list[str]()
        self.answered: dict[int, tuple[str, ...]] = {}
        open_page(seen, server)

    def answer(self, number: int) -> None:
        """The answer to a question stands on the page; notes the clicks that led to it."""
        self.answered[number] = tuple(self.told)

    def type(self, told: str, field: Any, text: str) -> None:
        """Type into a field and press Enter."""
        self.told.append(told)
        field.fill(text)
        field.press("Enter")
        self._settle()

    def click(self, told: str, thing: Any) -> None:
        """Click once."""
        self.told.append(told)
        thing.click(timeout=SLOW)
        self._settle()

    def choose(self, told: str, field: Any, option: str) -> None:
        """Choose from a list."""
        self.told.append(told)
        field.click(timeout=SLOW)
        self.page.get_by_role("option", name=option).click(timeout=SLOW)
        self._settle()

    def search(self, text: str) -> None:
        """Use the box on the front page."""
        self.type(f"输入“{text}”回车", self.page.locator(".st-key-home_search input"), text)
        self.page.wait_for_url("**/search?*")

    def person(self, name: str, id: str) -> None:
        """Search a name and go to the person."""
        self.search(name)
        link = self.page.locator(".st-key-entities_card").locator(ROWS)
        self.click(f"点人物“{name}”", link.locator(f"[data-entity='{id}']").first)
        self.page.wait_for_selector(READY, timeout=SLOW)

    def facet(self, name: str, value: str, title: str) -> None:
        """Tick a value of a facet."""
        box = self.page.locator(f"details[data-facet={name}] input[data-value='{value}']")
        box.wait_for(state="attached", timeout=SLOW)
        if not self.page.locator(f"details[data-facet={name}]").evaluate("d => d.open"):
            self.click(f"展开“{title}”", self.page.locator(f"details[data-facet={name}] summary"))
        was = self.page.url
        self.click(f"勾选“{title}”之一", box)
        self.page.wait_for_function("was => location.href !== was", arg=was, timeout=SLOW)
        self._settle()

    def records(self) -> Any:
        """The list of records on the search page."""
        return self.page.locator(".st-key-records_card").locator(ROWS).locator(".row")

    def _settle(self) -> None:
        self.page.wait_for_timeout(150)
        self.page.wait_for_selector(IDLE, timeout=SLOW)


ZHOU, MAO = "person:zhou-enlai", "person:mao-zedong"


def correspondents(walk: Walk) -> None:
    walk.person("周恩来", ZHOU)
    card = walk.page.locator(".st-key-profile_correspondents")
    expect(card.locator("a").first).to_be_visible(timeout=SLOW)
    counts = [
        sum(map(int, re.findall(r"[致来] (\d+)", text)))
        for text in card.locator("button").all_inner_texts()
    ]
    assert counts
    assert counts == sorted(counts, reverse=True)
    walk.answer(1)


def evidence(walk: Walk) -> None:
    correspondents(walk)
    card = walk.page.locator(".st-key-profile_correspondents")
    walk.click("点通信最多者旁的“致…来…”", card.locator("button").first)
    side = walk.page.locator(".st-key-side_card")
    expect(side.get_by_text("依据的档案")).to_be_visible(timeout=SLOW)
    expect(side.locator(ROWS).locator(".row").first).to_be_visible(timeout=SLOW)
    walk.answer(2)


def between(walk: Walk) -> None:
    walk.person("周恩来", ZHOU)
    field = walk.page.locator(".st-key-path_target input")
    walk.type("在“查与谁之间的路径”输入“宋庆龄”回车", field, "宋庆龄")
    walk.page.wait_for_url("**/path?*", timeout=SLOW)
    expect(walk.page.locator(".st-key-side_card .sm-step").first).to_be_visible(timeout=SLOW)
    walk.answer(3)


def between_in_1936(walk: Walk) -> None:
    between(walk)
    for name, title in (("from", "起"), ("to", "止")):
        field = walk.page.locator(f".st-key-pair_{name} input")
        walk.type(f"{title}填“1936”回车", field, "1936")
        walk.page.wait_for_url(f"**{name}=1936*", timeout=SLOW)
    expect(walk.page.locator(".st-key-side_card .sm-step, .sm-notice").first).to_be_visible()
    walk.answer(4)


def one_month(walk: Walk) -> None:
    walk.click("点“检索”", walk.page.locator("[data-testid=stTopNavLink]").nth(1))
    for name, title in (("from", "起"), ("to", "止")):
        field = walk.page.locator(f".st-key-day_{name} input")
        walk.type(f"{title}填“民国二十六年七月”回车", field, "民国二十六年七月")
    expect(walk.records().first).to_be_visible(timeout=SLOW)
    dates = walk.records().locator(".date").all_inner_texts()
    assert dates
    assert all(text.startswith("1937") for text in dates)
    walk.answer(5)


def telegrams(walk: Walk) -> None:
    walk.search("毛泽东")
    walk.facet("person", "person:zhu-de", "人物")
    walk.facet("genre", "电报", "文种")
    expect(walk.records().first).to_be_visible(timeout=SLOW)
    assert "genre=" in walk.page.url
    assert "person=person%3Azhu-de" in walk.page.url
    walk.answer(6)


def central(walk: Walk) -> None:
    walk.click("点“检索”", walk.page.locator("[data-testid=stTopNavLink]").nth(1))
    walk.facet("period", "resistance", "时期")
    walk.click("点“网络”", walk.page.locator(".st-key-tabs a").filter(has_text="网络"))
    rows = walk.page.locator(".sm-table.measures tbody tr")
    expect(rows.first).to_be_visible(timeout=SLOW)
    assert rows.count() > 5
    walk.answer(7)


def changed(walk: Walk) -> None:
    central(walk)
    field = walk.page.locator(".st-key-with [role=combobox], .st-key-with input")
    walk.choose("“与之比较”选“南京国民政府前期”", field.first, "南京国民政府前期")
    card = walk.page.locator(".st-key-compared")
    expect(card.locator("a").first).to_be_visible(timeout=SLOW)
    walk.answer(8)


def places(walk: Walk) -> None:
    walk.person("周恩来", ZHOU)
    card = walk.page.locator(".st-key-map_card")
    walk.click("展开地图下的表", card.locator("summary"))
    expect(card.locator("tbody a").first).to_be_visible(timeout=SLOW)
    walk.answer(9)


def list_for_a_colleague(walk: Walk) -> None:
    walk.search("西安事变")
    walk.click("点“导出”", walk.page.locator(".st-key-export_result button").first)
    with walk.page.expect_download(timeout=SLOW) as saved:
        walk.click("点“Word 目录”", walk.page.locator(".st-key-export_docx button"))
    assert saved.value.suggested_filename == "shimai.docx"
    walk.answer(10)


#: Walks, and the questions that each answers on its way.
WALKS: list[tuple[Callable[[Walk], None], tuple[int, ...]]] = [
    (evidence, (1, 2)), (between_in_1936, (3, 4)), (one_month, (5,)), (telegrams, (6,)),
    (changed, (7, 8)), (places, (9,)), (list_for_a_colleague, (10,)),
]  # fmt: skip


def rows_of_the_document() -> list[list[str]]:
    """The cells of the table's rows."""
    lines = DOCUMENT.read_text("utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| \d+ \|", line)
    ]


@pytest.mark.parametrize(("take", "numbers"), WALKS, ids=[str(numbers) for _, numbers in WALKS])
def test_questions_are_answered_in_five_clicks(
    browser: Any, server: str, take: Callable[[Walk], None], numbers: tuple[int, ...]
) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme="light") as seen:
        walk = Walk(seen, server)
        take(walk)
    assert tuple(walk.answered) == numbers
    for number, told in walk.answered.items():
        row = rows_of_the_document()[number - 1]
        assert 1 <= len(told) <= MOST
        assert row[0] == str(number)
        assert row[2].partition(" · ")[0] == " → ".join(told)
        assert row[3] == str(len(told))


def test_every_question_has_its_walk() -> None:
    numbers = [number for _, answered in WALKS for number in answered]
    assert [row[0] for row in rows_of_the_document()] == [str(number) for number in numbers]
    assert numbers == list(range(1, 11))
