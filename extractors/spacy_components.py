"""The steps as spaCy components, one factory a step, found by spaCy through entry points.

``spacy.util.load_model_from_config`` on ``config.cfg`` gives the pipeline; ``load()`` does it. A
Doc carries its ``Reading`` as ``doc._.reading``; mentions are in ``doc.ents`` (kb_id = authority
entry), roles in ``doc.spans`` ("sender", "recipient"), the form in ``doc._.genre``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.pieces import cut, join, parts
from extractors.pipeline import BATCH, config_text
from extractors.reading import Reading
from extractors.steps.base import STEPS, Step, apply
from extractors.text import plain_all, without_surrogates

Doc.set_extension("reading", default=None, force=True)
Doc.set_extension("genre", default="", force=True)


class CharacterTokenizer:
    """One token a code point, so that no span can fall inside a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc whose token i is code point i; lone surrogates, which spaCy cannot hold, become
        U+FFFD.
        """
        words = list(without_surrogates(text))
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing is kept: spaCy asks for it when a pipeline is saved."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """The other way."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """As ``to_bytes``."""

    def from_disk(self, _path: str | Path, **_: Any) -> CharacterTokenizer:
        """The other way."""
        return self


@registry.tokenizers("shimai.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The tokenizer's maker, as spaCy wants it."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while batch := list(islice(docs, size)):
        yield batch


class StepComponent:
    """A step that works on ``doc._.reading``."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def __call__(self, doc: Doc) -> Doc:
        """Run the step."""
        apply(self._step, list(parts([doc._.reading])))
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        """Run the step on many Docs at a time."""
        for docs in _batches(stream, batch_size):
            apply(self._step, list(parts(doc._.reading for doc in docs)))
            yield from docs


class StartReading:
    """Gives a Doc its Reading; creator, date and listed names may be given as ``doc.user_data``."""

    def __call__(self, doc: Doc) -> Doc:
        """One Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        """Many Docs, their texts converted at once."""
        for docs in _batches(stream, batch_size):
            texts = [doc.text for doc in docs]
            for doc, text, copy in zip(docs, texts, plain_all(texts), strict=True):
                creator = str(doc.user_data.get("creator", ""))
                date = str(doc.user_data.get("date", ""))
                listed = doc.user_data.get("listed", {})
                doc._.reading = cut(Reading(text, creator, date, copy, listed=listed))
            yield from docs


def write_spans(doc: Doc) -> Doc:
    """Copy the reading's mentions, roles and form to the Doc."""
    reading: Reading = join(doc._.reading)
    spans = [Span(doc, m.start, m.end, label=m.label, kb_id=m.entity_id) for m in reading.mentions]
    doc.set_ents(spans)
    for role in ("sender", "recipient"):
        doc.spans[role] = [
            s for s, m in zip(spans, reading.mentions, strict=True) if m.role == role
        ]
    doc._.genre = reading.genre
    return doc


@Language.factory("shimai_reading")
def make_reading(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """First component of the pipeline."""
    return StartReading()


@Language.factory("shimai_spans", assigns=["doc.ents"])
def make_spans(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Last component of the pipeline."""
    return write_spans


def _factory(step: str) -> Callable[[Language, str], StepComponent]:
    def make(nlp: Language, name: str) -> StepComponent:  # noqa: ARG001
        return StepComponent(STEPS[step]())

    return Language.factory(f"shimai_{step}", func=make)


make_dates = _factory("dates")
make_gazetteer = _factory("gazetteer")
make_columns = _factory("columns")
make_abbreviations = _factory("abbreviations")
make_organizations = _factory("organizations")
make_events = _factory("events")
make_persons = _factory("persons")
make_offices = _factory("offices")
make_framed_names = _factory("framed_names")
make_place_words = _factory("place_words")
make_tagger = _factory("tagger")
make_resolve = _factory("resolve")
make_genre = _factory("genre")
make_title_grammar = _factory("title_grammar")


def load() -> Language:
    """The pipeline of ``config.cfg``."""
    config = spacy.util.load_config_from_str(config_text())
    return spacy.util.load_model_from_config(config, auto_fill=True)
