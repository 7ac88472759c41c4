"""N-Triples, one line at a time: memory stays flat however large the graph.

Escapes follow RDF 1.1 N-Triples section 2.3. Beyond what it asks, control characters, line
separators and the characters that turn the direction of text are written as ``\\uXXXX``, so that a
line on a screen is the line in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from loaders.exporters.base import Literal, Triple, repaired

#: Lines that are encoded and written together.
BLOCK = 4096

_SHORT = {
    "\t": "\\t",
    "\b": "\\b",
    "\n": "\\n",
    "\r": "\\r",
    "\f": "\\f",
    '"': '\\"',
    "\\": "\\\\",
}
_UNSAFE = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]'
)


def _escape_one(found: re.Match[str]) -> str:
    character = repaired(found.group())
    if character == "\ufffd":
        return character
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def escape(text: str) -> str:
    """The text inside the quotation marks of a literal, ``repaired`` where no RDF text can hold
    it."""
    return _UNSAFE.sub(_escape_one, text) if _UNSAFE.search(text) else text


def line(triple: Triple) -> str:
    """One triple as a line, with its line feed."""
    subject, predicate, object_ = triple
    if not isinstance(object_, Literal):
        return f"<{subject}> <{predicate}> <{object_}> .\n"
    text, datatype, language = object_
    if datatype:
        return f'<{subject}> <{predicate}> "{escape(text)}"^^<{datatype}> .\n'
    tag = f"@{language}" if language else ""
    return f'<{subject}> <{predicate}> "{escape(text)}"{tag} .\n'


class NTriples:
    """The format for mass export, and for every graph beyond a few thousand claims."""

    name = "nt"
    media_type = "application/n-triples"
    streams = True

    def write(self, triples: Iterable[Triple], out: BinaryIO) -> int:
        """Write in the order given; returns the number of lines."""
        count = 0
        block: list[str] = []
        for triple in triples:
            block.append(line(triple))
            if len(block) == BLOCK:
                out.write("".join(block).encode("utf-8"))
                count += len(block)
                block.clear()
        out.write("".join(block).encode("utf-8"))
        return count + len(block)
