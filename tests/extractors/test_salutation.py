"""Whom the salutation of a letter names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.salutation import read_salutation


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("刘、邓，并告陈、粟", ["刘 PERSON", "邓 PERSON", "陈 PERSON", "粟 PERSON"]),
        ("林、聂，徐、程", ["林 PERSON", "聂 PERSON", "徐 PERSON", "程 PERSON"]),
        ('德怀"同志', ["德怀 PERSON"]),
        ("東北局及林", ["東北局 ORG", "林 PERSON"]),
        ("聂政委，并致林", ["聂 PERSON", "林 PERSON"]),
        ("谢老", ["谢老 PERSON"]),
        ("毛主席", ["毛主席 PERSON"]),
        ("同志们", []),
        ("各首长", []),
        ("升兄足下", []),
        ("", []),
        ("，、", []),
    ],
)
def test_names_without_their_forms_of_address(cell: str, named: list[str]) -> None:
    assert [f"{m.text} {m.label}" for m in read_salutation(cell)] == named


@given(st.text(max_size=60))
def test_spans_lie_in_any_text(cell: str) -> None:
    for mention in read_salutation(cell):
        assert cell[mention.start : mention.end] == mention.text != ""
