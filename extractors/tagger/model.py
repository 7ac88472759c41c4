"""The trained model: spans of texts, and how probable a span is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extractors.reading import Candidate
from extractors.tagger.chain import Chain, Ints
from extractors.tagger.marks import Marks
from extractors.tagger.scores import EDGE, Scorer
from extractors.tagger.weights import Weights
from graph_model.mention import LABELS, Label

#: The model that is shipped; ``shimai train`` writes it.
MODEL_FILE = Path(__file__).parent / "titles.npz"
#: A longer text is read in pieces of so many characters.
_PIECE = 1_000
#: Of a span that reaches over the edge of a piece nothing is known.
_UNKNOWN = 0.5
#: Digits of a probability that are kept.
_DIGITS = 6
_LABEL = {label: number for number, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Found:
    """A span and its probability."""

    start: int
    end: int
    label: Label
    probability: float


class Model:
    """Weights and what is made of them. Nothing in it changes: it may be used among threads."""

    def __init__(self, weights: Weights) -> None:
        self._scorer = Scorer(weights)
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

    def read(self, text: str, candidates: Sequence[Candidate]) -> list[Found]:
        """Spans of the text in order and apart; each candidate is told its ``support``."""
        return self.read_all([text], [candidates])[0]

    def read_all(
        self, texts: Sequence[str], candidates: Sequence[Sequence[Candidate]]
    ) -> list[list[Found]]:
        """The same for many texts at once, which is much quicker."""
        batch = _Batch(texts)
        found: list[list[Found]] = [[] for _ in texts]
        if not len(batch.where):
            return found
        marks = Marks()
        for offset, listed in zip(batch.offsets, candidates, strict=True):
            marks.add(offset, listed)
        scores = self._scorer(batch.codes, batch.where, marks.array(len(batch.where)))
        tags, probabilities = self._chain.read(scores, batch.starts, batch.lengths)
        known = np.zeros((len(scores), probabilities.shape[1] + 1))
        known[:, :-1] = probabilities
        self._tell_support(batch, known, candidates)
        starts, ends, labels = self._spans(tags)
        chances = self._probabilities(known, starts, ends, labels).tolist()
        number = batch.text_of[starts]
        shift = batch.shift[starts]
        for text, start, end, label, chance in zip(
            number.tolist(),
            (starts - shift).tolist(),
            (ends - shift).tolist(),
            labels.tolist(),
            chances,
            strict=True,
        ):
            found[text].append(Found(start, end, LABELS[label], chance))
        return found

    def _tell_support(
        self,
        batch: _Batch,
        known: npt.NDArray[np.float64],
        candidates: Sequence[Sequence[Candidate]],
    ) -> None:
        listed = [c for of_text in candidates for c in of_text]
        if not listed:
            return
        offsets = np.repeat(np.array(batch.offsets), [len(of_text) for of_text in candidates])
        first = batch.where[np.array([c.start for c in listed]) + offsets]
        last = batch.where[np.array([c.end for c in listed]) + offsets - 1]
        labels = np.array([_LABEL[c.label] for c in listed])
        chances = self._probabilities(known, first, last + 1, labels)
        chances[batch.shift[first] != batch.shift[last]] = _UNKNOWN
        for candidate, chance in zip(listed, chances.tolist(), strict=True):
            candidate.support = chance

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
