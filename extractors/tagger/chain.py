"""The chain of tags: the probability of each tag at each place of many sequences at once (the
forward-backward algorithm, Rabiner 1989).

Sequences are worked on side by side, one place after the other, longest first, so that those still
going on stand at the front.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
#: Places between two scalings: so few that no probability of a most probable tag leaves the range
#: of numbers.
_SCALED_EVERY = 8
#: Scores count up to so much on either side of nought, and differences between transitions.
_GREATEST, _GREATEST_STEP = 40.0, 18.0


class Marginals(NamedTuple):
    """Probabilities of tags: place t of the texts has row ``rows[t]``; places outside of the
    sequences have the last row, which is nought.
    """

    rows: Ints
    of_rows: Doubles

    def best(self) -> Ints:
        """The most probable tag at each place, -1 outside of the sequences."""
        best = self.of_rows.argmax(axis=1)
        best[-1] = -1
        tags: Ints = best.take(self.rows)
        return tags

    def with_nought(self) -> Marginals:
        """With a further tag, which is nowhere."""
        nought = np.zeros((len(self.of_rows), 1))
        return Marginals(self.rows, np.hstack((self.of_rows, nought)))


class Packed(NamedTuple):
    """Sequences sorted by length (``order``): at place t the first ``counts[t]`` go on, and their
    places in the text are ``where[begins[t] : begins[t + 1]]``.
    """

    order: Ints
    counts: list[int]
    begins: list[int]
    where: Ints

    @classmethod
    def of(cls, starts: Ints, lengths: Ints) -> Packed:
        """From the first place and the length of each sequence (1 or more)."""
        order = np.argsort(-lengths, kind="stable")
        firsts = starts[order]
        longest = int(lengths.max(initial=0))
        ended = np.cumsum(np.bincount(lengths, minlength=longest + 1))[:longest]
        counts = (len(lengths) - ended).tolist()
        begins = [0]
        for count in counts:
            begins.append(begins[-1] + count)
        parts = [firsts[:count] + place for place, count in enumerate(counts)]
        return cls(order, counts, begins, np.concatenate(parts) if parts else np.zeros(0, np.int64))


class Chain:
    """Transitions between tags."""

    def __init__(self, transitions: npt.NDArray[Any]) -> None:
        weights = transitions.astype(np.float64)
        self._factors: Doubles = np.exp(np.maximum(weights - weights.max(), -_GREATEST_STEP))
        self._backward = np.ascontiguousarray(self._factors.T)
        self._ones = np.ones(len(weights))

    def read(self, scores: Floats, starts: Ints, lengths: Ints) -> Marginals:
        """Probabilities of tags. ``scores`` has a row for each place."""
        packed = Packed.of(starts, lengths)
        rows = np.full(len(scores), len(packed.where))
        rows[packed.where] = np.arange(len(packed.where))
        of_rows = np.zeros((len(packed.where) + 1, len(self._ones)))
        self._fill(packed, self._exponentials(scores, packed.where), of_rows[:-1])
        return Marginals(rows, of_rows)

    def _exponentials(self, scores: Floats, where: Ints) -> Doubles:
        """Of the scores at these places, each row with the sum 1. From here on in double precision:
        in single, the same title alone and among others differ in the sixth digit.
        """
        rows = scores.take(where, axis=0)
        np.clip(rows, -_GREATEST, _GREATEST, out=rows)
        factors = np.exp(rows, out=rows).astype(np.float64)
        factors /= (factors @ self._ones)[:, None]
        return factors

    def _fill(self, packed: Packed, factors: Doubles, forward: Doubles) -> None:
        """Write the probabilities of tags in the order of ``packed``."""
        _, counts, begins, _ = packed
        for place, count in enumerate(counts):
            here = forward[begins[place] : begins[place + 1]]
            if place:
                before = forward[begins[place - 1] : begins[place - 1] + count]
                np.matmul(before, self._factors, out=here)
                here *= factors[begins[place] : begins[place + 1]]
            else:
                here[:] = factors[: begins[1]]
            if place % _SCALED_EVERY == 0:
                here /= (here @ self._ones)[:, None]
        behind = np.ones((counts[0], len(self._ones)))
        for place in range(len(counts) - 2, -1, -1):
            count = counts[place + 1]
            span = slice(begins[place + 1], begins[place + 2])
            forward[span] *= behind[:count]
            behind[:count] = (factors[span] * behind[:count]) @ self._backward
            if place % _SCALED_EVERY == 0:
                behind[:count] /= (behind[:count] @ self._ones)[:, None]
        forward[: begins[1]] *= behind
        forward /= (forward @ self._ones)[:, None]
