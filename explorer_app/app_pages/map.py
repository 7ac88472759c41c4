"""The places that a selection names, on a graticule with schematic provinces: no tiles."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.asked import asked_now, chips, date_fields, perspective_now, tabs
from explorer_app.keep_parts import save_and_cite
from explorer_app.map_parts import place_map
from explorer_app.navigate import language
from explorer_app.texts import say
from explorer_app.views.facets import describe
from explorer_app.views.names import count_text
from explorer_app.widgets import heading, notice

#: Places that are looked at.
PLACES = 500


def show() -> None:
    """Draw the page."""
    lang = language()
    asked = asked_now()
    perspective = perspective_now()
    with st.container(horizontal=True, vertical_alignment="center", key="search_head"):
        heading(say("map_title", lang), level=1)
        tabs("map", asked, perspective, lang)
    with st.container(border=True, key="selection_card"):
        date_fields(asked, lang)
        chips(asked, lang)
    seen = data.overview(data.scope(), asked.selection, ("place",), PLACES)
    words = describe(asked, data.chosen_nodes(asked), lang)
    places = [(v.node, v.count) for v in seen.facets["place"] if v.node is not None]
    with st.container(border=True, key="map_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(words, count=f"{count_text(seen.total)} {say('items', lang)}")
            save_and_cite(words, lang, asked)
        total = seen.values.get("place", 0)
        if not place_map(places, total, lang, height=640, years=seen.years, asked=asked):
            notice(say("map_none", lang), say("no_records_hint", lang))


show()
