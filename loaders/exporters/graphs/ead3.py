"""EAD3 (Library of Congress and SAA, version 1.1.1): one fonds as a finding aid, its series, files
and records as components. The columns of a catalogue that EAD has no element for are kept in
``odd`` with their name in ``localtype``, so that the file can be read back as a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph_model.claim import Claim
from graph_model.errors import BadInput
from graph_model.node import Node
from loaders.exporters.choice import PAGE, chunks
from loaders.exporters.graphs.base import PropertyGraph
from loaders.exporters.graphs.gephi import _Xml

NAMESPACE = "http://ead3.archivists.org/schema/"
#: Field of index terms -> element and ``localtype``.
TERMS = {
    "persons": ("persname", ""), "organizations": ("corpname", ""), "places": ("geogname", ""),
    "meetings": ("subject", "meeting"), "events": ("subject", "event"),
}  # fmt: skip
#: Properties that go into ``odd``, by their names.
ODD = ("addressee", "regime", "notes")
_LEVELS = ("fonds", "series", "file")


class Ead3:
    """One fonds, chosen with ``--fonds``."""

    name = "ead3"
    folder = False

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """See GraphExporter. Raises USAGE unless exactly one record set is chosen."""
        if len(graph.choice.within) != 1 or graph.choice.ids or graph.choice.since:
            raise BadInput(
                "USAGE",
                zh="--format ead3 要用 --fonds 指明一个全宗。",
                en="--format ead3 needs one fonds, named with --fonds.",
            )
        fonds = graph.store.node(graph.choice.within[0], graph.reader)
        with target.open("wb") as out:
            _FindingAid(graph, fonds, _Xml(out)).write()
        return ""


class _FindingAid:
    """The document of one fonds. The ids of its records are held; their content is not."""

    def __init__(self, graph: PropertyGraph, fonds: Node, xml: _Xml) -> None:
        self._graph, self._fonds, self._xml = graph, fonds, xml
        self._children: dict[str, list[str]] = {}
        self._records: dict[str, list[str]] = {}

    def write(self) -> None:
        """The whole document."""
        self._find()
        xml, name = self._xml, self._fonds.name
        xml.open("ead", xmlns=NAMESPACE)
        xml.open("control")
        xml.one("recordid", self._fonds.id)
        xml.open("filedesc")
        xml.open("titlestmt")
        xml.one("titleproper", name)
        xml.endElement("titlestmt")
        xml.endElement("filedesc")
        xml.one("maintenancestatus", value="derived")
        xml.open("maintenanceagency")
        xml.one("agencyname", "史脉 Shimai")
        xml.endElement("maintenanceagency")
        xml.open("maintenancehistory")
        xml.open("maintenanceevent")
        xml.one("eventtype", value="derived")
        xml.one("eventdatetime", "")
        xml.one("agenttype", value="machine")
        xml.one("agent", "Shimai")
        for tag in ("maintenanceevent", "maintenancehistory", "control"):
            xml.close_(tag)
        xml.open("archdesc", level=self._level(self._fonds))
        self._did(self._fonds)
        xml.open("dsc")
        self._below(self._fonds.id)
        for tag in ("dsc", "archdesc", "ead"):
            xml.close_(tag)

    def _find(self) -> None:
        """Which set is in which, and which records lie directly in a set."""
        for page in self._graph.choice.pages(self._graph.store, self._graph.reader):
            ids = [node.id for node in page]
            for claim in self._graph.store.claims_of(ids, self._graph.reader):
                if claim.predicate != "PART_OF":
                    continue
                table = self._records if claim.subject in ids else self._children
                below = table.setdefault(claim.object, [])
                if claim.subject not in below[-1:] and claim.subject not in below:
                    below.append(claim.subject)

    def _below(self, id: str) -> None:
        for part in chunks(sorted(self._children.get(id, ())), PAGE):
            for node in self._graph.store.nodes(part, self._graph.reader):
                self._xml.open("c", level=self._level(node))
                self._did(node)
                self._below(node.id)
                self._xml.close_("c")
        for part in chunks(self._records.get(id, ()), PAGE):
            claims: dict[str, list[Claim]] = {}
            for claim in self._graph.store.claims_of(part, self._graph.reader):
                claims.setdefault(claim.evidence.source, []).append(claim)
            for node in self._graph.store.nodes(part, self._graph.reader):
                self._record(node, claims.get(node.id, []))

    @staticmethod
    def _level(node: Node) -> str:
        level = str(node.properties.get("level", ""))
        return level if level in _LEVELS else "otherlevel"

    def _did(self, node: Node) -> None:
        xml, values = self._xml, node.properties
        xml.open("did")
        if values.get("reference_code"):
            xml.one("unitid", str(values["reference_code"]))
        # A set without a name of its own is called by its code.
        if node.name != values.get("reference_code") or node.label == "Record":
            xml.one("unittitle", node.name)
        if node.label == "Record":
            self._description(values)
        xml.endElement("did")

    def _description(self, values: Any) -> None:
        xml = self._xml
        if values.get("date_text"):
            xml.one("unitdate", str(values["date_text"]))
        for element, name in (("origination", "creator"), ("repository", "holder")):
            if values.get(name):
                xml.open(element)
                xml.open("name")
                xml.one("part", str(values[name]))
                xml.endElement("name")
                xml.endElement(element)
        if values.get("pages"):
            xml.one("physdesc", str(values["pages"]))
        if values.get("language"):
            xml.open("langmaterial")
            xml.one("language", str(values["language"]))
            xml.endElement("langmaterial")

    def _record(self, node: Node, claims: list[Claim]) -> None:
        xml, values = self._xml, node.properties
        xml.open("c", level="item", id=f"record-{node.id.partition(':')[2]}")
        self._did(node)
        for element, name in (("scopecontent", "summary"), ("accessrestrict", "access_text")):
            if values.get(name):
                self._paragraph(element, str(values[name]))
        for name in ODD:
            if values.get(name):
                self._paragraph("odd", str(values[name]), localtype=name)
        terms = list(_terms(claims))
        if terms or values.get("genre"):
            xml.open("controlaccess")
            for element, localtype, text in terms:
                attributes = {"localtype": localtype} if localtype else {}
                xml.open(element, **attributes)
                xml.one("part", text)
                xml.endElement(element)
            if values.get("genre"):
                xml.open("genreform")
                xml.one("part", str(values["genre"]))
                xml.endElement("genreform")
            xml.endElement("controlaccess")
        xml.close_("c")

    def _paragraph(self, element: str, text: str, **attributes: str) -> None:
        self._xml.open(element, **attributes)
        self._xml.one("p", text)
        self._xml.endElement(element)


def _terms(claims: list[Claim]) -> Iterator[tuple[str, str, str]]:
    for claim in claims:
        if claim.predicate == "ABOUT" and claim.evidence.field in TERMS:
            yield *TERMS[claim.evidence.field], claim.evidence.quote
