"""RDF files from outside: which format, gzip or not, and their triples by subject, on disk, without
touching the network."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph
import rdflib
from rdflib.term import Node

from graph_model.errors import BadInput
from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand
from loaders.readers.signature import check_readable

_FORMATS = {
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
_GZIP = b"\x1f\x8b"
_STRING = expand("xsd:string")
#: Predicate IRI, and an IRI or a Literal.
Pair = tuple[str, str | Literal]


def format_of(path: Path) -> pyoxigraph.RdfFormat | None:
    """The format that the file's name tells (``.gz`` aside), None when it tells none."""
    name = path.name.removesuffix(".gz")
    return _FORMATS.get(Path(name).suffix.lower())


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where it is gzip."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        if not packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as stream:
            yield cast(BinaryIO, stream)


def quads(path: Path, format: pyoxigraph.RdfFormat | None = None) -> Iterator[pyoxigraph.Quad]:
    """The statements of a file, as it gives them; ``format`` is for one whose name tells none.

    Nothing is fetched: pyoxigraph reads no remote JSON-LD context and no XML entity from outside.
    Raises FILE_MISSING, FILE_EMPTY, FILE_UNREADABLE.
    """
    check_readable(path)
    format = format_of(path) or format
    if format is None:
        reason = f"不是 RDF 文件 / no RDF file: {' '.join(_FORMATS)} (.gz)"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    try:
        with opened(path) as stream:
            yield from pyoxigraph.parse(stream, format=format)
    except (SyntaxError, ValueError, OSError, EOFError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None


def rdflib_triple(quad: pyoxigraph.Quad) -> tuple[Node, Node, Node]:
    """A statement in rdflib's terms. Files go into rdflib this way only: its own parser of JSON-LD
    would fetch remote contexts.
    """
    return _rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)


def _rdflib(term: Any) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return rdflib.Literal(
        term.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype)
    )


class Triples:
    """The triples of a file, of all its named graphs, by subject. They are kept in a temporary
    SQLite file that vanishes when closed, so memory does not grow; pyoxigraph's own store would
    fold datatypes such as xsd:nonNegativeInteger. Triple terms (RDF 1.2) are left out."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute("CREATE TABLE t (s, p, o, datatype, language)")
        self._connection.execute("BEGIN")
        rows = (_row(quad) for quad in quads(path) if _plain(quad))
        self._connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.execute("CREATE INDEX by_subject ON t (s)")
        self._connection.execute("CREATE INDEX by_class ON t (p, o)")
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Remove the temporary file."""
        self._connection.close()

    def subjects(self) -> Iterator[tuple[str, list[Pair]]]:
        """Every subject with all that is said of it, in order of IRIs."""
        query = "SELECT DISTINCT s, p, o, datatype, language FROM t ORDER BY s, p, o"
        for subject, rows in groupby(self._connection.execute(query), key=lambda row: row[0]):
            yield subject, [_pair(row[1:]) for row in rows]

    def about(self, subject: str) -> list[Pair]:
        """All that is said of one subject."""
        query = "SELECT DISTINCT p, o, datatype, language FROM t WHERE s = ? ORDER BY p, o"
        return [_pair(row) for row in self._connection.execute(query, (subject,))]

    def with_property(self, predicate: str) -> Iterator[str]:
        """Subjects that have a property, in order of IRIs."""
        query = "SELECT DISTINCT s FROM t WHERE p = ? ORDER BY s"
        yield from (row[0] for row in self._connection.execute(query, (predicate,)))


def _plain(quad: pyoxigraph.Quad) -> bool:
    return not isinstance(quad.object, pyoxigraph.Triple)


def _row(quad: pyoxigraph.Quad) -> tuple[Any, ...]:
    term = quad.object
    head = (_name(quad.subject), quad.predicate.value)
    if isinstance(term, pyoxigraph.Literal):
        datatype = term.datatype.value
        plain = term.language or datatype == _STRING
        return (*head, term.value, "" if plain else datatype, term.language or "")
    return (*head, _name(term), None, None)


def _name(term: Any) -> str:
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(term.value)


def _pair(row: tuple[Any, ...]) -> Pair:
    predicate, value, datatype, language = row
    return predicate, value if datatype is None else Literal(value, datatype, language)
