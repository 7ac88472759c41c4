"""The view models over a small store: what the pages are given to show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer_app.components.graph_payload import FOCUS_SIZE
from explorer_app.links import EdgeRef
from explorer_app.texts import TEXTS
from explorer_app.views import record as record_view
from explorer_app.views import search as search_view
from explorer_app.views.ego import ego_payload
from explorer_app.views.head import entity_head, life, set_name
from explorer_app.views.names import label_tint, year_span
from explorer_app.views.profile import names_by_kind
from explorer_app.views.records import date_parts, record_row, record_rows
from explorer_app.views.relations import behind, link_view, links_of, relation_groups
from extractors.authority import load_authority
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.stores.results import CO_MENTIONED
from tests.explorer_app.views.graph import (
    EVENT,
    FONDS,
    MAO,
    OPEN,
    PARTY,
    R1,
    R2,
    R3,
    SONG,
    make_store,
    record,
)
from tests.extractors.test_tables import ALIAS_KINDS

VIEWS = Path(__file__).resolve().parents[3] / "explorer_app" / "views"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    made = make_store(tmp_path_factory.mktemp("views"))
    yield made
    made.close()


@pytest.mark.parametrize("path", sorted(VIEWS.glob("*.py")), ids=lambda path: path.stem)
def test_no_view_model_imports_streamlit(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        assert not any(name.startswith("streamlit") for name in [*names, module])


def test_the_picture_has_the_focus_the_schemas_colours_and_spokes(store: GraphStore) -> None:
    picture = ego_payload(store.ego_network(MAO.id, OPEN), "zh", view="v")
    by_id = {node.id: node for node in picture.nodes}
    assert set(by_id) == {MAO.id, SONG.id, PARTY.id, EVENT.id}
    assert by_id[MAO.id].focus
    assert by_id[MAO.id].size == FOCUS_SIZE
    assert (by_id[EVENT.id].color, by_id[EVENT.id].color_dark) == ("#8F6010", "#E0B25A")
    edges = {edge.id: edge for edge in picture.edges}
    wrote = edges["person:mao,CORRESPONDED_WITH,person:song"]
    assert (wrote.name, wrote.spoke, wrote.directed, wrote.years) == ("致文", True, True, "1936")
    shared = edges["event:xi-an,CO_MENTIONED,person:mao"]
    assert (shared.name, shared.directed) == ("同见", False)


def test_the_picture_speaks_english(store: GraphStore) -> None:
    picture = ego_payload(store.ego_network(MAO.id, OPEN), "en", view="v")
    assert picture.nodes[0].name == "Mao Zedong"
    assert {edge.name for edge in picture.edges} >= {"wrote to", "mentioned together", "member of"}


def test_opening_a_neighbour_merges_its_network(store: GraphStore) -> None:
    small = store.ego_network(PARTY.id, OPEN)
    opened = [store.ego_network(MAO.id, OPEN)]
    picture = ego_payload(small, "zh", view="v", opened=opened)
    assert [node.id for node in picture.nodes if node.focus] == [PARTY.id]
    assert {node.id for node in picture.nodes} >= {PARTY.id, MAO.id, SONG.id}


def test_relations_are_grouped_and_named_from_the_reader(store: GraphStore) -> None:
    groups = relation_groups(
        SONG.id, store.neighbours(SONG.id, OPEN), store.co_mentions(SONG.id, OPEN), "zh"
    )
    assert [(g.name, [i.name for i in g.items]) for g in groups] == [
        ("致文", ["毛泽东"]),
        ("来文", ["毛泽东"]),
        ("同见", ["西安事变"]),
    ]
    assert groups[1].items[0].edge == "person:mao,CORRESPONDED_WITH,person:song"
    assert groups[1].items[0].years == "1936"


def test_a_group_is_thinned_and_says_how_many_there_are(store: GraphStore) -> None:
    near = store.neighbours(MAO.id, OPEN, labels=["Record"])
    (group, *_) = relation_groups(MAO.id, near, [], "en", limit=1)
    assert (len(group.items), group.total) == (1, 2) or group.total == 1


def test_behind_an_edge_are_the_records_of_its_direction(store: GraphStore) -> None:
    out = behind(store, EdgeRef(MAO.id, "CORRESPONDED_WITH", SONG.id), OPEN)
    assert (out.total, [hit.node.id for hit in out.hits]) == (1, [R1.id])
    assert out.hits[0].claims
    back = behind(store, EdgeRef(SONG.id, "CORRESPONDED_WITH", MAO.id), OPEN)
    assert [hit.node.id for hit in back.hits] == [R3.id]
    shared = behind(store, EdgeRef(EVENT.id, CO_MENTIONED, MAO.id), OPEN)
    assert [hit.node.id for hit in shared.hits] == [R2.id]


def test_behind_a_known_fact_is_its_reference_work(store: GraphStore) -> None:
    page = behind(store, EdgeRef(MAO.id, "MEMBER_OF", PARTY.id), OPEN)
    assert [row.title for row in record_rows(page.hits, "zh")] == ["人名录"]


def test_links_between_two_are_named_from_the_focus(store: GraphStore) -> None:
    found = links_of(MAO.id, store.ego_network(SONG.id, OPEN), "zh", near=SONG.id)
    assert {(item.name, item.claims) for item in found} == {("致文", 1), ("来文", 1)}
    said = link_view(EdgeRef("a", "SENT_TO", "b"), {"a": "甲"}, "en")
    assert (said.source, said.relation, said.target) == ("甲", "sent to", "b")


def test_a_row_marks_names_and_not_whole_titles(store: GraphStore) -> None:
    (hit, *_) = store.records(MAO.id, OPEN).hits
    row = record_row(hit, "zh", focus=[MAO.id])
    assert (row.year, row.day, row.title) == ("1936", "09.18", R1.name)
    assert [(row.title[s.start : s.end], s.focus) for s in row.spans] == [
        ("毛泽东", True),
        ("宋庆龄", False),
    ]
    assert row.spans[0].href == "entity?id=person%3Amao"
    assert row.meta == ("G-1", "责任者 毛泽东", "示例馆", "民国", "置信度 82%")
    assert row.href == "record?id=record%3A1"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("1936-09-18", "1936-09-18", ("1936", "09.18")),
        ("1936-09-01", "1936-09-30", ("1936", "09")),
        ("1936-01-01", "1936-12-31", ("1936", "")),
        ("1931-01-01", "1937-12-31", ("1931", "–1937")),
        ("", "", ("", "")),
    ],
)
def test_a_date_shows_what_is_known(first: str, last: str, shown: tuple[str, str]) -> None:
    assert date_parts(record(9, "题", first, last)) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("1936-01-01", "1936-12-31", "1936"),
        ("1921-01-01", "1965-12-31", "1921–65"),
        ("1898-01-01", "1912-12-31", "1898–1912"),
        ("1931-01-01", "9999-12-31", "1931–"),
        ("0001-01-01", "1931-12-31", "–1931"),
        ("", "", ""),
    ],
)
def test_years_are_short(first: str, last: str, shown: str) -> None:
    assert year_span(first, last) == shown


def test_found_entities_are_rows_with_their_records(store: GraphStore) -> None:
    page = store.search("毛泽东", OPEN)
    row = search_view.node_row(page.hits[0], "en")
    assert (row.title, row.year, row.day) == ("Mao Zedong", "3", "records")
    assert row.meta == ("Person", "毛泽东、润之")
    fonds = search_view.node_row(store.search("示例全宗", OPEN).hits[0], "zh")
    assert (fonds.id, fonds.year) == (FONDS.id, "")


def test_pages_of_twenty() -> None:
    assert [search_view.page_count(n) for n in (0, 1, 20, 21, 400)] == [1, 1, 1, 2, 20]


def test_the_head_says_who() -> None:
    head = entity_head(MAO, "zh")
    assert (head.name, head.second_name, head.type_name) == ("毛泽东", "Mao Zedong", "人物")
    assert head.facts == ("1893-12-26—1976-09-09", "湖南湘潭", "又名 润之")
    english = entity_head(MAO, "en")
    assert (english.name, english.second_name) == ("Mao Zedong", "毛泽东")
    assert life({"founded": "1921"}) == "1921—"
    assert life({"start": "1936", "end": "1936"}) == "1936"
    assert life({"start": "1936-12-12"}) == "1936-12-12"
    assert set_name(FONDS, "zh") == "全宗 示例全宗"
    assert set_name(MAO, "zh") == "毛泽东"


def test_a_records_cells_are_those_of_the_catalogue() -> None:
    node = Node(
        "record:9", "Record", "题", OPEN, (),
        {**R1.properties, "extra": {"载体": "纸"}, "digest": "x", "date_precision": "day"},
    )  # fmt: skip
    found = {cell.name: cell.value for cell in record_view.cells(node, "zh")}
    assert found == {
        "档号": "G-1",
        "日期精度": "日",
        "责任者（原文）": "毛泽东",
        "保管单位（原文）": "示例馆",
        "政权标识": "民国",
        "载体": "纸",
        "阅览级别": "开放",
        "来源": "a.csv 第 7 行",
    }


def test_a_records_claims_show_words_rule_and_confidence(store: GraphStore) -> None:
    claims = store.claims_of([R1.id], OPEN)
    nodes = {n.id: n for n in store.nodes(record_view.entity_ids(claims), OPEN)}
    rows = record_view.claim_rows(claims, nodes, "zh")
    by_relation = {row.relation: row for row in rows}
    sent = by_relation["受文者"]
    assert (sent.entity, sent.quote, sent.field) == ("宋庆龄", "宋庆龄", "题名")
    assert (sent.rule, sent.confidence, sent.status) == ("test", "82%", "抽取")
    assert sent.color == label_tint("Person").light
    assert by_relation["致文"].entity == "毛泽东 → 宋庆龄"
    assert record_view.all_set_ids(claims) == [FONDS.id]


def test_kinds_of_names_are_in_the_language_of_the_page() -> None:
    zhou = load_authority().entries["person:zhou-enlai"]
    node = Node(zhou.id, "Person", zhou.name, None, tuple(a.text for a in zhou.aliases))
    chinese = {one.kind: one.names for one in names_by_kind(node, "zh")}
    english = {one.kind: one.names for one in names_by_kind(node, "en")}
    assert chinese["字"] == english["courtesy name"] == ("翔宇",)
    assert all(kind.isascii() for kind in english)


@pytest.mark.parametrize("kind", sorted(ALIAS_KINDS))
def test_every_kind_of_name_has_its_words(kind: str) -> None:
    assert TEXTS[f"name_{kind}"]["zh"] == kind
