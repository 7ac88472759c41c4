"""Joined titles: their documents, and how many they say they hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.documents import documents, stated_count
from extractors.pipeline import read_title


def parts(title: str) -> list[str]:
    return [title[start:end] for start, end in documents(read_title(title))]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("毛泽东致宋庆龄信", ["毛泽东致宋庆龄信"]),
        (
            "陳誠呈蔣中正戰況，戴笠電蔣中正敵情；張治中函陳布雷",
            ["陳誠呈蔣中正戰況", "戴笠電蔣中正敵情", "張治中函陳布雷"],
        ),
        ("行政院训令：关于禁烟，关于税收", ["行政院训令：关于禁烟，关于税收"]),
        ("任免令；简历", ["任免令", "简历"]),
        ("；；", []),
        ("", []),
    ],
)
def test_a_joined_title_is_taken_apart(title: str, found: list[str]) -> None:
    assert parts(title) == found


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("薛岳呈蔣中正各黨派動態等情報提要等六則", 6),
        ("戴笠電蔣中正等文電日報表十二則", 12),
        ("关于粮食的来往函电共15件", 15),
        ("三件大事", 0),
        ("关于第六则的意见", 0),
        ("", 0),
    ],
)
def test_the_stated_number(title: str, count: int) -> None:
    assert stated_count(read_title(title)) == count


@settings(deadline=None)
@given(st.text(max_size=60))
def test_documents_lie_apart_in_any_title(title: str) -> None:
    last = 0
    for start, end in documents(read_title(title)):
        assert last <= start < end <= len(title)
        last = end
