"""The same thing in other authorities: how their ids become IRIs."""

from __future__ import annotations

#: Where ids of other authorities lead.
PREFIXES = {
    "wikidata": "http://www.wikidata.org/entity/",
    "viaf": "http://viaf.org/viaf/",
    "cbdb": "https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=",
}


def iri(text: str, default: str = "") -> str:
    """``wikidata:Q5816`` or a bare id of a known authority as an IRI; an IRI stays."""
    text = text.strip()
    prefix, _, key = text.partition(":")
    if prefix.lower() in PREFIXES and key and not key.startswith("//"):
        return PREFIXES[prefix.lower()] + key
    if "://" in text or not default or not text:
        return text
    return PREFIXES[default] + text


def space_of(iri: str) -> str:
    """The start that IRIs of one authority have in common: a known one's, or scheme and host."""
    for prefix in PREFIXES.values():
        if iri.startswith(prefix):
            return prefix
    scheme, mark, rest = iri.partition("://")
    return f"{scheme}{mark}{rest.partition('/')[0]}/" if mark else f"{scheme.partition(':')[0]}:"


def iris(cell: str) -> list[str]:
    """The IRIs of a table's cell, which ``|`` divides; each once."""
    return list(dict.fromkeys(iri(text) for text in cell.split("|") if text.strip()))
