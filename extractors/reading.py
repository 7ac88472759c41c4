"""The value that the steps work on: one title with what has been read out of it so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from extractors.first_look import EVERY
from extractors.text import plain
from graph_model.mention import Label, Mention

#: No index columns.
NOT_LISTED: Mapping[Label, Sequence[str]] = MappingProxyType({})


#: What a candidate is made of; a compiled class tells no slots.
_OF_CANDIDATE = (
    "start", "end", "label", "rule", "confidence", "entity_id", "blocks", "support",
)  # fmt: skip


class Candidate:
    """A possible mention. ``blocks`` marks a phrase that is no name and keeps shorter names out of
    its span; ``support`` is the tagger's probability of the span, None until it has been asked.
    """

    __slots__ = _OF_CANDIDATE

    def __init__(
        self,
        start: int,
        end: int,
        label: Label,
        rule: str,
        confidence: float,
        entity_id: str = "",
        blocks: bool = False,
        support: float | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.rule = rule
        self.confidence = confidence
        self.entity_id = entity_id
        self.blocks = blocks
        self.support = support

    def __eq__(self, other: object) -> bool:
        """Whether everything is the same."""
        return isinstance(other, Candidate) and _same(self, other, _OF_CANDIDATE)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in _OF_CANDIDATE)
        return f"Candidate({told})"

    @property
    def length(self) -> int:
        """Code points covered."""
        return self.end - self.start


#: What is read and what it is read from; a compiled class tells no slots.
_FIELDS = (
    "candidates", "creator", "date", "direction", "form", "genre", "listed", "mentions",
    "pieces", "plain", "text",
)  # fmt: skip


class Reading:
    """A title on its way through the steps.

    ``text`` is as catalogued, ``plain`` its simplified copy of the same length; ``creator`` and
    ``date`` are the cells beside it; ``bits`` tell what it may have (``extractors/first_look.py``).
    ``candidates`` may overlap, ``mentions`` do not. ``genre`` is
    the stated form as printed, ``form`` the controlled term, ``direction`` its way (上行, 平行,
    下行, or empty). ``listed`` holds the names of the record's index columns by label. ``pieces``
    are the parts of a text that is too long for a title, each with its place
    (``extractors/pieces.py``).
    """

    __slots__ = (*_FIELDS, "bits")

    def __init__(
        self,
        text: str,
        creator: str = "",
        date: str = "",
        plain_copy: str = "",
        listed: Mapping[Label, Sequence[str]] = NOT_LISTED,
        bits: int = EVERY,
    ) -> None:
        self.text = text
        self.bits = bits
        self.creator = creator
        self.date = date
        self.plain = plain_copy or plain(text)
        self.listed = listed
        self.candidates: list[Candidate] = []
        self.mentions: list[Mention] = []
        self.genre = self.form = self.direction = ""
        self.pieces: Sequence[tuple[int, Reading]] = ()

    def __eq__(self, other: object) -> bool:
        """Whether everything read is the same."""
        return isinstance(other, Reading) and _same(self, other, _FIELDS)

    __hash__ = None  # type: ignore[assignment]

    def add(
        self,
        start: int,
        end: int,
        label: Label,
        rule: str,
        confidence: float,
        *,
        entity_id: str = "",
        blocks: bool = False,
        support: float | None = None,
    ) -> None:
        """Note a candidate; spans outside the text or empty are a programming error."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}-{end} outside a title of {len(self.text)}")
        self.candidates.append(
            Candidate(start, end, label, rule, confidence, entity_id, blocks, support)
        )

    def last_end(self, label: Label, lowest: int, highest: int) -> int:
        """The last end of a candidate of the label above ``lowest``, up to ``highest``; else 0."""
        ends = [
            c.end
            for c in self.candidates
            if lowest < c.end <= highest and c.label == label and not c.blocks
        ]
        return max(ends, default=0)

    def ends_at(self, position: int, labels: Sequence[Label]) -> list[Candidate]:
        """Candidates that end at a position."""
        return [
            c for c in self.candidates if c.end == position and c.label in labels and not c.blocks
        ]

    def behind_date(self, end: int) -> int:
        """Where a date that stands right behind a name ends, else the name's end:
        收岑毓英九月十九日电.
        """
        return next((m.end for m in self.mentions if m.start == end and m.label == "DATE"), end)

    def starts_at(self, position: int, labels: Sequence[Label]) -> list[Candidate]:
        """Candidates that start at a position."""
        return [
            c for c in self.candidates if c.start == position and c.label in labels and not c.blocks
        ]


def _same(one: object, other: object, names: Sequence[str]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)
