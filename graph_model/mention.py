"""What the extractors read out of one title: mentions, roles and documentary form."""

from __future__ import annotations

from typing import Literal, NamedTuple

Label = Literal["PERSON", "ORG", "PLACE", "EVENT", "DATE", "OFFICE"]
Role = Literal["", "sender", "recipient"]
LABELS: tuple[Label, ...] = ("PERSON", "ORG", "PLACE", "EVENT", "DATE", "OFFICE")


class Mention(NamedTuple):
    """A name in a text: code-point offsets, end exclusive; ``text`` as printed.

    ``rule`` names the component that read it, ``confidence`` lies in 0..1, ``entity_id`` is the
    authority entry when exactly one fits, else ``""``.
    """

    start: int
    end: int
    label: Label
    text: str
    rule: str
    confidence: float
    role: Role = ""
    entity_id: str = ""
