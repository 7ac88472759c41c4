"""GraphML (http://graphml.graphdrawing.org/) and GEXF 1.3 (https://gexf.net/), as Gephi reads them:
nodes with label and dates, one edge a claim that stands, weighted by its confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

from graph_model.claim import Claim
from graph_model.node import Node
from loaders.exporters.base import xml_text
from loaders.exporters.claims import asserts
from loaders.exporters.graphs.base import PropertyGraph

_NODE = {"label": "string", "kind": "string", "earliest": "string", "latest": "string"}
_EDGE = {
    "type": "string", "weight": "double", "status": "string", "source": "string",
    "quote": "string", "rule": "string", "earliest": "string", "latest": "string",
}  # fmt: skip


class _Xml(XMLGenerator):
    """Writes elements; characters that XML 1.0 cannot hold become U+FFFD."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(out, "utf-8", short_empty_elements=True)
        self.startDocument()

    def open(self, tag: str, **attributes: str) -> None:
        """Begin an element; a trailing underscore of an attribute's name is left out."""
        self.startElement(tag, {k.rstrip("_"): xml_text(v) for k, v in attributes.items()})  # type: ignore[arg-type]

    def close_(self, tag: str) -> None:
        """End an element, on a line of its own."""
        self.endElement(tag)
        self.ignorableWhitespace("\n")

    def one(self, tag: str, text: str = "", **attributes: str) -> None:
        """A whole element."""
        self.open(tag, **attributes)
        if text:
            self.characters(xml_text(text))
        self.endElement(tag)


def _node_values(node: Node) -> Mapping[str, str]:
    return {
        "label": node.name or node.id, "kind": node.label,
        "earliest": node.earliest, "latest": node.latest,
    }  # fmt: skip


def _edge_values(claim: Claim) -> Mapping[str, str]:
    return {
        "type": claim.predicate, "weight": f"{claim.confidence:g}", "status": claim.status.value,
        "source": claim.evidence.source, "quote": claim.evidence.quote, "rule": claim.rule,
        "earliest": claim.earliest, "latest": claim.latest,
    }  # fmt: skip


def _standing(graph: PropertyGraph) -> Iterator[tuple[int, Claim]]:
    standing = (claim for claim in graph.claims() if asserts(claim))
    return enumerate(standing)


class GraphMl:
    """GraphML."""

    name = "graphml"
    folder = False

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """See GraphExporter."""
        with target.open("wb") as out:
            xml = _Xml(out)
            xml.open("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
            for place, names in (("node", _NODE), ("edge", _EDGE)):
                for name, kind in names.items():
                    attributes = {"for": place, "attr.name": name, "attr.type": kind}
                    xml.one("key", id=f"{place[0]}_{name}", **attributes)
            xml.open("graph", id="shimai", edgedefault="directed")
            for node in graph.nodes():
                xml.open("node", id=node.id)
                self._data(xml, "n", _node_values(node))
                xml.close_("node")
            for number, claim in _standing(graph):
                xml.open("edge", id=f"e{number}", source=claim.subject, target=claim.object)
                self._data(xml, "e", _edge_values(claim))
                xml.close_("edge")
            xml.close_("graph")
            xml.close_("graphml")
        return ""

    @staticmethod
    def _data(xml: _Xml, place: str, values: Mapping[str, str]) -> None:
        for name, text in values.items():
            if text:
                xml.one("data", text, key=f"{place}_{name}")


class Gexf:
    """GEXF 1.3."""

    name = "gexf"
    folder = False

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """See GraphExporter."""
        with target.open("wb") as out:
            xml = _Xml(out)
            xml.open("gexf", xmlns="http://gexf.net/1.3", version="1.3")
            xml.open("graph", defaultedgetype="directed", mode="static")
            for place, names in (("node", _NODE), ("edge", _EDGE)):
                xml.open("attributes", class_=place)
                for name, kind in names.items():
                    if name not in ("label", "weight"):
                        xml.one("attribute", id=name, title=name, type=kind)
                xml.close_("attributes")
            xml.open("nodes")
            for node in graph.nodes():
                xml.open("node", id=node.id, label=node.name or node.id)
                self._data(xml, _node_values(node))
                xml.close_("node")
            xml.close_("nodes")
            xml.open("edges")
            for number, claim in _standing(graph):
                values = _edge_values(claim)
                xml.open("edge", id=str(number), source=claim.subject, target=claim.object,
                         kind=claim.predicate, weight=values["weight"])  # fmt: skip
                self._data(xml, values)
                xml.close_("edge")
            for tag in ("edges", "graph", "gexf"):
                xml.close_(tag)
        return ""

    @staticmethod
    def _data(xml: _Xml, values: Mapping[str, str]) -> None:
        xml.open("attvalues")
        for name, text in values.items():
            if text and name not in ("label", "weight"):
                xml.one("attvalue", for_=name, value=text)
        xml.endElement("attvalues")
