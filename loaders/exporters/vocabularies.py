"""The vocabularies as SKOS, written from the profiles of themes and from lists: the same ones give
the same bytes.

Only the founding spirit and the periods are top concepts of the scheme of spirits. A profile's
entries are said to embody the spirit (``smo:embodies``); its terms are hidden labels, words by
which records are found. IRIs are under one namespace of the project, whatever the base of an
export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from extractors.authority import read_table
from extractors.themes import Theme, load_themes
from extractors.themes.profiles import read_table as theme_table
from loaders.exporters.namespaces import PREFIXES
from loaders.exporters.ontology import joined, quoted
from loaders.exporters.vocabulary_lists import documentary_forms, periods

NAMESPACE = "https://w3id.org/shimai/"
_ORIGIN = "theme:jian-dang"
_USED = ("dcterms", "edtf", "rico", "skos", "smo", "xsd")
#: Scheme → file, zh, en.
SCHEMES: Mapping[str, tuple[str, str, str]] = {
    "spirits": (
        "spirits.ttl",
        "中国共产党人精神谱系第一批伟大精神",
        "Spiritual lineage of the Chinese Communists, first batch",
    ),
    "named-later": ("named-later.ttl", "其后提出的精神", "Spirits named later"),
    "local": ("local.ttl", "地方提出的名称", "Names given locally"),
    "histories": ("histories.ttl", "四史", "The four histories"),
    "scope": ("scope.ttl", "国家重点档案范围", "Scope of national key archives"),
}
REGISTERS, FORMS, PERIODS = "registers.ttl", "documentary-forms.ttl", "periods.ttl"
FOLDER = "vocabularies"


def vocabulary_texts() -> dict[str, str]:
    """File name (below ``ontologies/``) → Turtle."""
    themes = list(load_themes().values())
    texts = {
        f"{FOLDER}/{file}": _text(_scheme(scheme, [t for t in themes if t.scheme == scheme]))
        for scheme, (file, _, _) in SCHEMES.items()
    }
    spirits = _periods_of([t for t in themes if t.scheme == "spirits"])
    of_spirits = {name: _period(number) for number, name in enumerate(spirits, 1)}
    texts |= {
        f"{FOLDER}/{REGISTERS}": register_text(theme_table("registers")),
        f"{FOLDER}/{FORMS}": _text(documentary_forms(NAMESPACE)),
        f"{FOLDER}/{PERIODS}": _text(periods(NAMESPACE, of_spirits)),
    }
    return texts


def register_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Registers of documentary heritage as Turtle: rows with ``register``, ``name`` (of the
    register), ``id``, ``item``, and where known ``year``, ``holder``, ``note``, ``source``.
    """
    return _text(_registers(rows))


def _text(blocks: Iterable[str]) -> str:
    body = "\n".join(blocks)
    used = [p for p in _USED if re.search(rf"(?<![\w/]){p}:", body)]
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in used)
    return f"{prefixes}\n{body}"


def _periods_of(themes: Iterable[Theme]) -> list[str]:
    return list(dict.fromkeys(theme.period for theme in themes if theme.period))


def _iri(id: str) -> str:
    prefix, _, local = id.partition(":")
    return f"<{NAMESPACE}{prefix}/{local}>"


def _scheme(scheme: str, themes: list[Theme]) -> Iterator[str]:
    _, zh, en = SCHEMES[scheme]
    node = f"<{NAMESPACE}scheme/{scheme}>"
    lines = ["a skos:ConceptScheme", f"skos:prefLabel {quoted(zh)}@zh, {quoted(en)}@en"]
    if scheme == "spirits":
        lines.append('dcterms:issued "2021-09-29"^^xsd:date')
    yield joined(node, lines)
    stages = _periods_of(themes)
    for number, period in enumerate(stages, 1):
        lines = [
            "a skos:Concept",
            f"skos:prefLabel {quoted(period)}@zh",
            f"skos:inScheme {node}",
            f"skos:topConceptOf {node}",
            f'skos:notation "P{number}"',
        ]
        yield joined(_period(number), lines)
    for theme in themes:
        yield joined(_iri(theme.id), list(_concept(theme, node, stages)))
    for theme in themes:
        yield from _entries(theme)


def _period(number: int) -> str:
    return f"<{NAMESPACE}period/{number}>"


def _concept(theme: Theme, scheme: str, periods: list[str]) -> Iterator[str]:
    yield "a skos:Concept"
    english = f", {quoted(theme.name_en)}@en" if theme.name_en else ""
    yield f"skos:prefLabel {quoted(theme.name)}@zh{english}"
    if theme.alternatives:
        yield "skos:altLabel " + ", ".join(f"{quoted(n)}@zh" for n in theme.alternatives)
    terms = [link.value for link in theme.links.get("terms", ())]
    if terms:
        yield "skos:hiddenLabel " + ", ".join(f"{quoted(term)}@zh" for term in terms)
    if theme.definition:
        words = (f"{quoted(text)}@{code}" for code, text in theme.definition.items())
        yield "skos:definition " + ", ".join(words)
    yield f"skos:inScheme {scheme}"
    if theme.order:
        yield f'skos:notation "{theme.order}"'
    if theme.id == _ORIGIN or not theme.period:
        yield f"skos:topConceptOf {scheme}"
    if theme.period and theme.id != _ORIGIN:
        yield f"skos:broader {_period(periods.index(theme.period) + 1)}"
    if theme.issued:
        yield f'dcterms:issued "{theme.issued}"^^xsd:date'
    if theme.start or theme.end:
        yield f"dcterms:temporal {quoted(_days(theme))}"
    if theme.scheme == "spirits" and theme.id != _ORIGIN:
        yield f"smo:inheritsFrom {_iri(_ORIGIN)}"
    titles = {row["key"]: row["title"] for row in read_table("sources")}
    yield "dcterms:source " + ", ".join(f"{quoted(titles[key])}@zh" for key in theme.sources)


def _days(theme: Theme) -> str:
    return f"{theme.start}/{theme.end or '..'}"


def _entries(theme: Theme) -> Iterator[str]:
    for kind in ("persons", "organizations", "events", "places"):
        for link in theme.links.get(kind, ()):
            yield joined(_iri(link.value), [f"smo:embodies {_iri(theme.id)}"])


def _registers(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Registers of documentary heritage, each a scheme, and the items that are listed."""
    seen: set[str] = set()
    for row in rows:
        node = f"<{NAMESPACE}scheme/{row['register']}>"
        if row["register"] not in seen:
            seen.add(row["register"])
            yield joined(node, ["a skos:ConceptScheme", f"skos:prefLabel {quoted(row['name'])}@zh"])
        lines = [
            "a skos:Concept",
            f"skos:prefLabel {quoted(row['item'])}@zh",
            f"skos:inScheme {node}",
            f"skos:topConceptOf {node}",
        ]
        if row["year"]:
            lines.append(f'dcterms:issued "{row["year"]}"^^xsd:gYear')
        if row.get("holder"):
            lines.append(f"dcterms:publisher {quoted(row['holder'])}@zh")
        if row["note"]:
            lines.append(f"skos:note {quoted(row['note'])}@zh")
        local = quote(row["id"], safe="")
        yield joined(f"<{NAMESPACE}register/{row['register']}/{local}>", lines)
