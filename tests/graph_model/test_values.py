"""Ids, access levels, dates and records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.access import Access, read_access
from graph_model.dates import from_edtf
from graph_model.errors import ShimaiError
from graph_model.ids import content_hash, is_authority, record_id, text_entity_id
from graph_model.record import LIST_FIELDS, TEXT_FIELDS, Record


def test_ids_come_from_content() -> None:
    assert record_id("000000", "G001-001") == record_id("000000", "G001-001")
    assert record_id("000000", "G001-001") != record_id("000001", "G001-001")
    assert record_id("", "", ["甲"]) != record_id("", "", ["乙"])
    assert is_authority("person:mao-zedong")
    assert not is_authority(text_entity_id("person", "某人"))


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_parts_of_a_hash_do_not_run_together(first: list[str], second: list[str]) -> None:
    free = [[part for part in parts if "\0" not in part] for parts in (first, second)]
    if free == [first, second] and first and second and first != second:
        assert content_hash(*first) != content_hash(*second)


@pytest.mark.parametrize(
    ("flag", "secrecy", "level"),
    [
        ("开放", "", Access.OPEN),
        ("開放", "", Access.OPEN),
        ("控制", "", Access.RESTRICTED),
        ("延期开放", "", Access.RESTRICTED),
        ("未审核", "", Access.RESTRICTED),
        ("随便什么", "", Access.RESTRICTED),
        ("开放", "机密★10年", Access.CLASSIFIED),
        ("", "絕密", Access.CLASSIFIED),
        ("", "机密（已解密）", Access.OPEN),
        ("", "机密，未解密", Access.CLASSIFIED),
        ("", "密", Access.CLASSIFIED),
        ("", "普通", Access.OPEN),
    ],
)
def test_a_flag_that_does_not_say_open_closes(flag: str, secrecy: str, level: Access) -> None:
    assert read_access(flag, secrecy) == level


def test_an_empty_flag_takes_the_default() -> None:
    assert read_access("", "", Access.RESTRICTED) == Access.RESTRICTED


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("1936-09-18", "1936-09-18", "1936-09-18", "day"),
        ("1936-02", "1936-02-01", "1936-02-29", "month"),
        ("1936", "1936-01-01", "1936-12-31", "year"),
        ("1936~", "1936-01-01", "1936-12-31", "year"),
        ("193X", "1930-01-01", "1939-12-31", "decade"),
        ("1936-09/1937", "1936-09-01", "1937-12-31", "interval"),
        ("1936/..", "1936-01-01", "9999-12-31", "interval"),
    ],
)
def test_edtf_has_inclusive_bounds(edtf: str, earliest: str, latest: str, precision: str) -> None:
    date = from_edtf(edtf)
    assert (date.earliest, date.latest, date.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("edtf", ["1936-13", "1937-02-29", "36", "1937/1936", "abc", "193X-02"])
def test_a_day_that_does_not_exist_is_refused(edtf: str) -> None:
    with pytest.raises(ShimaiError) as error:
        from_edtf(edtf)
    assert error.value.code == "DATE_VALUE"


def test_overlap_is_inclusive() -> None:
    date = from_edtf("1936-09")
    assert date.overlaps("1936-09-30", "1936-10-01")
    assert not date.overlaps("1936-10-01", "1936-12-31")


@pytest.mark.parametrize("name", [*TEXT_FIELDS, *LIST_FIELDS])
def test_the_digest_sees_every_cell(name: str) -> None:
    record = Record(title="毛泽东致宋庆龄信", row=2)
    value: object = ("甲",) if name in LIST_FIELDS else "甲"
    assert replace(record, **{name: value}).digest("1") != record.digest("1")  # type: ignore[arg-type]


def test_the_digest_does_not_see_where_the_row_stood() -> None:
    record = Record(title="毛泽东致宋庆龄信", row=2)
    assert replace(record, row=9, source_file="x.csv").digest("1") == record.digest("1")
    assert record.digest("2") != record.digest("1")
    assert replace(record, access=Access.RESTRICTED).digest("1") != record.digest("1")
