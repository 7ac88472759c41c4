"""SKOS vocabularies out of lists: documentary forms (文种) with their direction, and periods.

A documentary form has the IRI that an export under the project's namespace gives it
(``voc/documentary-form/…``), so that both are one there. A form of words such as 贺电 is another
label of its form. The direction of a document (上行 to a superior, 平行 between equals, 下行 to a
subordinate) is the broader concept; a form without one stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extractors.authority import read_table
from loaders.exporters.iris import Iris
from loaders.exporters.ontology import joined, quoted

PERIODS = "periods.yaml"
#: Direction → key of its concept, name in zh and en.
DIRECTIONS = {
    "上行": ("shangxing", "上行文", "To a superior"),
    "平行": ("pingxing", "平行文", "Between equals"),
    "下行": ("xiaxing", "下行文", "To a subordinate"),
}


def documentary_forms(namespace: str) -> Iterator[str]:
    """The scheme of documentary forms, block by block."""
    scheme = f"<{namespace}scheme/documentary-forms>"
    yield _scheme(scheme, "文种", "Documentary forms")
    for key, zh, en in DIRECTIONS.values():
        lines = [_names(zh, en), *_top(scheme)]
        yield joined(_direction(namespace, key), ["a skos:Concept", *lines])
    iris, titles = Iris(namespace), _titles()
    for form, rows in sorted(_forms().items()):
        lines = ["a skos:Concept, rico:DocumentaryFormType", f"skos:prefLabel {quoted(form)}@zh"]
        others = sorted({row["form"] for row in rows} - {form})
        if others:
            lines.append("skos:altLabel " + ", ".join(f"{quoted(name)}@zh" for name in others))
        lines.append(f"skos:inScheme {scheme}")
        directions = sorted({row["direction"] for row in rows} - {""})
        for direction in directions:
            lines.append(f"skos:broader {_direction(namespace, DIRECTIONS[direction][0])}")
        if not directions:
            lines.append(f"skos:topConceptOf {scheme}")
        sources = sorted({titles[row["source"]] for row in rows})
        lines.append("dcterms:source " + ", ".join(f"{quoted(title)}@zh" for title in sources))
        yield joined(f"<{iris.term('documentary-form', form)}>", lines)


def periods(namespace: str, of_spirits: Mapping[str, str]) -> Iterator[str]:
    """The scheme of periods; ``of_spirits`` tells the terms of those in the scheme of spirits."""
    data, titles = _periods(), _titles()
    scheme = f"<{namespace}scheme/periods>"
    yield _scheme(scheme, data["scheme"]["zh"], data["scheme"]["en"])
    for key, row in data["periods"].items():
        lines = ["a skos:Concept", _names(row["zh"], row["en"])]
        if "note" in row:
            note = row["note"]
            lines.append(f"skos:scopeNote {quoted(note['zh'])}@zh, {quoted(note['en'])}@en")
        lines.append(f'dcterms:temporal "{row["begin"]}/{row["end"]}"^^edtf:EDTF')
        if "in" in row:
            lines += [f"skos:inScheme {scheme}", f"skos:broader {_period(namespace, row['in'])}"]
        else:
            lines += _top(scheme)
        if "same" in row:
            lines.append(f"skos:exactMatch {of_spirits[row['same']]}")
        lines.append(f"dcterms:source {quoted(titles[row['source']])}@zh")
        yield joined(_period(namespace, key), lines)


@cache
def _periods() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load((files("ontologies") / PERIODS).read_text("utf-8"))
    return data


def _forms() -> dict[str, list[dict[str, str]]]:
    """Rows of ``genres.tsv`` by documentary form."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in read_table("genres"):
        found.setdefault(row["genre"], []).append(row)
    return found


def _titles() -> dict[str, str]:
    return {row["key"]: row["title"] for row in read_table("sources")}


def _scheme(iri: str, zh: str, en: str) -> str:
    return joined(iri, ["a skos:ConceptScheme", _names(zh, en)])


def _names(zh: str, en: str) -> str:
    return f"skos:prefLabel {quoted(zh)}@zh, {quoted(en)}@en"


def _top(scheme: str) -> list[str]:
    return [f"skos:inScheme {scheme}", f"skos:topConceptOf {scheme}"]


def _direction(namespace: str, key: str) -> str:
    return f"<{namespace}voc/direction/{key}>"


def _period(namespace: str, key: str) -> str:
    return f"<{namespace}voc/period/{key}>"
