"""Front page: one search box, what the graph holds, where to start, records by year."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.navigate import go_next, language
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.views.names import (
    by_order,
    count_text,
    is_entity,
    label_name,
    label_tint,
    node_name,
)
from explorer_app.views.timeline import year_bars
from explorer_app.widgets import entity_link, heading, notice
from graph_model.node import Node
from loaders.stores.results import Summary

_QUERY = "home_query"
_LABELS = ("Person", "Organization", "Event", "Place")


def show() -> None:
    """Draw the page."""
    lang = language()
    at = data.scope()
    held = data.summary(at)
    _hero(lang)
    if not held.nodes.get("Record"):
        notice(say("empty_store", "zh"), say("empty_store", "en"))
        return
    _tally(held, lang)
    _examples(data.most_recorded(at, _LABELS, 8), lang)
    bars = year_bars(held.years, lang)
    if bars:
        with st.container(border=True):
            heading(say("by_year", lang))
            st.echarts_chart(bars, height=210, alt=say("by_year", lang))


def _hero(lang: str) -> None:
    st.html(
        f'<div class="sm-hero"><h1>{html_text(say("brand", lang))}</h1>'
        f"<p>{html_text(say('tagline', lang))}</p></div>"
    )

    def asked() -> None:
        query = st.session_state[_QUERY].strip()
        if query:
            go_next("search", q=query)

    with st.container(key="home_search"):
        st.text_input(
            say("search", lang),
            key=_QUERY,
            placeholder=say("search_hint", lang),
            on_change=asked,
            label_visibility="collapsed",
        )


def _tally(held: Summary, lang: str) -> None:
    shown = {
        label: count
        for label, count in by_order(held.nodes).items()
        if is_entity(label) or label == "Record"
    }
    parts = []
    for label, count in shown.items():
        tint = label_tint(label)
        parts.append(
            f'<div style="--l:{tint.light};--d:{tint.dark}"><dt>{label_name(label, lang)}</dt>'
            f"<dd>{count_text(count)}</dd></div>"
        )
    st.html(f'<dl class="sm-tally">{"".join(parts)}</dl>')


def _examples(found: dict[str, list[Node]], lang: str) -> None:
    with st.container(border=True, gap="xsmall"):
        heading(say("examples", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("examples_hint", lang))}</p>')
        for label, nodes in found.items():
            if nodes:
                with st.container(key=f"links_{label}", horizontal=True, gap="small"):
                    for node in nodes:
                        entity_link(node.id, node.label, node_name(node, lang))


show()
