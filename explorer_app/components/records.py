"""The record list: rows with marked entities in their titles, and clicks reported to Python.

Titles come from catalogues and are never parsed as markup: the front end writes text nodes only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from explorer_app.components._assets import mount
from explorer_app.components._checks import check_color, check_href, check_text, check_unique

__all__ = ["RecordEvent", "RecordRow", "RecordsText", "TitleSpan", "record_list", "without_overlap"]


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """An entity named in a title: ``start`` to ``end`` (end excluded) in Unicode code points.

    ``label`` is shown on hover (the localized type); ``href`` makes it a link that opens in a new
    tab too; ``focus`` sets it bold.
    """

    start: int
    end: int
    label: str
    color: str
    entity_id: str
    focus: bool = False
    href: str | None = None
    color_dark: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty span, a bad colour or a link that is not one."""
        what = f"span of {self.entity_id!r}"
        check_text(self.entity_id, "entity id")
        if not 0 <= self.start < self.end:
            raise ValueError(f"{what}: {self.start}-{self.end} is no span")
        check_color(self.color, what)
        check_color(self.color_dark, what)
        check_href(self.href, what)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record, as it is shown.

    ``year`` and ``day`` are texts ("1921", "01.08"; both may be empty), ``spans`` are in reading
    order, ``meta`` are the parts of the second line, ``href`` is the record's own address.
    """

    id: str
    year: str
    day: str
    title: str
    spans: tuple[TitleSpan, ...] = ()
    meta: tuple[str, ...] = ()
    href: str | None = None

    def __post_init__(self) -> None:
        """Refuse spans that leave the title, overlap or are out of order."""
        what = f"record {self.id!r}"
        check_text(self.id, "record id")
        check_href(self.href, what)
        done = 0
        for span in self.spans:
            if span.start < done:
                raise ValueError(f"{what}: spans overlap or are out of order at {span.start}")
            done = span.end
        if done > len(self.title):
            raise ValueError(f"{what}: a span ends at {done}, the title has {len(self.title)}")


@dataclass(frozen=True, slots=True)
class RecordsText:
    """The words of the component in the language of the page."""

    aria_label: str = "档案列表"
    empty: str = "没有符合条件的档案"


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """What the reader clicked, for one run: an entity in a title, or a record."""

    entity_id: str | None = None
    record_id: str | None = None


def without_overlap(spans: Iterable[TitleSpan]) -> tuple[TitleSpan, ...]:
    """Spans in reading order with no two overlapping; the focus wins, then the longer one."""
    kept: list[TitleSpan] = []
    ranked = sorted(spans, key=lambda s: (not s.focus, s.start - s.end, s.start, s.entity_id))
    for span in ranked:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))


def records_data(
    rows: Sequence[RecordRow],
    *,
    key: str,
    compact: bool = False,
    theme: Literal["auto", "light", "dark"] = "auto",
    text: RecordsText | None = None,
) -> dict[str, Any]:
    """Everything the front end gets, as JSON-able data."""
    check_unique((row.id for row in rows), "record id")
    return {
        "key": key,
        "rows": [asdict(row) for row in rows],
        "compact": compact,
        "theme": theme,
        "text": asdict(text or RecordsText()),
    }


def _read(raw: object, field: str, known: set[str]) -> str | None:
    """The id the browser reported in ``field``, if it is one that was sent to it."""
    ident = raw.get(field) if isinstance(raw, Mapping) else None
    return ident if isinstance(ident, str) and ident in known else None


def record_list(
    rows: Sequence[RecordRow],
    *,
    key: str,
    compact: bool = False,
    theme: Literal["auto", "light", "dark"] = "auto",
    text: RecordsText | None = None,
    on_entity: Callable[[str], None] | None = None,
    on_record: Callable[[str], None] | None = None,
) -> RecordEvent:
    """List ``rows`` and report clicks on entities and records.

    Give pages of 20 to 50 rows. ``compact`` is the narrow form for a side panel. A plain click is
    reported to Python; with a modifier or the middle button the browser follows ``href``.
    ``on_entity`` and ``on_record`` get the id and run before the script, as Streamlit callbacks do.
    """
    entities = {span.entity_id for row in rows for span in row.spans}
    records = {row.id for row in rows}

    def value(name: str) -> object:
        state = st.session_state.get(key)
        return state.get(name) if state is not None else None

    def entity_clicked() -> None:
        ident = _read(value("entity"), "entity_id", entities)
        if on_entity is not None and ident is not None:
            on_entity(ident)

    def record_clicked() -> None:
        ident = _read(value("record"), "record_id", records)
        if on_record is not None and ident is not None:
            on_record(ident)

    result = mount(
        "record_list",
        "records.js",
        key=key,
        data=records_data(rows, key=key, compact=compact, theme=theme, text=text),
        on_entity_change=entity_clicked,
        on_record_change=record_clicked,
    )
    return RecordEvent(
        entity_id=_read(result.get("entity"), "entity_id", entities),
        record_id=_read(result.get("record"), "record_id", records),
    )
