"""The trained model: spans of texts, and how probable a span is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from extractors.reading import Candidate
from extractors.tagger.chain import Chain, Ints, Marginals
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
#: First place, place behind the last, and number of the label of each of some spans.
Runs: TypeAlias = tuple[Ints, Ints, Ints]
_NO_RUNS: Runs = (np.zeros(0, np.int64),) * 3
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
        none = len(weights.tags)  # stands for a tag that the model lacks
        column = {tag: at for at, tag in enumerate(weights.tags)}
        self._first = np.array([column.get(f"B-{label}", none) for label in LABELS])
        self._further = np.array([column.get(f"I-{label}", none) for label in LABELS])
        self._label = np.full(none + 1, -1)
        self._begins = np.zeros(none + 1, np.bool_)
        self._lacks = none in (*self._first, *self._further)
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
        known = self._chain.read(scores, batch.starts, batch.lengths)
        if self._lacks:
            known = known.with_nought()
        met = self._tell_support(batch, known, spans)
        starts, ends, labels = _apart(self._spans(known.best()), met)
        chances = self._probabilities(known, starts, ends, labels)
        shift = batch.shift[starts]
        columns = (batch.text_of[starts], starts - shift, ends - shift, labels, chances)
        for text, start, end, label, chance in zip(*(c.tolist() for c in columns), strict=True):
            found[text].append(Found(start, end, LABELS[label], chance))
        return found

    def _tell_support(self, batch: _Batch, known: Marginals, spans: Spans) -> Runs:
        """Returns the spans of the candidates that are names."""
        if not spans.candidates:
            return _NO_RUNS
        first, last = batch.where.take(spans.starts), batch.where.take(spans.ends - 1)
        labels = _LABEL_OF_LAYER.take(spans.layers)
        chances = self._probabilities(known, first, last + 1, labels)
        chances[batch.shift.take(first) != batch.shift.take(last)] = _UNKNOWN
        for candidate, chance in zip(spans.candidates, chances.tolist(), strict=True):
            candidate.support = chance
        names = ~spans.blocks
        return first[names], last[names] + 1, labels[names]

    def _spans(self, tags: Ints) -> Runs:
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
        self, known: Marginals, starts: Ints, ends: Ints, labels: Ints
    ) -> npt.NDArray[np.float64]:
        """The lowest probability among: it begins here, goes on to its end, and ends there."""
        rows, of_rows = known
        further = self._further[labels]
        begins = of_rows[rows[starts], self._first[labels]]
        chances = np.minimum(begins, 1 - of_rows[rows[ends], further])
        inside = ends - starts - 1
        longer = np.flatnonzero(inside)
        if len(longer):
            lengths = inside[longer]
            firsts = np.cumsum(lengths) - lengths
            at = np.arange(int(lengths.sum())) + np.repeat(starts[longer] + 1 - firsts, lengths)
            goes_on = of_rows[rows[at], np.repeat(further[longer], lengths)]
            chances[longer] = np.minimum(chances[longer], np.minimum.reduceat(goes_on, firsts))
        rounded: npt.NDArray[np.float64] = chances.round(_DIGITS)
        return rounded


def _apart(runs: Runs, others: Runs) -> Runs:
    """The runs that are none of the others; no two runs begin at one place."""
    starts, ends, labels = runs
    if not len(starts):
        return runs
    at = np.minimum(np.searchsorted(starts, others[0]), len(starts) - 1)
    same = (starts[at] == others[0]) & (ends[at] == others[1]) & (labels[at] == others[2])
    new = np.ones(len(starts), np.bool_)
    new[at[same]] = False
    return starts[new], ends[new], labels[new]


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
