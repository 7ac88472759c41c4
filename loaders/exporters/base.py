"""The contract of an exporter, and the two values that pass through it.

``nodes`` and ``claims`` make triples, an exporter turns triples into bytes. Neither knows
the other, so a new format is one module and one line in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol


class Literal(NamedTuple):
    """A literal: text, and either a datatype IRI or a language tag, or neither (a plain string)."""

    text: str
    datatype: str = ""
    language: str = ""


#: Subject IRI, predicate IRI, and an IRI (``str``) or a Literal. There are no blank nodes.
Triple = tuple[str, str, str | Literal]


_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def repaired(text: str) -> str:
    """The text as every format can hold it: NUL and lone surrogates become U+FFFD, one code
    point for one, so that offsets stay right."""
    return _NO_TEXT.sub("\ufffd", text) if _NO_TEXT.search(text) else text


class Profile(StrEnum):
    """How much of a claim is exported: shortcut properties only, or its evidence as well."""

    CORE = "core"
    FULL = "full"


class Exporter(Protocol):
    """Writes triples in one format."""

    @property
    def name(self) -> str:
        """The value of ``--format``."""
        ...

    @property
    def media_type(self) -> str:
        """Media type of what it writes."""
        ...

    @property
    def streams(self) -> bool:
        """Whether memory stays flat; others hold the whole graph and are for subsets."""
        ...

    def write(self, triples: Iterable[Triple], out: BinaryIO) -> int:
        """Write all triples as UTF-8; returns how many were written."""
        ...
