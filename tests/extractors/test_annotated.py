"""Annotated titles: the markup, the files, and the variants that the tagger learns from."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from pathlib import Path

import pytest

from extractors.text import plain
from extractors.training.annotated import Variants, annotated, parse, titles_to_learn_from
from graph_model.mention import LABELS

GOLD = Path(__file__).parents[1] / "gold"


def test_a_line_gives_names_roles_and_columns() -> None:
    line = parse("{O军政部长}{P>何应钦}电{P<蒋委员长}：{L川东}匪情\t电\t1935/04/11\t何应钦")
    text = line.title.text
    assert text == "军政部长何应钦电蒋委员长：川东匪情"
    assert [(text[s.start : s.end], s.label) for s in line.title.spans] == [
        ("军政部长", "OFFICE"),
        ("何应钦", "PERSON"),
        ("蒋委员长", "PERSON"),
        ("川东", "PLACE"),
    ]
    assert line.roles == ("", "sender", "recipient", "")
    assert (line.genre, line.date, line.creator) == ("电", "1935/04/11", "何应钦")


@pytest.mark.parametrize("line", ["{P何应钦}电", "{P何应钦电\t电\t\t", "{X何应钦}电\t电\t\t"])
def test_a_line_with_a_fault_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"needed|brace"):
        parse(line)


def test_every_line_of_the_files_is_sound() -> None:
    seen: set[str] = set()
    labels = set()
    for field, listed in annotated().items():
        assert len(listed) > 100, field
        for line in listed:
            text, spans = line.title.text, line.title.spans
            assert text not in seen
            seen.add(text)
            labels |= {s.label for s in spans}
            assert all(
                s.label in ("PERSON", "ORG", "OFFICE")
                for s, r in zip(spans, line.roles, strict=True)
                if r
            ), text
            printed = iter(text)
            assert all(character in printed for character in line.genre), text
    assert labels == set(LABELS)


def test_nothing_that_measures_is_learned_from() -> None:
    learned = {plain(line.title.text) for listed in annotated().values() for line in listed}
    measured = {
        plain(json.loads(line)["title"])
        for path in GOLD.glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    assert len(measured) > 1000
    assert not learned & measured


def test_variants_exchange_some_names_and_keep_the_rest() -> None:
    titles = {
        "a": [
            parse("{P>王明远}致{P<李素芬}函，附{G上海市商会}章程\t函\t\t"),
            parse("{P赵国栋}与{P邓}\t\t\t"),
        ]
    }
    seen = set()
    for title in islice(Variants(titles, seed=1), 80):
        names = tuple(title.text[s.start : s.end] for s in title.spans)
        assert all(a.end <= b.start for a, b in pairwise(title.spans))
        if len(names) == 3:
            assert title.text == f"{names[0]}致{names[1]}函，附上海市商会章程"
            assert set(names[:2]) <= {"王明远", "李素芬", "赵国栋"}
            seen.add(names[:2])
        else:
            assert names[1] == "邓"
    assert len(seen) > 3
    first, again = (list(islice(Variants(titles, seed=2), 20)) for _ in range(2))
    assert first == again


def test_made_and_annotated_titles_are_mixed_in_proportion() -> None:
    every = sum(map(len, annotated().values()))
    assert sum(1 for _ in titles_to_learn_from(1, 80)) == 80 + 240 * every // 24_000
    assert list(titles_to_learn_from(1, 0)) == []
