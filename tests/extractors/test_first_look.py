"""First looks: no text without the bit has a match, and looking changes nothing that is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import first_look
from extractors.first_look import EVERY, bit_for, bit_for_words, bits_of, every_character
from extractors.pipeline import read_titles, step_names
from extractors.reading import Reading
from extractors.steps.base import STEPS
from extractors.steps.offices import _POSTS_OF_AREAS
from loaders.bench.extract import read_catalogues
from tests.paths import ROOT, SAMPLE

#: Posts whose area no table knows, one for each word of theirs.
POSTS = [f"甲乙{word}奏片" for word in _POSTS_OF_AREAS.split("|")]
TEXTS = st.lists(st.text("天地玄黄\U00020000\ud800 Aa", max_size=6), min_size=1, max_size=5)


@given(TEXTS)
def test_a_text_has_the_bit_of_its_characters(texts: list[str]) -> None:
    bit = bit_for("天A")
    for text, bits in zip(texts, bits_of(texts), strict=True):
        if text:
            wanted = not {"天", "A"}.isdisjoint(text) or "\U00020000" in text
            assert bool(bits & bit) == wanted


@given(st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=3), min_size=1), TEXTS)
def test_a_text_with_one_of_the_words_has_their_bit(words: list[str], around: list[str]) -> None:
    bit = bit_for_words(words)
    texts = [around[0] + word + around[-1] for word in words]
    assert all(bits & bit for bits in bits_of(texts))


def test_the_same_characters_have_the_same_bit() -> None:
    assert bit_for("日月") == bit_for("月日") != bit_for("月")
    assert " " in every_character("isspace")
    assert "月" not in every_character("isspace")


def test_where_no_bit_is_left_everything_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    full = [frozenset(chr(0x4E00 + n)) for n in range(62)]
    monkeypatch.setattr(first_look, "_known", full)
    assert bit_for("龘") == EVERY
    assert bit_for(full[3]) == 1 << 3


def test_looking_changes_nothing_that_is_read() -> None:
    """The steps alone get readings of which nothing is known beforehand."""
    titles = [*read_catalogues([SAMPLE]), *_examples(ROOT / "extractors" / "tables"), *POSTS]
    steps = [STEPS[name]() for name in step_names()]
    for title, quick in zip(titles, read_titles(titles), strict=True):
        reading = Reading(title)
        assert reading.bits == EVERY
        for step in steps:
            step(reading)
        assert (reading.mentions, reading.form) == (quick.mentions, quick.form), title


def _examples(folder: Path) -> list[str]:
    """The example of each row of the tables that have one."""
    found: list[str] = []
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        at = rows[0].index("example") if "example" in rows[0] else None
        if at is not None:
            found += [row[at] for row in rows[1:] if len(row) > at and row[at]]
    return found
