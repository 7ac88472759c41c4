"""The pages on themes: what is shown, to whom, with its words, and nothing unescaped."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer_app.store import VARIABLE
from explorer_app.texts import TEXTS, say
from explorer_app.views import history, lineage
from explorer_app.views.dossier import dossier
from explorer_app.views.theme_index import PERIODS, UNDATED, period_of, theme_index
from extractors.themes import load_themes
from graph_model.access import Access
from loaders.build import build
from loaders.stores import GraphStore
from loaders.theme_databases import save
from tests.graphs import built, copied

APP = Path(__file__).resolve().parents[2] / "explorer_app"
ROWS = [
    ["A-1", "中央红军长征途中给养情况报告", "", "1935-06", "开放", "全宗甲"],
    ["A-2", "关于苏区春耕的训令<b>", "毛泽东", "1932-02-08", "开放", "全宗甲"],
    ["A-3", "红军长征经过情形密报", "", "1935-07", "控制", "密全宗"],
    ["A-4", "某某事项", "", "1936", "开放", "全宗乙"],
    ["A-5", "毛泽东致朱德电：长征中的苏区工作", "毛泽东", "1935-01-20", "开放", "全宗甲"],
]
PAGES = ("lineage", "history", "scope", "databases")


@pytest.fixture(scope="module")
def graph(authority_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows, built."""
    folder = tmp_path_factory.mktemp("theme_pages")
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as out:
        heads = ["档号", "题名", "责任者", "日期", "开放标识", "全宗名称"]
        csv.writer(out).writerows([heads, *ROWS])
    return built(folder / "g.sqlite", [folder / "c.csv"], on=authority_graph)


@pytest.fixture
def store(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphStore]:
    store = copied(graph, tmp_path / "g.sqlite")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "g.sqlite"))
    monkeypatch.setenv("SHIMAI_CLEARANCE", "")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield store
    store.close()


