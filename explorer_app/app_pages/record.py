"""A record: its title with names marked, its cells as catalogued, its claims, and its
neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer_app import data
from explorer_app.evidence_parts import judge
from explorer_app.keep_parts import node_tools
from explorer_app.navigate import language, param
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say, say_value
from explorer_app.views import record as view
from explorer_app.views.head import entity_head, set_name
from explorer_app.views.names import count_text
from explorer_app.views.records import record_row, record_rows
from explorer_app.widgets import entity_link, head_card, heading, notice, records, table
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.stores.results import RecordHit
from loaders.stores.selection import Selection

#: Records of the same file that are listed.
NEAR = 10


def show() -> None:
    """Draw the page of the record in the address."""
    lang = language()
    id = param("id")
    if not id:
        notice(say("ask", lang), say("ask_hint", lang))
        return
    reader = data.scope().reader
    store = current_store()
    node = store.node(id, reader)
    if node.label != "Record":
        head_card(entity_head(node, lang))
        entity_link(node.id, node.label, set_name(node, lang))
        return
    claims = store.claims_of([id], reader)
    nodes = {n.id: n for n in store.nodes(view.entity_ids(claims), reader)}
    with st.container(border=True, key="record_head"):
        records([record_row(RecordHit(node, tuple(claims)), lang)], "record_title", lang)
    node_tools(node, lang)
    if claims:
        what = say("claims_of_record", lang).format(count=count_text(len(claims)))
        judge(lambda: claims, lang, key="record", what=what)
    left, right = st.columns([4, 7], gap="small")
    with left, st.container(border=True):
        heading(say("catalogued", lang))
        _cells(node, lang)
    with right, st.container(border=True):
        heading(say("claims", lang), count=count_text(len(claims)))
        _claims(claims, nodes, lang)
    _replies(node, lang)
    for set_id in view.all_set_ids(claims):
        if set_id in nodes:
            _same_set(nodes[set_id], node, lang)
    _same_day(node, lang)


def _cells(node: Node, lang: str) -> None:
    rows = [
        (html_text(cell.name), html_text(cell.value).replace("\n", "<br>"))
        for cell in view.cells(node, lang)
    ]
    table((), rows, "cells")


def _claims(claims: Sequence[Claim], nodes: dict[str, Node], lang: str) -> None:
    if not claims:
        st.html(f'<p class="sm-quiet">{html_text(say("claims_none", lang))}</p>')
        return
    names = ("relation", "entity", "quote", "field", "rule")
    heads = [say(f"claim_{name}", lang) for name in names]
    heads += [say("confidence", lang), say("claim_status", lang)]
    table(heads, [_cells_of(row) for row in view.claim_rows(claims, nodes, lang)], "claims")


def _cells_of(row: view.ClaimRow) -> tuple[str, ...]:
    return (
        html_text(row.relation),
        f'<a href="{html_text(row.address)}" target="_self" style="--l:{row.color};'
        f'--d:{row.color_dark}">{html_text(row.entity)}</a>',
        html_text(row.quote),
        html_text(row.field),
        html_text(row.rule),
        f'<span class="num">{html_text(row.confidence)}</span>',
        html_text(row.status),
    )


def _same_set(parent: Node, node: Node, lang: str) -> None:
    store, reader = current_store(), data.scope().reader
    page = store.records(parent.id, reader, limit=NEAR + 1)
    others = [hit for hit in page.hits if hit.node.id != node.id][:NEAR]
    if not others:
        return
    with st.container(border=True, key=f"same_set_{parent.id}"):
        level = say_value("level", str(parent.properties.get("level") or "set"), lang)
        with st.container(key=f"links_{parent.id}", horizontal=True, vertical_alignment="center"):
            heading(say("neighbours", lang).format(level=level), count=count_text(page.total - 1))
            entity_link(parent.id, parent.label, set_name(parent, lang))
        records(record_rows(others, lang), f"list_{parent.id}", lang)


def _replies(node: Node, lang: str) -> None:
    """Records that it answers or that answer it."""
    near = current_store().neighbours(node.id, data.scope().reader, labels=["Record"])
    found = [n for n in near if n.type == "REPLIES_TO"]
    if not found:
        return
    with st.container(border=True, key="replies"):
        heading(say("replies", lang), count=count_text(len(found)))
        for direction, name in (("out", "reply_out"), ("in", "reply_in")):
            hits = [RecordHit(n.node) for n in found if n.direction == direction]
            if hits:
                st.html(f'<p class="sm-group">{html_text(say(name, lang))}</p>')
                records(record_rows(hits, lang), f"replies_{direction}", lang)


def _same_day(node: Node, lang: str) -> None:
    """Other records of the same day; a record dated to a month or year has no day."""
    if not node.earliest or node.earliest != node.latest:
        return
    asked = Selection(earliest=node.earliest, latest=node.latest)
    page = current_store().select(asked, data.scope().reader, limit=200)
    hits = [h for h in page.hits if h.node.id != node.id and h.node.earliest == h.node.latest]
    if hits:
        with st.container(border=True, key="same_day"):
            heading(say("same_day", lang), count=count_text(len(hits)))
            records(record_rows(hits[:NEAR], lang), "same_day_list", lang)


show()
