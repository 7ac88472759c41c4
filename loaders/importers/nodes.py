"""The nodes of an RDF graph: the mapping of ``exporters.nodes`` read backwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from graph_model.access import Access
from graph_model.ids import is_authority
from graph_model.node import Node
from graph_model.schema import NodeType, Property, Schema
from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand
from loaders.rdf_files import Pair

_TYPE, _LABEL = expand("rdf:type"), expand("rdfs:label")
_ACCESS = expand("smo:accessStatus")
_LABELS = {_LABEL, expand("skos:prefLabel")}
_INTEGER = expand("xsd:integer")
Value = str | Literal


class Names:
    """IRIs under one base back to ids."""

    def __init__(self, base: str) -> None:
        self._start = f"{base}id/"

    def id(self, iri: Value) -> str:
        """The id of a thing, ``""`` for what is no thing under the base."""
        if isinstance(iri, Literal) or not iri.startswith(self._start):
            return ""
        prefix, slash, local = iri[len(self._start) :].partition("/")
        return f"{unquote(prefix)}:{unquote(local)}" if slash and "/" not in local else ""


class NodeReader:
    """Makes nodes out of what is said of a subject."""

    def __init__(self, schema: Schema, names: Names) -> None:
        self._schema, self._names = schema, names
        self._terms = {
            node.label: [(p, expand(p.rdf)) for p in node.properties.values() if p.rdf]
            for node in schema.nodes.values()
        }

    def node(self, subject: str, pairs: Sequence[Pair]) -> tuple[Node, bool] | None:
        """The node, and whether it is described by class and name alone; None for a subject that
        is no node of the schema."""
        id = self._names.id(subject)
        kind = self._schema.by_prefix(id.partition(":")[0]) if id else None
        if kind is None or (_TYPE, expand(kind.classes[0])) not in pairs:
            return None
        values: dict[str, list[Value]] = {}
        for predicate, value in pairs:
            values.setdefault(predicate, []).append(value)
        properties = self._properties(kind, values)
        name = properties.pop("name", "") or self._label(values)
        brief = not properties and _ACCESS not in values
        aliases = tuple(properties.pop("aliases", ()))
        earliest = properties.get("date_earliest", "") if kind.label == "Record" else ""
        latest = properties.get("date_latest", "") if kind.label == "Record" else ""
        access = _access(kind, id, values)
        return Node(id, kind.label, name, access, aliases, properties, earliest, latest), brief

    def _properties(self, kind: NodeType, values: Mapping[str, list[Value]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for prop, term in self._terms[kind.label]:
            own = values.get(term, ())
            if term in _LABELS and prop.name != "name":
                texts = [v.text for v in own if isinstance(v, Literal) and v.language == "en"]
            elif prop.type == "iris":
                texts = sorted(v.text if isinstance(v, Literal) else v for v in own)
                if texts:
                    found[prop.name] = texts
                continue
            elif prop.type in ("list", "names"):
                texts = sorted(self._text(value) for value in own)
                if texts:
                    found[prop.name] = texts
                continue
            else:
                texts = [_plain(prop, v) for v in own if isinstance(v, Literal)]
            if texts:
                found[prop.name] = texts[0]
        return found

    def _text(self, value: Value) -> str:
        return value.text if isinstance(value, Literal) else self._names.id(value) or value

    @staticmethod
    def _label(values: Mapping[str, list[Value]]) -> str:
        labels = [v for v in values.get(_LABEL, ()) if isinstance(v, Literal)]
        labels.sort(key=lambda v: (v.language == "en", v.language, v.text))
        return labels[0].text if labels else ""


def _plain(prop: Property, value: Literal) -> Any:
    if prop.type in ("number", "integer"):
        try:
            return int(value.text) if value.datatype == _INTEGER else float(value.text)
        except ValueError:
            return value.text
    return value.text


def _access(kind: NodeType, id: str, values: Mapping[str, list[Value]]) -> Access | None:
    """A record's level as written; a set and a name that only texts know have none; what an
    authority table, a book or a run stands for is open."""
    said = [v.text for v in values.get(_ACCESS, ()) if isinstance(v, Literal)]
    if kind.kind == "record":
        return Access[said[0].upper()] if said and said[0].upper() in Access.__members__ else None
    return Access.OPEN if is_authority(id) else None
