"""A map of places in a card, with its note and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from explorer_app.links import Asked, href
from explorer_app.navigate import param, set_param
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.views import outlines
from explorer_app.views.map import map_option, points_of
from explorer_app.views.names import count_text, label_tint, node_name
from explorer_app.widgets import chart_table
from graph_model.node import Node


def place_map(
    places: Sequence[tuple[Node, int]],
    total: int,
    lang: str,
    *,
    height: int,
    width: int = 1240,
    years: Mapping[int, int] | None = None,
    asked: Asked | None = None,
    key: str = "map_chart",
) -> bool:
    """Draw the places with coordinates; False when there is none. ``total`` counts all places;
    records by ``years`` choose the provinces to be drawn at first; with ``asked`` the table leads
    to the records of the selection at a place."""
    points = points_of(places, lang)
    if not points:
        return False
    outline = _outline(outlines.nearest(years or {}), lang)
    option = map_option(points, lang, width=width, height=height, outline=outline)
    st.echarts_chart(option, height=height, key=key, alt=say("map_alt", lang))
    placed = say("map_placed", lang).format(placed=len(points), rest=max(0, total - len(points)))
    drawn = say("map_bare" if outline == outlines.NONE else "map_note", lang)
    for note in (placed, drawn):
        st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
    rows = [(_link(node, lang), _count(node, count, asked, lang)) for node, count in places]
    chart_table((say("col_name", lang), say("col_count", lang)), rows, lang, key=f"{key}_table")
    return True


def _outline(first: str, lang: str) -> str:
    """The provinces to be drawn, as the address says, else ``first``; and the choice of them."""
    chosen = param("outline") if param("outline") in outlines.CHOICES else first
    st.session_state["outline"] = chosen

    def changed() -> None:
        set_param("outline", st.session_state["outline"] or outlines.NONE)

    st.segmented_control(
        say("outline", lang), outlines.CHOICES, key="outline", on_change=changed,
        format_func=lambda name: say(f"outline_{name}", lang), help=say("outline_help", lang),
    )  # fmt: skip
    return chosen


def _link(node: Node, lang: str) -> str:
    tint = label_tint(node.label)
    address = html_text(href("entity", lang, id=node.id))
    name = html_text(node_name(node, lang))
    style = f"--l:{tint.light};--d:{tint.dark}"
    return f'<a href="{address}" target="_self" style="{style}">{name}</a>'


def _count(node: Node, count: int, asked: Asked | None, lang: str) -> str:
    if asked is None:
        return count_text(count)
    if node.id in asked.selection.chosen("place"):
        return count_text(count)
    address = html_text(href("search", lang, **asked.toggled("place", node.id)))
    return f'<a href="{address}" target="_self">{count_text(count)}</a>'
