"""EAD 2002 and EAD3 finding aids as catalogues: a component without components below it is an
entry, those above it give fonds, series and file.

The XML is parsed by defusedxml: entities are refused, and neither a DTD nor anything else is
fetched. Memory grows with the depth of the finding aid, not with its length. Elements are those of
the two tag libraries (Society of American Archivists); namespaces are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from graph_model.errors import BadInput
from loaders.readers.base import Row

#: Headings that the entries have, in the words of the national field list.
HEADINGS = (
    "档案馆代码", "档案馆名称", "全宗号", "全宗名称", "目录号", "目录名称", "案卷号", "案卷题名",
    "档号", "文件题名", "责任者", "受文者", "时间", "文种", "页数", "开放标识", "语种", "政权标识",
    "提要", "附注", "人物", "机构", "地点", "会议", "事件", "主题词", "著录层级",
)  # fmt: skip
_COMPONENT = re.compile(r"archdesc|c(?:0[1-9]|1[0-2])?")
#: Element within ``did`` -> heading.
_DID = {
    "unitid": "档号", "unittitle": "文件题名", "unitdate": "时间", "unitdatestructured": "时间",
    "origination": "责任者", "repository": "档案馆名称", "physdesc": "页数",
    "physdescstructured": "页数", "langmaterial": "语种",
}  # fmt: skip
#: Element beside ``did`` -> heading.
_BESIDE = {
    "scopecontent": "提要", "accessrestrict": "开放标识", "note": "附注", "odd": "附注",
    "didnote": "附注",
}  # fmt: skip
_TERMS = {
    "persname": "人物", "famname": "人物", "corpname": "机构", "geogname": "地点",
    "subject": "主题词", "genreform": "文种",
}  # fmt: skip
_LOCAL = {"addressee": "受文者", "regime": "政权标识", "notes": "附注", "meeting": "会议",
          "event": "事件"}  # fmt: skip
#: Level -> headings of its code and name in the entries below it.
_ABOVE = {
    "fonds": ("全宗号", "全宗名称"), "collection": ("全宗号", "全宗名称"),
    "recordgrp": ("全宗号", "全宗名称"), "series": ("目录号", "目录名称"),
    "subfonds": ("目录号", "目录名称"), "subgrp": ("目录号", "目录名称"),
    "subseries": ("目录号", "目录名称"), "file": ("案卷号", "案卷题名"),
}  # fmt: skip
_BETWEEN = "；"
_HEAD = 64 * 1024


@dataclass(slots=True)
class _Component:
    """A component that is being read."""

    level: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    has_parts: bool = False

    def add(self, heading: str, text: str) -> None:
        """Keep a text, once."""
        own = self.cells.setdefault(heading, [])
        if text and text not in own:
            own.append(text)


@dataclass(frozen=True, slots=True)
class EadTable:
    """A finding aid whose entries are rows; ``headings`` are those of HEADINGS that some entry
    fills. A row's ``number`` counts components, the fonds being 1."""

    path: Path
    headings: tuple[str, ...]

    @property
    def format(self) -> str:
        """Always ead."""
        return "ead"

    @property
    def heading_row(self) -> int:
        """0: a finding aid has no line of headings."""
        return 0

    def rows(self) -> Iterator[Row]:
        """See Table. Raises BadInput FILE_UNREADABLE where the XML breaks off or is unsafe."""
        for number, cells in _entries(self.path):
            yield Row(number, [cells.get(heading, "") for heading in self.headings])


def _entries(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    stack: list[_Component] = []
    number = nested = 0
    for event, element in _events(path):
        tag = _local(element.tag)
        if tag == "controlaccess":  # they may be nested: the outermost holds all terms in order
            nested += 1 if event == "start" else -1
            if nested:
                continue
        if event == "start" and _COMPONENT.fullmatch(tag):
            if stack:
                stack[-1].has_parts = True
            stack.append(_Component(element.get("level", "")))
            number += 1
        elif event == "end" and stack:
            if _COMPONENT.fullmatch(tag):
                done = stack.pop()
                if not done.has_parts:
                    yield number, _cells(done, stack)
                element.clear()
            else:
                _read(element, tag, stack[-1])


def looks_like_ead(path: Path) -> bool:
    """Whether the file is XML with an ``ead`` element near its beginning."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    for encoding in ("utf-8", "utf-16"):
        text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
        if text.startswith("<") and re.search(r"<(?:\w+:)?ead[\s>]", text):
            return True
    return False


def open_ead(path: Path) -> EadTable:
    """The finding aid, read once for its headings; raises BadInput FILE_UNREADABLE,
    FILE_NO_ROWS."""
    used: set[str] = set()
    found = False
    for _, cells in _entries(path):
        found = True
        used.update(heading for heading, text in cells.items() if text)
    if not found:
        raise BadInput("FILE_NO_ROWS", file=path)
    return EadTable(path, tuple(h for h in HEADINGS if h in used or h == "文件题名"))


def _events(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with path.open("rb") as stream:
            yield from iterparse(
                stream, ("start", "end"), forbid_dtd=False, forbid_entities=True,
                forbid_external=True,
            )  # fmt: skip
    except DefusedXmlException as error:
        reason = f"XML 中的实体不予展开 / entities are refused ({type(error).__name__})"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason) from None
    except (ParseError, ValueError, LookupError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=f"XML: {error}") from None


def _read(element: Any, tag: str, component: _Component) -> None:
    """Take what an element that has just ended says, and forget it."""
    if tag == "did":
        for child in element:
            heading = _DID.get(_local(child.tag))
            if heading:
                component.add(heading, _said(child, heading))
                if heading == "档号" and child.get("repositorycode"):
                    component.add("档案馆代码", child.get("repositorycode"))
        element.clear()
    elif tag == "controlaccess":
        for child in element.iter():
            heading = _TERMS.get(_local(child.tag))
            if heading:
                component.add(_LOCAL.get(child.get("localtype", ""), heading), _text(child))
        element.clear()
    elif tag in _BESIDE:
        heading = _LOCAL.get(element.get("localtype", ""), _BESIDE[tag])
        component.add(heading, _text(element))
        element.clear()


def _said(element: Any, heading: str) -> str:
    """The words of an element of ``did``; a structured date gives its days where it has no
    words."""
    text = _text(element)
    if heading != "时间" or text:
        return text
    days = [
        child.get("standarddate", "") or child.get("normal", "")
        for child in element.iter()
        if _local(child.tag) in ("datesingle", "fromdate", "todate")
    ]
    return "/".join(filter(None, days)) or element.get("normal", "")


def _cells(done: _Component, above: list[_Component]) -> dict[str, str]:
    cells = {name: _BETWEEN.join(texts) for name, texts in done.cells.items()}
    cells["著录层级"] = done.level
    for component in above:
        inherited = {name: _BETWEEN.join(texts) for name, texts in component.cells.items()}
        code, name = _ABOVE.get(component.level, ("", ""))
        if code:
            cells[code] = inherited.get("档号", "")
            cells[name] = inherited.get("文件题名", "")
        for heading in ("档案馆代码", "档案馆名称"):
            cells[heading] = cells.get(heading) or inherited.get(heading, "")
    return cells


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
