"""Authority entries in EAC-CPF: persons and bodies, one ``eac-cpf`` (2010) or ``eac`` (2.0) a file,
or many in one under any root. Elements are looked up by their local names, so that both versions
and files without a namespace are read. External entities are never resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, ParseError, SubElement, XMLPullParser

from graph_model.errors import BadInput
from loaders.authority_files.entry import TYPES, Item
from loaders.authority_files.tables_csv import edtf

_NAMESPACE = "urn:isbn:1-931666-33-4"
_TYPE_OF = {"persons": "person", "organizations": "corporateBody"}
_ROOTS = ("eac-cpf", "eac")
_LATIN = re.compile(r"[A-Za-z]")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, *names: str) -> Iterator[Element]:
    return (found for found in element.iter() if _local(found) in names)


def _text(element: Element, *names: str) -> str:
    for found in _all(element, *names):
        text = " ".join("".join(found.itertext()).split())
        if text:
            return text
    return ""


def read_eac(path: Path) -> Iterator[Item]:
    """Entries of an EAC-CPF file; raises FILE_UNREADABLE for XML that is broken, declares a
    document type, or has no entry.
    """
    found = False
    try:
        for root in _records(path):
            found = True
            yield _item(root)
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except (OSError, ParseError, ValueError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
    if not found:
        raise BadInput("FILE_UNREADABLE", file=path, reason="no eac-cpf / 没有 eac-cpf")


def _records(path: Path) -> Iterator[Element]:
    parser: XMLPullParser[Any] = XMLPullParser(("end",))
    before = b""
    with path.open("rb") as source:
        while block := source.read(1 << 16):
            if b"<!DOCTYPE" in before + block or b"<!ENTITY" in before + block:
                raise ValueError("DOCTYPE")
            before = block[-16:]
            parser.feed(block)
            for event in parser.read_events():
                element = event[-1]
                if isinstance(element, Element) and _local(element) in _ROOTS:
                    yield element
                    element.clear()
    parser.close()


def _item(root: Element) -> Item:
    table = TYPES.get(_text(root, "entityType").lower().replace(" ", ""), "")
    if not table:
        values = [e.get("value", "") for e in _all(root, "entityType")]
        table = TYPES.get((values or ["person"])[0].lower(), "persons")
    names = [name for name in (_text_of_name(e) for e in _all(root, "nameEntry")) if name]
    chinese = [name for name in names if not _LATIN.search(name)]
    english = next((name for name in names if _LATIN.search(name)), "")
    preferred = (chinese or names or [""])[0]
    begin, end = _existence(root)
    exact = [
        text
        for e in _all(root, "otherRecordId", "entityId")
        for text in ["".join(e.itertext()).strip()]
        if "://" in text
    ]
    close = [
        text
        for e in _all(root, "source", "relationEntry")
        for text in [e.get("href") or e.get("{http://www.w3.org/1999/xlink}href") or ""]
        if "://" in text
    ]
    return Item(
        table,
        preferred,
        _text(root, "recordId"),
        english,
        edtf(begin),
        edtf(end),
        tuple(("别名", name) for name in dict.fromkeys(chinese[1:]) if name != preferred),
        _text(root, "abstract", "biogHist"),
        "",
        tuple(dict.fromkeys(exact)),
        tuple(dict.fromkeys(close)),
    )


def _text_of_name(entry: Element) -> str:
    parts = ["".join(part.itertext()).strip() for part in _all(entry, "part")]
    return (" " if any(map(_LATIN.search, parts)) else "").join(filter(None, parts))


def _existence(root: Element) -> tuple[str, str]:
    for dates in _all(root, "existDates"):
        ends = []
        for name in ("fromDate", "toDate"):
            found = next(_all(dates, name), None)
            ends.append("" if found is None else _standard(found))
        return ends[0], ends[1]
    return "", ""


def _standard(date: Element) -> str:
    return date.get("standardDate") or date.get("standarddate") or "".join(date.itertext()).strip()


def write_eac(path: Path, items: Iterable[Item]) -> int:
    """Write persons and bodies, each as an ``eac-cpf`` (2010) under one root; other entries have no
    EAC-CPF and are left out. Returns how many were written.
    """
    root = Element("eacList")
    for item in items:
        if item.table in _TYPE_OF:
            root.append(_element(item))
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return len(root)


def _element(item: Item) -> Element:
    record = Element("eac-cpf", {"xmlns": _NAMESPACE})
    control = SubElement(record, "control")
    SubElement(control, "recordId").text = item.id
    for target in item.exact:
        SubElement(control, "otherRecordId").text = target
    SubElement(control, "maintenanceStatus").text = "derived"
    if item.close:
        sources = SubElement(control, "sources")
        for target in item.close:
            xlink = "{http://www.w3.org/1999/xlink}"
            SubElement(sources, "source", {f"{xlink}href": target, f"{xlink}type": "simple"})
    description = SubElement(record, "cpfDescription")
    identity = SubElement(description, "identity")
    SubElement(identity, "entityType").text = _TYPE_OF[item.table]
    for name in (item.name, *(text for _, text in item.aliases), item.name_en):
        if name:
            SubElement(SubElement(identity, "nameEntry"), "part").text = name
    about = SubElement(description, "description")
    if item.begin or item.end:
        span = SubElement(SubElement(about, "existDates"), "dateRange")
        for tag, text in (("fromDate", item.begin), ("toDate", item.end)):
            if text:
                SubElement(span, tag, {"standardDate": text}).text = text
    if item.note:
        SubElement(SubElement(about, "biogHist"), "abstract").text = item.note
    return record
