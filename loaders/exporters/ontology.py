"""The OWL 2 file of our own terms, written from the schema: the same schema gives the same
bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_model.schema import Schema
from loaders.exporters.namespaces import PREFIXES, SMO
from loaders.exporters.own_terms import OwnTerm, own_terms, own_terms_file
from loaders.exporters.terms import terms_used

FILE = "shimai.ttl"
#: Declared for tools that read the file alone. Built-in vocabularies need no declaration.
_DECLARED = {
    "class": "owl:Class",
    "object property": "owl:ObjectProperty",
    "datatype property": "owl:DatatypeProperty",
}
_BUILT_IN = ("owl", "rdf", "rdfs", "xsd")


def ontology_text(schema: Schema) -> str:
    """The Turtle text of ``shimai.ttl``."""
    terms = own_terms(schema)
    blocks = [_header(), *(_block(term) for term in terms), *_declarations(terms)]
    used = sorted({p for p in PREFIXES if any(f"{p}:" in block for block in blocks)} | {"smo"})
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in used)
    return f"{prefixes}\n" + "\n".join(blocks)


def _header() -> str:
    about = own_terms_file()["ontology"]
    lines = [
        "a owl:Ontology",
        f"dcterms:title {_both(about['title'])}",
        f"rdfs:comment {_both(about['comment'])}",
        f"owl:versionInfo {quoted(about['version'])}",
        f"dcterms:license <{about['license']}>",
        f"dcterms:conformsTo <{about['conforms_to']}>",
    ]
    return joined(f"<{SMO.removesuffix('#')}>", lines)


def _block(term: OwnTerm) -> str:
    below = "rdfs:subClassOf" if term.kind == "owl:Class" else "rdfs:subPropertyOf"
    lines = [
        f"a {term.kind}",
        f"rdfs:label {_both({'zh': term.zh, 'en': term.en})}",
        f"rdfs:comment {_both(term.comment)}",
    ]
    if term.sub:
        lines.append(f"{below} {', '.join(term.sub)}")
    for name, classes in (("rdfs:domain", term.domain), ("rdfs:range", term.range)):
        if classes:
            lines.append(f"{name} {_union(classes)}")
    lines.append(f"rdfs:isDefinedBy <{SMO.removesuffix('#')}>")
    return joined(f"smo:{term.name}", lines)


def _declarations(terms: Iterable[OwnTerm]) -> Iterator[str]:
    named = {name for term in terms for name in (*term.sub, *term.domain, *term.range)}
    for name in sorted(named):
        row = terms_used().get(name)
        if row and row.vocabulary not in _BUILT_IN and row.kind in _DECLARED:
            yield joined(name, [f"a {_DECLARED[row.kind]}"])


def joined(subject: str, lines: list[str]) -> str:
    """A subject with its predicates, in Turtle."""
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def _union(classes: tuple[str, ...]) -> str:
    if len(classes) == 1:
        return classes[0]
    return f"[ a owl:Class ; owl:unionOf ( {' '.join(classes)} ) ]"


def _both(words: object) -> str:
    assert isinstance(words, dict)
    return f"{quoted(words['zh'])}@zh, {quoted(words['en'])}@en"


def quoted(text: str) -> str:
    """A string literal in Turtle."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
