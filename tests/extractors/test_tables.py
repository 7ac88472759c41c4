"""The knowledge tables keep their format, rest on sources, and their examples are read as they
say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

from extractors.authority import Statement, load_authority, read_table, statements
from extractors.entries import TABLES
from extractors.pipeline import read_title, read_titles, step_names
from extractors.reading import Reading
from extractors.steps.base import STEPS
from extractors.text import plain
from graph_model.claim import check_claim
from graph_model.dates import from_edtf
from graph_model.schema import load_schema
from loaders.authorities import authority_claims

ALIAS_KINDS = {
    "字",
    "号",
    "谥",
    "原名",
    "别名",
    "化名",
    "笔名",
    "译名",
    "法名",
    "敬称",
    "略称",
    "旧称",
    "全称",
}
LEAST = {"persons": 1800, "organizations": 800, "places": 2000, "events": 500, "offices": 350}
DATES = {"born", "died", "founded", "dissolved", "from", "to", "start", "end"}
ALL_TABLES = [
    *TABLES,
    "sources",
    "statements",
    "genres",
    "surnames",
    "surname_pairs",
    "stop_phrases",
]
SOURCES = {row["key"] for row in read_table("sources")}
AUTHORITY = load_authority()
RULES = [STEPS[name]() for name in step_names() if name != "tagger"]


@pytest.mark.parametrize("table", ALL_TABLES)
def test_every_row_has_the_heading_s_columns(table: str) -> None:
    text = (files("extractors") / "tables" / f"{table}.tsv").read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines[-1] == "", "the file ends with a line break"
    columns = lines[0].count("\t")
    assert {line.count("\t") for line in lines[:-1]} == {columns}


@pytest.mark.parametrize(("table", "least"), LEAST.items())
def test_the_tables_are_large_enough(table: str, least: int) -> None:
    assert len(list(read_table(table))) >= least


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique_and_ascii(table: str) -> None:
    ids = [row["id"] for row in read_table(table)]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id)] == []


@pytest.mark.parametrize("table", [t for t in ALL_TABLES if t != "sources"])
def test_every_row_rests_on_a_source(table: str) -> None:
    for row in read_table(table):
        keys = row["source"].split("|")
        assert keys != [""], row
        assert set(keys) <= SOURCES, row


@pytest.mark.parametrize("table", TABLES)
def test_aliases_are_of_a_known_kind_and_tell_one_entry(table: str) -> None:
    owners: dict[str, set[str]] = {}
    for row in read_table(table):
        pairs = [item.partition(":") for item in row["aliases"].split("|") if item]
        assert {kind for kind, _, _ in pairs} <= ALIAS_KINDS, row
        for form in {plain(row["name"]), *(plain(text) for _, _, text in pairs)}:
            assert form, row
            assert form.strip() == form, row
            owners.setdefault(form, set()).add(row["id"])
    shared = {form: ids for form, ids in owners.items() if len(ids) > 1}
    names = {plain(row["name"]) for row in read_table(table)}
    assert {form: ids for form, ids in shared.items() if form not in names} == {}


@pytest.mark.parametrize("table", TABLES)
def test_dates_are_edtf_and_in_order(table: str) -> None:
    for row in read_table(table):
        read = {name: from_edtf(row[name]) for name in DATES & set(row) if row[name]}
        for first, last in (
            ("born", "died"),
            ("founded", "dissolved"),
            ("from", "to"),
            ("start", "end"),
        ):
            if first in read and last in read:
                assert read[first].earliest <= read[last].latest, row


def test_references_between_tables_hold() -> None:
    for row in read_table("places"):
        assert not row["parent"] or f"place:{row['parent']}" in AUTHORITY.entries, row
    for row in read_table("events"):
        assert not row["place"] or f"place:{row['place']}" in AUTHORITY.entries, row
    for row in read_table("offices"):
        id = f"organization:{row['organization']}"
        assert not row["organization"] or id in AUTHORITY.entries, row
    for statement in statements():
        assert {statement.subject, statement.object} <= set(AUTHORITY.entries), statement


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def years(table: str, first: str, last: str) -> dict[str, tuple[int, int]]:
    """Ordinal days within which a row's life or term lies; open ends are unbounded."""
    kind = TABLES[table][1]
    return {
        f"{kind}:{row['id']}": (
            day(from_edtf(row[first]).earliest) if row[first] else date.min.toordinal(),
            day(from_edtf(row[last]).latest) if row[last] else date.max.toordinal(),
        )
        for row in read_table(table)
    }


