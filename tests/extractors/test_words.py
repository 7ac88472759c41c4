"""The words of the general dictionary, as one value a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.tagger.words import VALUES, Words

WORDS = Words()
ANY_TEXT = st.text(st.characters(), max_size=80)


def values(text: str) -> list[int]:
    return [int(value) for value in WORDS.of([text])]


def test_a_word_begins_and_ends() -> None:
    first, last, other = values("丧葬在")
    assert (first, last) != (last, first)
    assert values("丧葬") == [first, last]
    assert values("在") == [other]


def test_the_kind_of_a_word_shows() -> None:
    person, place, noun = (values(word)[0] for word in ("毛泽东", "杭州", "问题"))
    assert len({person, place, noun}) == 3


@given(st.lists(ANY_TEXT, max_size=4))
def test_each_code_point_has_one_value_whatever_stands_beside(texts: list[str]) -> None:
    found = WORDS.of(texts)
    assert len(found) == sum(map(len, texts))
    assert all(0 < value < VALUES for value in found)
    assert [int(value) for value in found] == [value for text in texts for value in values(text)]


def test_lone_surrogates_and_nul_are_read() -> None:
    assert len(values("\ud800毛\0泽东\udfff")) == 6
