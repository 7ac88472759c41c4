"""N-Triples and N-Quads, one line at a time: memory stays flat however large the graph.

Escapes follow RDF 1.1 N-Triples section 2.3. Beyond what it asks, control characters, line
separators and the characters that turn the direction of text are written as ``\\uXXXX``, so that a
line on a screen is the line in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from loaders.exporters.base import Part, Quoted, Triple, repaired

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
    if isinstance(object_, str):
        return f"<{subject}> <{predicate}> <{object_}> .\n"
    if isinstance(object_, Quoted):
        inner = "> <".join(object_)
        return f"<{subject}> <{predicate}> <<( <{inner}> )>> .\n"
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
    quotes = True

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write in the order given; returns the number of lines."""
        count = 0
        block: list[str] = []
        for _, triples in parts:
            block.extend(map(line, triples))
            if len(block) >= BLOCK:
                out.write("".join(block).encode("utf-8"))
                count += len(block)
                block.clear()
        out.write("".join(block).encode("utf-8"))
        return count + len(block)


class NQuads:
    """N-Triples with the named graph of each line: one graph a run, the default graph for what
    no run alone has said."""

    name = "nq"
    media_type = "application/n-quads"
    streams = True
    quotes = True

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write in the order given; returns the number of lines."""
        count = written = 0
        block: list[str] = []
        for graph, triples in parts:
            lines = [line(triple) for triple in triples]
            count += len(lines)
            text = "".join(lines)
            # A line feed inside a literal is escaped: what is replaced is the end of a line.
            block.append(text.replace(" .\n", f" <{graph}> .\n") if graph else text)
            if count - written >= BLOCK:
                out.write("".join(block).encode("utf-8"))
                written = count
                block.clear()
        out.write("".join(block).encode("utf-8"))
        return count
