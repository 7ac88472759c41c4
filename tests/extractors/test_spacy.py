"""The spaCy pipeline is assembled from config.cfg by registered names, and reads as the fast path
does.
"""

from __future__ import annotations

import json
from importlib.metadata import entry_points

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractors.pipeline import read_title, read_titles, step_names
from extractors.reading import Reading
from extractors.spacy_components import load
from graph_model.record import Record
from loaders.readers import read_catalogue
from tests.paths import CATALOGUES, SAMPLE, SHARED, needs_shared, shared_catalogue

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


def check(doc: Doc, reading: Reading) -> None:
    assert doc.text == reading.text
    assert [(e.start, e.end, e.label_, e.kb_id_) for e in doc.ents] == [
        (m.start, m.end, m.label, m.entity_id) for m in reading.mentions
    ]
    for role in ("sender", "recipient"):
        spans = [(s.start, s.end) for s in doc.spans[role]]
        assert spans == [(m.start, m.end) for m in reading.mentions if m.role == role]
    assert doc._.genre == reading.genre
    assert doc._.reading == reading


@pytest.mark.parametrize("title", TITLES)
def test_both_ways_read_alike(title: str) -> None:
    check(NLP(title), read_title(title))


def test_pipe_and_batches_read_the_sample_alike() -> None:
    titles = [e.title for e in read_catalogue(SAMPLE).entries() if isinstance(e, Record)]
    assert len(titles) > 500
    for doc, reading in zip(NLP.pipe(titles), read_titles(titles), strict=True):
        check(doc, reading)
    for title, reading in zip(titles[::10], read_titles(titles[::10]), strict=True):
        check(NLP(title), reading)


@needs_shared
@pytest.mark.parametrize("name", CATALOGUES)
def test_both_ways_read_the_shared_catalogues_alike(name: str) -> None:
    entries = read_catalogue(shared_catalogue(name)).entries()
    titles = [entry.title for entry in entries if isinstance(entry, Record)]
    assert len(titles) > 100
    for doc, reading in zip(NLP.pipe(titles, batch_size=300), read_titles(titles), strict=True):
        check(doc, reading)


@needs_shared
def test_both_ways_read_the_tuning_titles_alike() -> None:
    lines = (SHARED / "data" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    titles = [json.loads(line)["title"] for line in lines]
    assert len(titles) > 100
    for title, reading in zip(titles, read_titles(titles), strict=True):
        check(NLP(title), reading)
