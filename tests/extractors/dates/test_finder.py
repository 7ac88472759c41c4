"""Dates are found in running text, with offsets into it; spans of time and names are not dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import find_dates, read_date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("蔣中正民國二十六年七月七日致何應欽電", ["民國二十六年七月七日"]),
        ("光绪二十四年八月初六日上谕", ["光绪二十四年八月初六日"]),
        ("光绪甲午年十月奏稿", ["光绪甲午年十月"]),
        ("雪耻本日為舊歷九月十五日是余生辰", ["舊歷九月十五日"]),
        ("核定三十五年度十至十二月份經費", ["三十五年度十至十二月份"]),
        ("一九七八年五月至一九七九年五月間剪報", ["一九七八年五月至一九七九年五月"]),
        (
            "民國六十四年十月三十日至十二月三十日行政院會議",
            ["民國六十四年十月三十日至十二月三十日"],
        ),
        ("议案（1949-09-21）", ["1949-09-21"]),
        ("1937—1945年抗战史料", ["1937—1945年"]),
        ("一九三七年秋季征收情形", ["一九三七年秋季"]),
        ("二十世纪三十年代工业状况", ["二十世纪三十年代"]),
        ("复皓电", ["皓"]),
        ("皓电悉", ["皓"]),
        ("午皓電敬悉", ["午皓"]),
        ("三月一日以飛機到臘戌，三日上午談話，八日開學", ["三月一日", "三日", "八日"]),
        ("元旦告全国军民书", ["元旦"]),
        ("决定五一通电全国", ["五一"]),
        ("同年八月十五日来信", ["同年八月十五日"]),
        ("四月底渡江作战部署", ["四月底"]),
        ("十年计划", []),
        ("第一个五年计划", []),
        ("五年来的工作", []),
        ("第三年报告", []),
        ("文電課電", []),
        ("无线电台", []),
        ("電力公司", []),
        ("军机大臣", []),
        ("百团大战", []),
        ("三日內完成", []),
        ("一九四九年春耕", ["一九四九年"]),
        ("", []),
    ],
)
def test_dates_are_found(text: str, dates: list[str]) -> None:
    assert sorted(text[f.start : f.end] for f in find_dates(text)) == sorted(dates)


@given(st.text(max_size=60))
def test_any_text_may_be_searched(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)


def test_what_is_found_is_read() -> None:
    (found,) = find_dates("國民政府民國三十四年八月十五日訓令")
    assert read_date("國民政府民國三十四年八月十五日訓令"[found.start : found.end]).edtf == (
        "1945-08-15"
    )
