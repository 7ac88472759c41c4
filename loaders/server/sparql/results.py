"""Answers in the formats of SPARQL 1.1: JSON, XML, CSV, TSV for rows and truth values, RDF formats
for graphs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph

#: Media type -> name, best first, for SELECT and ASK.
ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
#: Media type -> pyoxigraph's format, for CONSTRUCT and DESCRIBE.
GRAPHS = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "text/plain": pyoxigraph.RdfFormat.N_TRIPLES,
}
Term = Any
Row = Sequence[Term | None]
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XMLNS = "http://www.w3.org/2005/sparql-results#"


def write_rows(names: Sequence[str], rows: Iterable[Row], format: str) -> bytes:
    """The rows of a SELECT."""
    writers: dict[str, Callable[[Sequence[str], Iterable[Row]], str]] = {
        "json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv,
    }  # fmt: skip
    return writers[format](names, rows).encode("utf-8", "replace")


def write_truth(value: bool, format: str) -> bytes:
    """The answer of an ASK; CSV and TSV have none in the standard and give one word."""
    word = "true" if value else "false"
    if format == "json":
        return json.dumps({"head": {}, "boolean": value}).encode()
    if format == "xml":
        return _document(f"<head/><boolean>{word}</boolean>").encode()
    return f"{word}\n".encode()


def _json(names: Sequence[str], rows: Iterable[Row]) -> str:
    bindings = [
        {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in rows
    ]
    found = {"head": {"vars": list(names)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        parts = ("subject", "predicate", "object")
        value = {part: _json_term(getattr(term, part)) for part in parts}
        return {"type": "triple", "value": value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml(names: Sequence[str], rows: Iterable[Row]) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    body = []
    for row in rows:
        cells = "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        body.append(f"<result>{cells}</result>")
    return _document(f"<head>{head}</head><results>{''.join(body)}</results>")


def _document(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{_XMLNS}">{inner}</sparql>\n'


def _xml_term(term: Term) -> str:
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, pyoxigraph.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, pyoxigraph.Triple):
        return f"<literal>{_xml_text(str(term))}</literal>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
    kind = term.datatype.value
    typed = "" if kind == _XSD_STRING else f" datatype={quoteattr(kind)}"
    return f"<literal{typed}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    """Escaped; characters that XML 1.0 cannot hold become U+FFFD."""
    kept = "".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in text)
    return escape(kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def _csv(names: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_csv_term(term) for term in row] for row in rows)
    return out.getvalue()


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return (
        str(term) if isinstance(term, pyoxigraph.BlankNode) else str(getattr(term, "value", term))
    )


def _tsv(names: Sequence[str], rows: Iterable[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in names)]
    for row in rows:
        cells = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
