"""Spans as one tag a character, and back: B first, I further, O none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from graph_model.mention import Label

NONE = "O"


def to_tags(length: int, spans: Iterable[tuple[int, int, Label]]) -> list[str]:
    """Tags of a text of this length."""
    tags = [NONE] * length
    for start, end, label in spans:
        tags[start:end] = [f"I-{label}"] * (end - start)
        tags[start] = f"B-{label}"
    return tags


def to_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, Label]]:
    """Spans that tags tell; an I without its B opens a span."""
    start, label = 0, ""
    for at, tag in enumerate([*tags, NONE]):
        here = tag[2:]
        if label and (here != label or tag[0] == "B"):
            yield start, at, cast(Label, label)
            label = ""
        if here and not label:
            start, label = at, here