def held_offices() -> Iterator[tuple[Statement, int | None, int | None]]:
    for statement in statements():
        if statement.predicate == "HELD_OFFICE":
            begin, end = statement.begin, statement.end
            yield (
                statement,
                day(from_edtf(begin).latest) if begin else None,
                day(from_edtf(end).earliest) if end else None,
            )


def test_nobody_holds_an_office_before_birth_or_after_death() -> None:
    lives = years("persons", "born", "died")
    grown_up = 15 * 365
    wrong = []
    for statement, begin, end in held_offices():
        born, died = lives[statement.subject]
        if (begin and begin < born + grown_up) or (end and end > died):
            wrong.append(statement)
    assert wrong == []


def test_offices_are_held_while_they_exist() -> None:
    terms = years("offices", "from", "to")
    wrong = []
    for statement, begin, end in held_offices():
        first, last = terms[statement.object]
        if (begin and begin < first) or (end and end > last):
            wrong.append(statement)
    assert wrong == []


def test_an_event_that_precedes_another_is_not_later() -> None:
    days = years("events", "start", "end")
    following: dict[str, set[str]] = {}
    for said in statements():
        if said.predicate == "PRECEDES":
            following.setdefault(said.subject, set()).add(said.object)
            assert days[said.subject][0] <= days[said.object][1], said
            ends = said.subject, said.object
            first, last = (AUTHORITY.entries[id].fields.get("start", "") for id in ends)
            width = min(len(first), len(last))
            assert first[:width] <= last[:width] or not (first and last), said
    for id in following:
        waiting, seen = list(following[id]), set()
        while waiting:
            later = waiting.pop()
            seen.add(later)
            waiting.extend(following.get(later, set()) - seen)
        assert id not in seen


def test_a_term_is_told_once() -> None:
    terms = Counter((s.subject, s.predicate, s.object, s.begin) for s in statements())
    assert [term for term, n in terms.items() if n > 1] == []


HOLDERS = [
    ("zhili-zongdu", "1880-06-01", "li-hongzhang"),
    ("zhili-zongdu", "1904-06-01", "yuan-shikai"),
    ("liangjiang-zongdu", "1869-06-01", "ma-xinyi"),
    ("huguang-zongdu", "1892-06-01", "zhang-zhidong"),
    ("shangan-zongdu", "1875-06-01", "zuo-zongtang"),
    ("yungui-zongdu", "1886-06-01", "cen-yuying"),
    ("chushi-ying", "1892-06-01", "xue-fucheng"),
    ("guowu-zongli", "1923-03-01", "zhang-shaozeng"),
    ("jiaoyu-zongzhang", "1912-05-01", "cai-yuanpei"),
    ("junzhengbu-buzhang", "1938-06-01", "he-yingqin"),
    ("waijiaobu-buzhang", "1938-06-01", "wang-chonghui"),
    ("xingzhengyuan-yuanzhang", "1934-06-01", "wang-zhaoming"),
    ("zhanqu-9", "1942-01-10", "xue-yue"),
    ("hubei-zhuxi", "1942-06-01", "chen-cheng"),
    ("nanfangju-shuji", "1941-06-01", "zhou-enlai"),
    ("129shi-shizhang", "1937-11-01", "liu-bocheng"),
    ("xinsijun-zhengzhibu-zhuren", "1940-06-01", "yuan-guoping"),
    ("pla-zongcanmouzhang", "1962-06-01", "luo-ruiqing"),
    ("prc-guofangbu-buzhang", "1958-06-01", "peng-dehuai"),
    ("prc-jiaoyubu-buzhang", "1955-06-01", "zhang-xiruo"),
]


@pytest.mark.parametrize(("office", "on", "person"), HOLDERS)
def test_an_office_at_a_date_tells_its_one_holder(office: str, on: str, person: str) -> None:
    """Open ends are left out: they tell that an end is not known, not that the term goes on."""
    holders = {
        statement.subject
        for statement, begin, end in held_offices()
        if statement.object == f"office:{office}"
        and begin is not None
        and begin <= day(on) <= (end if end is not None else begin + 365)
    }
    assert holders == {f"person:{person}"}


#: offices of one holder: governors-general, premiers, commanders of war zones
SINGLE = re.compile(
    r"office:(zhili|liangjiang|huguang|minzhe|sichuan|shangan|yungui|dongsansheng)-zongdu"
    r"|office:(xingzhengyuan-yuanzhang|guowuyuan-zongli|junzhengbu-buzhang|waijiaobu-buzhang)"
    r"|office:zhanqu-\d+|office:\w+-zhuxi|office:\w+-shizhang"
)


