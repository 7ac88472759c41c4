"""The two cards side by side on an entity's page: the graph, and what is picked in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from explorer_app import data
from explorer_app.components import GraphPayload, Selection, entity_graph
from explorer_app.evidence_parts import edge_evidence
from explorer_app.keep_parts import node_citation
from explorer_app.links import EdgeRef, read_edge
from explorer_app.navigate import go, list_param, param, set_param, set_params
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views.ego import ego_payload
from explorer_app.views.head import entity_head, set_name
from explorer_app.views.names import count_text, label_order, node_name
from explorer_app.views.records import safe_label
from explorer_app.views.relations import (
    RelationGroup,
    links_of,
    relation_groups,
)
from explorer_app.widgets import (
    badge_html,
    entity_link,
    graph_text,
    heading,
    picture_table,
    type_pills,
)
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.results import Neighbour, Network

CARD = 640
GRAPH = 530


def graph_and_side(node: Node, network: Network, lang: str) -> None:
    """Both cards; ``network`` is the unfiltered one of ``node``."""
    left, right = st.columns([7, 4], gap="small")
    with left, st.container(border=True, height=CARD, key="graph_card", gap="xsmall"):
        drawn, payload = _graph(node, network, lang)
    with right, st.container(border=True, height=CARD, key="side_card", gap="xsmall"):
        _side(node, drawn, lang)
    picture_table(payload, lang, "ego")


def years_asked() -> tuple[str, str]:
    """First and last day (ISO) of the years in the address; empty for all."""
    low, _, high = param("years").partition("-")
    if not (low.isdecimal() and high.isdecimal()):
        return "", ""
    return f"{int(low):04d}-01-01", f"{int(high):04d}-12-31"


def year_slider(dated: Mapping[int, int], lang: str) -> None:
    """Keeps the picture and the records to some years."""
    if len(dated) < 2:
        return
    low, high = min(dated), max(dated)
    begin, finish = years_asked()
    now = (int(begin[:4]), int(finish[:4])) if begin else (low, high)
    st.session_state["years"] = (max(low, min(now[0], high)), min(high, max(now[1], low)))

    def changed() -> None:
        first, last = st.session_state["years"]
        set_params(
            {
                "years": "" if (first, last) == (low, high) else f"{first}-{last}",
                "p": "",
                "edge": "",
                "node": "",
            }
        )

    st.slider(say("years_shown", lang), low, high, key="years", on_change=changed, format="%d")


def _hide(id: str) -> None:
    set_params({"hide": ",".join(dict.fromkeys([*list_param("hide"), id])), "node": ""})


def _without(network: Network, hidden: Sequence[str]) -> Network:
    """The network without the nodes that the reader took away."""
    gone = set(hidden) - {network.focus}
    return replace(
        network,
        nodes=tuple(n for n in network.nodes if n.id not in gone),
        links=tuple(k for k in network.links if not gone & {k.source, k.target}),
    )


def _graph(node: Node, whole: Network, lang: str) -> tuple[Network, GraphPayload]:
    counts = {
        label: sum(n.label == label for n in whole.nodes[1:])
        for label in label_order(n.label for n in whole.nodes[1:])
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        heading(say("graph", lang))
        labels = type_pills(counts, lang, "labels_graph") if len(counts) > 1 else []
    at = data.scope()
    begin, finish = years_asked()
    hidden = list_param("hide")
    if labels or begin:
        whole = data.ego(at, node.id, tuple(labels), earliest=begin, latest=finish)
    drawn = _without(whole, hidden)
    opened = [_opened(at, id) for id in list_param("open") if id not in hidden]
    view = "|".join([node.id, *labels, begin, finish])
    shown_opened = [_without(n, hidden) for n in opened if n]
    payload = ego_payload(drawn, lang, view=view, opened=shown_opened)
    event = entity_graph(
        payload,
        key="ego",
        height=GRAPH,
        selected=_selected(),
        text=graph_text(
            say("graph", lang), say("graph_empty", lang), node_citation(node, lang), lang
        ),
        on_select=select,
        on_open=_open,
    )
    shown = len(drawn.nodes) - 1
    if drawn.total > shown:
        note = say("graph_part", lang).format(total=count_text(drawn.total), shown=shown)
        st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
    del event
    if hidden:
        label = say("hidden_shown", lang).format(count=len(hidden))
        st.button(label, key="unhide", type="tertiary", on_click=set_param, args=("hide", ""))
    return drawn, payload


def _opened(at: data.Scope, id: str) -> Network | None:
    try:
        return data.ego(at, id, (), data.OPENED)
    except NotFound:
        return None


def _selected() -> Selection | None:
    if param("edge"):
        return Selection("edge", param("edge"))
    return Selection("node", param("node")) if param("node") else None


def select(selection: Selection | None) -> None:
    set_param("edge", selection.id if selection and selection.kind == "edge" else "")
    set_param("node", selection.id if selection and selection.kind == "node" else "")


def _open(id: str) -> None:
    if id != param("id"):
        set_param("open", ",".join(dict.fromkeys([*list_param("open"), id])))
        select(Selection("node", id))


def _side(node: Node, drawn: Network, lang: str) -> None:
    edge = read_edge(param("edge"))
    picked = param("node")
    if edge:
        _edge_card(edge, lang)
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
        on_click=select,
        args=(None,),
    )


def _edge_card(ref: EdgeRef, lang: str) -> None:
    """What is behind a relation."""
    _back(lang)
    begin, finish = years_asked()
    edge_evidence(ref, lang, earliest=begin, latest=finish)


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
    with st.container(horizontal=True, gap="xsmall"):
        if st.button(say("centre", lang), key="centre"):
            go("entity", id=id)
        st.button(say("remove_node", lang), key="remove_node", on_click=_hide, args=(id,))
    links = links_of(id, drawn, lang, near=focus.id)
    if links:
        told = say("with_focus", lang).format(name=node_name(focus, lang))
        st.html(f'<p class="sm-group">{html_text(told)}</p>')
        for item in links:
            text = f"{item.name}　{item.claims} {say('items', lang)}　{item.years}"
            st.button(
                text, key=f"edge_{item.edge}", type="tertiary",
                on_click=select, args=(Selection("edge", item.edge),),
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
