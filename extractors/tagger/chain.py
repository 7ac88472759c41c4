"""The chain of tags: the most probable tags of many sequences at once, and the probability of each
tag at each place (Rabiner 1989: forward-backward and Viterbi).

Sequences are worked on side by side, one place after the other, longest first, so that those still
going on stand at the front.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Doubles: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
#: Places between two scalings: no product of so many scores leaves the range of numbers.
_SCALED_EVERY = 8
#: Scores up to this have an exponential in single precision.
_GREATEST_SINGLE = 80.0
#: Room for what is lost in rounding.
_ROOM = 1e-6


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
        self._logs: Doubles = weights - weights.max()
        self._factors: Doubles = np.exp(self._logs)
        self._backward = np.ascontiguousarray(self._factors.T)
        self._ones = np.ones(len(weights))

    def read(self, scores: npt.NDArray[Any], starts: Ints, lengths: Ints) -> tuple[Ints, Doubles]:
        """Best tags and probabilities of tags, one row a place of ``scores``; places outside of the
        sequences have tag -1 and probability 0.
        """
        packed = Packed.of(starts, lengths)
        factors = self._exponentials(scores, packed.where)
        marginals, totals = self._marginals(packed, factors)
        best = marginals.argmax(axis=1)
        tags = np.full(len(scores), -1)
        tags[packed.where] = best
        probabilities = np.zeros((len(scores), len(self._ones)))
        probabilities[packed.where] = marginals
        rows = np.arange(len(best))
        doubt = np.zeros(len(scores))
        doubt[packed.where] = 1 - marginals[rows, best]
        chosen = np.zeros(len(scores))
        chosen[packed.where] = np.log(factors[rows, best])
        unsure = np.maximum.reduceat(doubt, starts) >= self._chances(
            packed, chosen, totals, tags, starts, lengths
        )
        if unsure.any():
            self._best(scores, starts[unsure], lengths[unsure], tags)
        return tags, probabilities

    def _chances(
        self,
        packed: Packed,
        chosen: Doubles,
        totals: Doubles,
        tags: Ints,
        starts: Ints,
        lengths: Ints,
    ) -> Doubles:
        """The probability of each sequence of the tags that are best one by one.

        The best sequence is at least as probable. So where at every place any other tag is less
        probable than that, the best sequence can have no other tag there: it is this one.
        """
        inside = (tags[:-1] >= 0) & (tags[1:] >= 0)
        chosen[1:][inside] += self._logs[tags[:-1][inside], tags[1:][inside]]
        sums = np.concatenate(([0.0], np.cumsum(chosen)))
        logs = sums[starts + lengths] - sums[starts]
        logs[packed.order] -= totals
        chances: Doubles = np.exp(np.minimum(logs, 0.0)) * (1 - _ROOM) - _ROOM
        return chances

    def _exponentials(self, scores: npt.NDArray[Any], where: Ints) -> Doubles:
        """Of the scores at these places, each row with the sum 1."""
        rows = scores.take(where, axis=0)
        if rows.size and float(np.abs(rows).max()) > _GREATEST_SINGLE:
            rows = rows.astype(np.float64)
        factors = np.exp(rows).astype(np.float64)
        factors /= (factors @ self._ones)[:, None]
        of_rows: Doubles = factors
        return of_rows

    def _marginals(self, packed: Packed, factors: Doubles) -> tuple[Doubles, Doubles]:
        """Probabilities of tags by place, and of each sequence the logarithm of its total."""
        _, counts, begins, _ = packed
        forward = np.empty_like(factors)
        totals = np.zeros(counts[0])
        for place, count in enumerate(counts):
            here = forward[begins[place] : begins[place + 1]]
            if not place:
                here[:] = factors[: begins[1]]
            else:
                before = forward[begins[place - 1] : begins[place - 1] + count]
                np.matmul(before, self._factors, out=here)
                here *= factors[begins[place] : begins[place + 1]]
            onward = counts[place + 1] if place + 1 < len(counts) else 0
            if place % _SCALED_EVERY == 0:
                sums = here @ self._ones
                totals[:count] += np.log(sums)
                here /= sums[:, None]
            elif onward < count:
                totals[onward:count] += np.log(here[onward:] @ self._ones)
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
        return forward, totals

    def _best(self, scores: npt.NDArray[Any], starts: Ints, lengths: Ints, tags: Ints) -> None:
        """Write the best tags of the sequences."""
        _, counts, begins, where = Packed.of(starts, lengths)
        columns = np.ascontiguousarray(scores.take(where, axis=0).T, np.float32)
        between = self._logs.astype(np.float32)
        best = [columns[:, : begins[1]]]
        for place in range(1, len(counts)):
            ways = best[-1][:, None, : counts[place]] + between[:, :, None]
            here = ways.max(axis=0)
            here += columns[:, begins[place] : begins[place + 1]]
            if place % _SCALED_EVERY == 0:
                here -= here.max(axis=0)
            best.append(here)
        chosen = np.zeros(counts[0], np.int64)
        for place in range(len(counts) - 1, -1, -1):
            count = counts[place]
            onward = counts[place + 1] if place + 1 < len(counts) else 0
            here = best[place]
            if onward:
                here = here.copy()
                here[:, :onward] += between[:, chosen[:onward]]
            chosen[:count] = here.argmax(axis=0)
            tags[where[begins[place] : begins[place + 1]]] = chosen[:count]
