"""Train a spaCy pipeline of convolutions over characters on made titles (``cnn.cfg``).

It may stand in the place of the shipped model (``extractors/tagger/spacy_names.py``). The titles
are those of ``shimai train``: nothing of a catalogue goes in.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

import spacy
from spacy.cli.train import train as train_pipeline
from spacy.tokens import DocBin, Span

from extractors.authority import own_tables_only
from extractors.spacy_components import CharacterTokenizer
from extractors.text import plain
from extractors.training.annotated import titles_to_learn_from
from extractors.training.generator import Title

#: One made title in so many is kept for choosing the best of the rounds.
_KEPT_ASIDE = 20
#: The pipeline is looked at after so many steps, or fewer for few titles.
_LEAST_STEPS, _TITLES_A_LOOK = 5, 100
#: Rounds over the titles; more of them over few titles, until so many have been seen.
_ROUNDS, _TITLES_SEEN = 4, 5_000


def train(folder: Path, seed: int, titles: int) -> None:
    """Write the pipeline to a folder; what is there is replaced. The same seed and number of titles
    give the same pipeline on one kind of machine.
    """
    with own_tables_only():
        made = list(titles_to_learn_from(seed, titles))
    with tempfile.TemporaryDirectory() as work:
        train_file, dev_file = Path(work) / "train.spacy", Path(work) / "dev.spacy"
        _docs(made[::_KEPT_ASIDE]).to_disk(dev_file)
        _docs(t for at, t in enumerate(made) if at % _KEPT_ASIDE).to_disk(train_file)
        overrides = {
            "paths.train": str(train_file),
            "paths.dev": str(dev_file),
            "system.seed": seed,
            "training.max_epochs": max(_ROUNDS, _TITLES_SEEN // max(titles, 1)),
            "training.eval_frequency": max(_LEAST_STEPS, titles // _TITLES_A_LOOK),
        }
        with as_file(files("extractors") / "training" / "cnn.cfg") as config:
            train_pipeline(config, Path(work) / "out", overrides=overrides)
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(Path(work) / "out" / "model-best", folder)


def _docs(titles: Iterable[Title]) -> DocBin:
    """Made titles as spaCy trains on them, in simplified characters as the steps see them."""
    tokenizer = CharacterTokenizer(spacy.blank("zh").vocab)
    docs = DocBin()
    for title in titles:
        doc = tokenizer(plain(title.text))
        if len(doc):
            doc.set_ents([Span(doc, s.start, s.end, label=s.label) for s in title.spans])
            docs.add(doc)
    return docs
