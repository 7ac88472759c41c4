"""The values of theming: what a theme is, what a record offers, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

Grade = Literal["direct", "contextual", "weak"]
GRADES: tuple[Grade, ...] = ("direct", "contextual", "weak")
#: How sure a finding of a grade is.
CONFIDENCE: Mapping[Grade, float] = {"direct": 0.9, "contextual": 0.75, "weak": 0.4}


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a profile: an authority entry or a term, and the work that it rests on."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """An entry that a rule is to hold for."""

    title: str
    creator: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a record belongs to a theme.

    ``any`` is what starts the rule; of every group in ``groups`` one must be there as well; none of
    ``unless`` may be. Each is a word, an entity id, or ``@name`` of a cue, a cue after a role
    (``recipient:@kmt``). The record's days must overlap ``start`` to ``end`` (ISO days, inclusive,
    ``""`` = open); a record without a date passes only if ``undated``. What is found of ``against``
    is told as counter-evidence and makes the finding weak.
    """

    id: str
    theme: str
    grade: Grade
    any: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    undated: bool = True
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A profile. ``links`` holds places, events, persons, organizations and terms by kind;
    ``start`` and ``end`` are the days of its formation (EDTF); ``issued`` the day of its
    announcement.
    """

    id: str
    scheme: str
    name: str
    name_en: str = ""
    alternatives: tuple[str, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    order: int = 0
    issued: str = ""
    start: str = ""
    end: str = ""
    sources: tuple[str, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


class Ground(NamedTuple):
    """Words that support a finding: field, code-point offsets into it (end exclusive), the words as
    printed, and the entity that they name, if any.
    """

    field: str
    start: int
    end: int
    text: str
    entity_id: str = ""


class Known(NamedTuple):
    """An entity that a record names: where, which, and in which role (``creator`` for the creator
    cell; ``sender``, ``recipient`` or ``""`` for the title).
    """

    field: str
    start: int
    end: int
    entity_id: str
    role: str = ""


class Subject(NamedTuple):
    """What a record offers to theming. ``texts`` maps a field to its words as printed, ``plain``
    gives the simplified copies that are at hand; ``earliest`` and ``latest`` are ISO days,
    inclusive, ``""`` when unknown.
    """

    texts: Mapping[str, str]
    known: tuple[Known, ...] = ()
    earliest: str = ""
    latest: str = ""
    plain: Mapping[str, str] = MappingProxyType({})


class Finding(NamedTuple):
    """One theme of a record, with the words that support it and those that speak against."""

    theme: str
    rule: str
    grade: Grade
    grounds: tuple[Ground, ...]
    against: tuple[Ground, ...] = ()
