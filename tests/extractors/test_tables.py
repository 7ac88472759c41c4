"""The knowledge tables keep their format, rest on sources, and their examples are read as they
say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from importlib.resources import files

import pytest

from extractors.authority import TABLES, load_authority, read_table, statements
from extractors.pipeline import read_title, step_names
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
LEAST = {"persons": 300, "organizations": 150, "places": 200, "events": 100}
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


def misread(read: Callable[[str], Reading]) -> list[tuple[str, str, str]]:
    return [
        (text, label, id)
        for text, label, id in examples()
        if (label, id) not in {(m.label, m.entity_id) for m in read(text).mentions}
    ]


def test_the_rules_read_the_examples_as_they_say() -> None:
    assert len(examples()) > 500
    assert misread(read_by_rules) == []


def test_the_tagger_leaves_nearly_all_examples_as_they_are() -> None:
    assert len(misread(read_title)) < 0.06 * len(examples())


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
