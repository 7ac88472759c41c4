"""The steps as spaCy components, one factory a step, found by spaCy through entry points.

``spacy.util.load_model_from_config`` on ``config.cfg`` gives the pipeline; ``load()`` does it. A
Doc carries its ``Reading`` as ``doc._.reading``; mentions are in ``doc.ents`` (kb_id = authority
entry), roles in ``doc.spans`` ("sender", "recipient"), the form in ``doc._.genre``.
"""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.pipeline import config_text
from extractors.reading import Reading
from extractors.steps.base import STEPS, Step

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
        words = ["\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@registry.tokenizers("shimai.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The tokenizer's maker, as spaCy wants it."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


class StepComponent:
    """A step that works on ``doc._.reading``."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def __call__(self, doc: Doc) -> Doc:
        """Run the step."""
        self._step(doc._.reading)
        return doc


def start_reading(doc: Doc) -> Doc:
    """Give the Doc its Reading; creator, date and listed names may be given as
    ``doc.user_data``."""
    doc._.reading = Reading(
        doc.text,
        creator=str(doc.user_data.get("creator", "")),
        date=str(doc.user_data.get("date", "")),
        listed=doc.user_data.get("listed", {}),
    )
    return doc


def write_spans(doc: Doc) -> Doc:
    """Copy the reading's mentions, roles and form to the Doc."""
    reading: Reading = doc._.reading
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
    return start_reading


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
