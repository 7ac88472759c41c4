"""The two cards side by side on an entity's page: the graph, and what is picked in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer_app import data
from explorer_app.components import GraphText, Selection, entity_graph
from explorer_app.links import EdgeRef, read_edge
from explorer_app.navigate import go, list_param, param, set_param
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views.ego import ego_payload
from explorer_app.views.head import entity_head, set_name
from explorer_app.views.names import count_text, label_order, node_name
from explorer_app.views.records import record_rows, safe_label
from explorer_app.views.relations import (
    RelationGroup,
    behind,
    link_view,
    links_of,
    relation_groups,
)
from explorer_app.widgets import badge_html, entity_link, heading, records, type_pills
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.results import Neighbour, Network

CARD = 640
GRAPH = 548


def graph_and_side(node: Node, network: Network, lang: str) -> None:
    """Both cards; ``network`` is the unfiltered one of ``node``."""
    left, right = st.columns([7, 4], gap="small")
    with left, st.container(border=True, height=CARD, key="graph_card", gap="xsmall"):
        drawn = _graph(node, network, lang)
    with right, st.container(border=True, height=CARD, key="side_card", gap="xsmall"):
        _side(node, drawn, lang)


def _graph(node: Node, whole: Network, lang: str) -> Network:
    counts = {
        label: sum(n.label == label for n in whole.nodes[1:])
        for label in label_order(n.label for n in whole.nodes[1:])
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        heading(say("graph", lang))
        labels = type_pills(counts, lang, "labels_graph") if len(counts) > 1 else []
    at = data.scope()
    drawn = data.ego(at, node.id, tuple(labels)) if labels else whole
    opened = [_opened(at, id) for id in list_param("open")]
    view = "|".join([node.id, *labels])
    payload = ego_payload(drawn, lang, view=view, opened=[n for n in opened if n])
    event = entity_graph(
        payload,
        key="ego",
        height=GRAPH,
        selected=_selected(),
        text=_graph_text(lang),
        on_select=_select,
        on_open=_open,
    )
    shown = len(drawn.nodes) - 1
    if drawn.total > shown:
        note = say("graph_part", lang).format(total=count_text(drawn.total), shown=shown)
        st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
    del event
    return drawn


def _opened(at: data.Scope, id: str) -> Network | None:
    try:
        return data.ego(at, id, (), data.OPENED)
    except NotFound:
        return None


def _selected() -> Selection | None:
    if param("edge"):
        return Selection("edge", param("edge"))
    return Selection("node", param("node")) if param("node") else None


def _select(selection: Selection | None) -> None:
    set_param("edge", selection.id if selection and selection.kind == "edge" else "")
    set_param("node", selection.id if selection and selection.kind == "node" else "")


def _open(id: str) -> None:
    if id != param("id"):
        set_param("open", ",".join(dict.fromkeys([*list_param("open"), id])))
        _select(Selection("node", id))


def _graph_text(lang: str) -> GraphText:
    return GraphText(
        aria_label=say("graph", lang),
        empty=say("graph_empty", lang),
        hint=say("graph_hint", lang),
        fit=say("fit", lang),
        zoom_in=say("zoom_in", lang),
        zoom_out=say("zoom_out", lang),
        records=say("items", lang),
    )


def _side(node: Node, drawn: Network, lang: str) -> None:
    edge = read_edge(param("edge"))
    picked = param("node")
    if edge:
        _edge_card(edge, node, lang)
    elif picked and picked != node.id:
        _node_card(picked, node, drawn, lang)
    else:
        _relations_card(node, lang)


def _relations_card(node: Node, lang: str) -> None:
    direct, shared = data.beside(data.scope(), node.id)
    groups = relation_groups(node.id, direct, shared, lang)
    heading(say("relations", lang))
    if not groups:
        st.html(f'<p class="sm-quiet">{html_text(say("relations_none", lang))}</p>')
    _groups(groups, lang)


def _groups(groups: Sequence[RelationGroup], lang: str) -> None:
    for number, group in enumerate(groups):
        st.html(
            f'<p class="sm-group">{html_text(group.name)}<span>{count_text(group.total)}</span></p>'
        )
        with st.container(key=f"links_{number}", horizontal=True, gap="small"):
            for item in group.items:
                entity_link(item.id, item.label, item.name, item.years)
            if group.total > len(group.items):
                more = say("more", lang).format(count=count_text(group.total - len(group.items)))
                st.html(f'<span class="sm-quiet">{html_text(more)}</span>')


def _back(lang: str) -> None:
    st.button(
        f"← {say('all_relations', lang)}",
        key="back_to_relations",
        type="tertiary",
        on_click=_select,
        args=(None,),
    )


def _edge_card(ref: EdgeRef, node: Node, lang: str) -> None:
    """The records behind a relation."""
    store, reader = current_store(), data.scope().reader
    ends = store.nodes([ref.source, ref.target], reader)
    if len(ends) < 2:
        _relations_card(node, lang)
        return
    names = {end.id: node_name(end, lang) for end in ends}
    said = link_view(ref, names, lang)
    page = behind(store, ref, reader)
    _back(lang)
    st.html(
        f'<p class="sm-h sm-link" style="--l:{said.color};--d:{said.color_dark}">'
        f"{html_text(said.source)}<b>{html_text(said.relation)}</b>{html_text(said.target)}</p>"
    )
    st.html(
        f'<p class="sm-group">{html_text(say("evidence", lang))}'
        f"<span>{count_text(page.total)}</span></p>"
    )
    rows = record_rows(page.hits, lang, focus=[ref.source, ref.target])
    records(rows, "edge_records", lang, compact=True, empty=say("evidence_none", lang))


def _node_card(id: str, focus: Node, drawn: Network, lang: str) -> None:
    """The short card of a neighbour, with its links to the focus."""
    try:
        node = current_store().node(id, data.scope().reader)
    except NotFound:
        _relations_card(focus, lang)
        return
    head = entity_head(node, lang)
    _back(lang)
    st.html(
        f'<p class="sm-line"><span class="sm-h">{html_text(head.name)}</span>'
        f"{badge_html(head.type_name, head.color, head.color_dark)}</p>"
        f'<p class="sm-facts">{"".join(f"<span>{html_text(f)}</span>" for f in head.facts)}</p>'
        f'<p class="sm-note">{html_text(head.note)}</p>'
    )
    if st.button(say("centre", lang), key="centre", width="stretch"):
        go("entity", id=id)
    links = links_of(id, drawn, lang, near=focus.id)
    if links:
        told = say("with_focus", lang).format(name=node_name(focus, lang))
        st.html(f'<p class="sm-group">{html_text(told)}</p>')
        for item in links:
            text = f"{item.name}　{item.claims} {say('items', lang)}　{item.years}"
            st.button(
                text, key=f"edge_{item.edge}", type="tertiary",
                on_click=_select, args=(Selection("edge", item.edge),),
            )  # fmt: skip
    direct, shared = data.beside(data.scope(), id)
    _groups(relation_groups(id, direct, shared, lang, limit=6), lang)


def set_links(near: Sequence[Neighbour], lang: str) -> None:
    """The sets above and below a record set, and its holder."""
    ordered = sorted(near, key=lambda n: (n.node.name, n.node.id))
    above = [n for n in ordered if n.direction == "out"]
    below = [n for n in ordered if n.direction == "in"]
    for name, members in (("parents", above), ("children", below)):
        if members:
            with st.container(border=True):
                heading(say(name, lang), count=count_text(len(members)))
                with st.container(key=f"links_{name}", horizontal=True, gap="small"):
                    for member in members[:60]:
                        entity_link(
                            member.node.id,
                            safe_label(member.node.id),
                            set_name(member.node, lang),
                        )
