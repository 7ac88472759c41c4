"""Prefixes of every vocabulary that the schema and the exporters use, and the expansion of short
names."""

from __future__ import annotations

from functools import cache

from graph_model.errors import ShimaiError

#: Our own terms.
SMO = "https://w3id.org/shimai/ontology#"

PREFIXES = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ric-rst": "https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#",
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "smo": SMO,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def expand(term: str) -> str:
    """The IRI of a short name such as ``rico:Record``; raises ``SCHEMA_FILE`` for an unknown
    prefix."""
    prefix, _, local = term.partition(":")
    if prefix not in PREFIXES or not local:
        raise ShimaiError("SCHEMA_FILE", file="rdf", reason=f"no vocabulary for {term!r}")
    return PREFIXES[prefix] + local