def run(page: str, **params: str) -> str:
    app = AppTest.from_file(str(APP / "app_pages" / f"{page}.py"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_counts_are_over_what_the_reader_sees(store: GraphStore) -> None:
    seen, whole = theme_index(store, Access.OPEN), theme_index(store, Access.CLASSIFIED)
    assert (seen.records, whole.records) == (4, 5)
    assert (seen.firm("theme:chang-zheng"), whole.firm("theme:chang-zheng")) == (2, 3)
    assert seen.years["theme:suqu", 1932] == 1
    assert seen.both["theme:chang-zheng", "theme:suqu"] == 1
    assert seen.reasons == {"before": 1}
    assert ("theme:chang-zheng", "密全宗") not in seen.fonds
    assert seen.words["theme:suqu", "苏区", period_of("1932-02-08")] == 2


@pytest.mark.parametrize(
    ("day", "name"),
    [("1949-09-30", "1945–1949"), ("1949-10-01", "1949–1956"), ("1931", "1927–1937")],
)
def test_periods_turn_on_their_first_day(day: str, name: str) -> None:
    assert PERIODS[period_of(day)][1] == name
    assert period_of("") == UNDATED


def test_a_dossier_lists_records_by_grade_and_names_gaps(store: GraphStore) -> None:
    theme = load_themes()["theme:chang-zheng"]
    found = dossier(store, theme, Access.OPEN)
    assert [row.node.name for row in found.rows] == [ROWS[4][1], ROWS[0][1]]
    assert all(row.words for row in found.rows)
    counts = {one.id: one.records for one in found.profile}
    assert counts["person:mao-zedong"] == 1
    assert counts["person:he-long"] == 0
    assert found.gap_years == (1934, 1936)


def test_bars_lie_within_the_axis_in_announced_order() -> None:
    from explorer_app.views.theme_index import ThemeIndex

    spirits = [theme for theme in load_themes().values() if theme.scheme == "spirits"]
    lanes = lineage.lanes(spirits, ThemeIndex())
    assert [len(bars) for bars in lanes.values()] == [1, 16, 12, 9, 8]
    for bars in lanes.values():
        for bar in bars:
            assert 0 <= bar.left <= bar.left + bar.width <= 101, bar.theme.id
    pair = lineage.shared(spirits, ThemeIndex(), focus="theme:tequ")[0]
    assert "person:deng-xiaoping" in pair.entries


def test_anniversaries_are_ahead_and_round(store: GraphStore) -> None:
    found = history.anniversaries(store, Access.OPEN, date(2026, 11, 25))
    march = [one for one in found if one.id == "event:xian-shibian"]
    assert [(one.day, one.years) for one in march] == [("2026-12-12", 90)]
    assert all(one.years % 5 == 0 for one in found)


def test_an_anniversary_lists_its_first_documents(store: GraphStore) -> None:
    found = history.anniversaries(store, Access.OPEN, date(2029, 6, 1))
    (march,) = [one for one in found if one.id == "event:changzheng"]
    assert (march.day, march.years) == ("2029-10", 95)
    assert march.records == len(march.documents) > 0
    assert {node.name for node in march.documents} <= {ROWS[0][1], ROWS[4][1]}


def test_words_of_two_periods_are_terms_not_names() -> None:
    words = {
        ("theme:suqu", "苏区", 4): 6,
        ("theme:suqu", "苏区", 5): 1,
        ("theme:suqu", "毛泽东", 4): 9,
        ("theme:suqu", "战", 4): 9,
        ("theme:kangzhan", "抗战", 5): 4,
        ("theme:suqu", "查田", 9): 3,
    }
    themes = [load_themes()[id] for id in ("theme:suqu", "theme:kangzhan")]
    assert history.words_of(themes, words, [4, 5]) == [("抗战", [0, 4]), ("苏区", [6, 1])]


@pytest.mark.usefixtures("store")
def test_the_dossier_has_its_map_and_tells_words_of_the_file_apart(
    authority_graph: Path, tmp_path: Path
) -> None:
    assert say("registers", "zh") in run("scope")
    theme = load_themes()["theme:chang-zheng"]
    with_file = copied(authority_graph, tmp_path / "f.sqlite")
    with (tmp_path / "f.csv").open("w", encoding="utf-8", newline="") as out:
        heads = ["档号", "题名", "责任者", "日期", "开放标识", "案卷题名"]
        row = ["B-1", "某部在遵义情况报告", "", "1935-06", "开放", "红军长征文件"]
        csv.writer(out).writerows([heads, row])
    build([tmp_path / "f.csv"], with_file, lambda _: None)
    found = dossier(with_file, theme, Access.OPEN)
    (one,) = found.rows
    assert (one.words, one.around) == (("遵义",), ("红军",))
    assert [node.id for node, _ in found.places] == ["place:zunyi"]
    with_file.close()


def test_an_event_chain_is_in_order_of_time(store: GraphStore) -> None:
    steps = history.chain(store, load_themes()["theme:chang-zheng"], Access.OPEN)
    days = [step.start for step in steps if step.start]
    assert days == sorted(days)
    by_id = {step.id: step for step in steps}
    zunyi = by_id["event:zunyi-huiyi"]
    assert zunyi.whole == "event:changzheng"
    assert zunyi.before == ("event:houchang-huiyi",)
    assert zunyi.after == ("event:zhaxi-huiyi",)
    assert {"event:xiangjiang-zhanyi", "event:lazikou-zhanyi"} <= set(by_id)


def test_what_comes_before_and_after_is_said_by_the_graph(store: GraphStore) -> None:
    claims = list(store.iter_edges(Access.OPEN, types=("PRECEDES",)))
    said = {(claim.subject, claim.object) for claim in claims}
    assert ("event:houchang-huiyi", "event:zunyi-huiyi") in said
    assert all(claim.evidence.source.startswith("source:") for claim in claims)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_draw_in_both_languages(page: str, lang: str) -> None:
    html = run(page, lang=lang)
    assert say(f"page_{page}", lang) in html
    assert "密" not in html.replace("密山", "")


@pytest.mark.usefixtures("store")
def test_the_lineage_tells_the_official_statement_from_computed_links() -> None:
    html = run("lineage")
    for name in ("official", "computed", "computed_note"):
        assert say(name, "zh") in html
    assert html.count('class="sm-bar"') == 46


@pytest.mark.usefixtures("store")
def test_a_dossier_shows_words_and_escapes_titles() -> None:
    html = run("theme", id="theme:suqu")
    assert "关于苏区春耕的训令&lt;b&gt;" in html
    assert "<b>关于" not in html
    assert "suqu-2" in html
    assert say("grade_direct", "zh") in html


@pytest.mark.usefixtures("store")
def test_closed_records_are_not_counted_for_an_uncleared_reader() -> None:
    html = run("theme", id="theme:chang-zheng")
    assert "密报" not in html
    assert say("access_closed", "zh") not in html


@pytest.mark.usefixtures("store")
def test_an_unknown_theme_is_said_so() -> None:
    assert say("not_found", "zh") in run("theme", id="theme:nobody")


def test_a_saved_theme_has_its_page(store: GraphStore) -> None:
    save(store, "id: jiyang\nname: 给养专题\nrules: [{any: [给养], undated: true}]\n", "p.yaml")
    st.cache_resource.clear()
    html = run("databases")
    assert "给养专题" in html
    assert "2" not in html.split("sm-count")[1][:12]
    assert "给养情况" in run("theme", id="theme:jiyang")


def test_every_text_of_the_pages_is_in_both_languages() -> None:
    from explorer_app.texts_themes import THEMES

    for key, texts in THEMES.items():
        assert set(texts) == {"zh", "en"}, key
        assert TEXTS[key] == texts, key
