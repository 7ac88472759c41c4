"""The spaCy pipeline is assembled from config.cfg by registered names, and reads as the fast path
does.
"""

from __future__ import annotations

import json
from importlib.metadata import entry_points

import pytest
from spacy.language import Language

from extractors.pipeline import read_title, step_names
from extractors.spacy_components import load
from tests.paths import SHARED, needs_shared

NLP = load()
TITLES = [
    "毛泽东致宋庆龄信",
    "蔣中正電何應欽轉白崇禧",
    "军政部长何应钦呈蒋中正关于第三战区作战的报告",
    "民國二十六年七月 會議記錄",
    "😀 𠮷 emoji and Latin 毛泽东",
    "",
]


def test_every_component_is_found_by_its_entry_point() -> None:
    names = {point.name for point in entry_points(group="spacy_factories")}
    wanted = {f"shimai_{step}" for step in step_names()} | {"shimai_reading", "shimai_spans"}
    assert wanted <= names
    assert all(Language.has_factory(name) for name in wanted)
    assert NLP.pipe_names == [
        "shimai_reading",
        *(f"shimai_{s}" for s in step_names()),
        "shimai_spans",
    ]


def same(title: str) -> None:
    doc = NLP(title)
    reading = read_title(title)
    assert [(e.start, e.end, e.label_, e.kb_id_) for e in doc.ents] == [
        (m.start, m.end, m.label, m.entity_id) for m in reading.mentions
    ]
    for role in ("sender", "recipient"):
        spans = [(s.start, s.end) for s in doc.spans[role]]
        assert spans == [(m.start, m.end) for m in reading.mentions if m.role == role]
    assert doc._.genre == reading.genre


@pytest.mark.parametrize("title", TITLES)
def test_both_ways_read_alike(title: str) -> None:
    same(title)


@needs_shared
def test_both_ways_read_the_tuning_titles_alike() -> None:
    lines = (SHARED / "data" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    for line in lines:
        same(json.loads(line)["title"])