def test_single_offices_have_one_holder_at_a_time() -> None:
    """Terms known to the year only may share their first and last year, hence the slack."""
    slack = 366
    terms: dict[str, list[tuple[int, int, str]]] = {}
    for statement, begin, end in held_offices():
        if SINGLE.fullmatch(statement.object) and begin and end and end > begin:
            terms.setdefault(statement.object, []).append((begin, end, statement.subject))
    clashes = []
    for office, held in terms.items():
        for one, other in combinations(sorted(held), 2):
            if one[2] != other[2] and one[1] > other[0] + slack:
                clashes.append((office, one[2], other[2]))
    assert clashes == []


def test_places_lie_in_no_circle() -> None:
    parents = {row["id"]: row["parent"] for row in read_table("places")}
    for place in parents:
        above, seen = place, set()
        while above := parents[above]:
            assert above not in seen, place
            seen.add(above)


def test_places_lie_near_their_province() -> None:
    """A place of a province of China lies within 14 degrees of the province's seat."""
    rows = {row["id"]: row for row in read_table("places")}
    for row in rows.values():
        above = rows.get(row["parent"])
        if row["lon"] and above and above["kind"] == "province" and above["lon"]:
            assert abs(float(row["lon"]) - float(above["lon"])) < 14, row
            assert abs(float(row["lat"]) - float(above["lat"])) < 14, row


def test_statements_keep_the_schema() -> None:
    claims = list(authority_claims(AUTHORITY))
    assert len(claims) > 200
    for claim in claims:
        check_claim(claim, load_schema())
    assert all(claim.earliest <= claim.latest for claim in claims)


def test_coordinates_lie_where_they_can() -> None:
    for row in read_table("places"):
        if row["lon"]:
            assert -180 <= float(row["lon"]) <= 180, row
            assert -90 <= float(row["lat"]) <= 90, row


def examples() -> list[tuple[str, str, str]]:
    return [(e.example, e.label, e.id) for e in AUTHORITY.entries.values() if e.example]


def read_by_rules(text: str) -> Reading:
    """All steps but the tagger, which may know a longer name around the one that is meant."""
    reading = Reading(text)
    for step in RULES:
        step(reading)
    return reading


def misread(readings: Iterable[Reading]) -> list[tuple[str, str, str]]:
    """Examples that the readings of all of them do not read as they say."""
    return [
        (text, label, id)
        for (text, label, id), reading in zip(examples(), readings, strict=True)
        if (label, id) not in {(m.label, m.entity_id) for m in reading.mentions}
    ]


def test_the_rules_read_the_examples_as_they_say() -> None:
    assert len(examples()) > 500
    assert misread(read_by_rules(text) for text, _, _ in examples()) == []


@pytest.mark.parametrize("title", ["鲁南敌情通报", "中国共产党第一次全国代表大会代表名单"])
def test_a_known_name_keeps_its_entry_whichever_rule_reads_it(title: str) -> None:
    assert read_title(title).mentions[0].entity_id


def test_the_tagger_leaves_nearly_all_examples_as_they_are() -> None:
    assert len(misread(read_titles([text for text, _, _ in examples()]))) < 0.06 * len(examples())


@pytest.mark.parametrize("row", list(read_table("genres")), ids=lambda row: row["form"])
def test_forms_are_read_from_their_examples(row: dict[str, str]) -> None:
    reading = read_title(row["example"])
    assert (plain(reading.genre), reading.form) == (row["form"], row["genre"])


@pytest.mark.parametrize("row", list(read_table("stop_phrases")), ids=lambda row: row["phrase"])
def test_stop_phrases_hold_no_such_name(row: dict[str, str]) -> None:
    start = plain(row["example"]).index(row["phrase"])
    end = start + len(row["phrase"])
    mentions = read_title(row["example"]).mentions
    inside = [m for m in mentions if m.label == row["label"] and start <= m.start and m.end <= end]
    assert inside == []


@pytest.mark.parametrize("row", list(read_table("surname_pairs")), ids=lambda row: row["form"])
def test_joined_surnames_are_persons_of_their_own(row: dict[str, str]) -> None:
    ids = [m.entity_id for m in read_title(row["example"]).mentions if m.label == "PERSON"]
    assert ids == [f"person:{id}" for id in row["persons"].split("|")]
    assert set(ids) <= set(AUTHORITY.entries)
