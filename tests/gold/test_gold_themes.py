"""The constructed titles for spirits: their format, their halves, and how well they are told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from extractors.dates import read_date
from extractors.pipeline import Title, read_titles
from extractors.themes import load_themer, load_themes, subject_of_title

LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "themes.jsonl").read_text("utf-8").splitlines()
]
SPIRITS = {theme.name for theme in load_themes().values() if theme.scheme == "spirits"}
#: Least precision and recall, below what was measured (docs/themes.md).
LEAST = {"tune": (97, 97), "test": (95, 93)}


def test_format_and_halves() -> None:
    assert [line["split"] for line in LINES] == [("tune", "test")[n % 2] for n in range(len(LINES))]
    assert len({line["key"] for line in LINES}) == len(LINES) >= 500
    for line in LINES:
        assert set(line) == {
            "key", "source", "split", "title", "creator", "date", "spirits", "spirits_may",
        }  # fmt: skip
        assert line["key"] == hashlib.sha256(line["title"].encode("utf-8")).hexdigest()[:10]
        assert line["source"] == "constructed/themes"
        assert set(line["spirits"]) | set(line["spirits_may"]) <= SPIRITS
        assert not set(line["spirits"]) & set(line["spirits_may"])


def test_each_spirit_is_asked_for_and_nearly_half_of_the_titles_have_none() -> None:
    asked = [name for line in LINES for name in line["spirits"]]
    assert set(asked) == SPIRITS
    assert sum(not line["spirits"] for line in LINES) > 200


def test_no_title_is_an_example_of_a_rule() -> None:
    examples = {
        example.title
        for theme in load_themes().values()
        for rule in theme.rules
        for example in rule.examples
    }
    assert {line["title"] for line in LINES} & examples == set()


@pytest.mark.parametrize("half", LEAST)
def test_spirits_are_told_as_well_as_the_documents_say(half: str) -> None:
    themer = load_themer()
    lines = [line for line in LINES if line["split"] == half]
    titles = [Title(line["title"], line["creator"], line["date"]) for line in lines]
    hits = told = wanted = 0
    for line, reading in zip(lines, read_titles(titles), strict=True):
        found = themer.judge(subject_of_title(reading, read_date(reading.date)))
        firm = [themer.themes[one.theme] for one in found if one.grade != "weak"]
        got = {t.name for t in firm if t.scheme == "spirits"} - set(line["spirits_may"])
        hits += len(got & set(line["spirits"]))
        told += len(got)
        wanted += len(line["spirits"])
    precision, recall = LEAST[half]
    assert 100 * hits / told >= precision
    assert 100 * hits / wanted >= recall
