"""The chain of tags: the most probable tags of many sequences at once, and the probability of each
tag at each place (Rabiner 1989: forward-backward and Viterbi).

Sequences are worked on side by side, one place after the other, longest first, so that those still
going on stand at the front. Everything is a product of scores, scaled now and then.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: Places between two scalings: no product of so many scores leaves the range of numbers.
_SCALED_EVERY = 8
#: If the tags that are best one by one go wrong somewhere with less than this probability in all,
#: no other sequence of tags can be as probable as theirs.
_CERTAIN = 0.499


class Packed(NamedTuple):
    """Sequences sorted by length: at place t the first ``counts[t]`` go on, and their places in the
    text are ``where[begins[t] : begins[t + 1]]``.
    """

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
        return cls(counts, begins, np.concatenate(parts) if parts else np.zeros(0, np.int64))


class Chain:
    """Transitions between tags."""

    def __init__(self, transitions: npt.NDArray[Any]) -> None:
        weights = transitions.astype(np.float64)
        self._factors: Doubles = np.exp(weights - weights.max())
        self._backward = np.ascontiguousarray(self._factors.T)
        self._ones = np.ones(len(weights))

    def read(self, scores: npt.NDArray[Any], starts: Ints, lengths: Ints) -> tuple[Ints, Doubles]:
        """Best tags and probabilities of tags, one row a place of ``scores``; places outside of the
        sequences have tag -1 and probability 0.
        """
        tags = np.full(len(scores), -1, np.int64)
        probabilities = np.zeros((len(scores), len(self._ones)))
        packed = Packed.of(starts, lengths)
        factors = np.exp(scores[packed.where].astype(np.float64))
        factors /= (factors @ self._ones)[:, None]
        marginals = self._marginals(packed, factors)
        probabilities[packed.where] = marginals
        tags[packed.where] = marginals.argmax(axis=1)
        doubt = np.zeros(len(scores) + 1)
        doubt[1:][packed.where] = 1 - marginals.max(axis=1)
        np.cumsum(doubt, out=doubt)
        unsure = doubt[starts + lengths] - doubt[starts] >= _CERTAIN
        if unsure.any():
            self._best(scores, starts[unsure], lengths[unsure], tags)
        return tags, probabilities

    def _marginals(self, packed: Packed, factors: Doubles) -> Doubles:
        counts, begins, _ = packed
        forward = np.empty_like(factors)
        for place, count in enumerate(counts):
            here = forward[begins[place] : begins[place + 1]]
            if not place:
                here[:] = factors[: begins[1]]
                continue
            before = forward[begins[place - 1] : begins[place - 1] + count]
            np.matmul(before, self._factors, out=here)
            here *= factors[begins[place] : begins[place + 1]]
            if place % _SCALED_EVERY == 0:
                here /= (here @ self._ones)[:, None]
        behind = np.ones((counts[0], len(self._ones)))
        for place in range(len(counts) - 2, -1, -1):
            count = counts[place + 1]
            span = slice(begins[place + 1], begins[place + 2])
            onward = factors[span] * behind[:count]
            forward[span] *= behind[:count]
            behind[:count] = onward @ self._backward
            if place % _SCALED_EVERY == 0:
                behind[:count] /= (behind[:count] @ self._ones)[:, None]
        forward[: begins[1]] *= behind
        forward /= (forward @ self._ones)[:, None]
        return forward

    def _best(self, scores: npt.NDArray[Any], starts: Ints, lengths: Ints, tags: Ints) -> None:
        """Write the best tags of the sequences."""
        counts, begins, where = Packed.of(starts, lengths)
        factors = np.exp(scores[where].astype(np.float64))
        factors /= (factors @ self._ones)[:, None]
        columns = np.ascontiguousarray(factors.T)
        between = self._factors[:, :, None]
        best = [columns[:, : begins[1]]]
        for place in range(1, len(counts)):
            ways = best[-1][:, None, : counts[place]] * between
            here = ways.max(axis=0)
            here *= columns[:, begins[place] : begins[place + 1]]
            if place % _SCALED_EVERY == 0:
                here /= here.max(axis=0)
            best.append(here)
        chosen = np.zeros(counts[0], np.int64)
        for place in range(len(counts) - 1, -1, -1):
            count = counts[place]
            onward = counts[place + 1] if place + 1 < len(counts) else 0
            here = best[place]
            if onward:
                here = here.copy()
                here[:, :onward] *= self._factors[:, chosen[:onward]]
            chosen[:count] = here.argmax(axis=0)
            tags[where[begins[place] : begins[place + 1]]] = chosen[:count]
