"""Metadata of a record: simple Dublin Core, and RiC-O as RDF/XML."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, fromstring

from loaders.exporters import Iris, RdfXml
from loaders.exporters.base import xml_text
from loaders.server.things import Thing, parts

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: Property of a record -> Dublin Core element.
_ELEMENTS = (
    ("reference_code", "identifier"), ("creator", "creator"), ("date_text", "date"),
    ("genre", "type"), ("summary", "description"), ("notes", "description"),
    ("language", "language"), ("holder", "publisher"), ("fonds", "relation"),
    ("pages", "format"), ("access_text", "rights"),
)  # fmt: skip


class Format(NamedTuple):
    """A metadata format: schema, namespace, and what makes the metadata of a record."""

    schema: str
    namespace: str
    make: Callable[[Thing, Iris], Element]


def _dublin_core(thing: Thing, iris: Iris) -> Element:
    root = Element(f"{{{OAI_DC}}}dc")
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {_DC_SCHEMA}")
    SubElement(root, f"{{{DC}}}title").text = xml_text(thing.node.name)
    SubElement(root, f"{{{DC}}}identifier").text = iris.thing(thing.node.id)
    for name, element in _ELEMENTS:
        value = thing.node.properties.get(name)
        if value:
            SubElement(root, f"{{{DC}}}{element}").text = xml_text(str(value))
    for _, predicate, object in thing.links:
        other = thing.others.get(object)
        if predicate == "ABOUT" and other:
            SubElement(root, f"{{{DC}}}subject").text = xml_text(other.name)
    return root


def _rico(thing: Thing, iris: Iris) -> Element:
    out = io.BytesIO()
    RdfXml().write(parts(thing, iris), out)
    return fromstring(out.getvalue())  # our own output, without entities


_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
FORMATS: Mapping[str, Format] = {
    "oai_dc": Format(_DC_SCHEMA, OAI_DC, _dublin_core),
    "rico": Format(
        "http://www.openarchives.org/OAI/2.0/rdf.xsd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        _rico,
    ),
}
