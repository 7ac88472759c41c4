"""Long texts are read piece by piece: all of it, in its places, at a bounded cost a character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pieces import LONGEST_TITLE, cut, join, parts
from extractors.pipeline import read_title, read_titles
from extractors.reading import Reading
from extractors.spacy_components import load

SENTENCE = "毛泽东致宋庆龄信，"


def test_a_title_is_one_piece_and_a_long_text_is_cut_at_its_commas() -> None:
    assert not cut(Reading(SENTENCE * (LONGEST_TITLE // len(SENTENCE)))).pieces
    text = SENTENCE * 400
    long = cut(Reading(text))
    assert "".join(piece.text for piece in parts([long])) == text
    assert all(piece.text.endswith("，") for piece in parts([long]))
    assert all(text.startswith(piece.text, start) for start, piece in long.pieces)
    assert not join(long).pieces


def test_every_piece_is_read_in_its_place() -> None:
    reading = read_title(SENTENCE * 400)
    assert all(reading.text[m.start : m.end] == m.text for m in reading.mentions)
    for name in ("毛泽东", "宋庆龄"):
        assert sum(m.text == name for m in reading.mentions) == 400


def test_both_ways_read_a_long_text_alike() -> None:
    text = (SENTENCE + "民国二十六年七月江西省政府呈蒋中正电；") * 90
    nlp = load()
    reading = read_title(text)
    doc = nlp(text)
    assert doc._.reading == reading
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [
        (m.start, m.end, m.label) for m in reading.mentions
    ]


@pytest.mark.parametrize(
    "unit", ["毛泽东致", "王", "第一", "某省政府", "一二三", "😀", "（", "年月日", "\ud800", "關於"]
)
def test_a_megabyte_is_read_in_pieces_of_bounded_size(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    pieces = list(parts([cut(Reading(text))]))
    assert max(len(piece.text) for piece in pieces) <= LONGEST_TITLE
    part = unit * (20_000 // len(unit))
    assert all(0 <= m.start < m.end <= len(part) for m in read_title(part).mentions)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.integers(1, 40))
def test_any_text_is_read_with_its_spans_inside(texts: list[str], times: int) -> None:
    titles = [text * times for text in texts]
    for title, reading in zip(titles, read_titles(titles), strict=True):
        assert reading.text == title
        for mention in reading.mentions:
            assert 0 <= mention.start < mention.end <= len(title)
            assert title[mention.start : mention.end] == mention.text
