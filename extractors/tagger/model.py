"""The trained model: spans of a text, and how probable a span is."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycrfsuite

from extractors.reading import Candidate
from extractors.tagger.features import Features, marks_of
from extractors.tagger.tags import to_spans
from graph_model.mention import LABELS, Label

#: The model that is shipped; ``shimai train`` writes it.
MODEL_FILE = Path(__file__).parent / "titles.crf"
#: A longer text is read in pieces of so many characters.
_PIECE = 1_000
_FIRST: dict[Label, str] = {label: f"B-{label}" for label in LABELS}
_FURTHER: dict[Label, str] = {label: f"I-{label}" for label in LABELS}
#: Of a span that reaches over the edge of a piece nothing is known.
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A span and its probability."""

    start: int
    end: int
    label: Label
    probability: float


class Model:
    """A python-crfsuite model with its features. One text at a time, also among threads."""

    def __init__(self, content: bytes) -> None:
        self._content = content  # the tagger reads from these bytes as long as it lives
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(content)
        self._tags = frozenset(self._tagger.labels())
        self._features = Features()
        self._one_at_a_time = threading.Lock()

    def read(self, text: str, candidates: Sequence[Candidate]) -> list[Found]:
        """Spans of the text in order and apart; each candidate is told its ``support``."""
        if not text:
            return []
        marks = marks_of(len(text), candidates)
        found: list[Found] = []
        with self._one_at_a_time:
            for start in range(0, len(text), _PIECE):
                end = start + _PIECE
                features = self._features.of(text[start:end], marks[start:end])
                concerned = candidates
                if len(text) > _PIECE:
                    concerned = [c for c in candidates if start <= c.start < end]
                found += self._piece(features, start, concerned)
        return found

    def _piece(
        self, features: list[list[str]], offset: int, candidates: Sequence[Candidate]
    ) -> Iterator[Found]:
        length = len(features)
        self._tagger.set(features)
        tags = self._tagger.tag()
        for candidate in candidates:
            start, end = candidate.start - offset, candidate.end - offset
            candidate.support = (
                self._probability(start, end, candidate.label, length)
                if end <= length
                else _UNKNOWN
            )
        for start, end, label in to_spans(tags):
            probability = self._probability(start, end, label, length)
            yield Found(start + offset, end + offset, label, probability)

    def _probability(self, start: int, end: int, label: Label, length: int) -> float:
        """The lowest probability among: it begins here, goes on to its end, and ends there."""
        marginal = self._tagger.marginal
        further = _FURTHER[label]
        if _FIRST[label] not in self._tags:
            return 0.0
        probability = marginal(_FIRST[label], start)
        if further not in self._tags:
            return float(probability) if end - start == 1 else 0.0
        for at in range(start + 1, end):
            probability = min(probability, marginal(further, at))
        if end < length:
            probability = min(probability, 1 - marginal(further, end))
        return float(probability)


@cache
def load_model() -> Model:
    """The model that is shipped."""
    return Model(MODEL_FILE.read_bytes())
