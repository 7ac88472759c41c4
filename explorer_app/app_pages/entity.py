"""An entity: head, relations as graph and list, timeline, records. A record set: head and
records."""

from __future__ import annotations

import streamlit as st

from explorer_app import data, entity_parts, picker, profile_parts
from explorer_app.keep_parts import node_tools
from explorer_app.navigate import go_next, language, page_param, param
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views.head import entity_head
from explorer_app.views.names import count_text, is_entity, year_span
from explorer_app.views.records import record_rows
from explorer_app.views.search import PAGE, page_count
from explorer_app.views.timeline import height_of, marks_of, timeline_option
from explorer_app.widgets import chart_table, head_card, heading, notice, pager, records
from graph_model.node import Node
from loaders.stores.results import RecordHit
from loaders.stores.selection import ALL_OF


def show() -> None:
    """Draw the page of the node in the address."""
    lang = language()
    id = param("id")
    if not id:
        notice(say("ask", lang), say("ask_hint", lang))
        return
    at = data.scope()
    node = current_store().node(id, at.reader)
    if node.label == "Record":
        records(record_rows([RecordHit(node)], lang), "instead", lang)
        return
    if is_entity(node.label):
        _entity(node, at, lang)
    else:
        _record_set(node, at, lang)


def _entity(node: Node, at: data.Scope, lang: str) -> None:
    network = data.ego(at, node.id)
    dated = data.years(at, node.id)
    total = current_store().records(node.id, at.reader, limit=1).total
    metrics = [
        (say("related", lang), count_text(network.total)),
        (say("records", lang), count_text(total)),
    ]
    if dated:
        metrics.append((say("span", lang), _years(min(dated), max(dated))))
    head_card(entity_head(node, lang), metrics)
    _tools(node, lang)
    entity_parts.year_slider(dated, lang)
    entity_parts.graph_and_side(node, network, lang)
    option = timeline_option(dated, marks_of(network, lang), lang)
    if option:
        with st.container(border=True, key="timeline"):
            heading(say("timeline", lang))
            st.echarts_chart(
                option,
                height=height_of(option),
                key="timeline_chart",
                alt=say("timeline_alt", lang),
            )
            rows = [(str(year), count_text(n)) for year, n in dated.items()]
            chart_table((say("col_year", lang), say("col_count", lang)), rows, lang)
    profile_parts.profile_cards(node, lang)
    profile_parts.places_card(node, lang)
    _records(node, total, lang)


def _tools(node: Node, lang: str) -> None:
    """What can be done with the entity: follow it into a path or a search, keep it, cite it."""
    facet = next((f for f, label in ALL_OF.items() if label == node.label), "")

    def path_asked() -> None:
        text = st.session_state["path_target"].strip()
        target = picker.only_one(text)
        if target is None:
            picker.typed_before("b", text)
        go_next("path", a=node.id, b=target.id if target else "")

    with st.container(
        horizontal=True, key="entity_tools", gap="xsmall", vertical_alignment="center"
    ):
        st.text_input(
            say("path_to", lang), key="path_target", placeholder=say("path_to", lang),
            on_change=path_asked, label_visibility="collapsed", width=260,
        )  # fmt: skip
        if facet:
            st.button(
                say("records_of", lang), key="to_search", on_click=go_next, args=("search",),
                kwargs={facet: node.id},
            )  # fmt: skip
        node_tools(node, lang)


def _years(low: int, high: int) -> str:
    return year_span(f"{low:04d}-01-01", f"{high:04d}-12-31")


def _record_set(node: Node, at: data.Scope, lang: str) -> None:
    """Head, the sets above and below, and the records; a set of sets has no records of its own."""
    total = current_store().records(node.id, at.reader, limit=1).total
    metrics = [(say("records", lang), count_text(total))] if total else []
    head_card(entity_head(node, lang), metrics)
    near = current_store().neighbours(node.id, at.reader, labels=["RecordSet", "Organization"])
    entity_parts.set_links(near, lang)
    if total or not near:
        _records(node, total, lang)


def _records(node: Node, total: int, lang: str) -> None:
    """The records of the years asked for; ``total`` is the number of those of all years."""
    store, reader = current_store(), data.scope().reader
    begin, finish = entity_parts.years_asked()
    if begin:
        total = store.records(node.id, reader, earliest=begin, latest=finish, limit=1).total
    number = page_param(page_count(total))
    page = store.records(
        node.id, reader, earliest=begin, latest=finish, limit=PAGE, offset=(number - 1) * PAGE
    )
    with st.container(border=True, key="records_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(say("related_records", lang), count=count_text(total))
            pager(total, "records_page")
        records(record_rows(page.hits, lang, focus=[node.id]), "records_list", lang)


show()
