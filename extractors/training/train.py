"""Train the tagger: made and annotated titles, read by the steps before it, with drop-out on what
they found.

In training 40 % of the true names that the tables know are hidden and as many false names are added
as 15 % of the true ones, so that the tagger learns to read names that no table has, and to doubt
the tables. The same seed and number of titles give the same model, byte for byte (one version of
python-crfsuite on one kind of machine).
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pycrfsuite

from extractors.authority import own_tables_only
from extractors.pipeline import step_names
from extractors.reading import Candidate, Reading
from extractors.steps.base import STEPS, Step
from extractors.tagger.kinds import UNKNOWN
from extractors.tagger.marks import KNOWN_RULES
from extractors.tagger.tags import to_tags
from extractors.tagger.weights import Compiler, Weights
from extractors.training.annotated import titles_to_learn_from
from extractors.training.features import Features
from extractors.training.generator import Title
from graph_model.mention import LABELS, Label

TITLES = 24_000
#: Models that the shipped one is the mean of, and the seed of the first of them.
ROUNDS = 6
_FIRST_SEED = 3
_HIDE_KNOWN = 0.4
_HIDE_RULE = 0.2
_ADD_FALSE = 0.15
_MASK = 0.1
_FALSE_LENGTHS = (1, 2, 2, 3, 3, 4)
_PARAMETERS = {
    "c1": 0.5,
    "c2": 0.02,
    "max_iterations": 90,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}


def train(path: Path, seed: int, titles: int = TITLES) -> None:
    """Write a model to ``path``: the mean of ``ROUNDS`` models, each of titles of its own. The mean
    errs less than any of them on titles that none has seen.
    """
    with tempfile.TemporaryDirectory() as folder:
        models = [Path(folder) / f"{number}.crf" for number in range(ROUNDS)]
        seeds = [(seed - 1) * ROUNDS + _FIRST_SEED + number for number in range(ROUNDS)]
        with ProcessPoolExecutor(min(ROUNDS, os.cpu_count() or 1)) as workers:
            list(workers.map(train_crfsuite, models, seeds, [titles] * ROUNDS))
        weights_of(*models).save(path)


def train_crfsuite(path: Path, seed: int, titles: int) -> None:
    """Write the model as CRFsuite makes it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    with own_tables_only():
        for features, tags in examples(seed, titles):
            trainer.append(features, tags)
    trainer.train(str(path))


def weights_of(*models: Path) -> Weights:
    """The tables of the mean of CRFsuite models."""
    features: dict[tuple[str, str], float] = {}
    transitions: dict[tuple[str, str], float] = {}
    tags: dict[str, None] = {}
    for model in models:
        tagger = pycrfsuite.Tagger()
        tagger.open(str(model))
        told = tagger.info()
        tags |= dict.fromkeys(sorted(told.labels, key=lambda tag: int(told.labels[tag])))
        for sums, weights in (
            (features, told.state_features),
            (transitions, told.transitions),
        ):
            for name, weight in weights.items():
                sums[name] = sums.get(name, 0.0) + weight / len(models)
    return Compiler(list(tags), features).weights(transitions)


def examples(seed: int, titles: int) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and tags of titles."""
    choose = random.Random(seed)
    features = Features()
    steps = _steps_before()
    for title in titles_to_learn_from(seed, titles):
        reading = read_blurred(title, steps, choose)
        spans = ((s.start, s.end, s.label) for s in title.spans)
        text = _masked(reading.plain, choose)
        yield features(text, reading.candidates, reading.plain), to_tags(len(title.text), spans)


def _masked(text: str, choose: random.Random) -> str:
    """Some characters made unknown, so that no single one decides."""
    return "".join(
        UNKNOWN if "\u3400" <= c <= "\u9fff" and choose.random() < _MASK else c for c in text
    )


def _steps_before() -> list[tuple[str, Step]]:
    names = step_names()
    until = names.index("tagger") if "tagger" in names else names.index("resolve")
    return [(name, STEPS[name]()) for name in names[:until]]


def read_blurred(title: Title, steps: list[tuple[str, Step]], choose: random.Random) -> Reading:
    """A made title as the tagger will see it, with drop-out after the gazetteer and at the end."""
    reading = Reading(title.text)
    gold = {(s.start, s.end, s.label) for s in title.spans}
    for name, step in steps:
        step(reading)
        if name == "gazetteer":
            _drop(reading, gold, choose, _HIDE_KNOWN, lambda c: c.rule in KNOWN_RULES)
            _add_false(reading, gold, choose)
    _drop(reading, gold, choose, _HIDE_RULE, lambda c: c.rule not in KNOWN_RULES)
    return reading


def _drop(
    reading: Reading,
    gold: set[tuple[int, int, Label]],
    choose: random.Random,
    share: float,
    concerned: Callable[[Candidate], bool],
) -> None:
    """Hide a share of the true names; a name that stands twice is hidden as a whole."""
    hidden: dict[str, bool] = {}
    kept = []
    for candidate in reading.candidates:
        true = (candidate.start, candidate.end, candidate.label) in gold
        if true and concerned(candidate):
            name = reading.plain[candidate.start : candidate.end]
            if name not in hidden:
                hidden[name] = choose.random() < share
            if hidden[name]:
                continue
        kept.append(candidate)
    reading.candidates = kept


def _add_false(reading: Reading, gold: set[tuple[int, int, Label]], choose: random.Random) -> None:
    for _ in gold:
        if choose.random() >= _ADD_FALSE:
            continue
        length = choose.choice(_FALSE_LENGTHS)
        label = choose.choice(LABELS)
        start = choose.randrange(max(1, len(reading.plain) - length))
        end = min(start + length, len(reading.plain))
        if (start, end, label) not in gold:
            reading.add(start, end, label, "gazetteer", 0.8)
