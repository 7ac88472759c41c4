"""The trained model: spans of texts, and how probable a span is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.reading import Candidate
from extractors.tagger.chain import Chain, Ints
from extractors.tagger.marks import LABEL_OF_LAYER, Spans
from extractors.tagger.scores import EDGE, Scorer
from extractors.tagger.weights import Weights
from extractors.tagger.words import Words
from graph_model.mention import LABELS, Label

#: The model that is shipped; ``shimai train`` writes it.
MODEL_FILE = Path(__file__).parent / "titles.npz"
#: A longer text is read in pieces of so many characters.
_PIECE = 1_000
#: Of a span that reaches over the edge of a piece nothing is known.
_UNKNOWN = 0.5
#: Digits of a probability that are kept.
_DIGITS = 6
_LABEL_OF_LAYER = np.array([LABELS.index(label) for label in LABEL_OF_LAYER])


class Found(NamedTuple):
    """A span and its probability."""

    start: int
    end: int
    label: Label
    probability: float


class Model:
    """Weights and what is made of them. Nothing in it changes: it may be used among threads."""

    def __init__(self, weights: Weights) -> None:
        self._scorer = Scorer(weights)
        self._words = Words()
        self._chain = Chain(weights.transitions)
        none = len(weights.tags)  # a column of noughts stands for a tag that the model lacks
        column = {tag: at for at, tag in enumerate(weights.tags)}
        self._first = np.array([column.get(f"B-{label}", none) for label in LABELS])
        self._further = np.array([column.get(f"I-{label}", none) for label in LABELS])
        self._label = np.full(none + 1, -1)
        self._begins = np.zeros(none + 1, np.bool_)
        for number in range(len(LABELS)):
            self._label[self._first[number]] = self._label[self._further[number]] = number
            self._begins[self._first[number]] = True
        self._label[none] = -1

    def read_all(
        self, texts: Sequence[str], candidates: Sequence[Sequence[Candidate]]
    ) -> list[list[Found]]:
        """Of each text the spans that are no candidate, in order and apart; each candidate is told
        its ``support``. Many texts at once are much quicker than one by one.
        """
        batch = _Batch(texts)
        found: list[list[Found]] = [[] for _ in texts]
        if not len(batch.where):
            return found
        spans = Spans(candidates, batch.offsets)
        marks = spans.marks(len(batch.where))
        scores = self._scorer(batch.codes, batch.where, marks, self._words.of(texts))
        tags, probabilities = self._chain.read(scores, batch.starts, batch.lengths)
        known = np.zeros((len(scores), probabilities.shape[1] + 1))
        known[:, :-1] = probabilities
        met = self._tell_support(batch, known, spans)
        starts, ends, labels = self._spans(tags)
        new = np.flatnonzero(~np.isin(_keys(starts, ends, labels), met))
        starts, ends, labels = starts[new], ends[new], labels[new]
        chances = self._probabilities(known, starts, ends, labels)
        shift = batch.shift[starts]
        columns = (batch.text_of[starts], starts - shift, ends - shift, labels, chances)
        for text, start, end, label, chance in zip(*(c.tolist() for c in columns), strict=True):
            found[text].append(Found(start, end, LABELS[label], chance))
        return found

    def _tell_support(self, batch: _Batch, known: npt.NDArray[np.float64], spans: Spans) -> Ints:
        """Returns the keys of the candidates that are names."""
        if not spans.candidates:
            return np.zeros(0, np.int64)
        first, last = batch.where.take(spans.starts), batch.where.take(spans.ends - 1)
        labels = _LABEL_OF_LAYER.take(spans.layers)
        chances = self._probabilities(known, first, last + 1, labels)
        chances[batch.shift.take(first) != batch.shift.take(last)] = _UNKNOWN
        for candidate, chance in zip(spans.candidates, chances.tolist(), strict=True):
            candidate.support = chance
        keys: Ints = _keys(first, last + 1, labels)[~spans.blocks]
        return keys

    def _spans(self, tags: Ints) -> tuple[Ints, Ints, Ints]:
        """First place, end and label of each run of tags that tell one span; an I without its B
        opens a span.
        """
        labels = self._label[tags]  # tag -1, outside of the texts, is the last column: no label
        before = np.concatenate(([-1], labels[:-1]))
        opens = (labels >= 0) & (self._begins[tags] | (labels != before))
        closed = np.concatenate((opens[1:] | (labels[1:] != labels[:-1]), [True]))
        starts = np.flatnonzero(opens)
        ends = np.flatnonzero((labels >= 0) & closed) + 1
        return starts, ends, labels[starts]

    def _probabilities(
        self, known: npt.NDArray[np.float64], starts: Ints, ends: Ints, labels: Ints
    ) -> npt.NDArray[np.float64]:
        """The lowest probability among: it begins here, goes on to its end, and ends there."""
        further = self._further[labels]
        chances = np.minimum(known[starts, self._first[labels]], 1 - known[ends, further])
        inside = ends - starts - 1
        longer = np.flatnonzero(inside)
        if len(longer):
            lengths = inside[longer]
            begins = np.cumsum(lengths) - lengths
            at = np.arange(int(lengths.sum())) + np.repeat(starts[longer] + 1 - begins, lengths)
            least = np.minimum.reduceat(known[at, np.repeat(further[longer], lengths)], begins)
            chances[longer] = np.minimum(chances[longer], least)
        rounded: npt.NDArray[np.float64] = chances.round(_DIGITS)
        return rounded


def _keys(starts: Ints, ends: Ints, labels: Ints) -> Ints:
    """One number for each span: no two spans share one."""
    keys: Ints = (starts * (2 * _PIECE) + np.minimum(ends - starts, 2 * _PIECE - 1)) * len(LABELS)
    keys += labels
    return keys


class _Batch:
    """Texts in one array with edges between them, the long ones in pieces.

    ``where`` has the places of all characters, ``offsets`` the number of the first character of
    each text in it; ``starts`` and ``lengths`` are those of the pieces; ``text_of`` and ``shift``
    say for each place to which text it belongs and how far it is from its place there.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.array([len(text) for text in texts], np.int64)
        offsets = np.cumsum(lengths) - lengths
        self.offsets: list[int] = offsets.tolist()
        pieces = -(-lengths // _PIECE)
        owner = np.repeat(np.arange(len(texts)), pieces)
        within = (np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) * _PIECE
        self.lengths = np.minimum(lengths[owner] - within, _PIECE)
        self.starts = np.cumsum(self.lengths + EDGE) - self.lengths
        total = int(self.starts[-1] + self.lengths[-1]) + EDGE if len(owner) else 2 * EDGE
        characters = np.cumsum(self.lengths) - self.lengths
        self.where = np.arange(int(lengths.sum())) + np.repeat(
            self.starts - characters, self.lengths
        )
        written = "".join(texts).encode("utf-32-le", "surrogatepass")
        self.codes = np.zeros(total, np.uint32)
        self.codes[self.where] = np.frombuffer(written, "<u4")
        self.text_of = np.zeros(total, np.int64)
        self.text_of[self.where] = np.repeat(owner, self.lengths)
        self.shift = np.zeros(total, np.int64)
        self.shift[self.where] = np.repeat(self.starts - within, self.lengths)


@cache
def load_model() -> Model:
    """The model that is shipped."""
    return Model(Weights.load(MODEL_FILE))
