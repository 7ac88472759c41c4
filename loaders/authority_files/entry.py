"""An authority entry on its way between formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pypinyin import lazy_pinyin

from graph_model.ids import content_hash

#: Table -> columns of ``extractors/tables`` after id, name and name_en; begin and end of existence
#: are the second and third of each.
COLUMNS = {
    "persons": ("born", "died", "native_place"),
    "organizations": ("kind", "founded", "dissolved", "seat"),
    "places": ("kind", "from", "to", "parent", "modern", "lon", "lat"),
    "events": ("kind", "start", "end", "place"),
    "offices": ("organization", "from", "to"),
}
BEGINS = {
    "persons": "born", "organizations": "founded", "places": "from", "events": "start",
    "offices": "from",
}  # fmt: skip
ENDS = {
    "persons": "died", "organizations": "dissolved", "places": "to", "events": "end",
    "offices": "to",
}  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its table, a key of its own (``""``: made from the name), names, existence (EDTF),
    the table's further cells, and the same or nearly the same entry elsewhere as IRIs.
    """

    table: str
    name: str
    id: str = ""
    name_en: str = ""
    begin: str = ""
    end: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    note: str = ""
    source: str = ""
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def keyed(self) -> Item:
        """With an id: its own if it is of the tables' form, else pinyin and 6 hex digits over what
        tells it apart, so that the same file gives the same ids.
        """
        if _ID.fullmatch(self.id):
            return self
        sound = "-".join(re.sub(r"[^a-z0-9]", "", s.lower()) for s in lazy_pinyin(self.name))
        key = content_hash(self.table, self.id or self.name, self.begin, self.end)[:6]
        return replace(self, id=re.sub(r"-+", "-", f"{sound}-{key}").strip("-")[:80])


def clean(text: str) -> str:
    """A cell of a table: one line, no tabs, no list marks."""
    return " ".join(text.replace("|", "、").split())


#: Word of a type in any of the formats -> table.
TYPES = {
    "person": "persons",
    "人物": "persons",
    "人": "persons",
    "个人": "persons",
    "persons": "persons",
    "organization": "organizations",
    "organisation": "organizations",
    "corporatebody": "organizations",
    "机构": "organizations",
    "团体": "organizations",
    "organizations": "organizations",
    "family": "organizations",
    "place": "places",
    "地点": "places",
    "地名": "places",
    "places": "places",
    "event": "events",
    "事件": "events",
    "events": "events",
    "office": "offices",
    "position": "offices",
    "职官": "offices",
    "职务": "offices",
    "offices": "offices",
}
