"""Date cells are read, or refused with a reason; never shifted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import read_date
from extractors.text import plain, search_form, simplified


@pytest.mark.parametrize(
    ("text", "edtf", "calendar"),
    [
        ("19360918", "1936-09-18", "gregorian"),
        ("193609", "1936-09", "gregorian"),
        ("1936", "1936", "gregorian"),
        ("1936-09-18", "1936-09-18", "gregorian"),
        ("1936.9.8", "1936-09-08", "gregorian"),
        ("1939/08/00", "1939-08", "gregorian"),
        ("1939/00/00", "1939", "gregorian"),
        ("[19450815]", "1945-08-15?", "gregorian"),
        ("1946/07/16 ~ 1946/07/16", "1946-07-16", "gregorian"),
        ("1944/00/00 ~ 1945/03/00", "1944/1945-03", "gregorian"),
        ("1937年7月7日", "1937-07-07", "gregorian"),
        ("一九三七年七月七日", "1937-07-07", "gregorian"),
        ("二〇〇一年", "2001", "gregorian"),
        ("民国二十六年七月七日", "1937-07-07", "minguo"),
        ("民國廿六年", "1937", "minguo"),
        ("民国元年一月", "1912-01", "minguo"),
        ("中華民國三十八年十月", "1949-10", "minguo"),
        ("１９３６", "1936", "gregorian"),
    ],
)
def test_catalogue_forms_are_read(text: str, edtf: str, calendar: str) -> None:
    date = read_date(text)
    assert (date.edtf, date.calendar, date.text) == (edtf, calendar, text)


@pytest.mark.parametrize(
    "text",
    [
        "1937-02-30",
        "民国二十六年二月三十日",
        "13月",
        "19361332",
        "光绪四十年",
        "光绪二十四年闰八月",
        "不详",
        "0000/00/00",
        "abc",
        "未知",
    ],
)
def test_what_cannot_be_read_has_a_reason_and_no_date(text: str) -> None:
    date = read_date(text)
    assert (date.edtf, date.earliest, date.latest) == ("", "", "")
    assert date.note


@given(st.text(max_size=40))
def test_normal_forms_keep_the_length(text: str) -> None:
    assert len(simplified(text)) == len(plain(text)) == len(text)
    assert search_form(search_form(text)) == search_form(text)


def test_names_are_compared_in_simplified_characters() -> None:
    assert search_form("毛澤東  ＡＢ") == "毛泽东 ab"
    assert simplified("乾隆") == "乾隆"
