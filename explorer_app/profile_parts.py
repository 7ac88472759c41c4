"""The cards below the graph on an entity's page: what is known of it as lists, and where it was."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer_app import data
from explorer_app.components import Selection
from explorer_app.entity_parts import select
from explorer_app.map_parts import place_map
from explorer_app.safe import html_text, markdown_text
from explorer_app.texts import say
from explorer_app.views import profile
from explorer_app.views.map import coordinates
from explorer_app.views.names import count_text, year_span
from explorer_app.widgets import entity_link, heading, table
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.columns.around import MOST_WRITINGS
from loaders.stores.results import Writing
from loaders.stores.selection import ALL_OF, selection


def profile_cards(node: Node, lang: str) -> None:
    """Names, offices, bodies, correspondents and people met in the same records, as lists."""
    at = data.scope()
    direct, shared = data.beside(at, node.id)
    career = [e.type for e in load_schema().edges.values() if e.family == "career"]
    bodies = [t for t in career if t != profile.OFFICE]
    people = profile.together(node.id, shared, lang, "Person")
    cards: list[tuple[str, list[profile.Line]]] = [
        ("correspondents", profile.correspondents(node.id, direct, lang)),
        ("together_people", people),
        ("offices", profile.lines(node.id, direct, lang, types=[profile.OFFICE])),
        ("bodies", profile.lines(node.id, direct, lang, types=bodies)),
        ("same_entity", profile.lines(node.id, direct, lang, types=[profile.SAME])),
    ]
    filled = [(title, found) for title, found in cards if found]
    columns = st.columns(2, gap="small")
    heights = [0, 0]

    def shorter(lines: int) -> DeltaGenerator:
        """The column that is less full, which gets so many lines more."""
        number = heights.index(min(heights))
        heights[number] += lines + 3
        return columns[number]

    for title, found in filled:
        column = shorter(min(len(found), profile.LISTED))
        with column, st.container(border=True, key=f"profile_{title}", gap=None):
            heading(say(title, lang), count=count_text(len(found)))
            _lines(title, found[: profile.LISTED], lang)
            if len(found) > profile.LISTED:
                left = say("more", lang).format(count=count_text(len(found) - profile.LISTED))
                st.html(f'<p class="sm-quiet">{html_text(left)}</p>')
    names = profile.names_by_kind(node, lang)
    written = data.writings(at, node.id)
    if names or written:
        with (
            shorter(len(names) + len(written)),
            st.container(border=True, key="profile_names"),
        ):
            _names(names, written, lang)


def _names(names: Sequence[profile.Names], written: Sequence[Writing], lang: str) -> None:
    """Names by kind as authority has them, and by period as records write them."""
    heading(say("names", lang))
    if names:
        rows = [(html_text(n.kind), html_text("、".join(n.names))) for n in names]
        table((), rows, "cells")
    if written:
        heads = [say(k, lang) for k in ("as_written", "col_count", "col_years")]
        lines = [
            (html_text(w.text), count_text(w.records), html_text(year_span(w.first, w.last)))
            for w in written
        ]
        table(heads, lines, "counts")
        if sum(w.records for w in written) >= MOST_WRITINGS:
            told = say("writings_sample", lang).format(count=count_text(MOST_WRITINGS))
            st.html(f'<p class="sm-quiet">{html_text(told)}</p>')


def _lines(title: str, found: Sequence[profile.Line], lang: str) -> None:
    """Each with its name as a link and its evidence one click away."""
    del lang
    for line in found:
        with st.container(
            horizontal=True, key=f"links_{title}_{line.edge}", vertical_alignment="center"
        ):
            entity_link(line.node.id, line.node.label, line.name)
            text = "　".join(part for part in (line.beside, line.years) if part)
            st.button(
                markdown_text(text), key=f"see_{title}_{line.edge}", type="tertiary",
                on_click=select, args=(Selection("edge", line.edge),),
            )  # fmt: skip


def places_card(node: Node, lang: str) -> None:
    """Where: the places that the records of an entity name."""
    facet = next((f for f, label in ALL_OF.items() if label == node.label), "")
    if not facet:
        return
    asked = selection(facets={facet: [node.id]})
    seen = data.overview(data.scope(), asked, ("place",), 120)
    places = [(v.node, v.count) for v in seen.facets["place"] if v.node and v.node.id != node.id]
    if not any(coordinates(place) for place, _ in places):
        return
    with st.container(border=True, key="map_card"):
        heading(say("places", lang), count=count_text(seen.values["place"]))
        place_map(places, seen.values["place"], lang, height=420, years=seen.years)
