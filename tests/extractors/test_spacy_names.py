"""A spaCy pipeline in the place of the shipped model: trained on a few made titles, and read with
by both ways.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.pipeline import read_title, read_titles, version
from extractors.reading import Reading
from extractors.spacy_components import load
from extractors.tagger.backend import TAGGER
from extractors.tagger.spacy_names import SpacyNames
from extractors.training.generator import Generator
from graph_model.errors import BadInput
from loaders.cli.main import main

TITLES = ["毛泽东致宋庆龄信", "蔣中正電何應欽轉白崇禧", "", "\ud800 毛泽东 😀", "某某某在某地开会"]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that has seen a few titles: it reads badly, but it reads."""
    folder = tmp_path_factory.mktemp("cnn") / "names"
    words = ["train", "--model", "cnn", "--titles", "400", "--seed", "2", "-o", str(folder)]
    assert main(words) == 0
    return folder


def test_a_trained_pipeline_reads_in_the_place_of_the_shipped_model(
    pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version()
    monkeypatch.setenv(TAGGER, str(pipeline))
    readings = list(read_titles(TITLES))
    assert {m.text for m in readings[0].mentions} >= {"毛泽东", "宋庆龄"}
    assert not any(m.rule == "tagger" for reading in readings for m in reading.mentions)
    assert version() != before
    nlp = load()
    for title, reading in zip(TITLES, readings, strict=True):
        if "\ud800" not in title:
            assert nlp(title)._.reading == reading


def test_its_names_are_candidates_with_places_in_the_title(pipeline: Path) -> None:
    step = SpacyNames(str(pipeline))
    readings = [Reading(title.text) for title in Generator(2).titles(100)]
    step.read_all(readings)
    found = [candidate for reading in readings for candidate in reading.candidates]
    assert len(found) > 10
    assert {candidate.rule for candidate in found} == {"spacy_pipeline"}


def test_what_cannot_be_loaded_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadInput):
        SpacyNames("no_such_pipeline_xx")
    monkeypatch.setenv(TAGGER, str(tmp_path))
    catalogue = tmp_path / "titles.jsonl"
    catalogue.write_text('{"title": "毛泽东致宋庆龄信"}\n', "utf-8")
    assert main(["extract", str(catalogue)]) == 2
    assert "spaCy" in capsys.readouterr().err


def test_the_folder_of_the_cnn_must_be_its_own(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("x")
    assert main(["train", "--model", "cnn", "--titles", "10", "-o", str(tmp_path)]) == 2
    assert main(["train", "--model", "cnn", "--titles", "10"]) == 2


def test_the_shipped_model_is_used_without_the_variable() -> None:
    assert any(m.rule for m in read_title("毛泽东致宋庆龄信").mentions)
