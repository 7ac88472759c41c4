"""The timeline of a selection: records a year, by period, and who is named most in each decade."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer_app import data
from explorer_app.asked import asked_now, chips, date_fields, perspective_now, tabs
from explorer_app.keep_parts import save_and_cite
from explorer_app.links import Asked, href
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.views.facets import describe, value_name
from explorer_app.views.names import count_text, label_tint, node_name
from explorer_app.views.timeline import decades, selection_bars
from explorer_app.widgets import chart_table, heading, notice, table
from loaders.stores.selection import FacetValue, Overview

#: Decades whose most named are listed, and how many of each.
DECADES, NAMED = 12, 5
_FACETS = ("person", "organization", "event", "place")


def show() -> None:
    """Draw the page."""
    lang = language()
    asked = asked_now()
    perspective = perspective_now()
    with st.container(horizontal=True, vertical_alignment="center", key="search_head"):
        heading(say("timeline_title", lang), level=1)
        tabs("timeline", asked, perspective, lang)
    with st.container(border=True, key="selection_card"):
        date_fields(asked, lang)
        chips(asked, lang)
    seen = data.overview(data.scope(), asked.selection, ("period",), 20)
    if not seen.total:
        notice(say("no_records", lang), say("no_records_hint", lang))
        return
    _bars(asked, seen, lang)
    if seen.years:
        _decades(asked, seen, lang)


def _bars(asked: Asked, seen: Overview, lang: str) -> None:
    words = describe(asked, data.chosen_nodes(asked), lang)
    with st.container(border=True, key="timeline"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(words, count=f"{count_text(seen.total)} {say('items', lang)}")
            save_and_cite(words, lang, asked)
        option = selection_bars(seen.years, lang)
        if option is None:
            notice(say("no_dated", lang), "")
            return
        st.echarts_chart(option, height=300, key="years_chart", alt=say("timeline_alt", lang))
        if seen.undated:
            note = say("undated_count", lang).format(count=count_text(seen.undated))
            st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
        heads = (say("col_year", lang), say("col_count", lang))
        rows = [(str(year), count_text(n)) for year, n in seen.years.items()]
        chart_table(heads, rows, lang)
    with st.container(border=True, key="periods"):
        heading(say("by_period", lang))
        lines = []
        for value in seen.facets["period"]:
            name = html_text(value_name("period", value.value, None, lang))
            address = href("search", lang, **asked.params(period=value.value))
            lines.append(
                (
                    f'<a href="{html_text(address)}" target="_self">{name}</a>',
                    count_text(value.count),
                )
            )
        table((), lines, "counts")


def _decades(asked: Asked, seen: Overview, lang: str) -> None:
    with st.container(border=True, key="decades"):
        heading(say("top_by_decade", lang))
        rows = []
        for begin, count in decades(seen.years, DECADES):
            within = replace(
                asked.selection,
                earliest=max(asked.selection.earliest, f"{begin:04d}-01-01"),
                latest=min(asked.selection.latest or "9999", f"{begin + 9:04d}-12-31"),
            )
            part = data.overview(data.scope(), within, _FACETS, NAMED)
            params = asked.params(**{"from": str(begin), "to": str(begin + 9)})
            head = say("decade", lang).format(year=begin)
            link = (
                f'<a href="{html_text(href("search", lang, **params))}" target="_self">'
                f"{html_text(head)}</a>"
            )
            named = [_names(part.facets[facet], lang) for facet in _FACETS]
            rows.append((link, count_text(count), *named))
        heads = ["", say("col_count", lang), *(say(f"facet_{name}", lang) for name in _FACETS)]
        table(heads, rows, "decades")


def _names(values: tuple[FacetValue, ...], lang: str) -> str:
    parts = []
    for value in values:
        if value.node is not None:
            tint = label_tint(value.node.label)
            address = html_text(href("entity", lang, id=value.node.id))
            parts.append(
                f'<a href="{address}" target="_self" style="--l:{tint.light};--d:{tint.dark}">'
                f"{html_text(node_name(value.node, lang))}</a>"
            )
    return "　".join(parts)


show()
