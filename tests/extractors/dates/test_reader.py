"""Date cells are read, or refused with a reason; never shifted."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import read_date
from extractors.pipeline import _texts
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


@pytest.mark.parametrize(
    ("text", "context", "edtf"),
    [
        ("1937.7-9", None, "1937-07/1937-09"),
        ("1937年[7月]", None, "1937-07?"),
        ("〔1937年〕7月", None, "1937-07?"),
        ("民国二十六年（7月）", None, "1937-07"),
        ("1937年3、4月间", None, "1937-03/1937-04"),
        ("光绪二十四、二十五年", None, "1898-01-22/1900-01-30"),
        ("十九世纪六十至七十年代", None, "186X/187X"),
        ("1860年代至70年代", None, "186X/187X"),
        ("光绪二十四年秋八月", None, "1898-09-16/1898-10-14"),
        ("民国三十有一年", None, "1942"),
        ("一千九百三十七年", None, "1937"),
        ("一九三七、七、七", None, "1937-07-07"),
        ("黄帝纪元四千六百零九年", None, "1911-01-30/1912-02-17"),
        ("宣统九年五月十三日", None, "1917-07-01"),
        ("1937-07-07T12:00:00", None, "1937-07-07"),
        ("同年除夕", "1937-05", "1938-01-30"),
        ("皓电", "1937-08-02", "1937-07-19"),
        ("26.7.7", "1937", "1937-07-07"),
        ("三十年", "光绪三十年八月", "1904-02-16/1905-02-03"),
        ("七月皓日", "1937", "1937-07-19"),
    ],
)
def test_rarer_forms_are_read(text: str, context: str | None, edtf: str) -> None:
    assert read_date(text, context).edtf == edtf


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("十二月二十八日", "1938-01-05"),
        ("佳电", "1937-07-08"),
        ("皓电", "1937"),
        ("本月十五日", "1937"),
        ("翌日", "1937-07"),
        ("1937年1、3月", None),
        ("1937年7月7日（星期四）", None),
        ("1937年上半年三月", None),
        ("康德元年一月五日", None),
        ("洪宪元年五月", None),
        ("明治三年二月", None),
        ("太平天国元年正月", None),
        ("民国初年", None),
        ("甲丑年", None),
        ("元日", "1946-01-07"),
        ("皓电", "1937年以后"),
    ],
)
def test_what_would_be_a_guess_is_refused(text: str, context: str | None) -> None:
    date = read_date(text, context)
    assert (date.edtf, bool(date.note)) == ("", True)
    assert " / " in date.note


def test_a_changed_calendar_or_date_table_makes_a_new_version() -> None:
    texts = [*_texts(files("extractors")), *_texts(files("graph_model") / "dates")]
    for part in ("端午节\tlunar", "光绪\tGuangxu", "1898\t1898-01-22", "def read_date("):
        assert any(part in text for text in texts), part


def test_a_pair_far_ahead_of_the_record_is_not_read() -> None:
    assert read_date("戊戌", context=read_date("1899")).year == 1898
    assert read_date("戊戌", context=read_date("1937")).note
