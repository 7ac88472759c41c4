"""The tagger: features, tags, the step, and a training that can be repeated."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pipeline import read_title, step_names
from extractors.reading import Candidate, Reading
from extractors.steps.base import STEPS
from extractors.steps.tagger import Tagger
from extractors.tagger.calibration import confidence
from extractors.tagger.chain import Chain
from extractors.tagger.model import MODEL_FILE, Found, Model, load_model
from extractors.tagger.tags import to_spans, to_tags
from extractors.training.features import Features
from extractors.training.generator import Generator
from extractors.training.train import train, train_crfsuite, weights_of
from graph_model.mention import Label
from loaders.cli.main import main

MOST_MEGABYTES = 2.5


def test_the_command_trains_and_training_twice_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, again = tmp_path / "small.npz", tmp_path / "again.npz"
    assert main(["train", "--seed", "2", "--titles", "60", "-o", str(path)]) == 0
    assert path.stat().st_size > 0
    assert str(path) in capsys.readouterr().out
    train(again, seed=2, titles=60)
    assert again.read_bytes() == path.read_bytes()
    assert main(["train", "--titles", "0", "-o", str(path)]) == 2
    assert main(["train", "-o", str(tmp_path / "none" / "x.npz")]) == 2


def test_the_shipped_model_is_small() -> None:
    assert MODEL_FILE.stat().st_size <= MOST_MEGABYTES * 1_000_000


def test_a_mark_tells_label_kind_and_place() -> None:
    reading = Reading("致毛泽东电")
    reading.add(1, 4, "PERSON", "gazetteer", 0.95)
    reading.add(1, 3, "PERSON", "surname", 0.6)
    features = Features()(reading.plain, reading.candidates)
    assert len(features) == len(reading.text)
    assert {"cBpk", "cBpr", "0毛", "1致"} <= set(features[1])
    assert {"cIpk", "cEpr"} <= set(features[2])
    assert "cEpk" in features[3]
    assert not any(name[0] == "c" for name in features[4])


def test_stop_phrases_leave_no_mark() -> None:
    reading = Reading("东北局势")
    reading.add(0, 4, "ORG", "stop_phrase", 1.0, blocks=True)
    assert Features()("东北局势", reading.candidates) == Features()("东北局势", [])


def test_the_tables_say_what_crfsuite_says(tmp_path: Path) -> None:
    train_crfsuite(tmp_path / "small.crf", seed=3, titles=400)
    oracle = pycrfsuite.Tagger()
    oracle.open(str(tmp_path / "small.crf"))
    model = Model(weights_of(tmp_path / "small.crf"))
    steps = [STEPS[name]() for name in step_names()[: step_names().index("tagger")]]
    titles = [title.text for title in Generator(9).titles(120)]
    readings = [Reading(text) for text in [*titles, "\0^ab\ud800毛^", "😀", "", "電"]]
    for reading in readings:
        for step in steps:
            step(reading)
    texts = [reading.plain for reading in readings]
    of_all = model.read_all(texts, [reading.candidates for reading in readings])
    features = Features()
    for reading, found in zip(readings, of_all, strict=True):
        oracle.set(features(reading.plain, reading.candidates))
        tags = [most_probable(oracle, at) for at in range(len(reading.plain))]
        known = {(c.start, c.end, c.label) for c in reading.candidates if not c.blocks}
        wanted = [span for span in to_spans(tags) if span not in known]
        assert [(f.start, f.end, f.label) for f in found] == wanted
        for one in found:
            assert one.probability == pytest.approx(chance(oracle, one, len(tags)), abs=1e-4)
        for candidate in reading.candidates:
            expected = chance(oracle, candidate, len(tags))
            assert candidate.support == pytest.approx(expected, abs=1e-4)


def most_probable(oracle: Any, at: int) -> str:
    """The tag that is most probable at a place."""
    return max(oracle.labels(), key=lambda tag: float(oracle.marginal(tag, at)))


def chance(oracle: Any, span: Found | Candidate, length: int) -> float:
    """The lowest probability among: the span begins here, goes on, ends."""
    marginal, known = oracle.marginal, oracle.labels()
    first, further = f"B-{span.label}", f"I-{span.label}"
    if first not in known or (further not in known and span.end - span.start > 1):
        return 0.0
    chances = [marginal(first, span.start)]
    if further in known:
        chances += [marginal(further, at) for at in range(span.start + 1, span.end)]
        chances += [1 - marginal(further, span.end)] if span.end < length else []
    return float(min(chances))


@given(seed=st.integers(0, 2**32 - 1), size=st.sampled_from([0.1, 5.0, 200.0]))
def test_probabilities_stay_in_range_whatever_the_weights(seed: int, size: float) -> None:
    numbers = np.random.default_rng(seed)
    lengths = numbers.integers(1, 60, 7)
    starts = np.cumsum(lengths + 2) - lengths
    places = int(starts[-1] + lengths[-1]) + 2
    scores = numbers.normal(0, size, (places, 5)).astype(np.float32)
    chain = Chain(numbers.normal(0, size, (5, 5)))
    known = chain.read(scores, starts, lengths)
    inside = np.concatenate([np.arange(s, s + n) for s, n in zip(starts, lengths, strict=True)])
    assert known.of_rows[known.rows[inside]].sum(axis=1) == pytest.approx(1, abs=1e-5)
    best = known.best()
    assert (best[inside] >= 0).all()
    assert (np.delete(best, inside) == -1).all()


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    titles = [title.text for title in Generator(4).titles(60)]
    titles[7] = "毛泽东致" * 700
    alone, together = [], [Reading(title) for title in titles]
    for title in titles:
        alone.append(Reading(title))
        Tagger(load_model())(alone[-1])
    Tagger(load_model()).read_all(together)
    assert [r.candidates for r in alone] == [r.candidates for r in together]
    assert sum(len(r.candidates) for r in alone) > 100


def test_tags_and_spans_are_two_ways_of_saying_the_same() -> None:
    spans: list[tuple[int, int, Label]] = [(0, 2, "PERSON"), (2, 4, "PERSON"), (5, 6, "PLACE")]
    assert list(to_spans(to_tags(7, spans))) == spans
    assert list(to_spans(["I-ORG", "I-ORG", "O", "B-ORG", "I-DATE"])) == [
        (0, 2, "ORG"),
        (3, 4, "ORG"),
        (4, 5, "DATE"),
    ]


def test_every_candidate_is_told_its_support() -> None:
    reading = Reading("周恩来致蒋中正电")
    reading.add(0, 3, "PERSON", "gazetteer", 0.95)
    reading.add(3, 5, "PLACE", "gazetteer", 0.8)
    Tagger(load_model())(reading)
    supports = {(c.start, c.end): c.support or 0 for c in reading.candidates}
    assert supports[0, 3] > 0.9
    assert supports[3, 5] < 0.1
    assert supports[4, 7] > 0.5
    assert [c.rule for c in reading.candidates].count("tagger") == 1


@pytest.mark.parametrize(
    "text", ["", "\ud800", "\0毛泽东", "😀" * 30, "，" * 2500, "毛泽东" * 1500]
)
def test_any_text_is_read(text: str) -> None:
    reading = Reading(text)
    for name in step_names():
        STEPS[name]()(reading)
    assert all(0 <= m.start < m.end <= len(text) for m in reading.mentions)


@pytest.mark.parametrize(
    ("title", "mentions"),
    [
        ("两江总督魏廷桢奏为查明溧川县灾情事", ["两江总督", "魏廷桢"]),
        ("沅陵地区革命委员会批转东风机械厂关于安全生产的报告", ["东风机械厂"]),
    ],
)
def test_names_that_no_table_has_are_read(title: str, mentions: list[str]) -> None:
    assert set(mentions) <= {m.text for m in read_title(title).mentions}


def test_confidence_is_measured_and_rises_with_support() -> None:
    text = (files("extractors") / "tagger" / "calibration.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    for kind in ("known", "rule", "tagger"):
        shares = [float(row[2]) for row in rows if row[0] == kind]
        assert shares == sorted(shares)
        assert all(0 < share <= 1 for share in shares)
    reading = Reading("周恩来致蒋中正电")
    reading.add(0, 3, "PERSON", "gazetteer", 0.95)
    assert confidence(reading.candidates[0]) == 0.95
    reading.candidates[0].support = 0.99
    assert confidence(reading.candidates[0]) > 0.9
