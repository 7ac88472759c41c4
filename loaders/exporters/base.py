"""The contract of an exporter, and the values that pass through it.

``nodes`` and ``claims`` make triples, an exporter turns triples into bytes. Neither knows
the other, so a new format is one module and one line in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol


class Literal(NamedTuple):
    """A literal: text, and either a datatype IRI or a language tag, or neither (a plain string)."""

    text: str
    datatype: str = ""
    language: str = ""


class Quoted(NamedTuple):
    """A triple of IRIs that another speaks of and that is not asserted (RDF 1.2 triple term)."""

    subject: str
    predicate: str
    object: str


#: Subject IRI, predicate IRI, and an IRI (``str``), Literal or Quoted. There are no blank nodes.
Triple = tuple[str, str, str | Literal | Quoted]


class Part(NamedTuple):
    """Triples that belong together, and the IRI of their named graph (``""`` = default graph)."""

    graph: str
    triples: Iterable[Triple]


def flat(parts: Iterable[Part]) -> Iterator[Triple]:
    """The triples of all parts, for formats without named graphs."""
    for _, triples in parts:
        yield from triples


_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def repaired(text: str) -> str:
    """The text as every format can hold it: NUL and lone surrogates become U+FFFD, one code
    point for one, so that offsets stay right."""
    return _NO_TEXT.sub("\ufffd", text) if _NO_TEXT.search(text) else text


def xml_text(text: str) -> str:
    """The text as XML 1.0 can hold it: what it cannot becomes U+FFFD."""
    return _NO_XML.sub("\ufffd", text)


class Profile(StrEnum):
    """How much of a claim is exported: shortcut properties only, or its evidence as well."""

    CORE = "core"
    FULL = "full"


class Exporter(Protocol):
    """Writes triples in one format."""

    @property
    def name(self) -> str:
        """The value of ``--format``, and the ending of file names."""
        ...

    @property
    def media_type(self) -> str:
        """Media type of what it writes."""
        ...

    @property
    def streams(self) -> bool:
        """Whether memory stays flat; others hold the whole graph and are for subsets."""
        ...

    @property
    def quotes(self) -> bool:
        """Whether the format can hold RDF 1.2 triple terms (``Quoted``)."""
        ...

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write all triples as UTF-8; returns how many were written."""
        ...
