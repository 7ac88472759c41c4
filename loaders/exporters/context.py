"""The JSON-LD context, written from the same data as the OWL file."""

from __future__ import annotations

import json
from typing import Any

from graph_model.schema import Schema
from loaders.exporters.namespaces import PREFIXES
from loaders.exporters.own_terms import own_terms
from loaders.exporters.terms import terms_used

#: Properties whose values are always of one datatype.
_TYPED = {
    "oa:start": "xsd:nonNegativeInteger",
    "oa:end": "xsd:nonNegativeInteger",
    "smo:confidence": "xsd:decimal",
}

_OWN_LINKS = ("owl:ObjectProperty", "owl:AnnotationProperty")
#: Properties that always lead to an IRI, where the vocabulary's own file does not say so.
_LINKS = (
    "oa:hasBody",
    "oa:hasSelector",
    "oa:hasSource",
    "oa:hasTarget",
    "oa:motivatedBy",
    "rdf:object",
    "rdf:predicate",
    "rdf:subject",
)


def context_text(schema: Schema) -> str:
    """The text of ``context.jsonld``: prefixes, and the properties whose values are IRIs or of
    one datatype."""
    links = {t.term for t in terms_used().values() if t.kind == "object property"} | {*_LINKS}
    links |= {f"smo:{t.name}" for t in own_terms(schema) if t.kind in _OWN_LINKS}
    for edge in schema.edges.values():
        links |= {term for rule in edge.rdf for term in (rule.crm, rule.schema) if term}
    names: dict[str, Any] = dict(PREFIXES)
    names |= {term: {"@type": "@id"} for term in sorted(links)}
    names |= {term: {"@type": kind} for term, kind in sorted(_TYPED.items())}
    return json.dumps({"@context": names}, ensure_ascii=False, indent=2) + "\n"
