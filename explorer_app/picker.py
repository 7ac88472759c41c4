"""Choosing an entity by typing its name; the choice stands in the address."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.navigate import param, set_param
from explorer_app.safe import html_text, markdown_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views.names import label_name, label_tint, node_name
from explorer_app.widgets import badge_html, tint
from graph_model.errors import NotFound
from graph_model.node import Node
from graph_model.schema import load_schema

#: Entities offered for a name that several have.
OFFERED = 6


def pick_entity(name: str, title: str, lang: str) -> Node | None:
    """The entity in the parameter ``name``, or a field to type its name into. A name that one
    entity has more than all others is taken at once."""
    with st.container(border=True, key=f"pick_{name}", gap="xsmall"):
        st.html(f'<p class="sm-group">{html_text(title)}</p>')
        chosen = _chosen(name)
        if chosen is None:
            if param(name):
                st.html(f'<p class="sm-warn" role="alert">{html_text(say("pick_gone", lang))}</p>')
            _field(name, title, lang)
            return None
        with st.container(horizontal=True, vertical_alignment="center"):
            color = label_tint(chosen.label)
            badge = badge_html(label_name(chosen.label, lang), color.light, color.dark)
            said = html_text(node_name(chosen, lang))
            st.html(f'<p class="sm-line"><span class="sm-h">{said}</span>{badge}</p>')
            st.button(
                say("pick_change", lang),
                key=f"change_{name}",
                type="tertiary",
                on_click=set_param,
                args=(name, ""),
            )
        return chosen


def _chosen(name: str) -> Node | None:
    try:
        return current_store().node(param(name), data.scope().reader) if param(name) else None
    except NotFound:
        return None


def _found(text: str) -> list[Node]:
    labels = load_schema().entity_labels()
    page = current_store().search(text, data.scope().reader, labels=labels, limit=OFFERED)
    return [hit.node for hit in page.hits if hit.records or len(page.hits) == 1]


def only_one(text: str) -> Node | None:
    """The entity that a typed name can only mean: the one of just this name, or the one found."""
    found = _found(text) if text else []
    exact = [node for node in found if text in (node.name, *node.aliases)]
    return (exact or found)[0] if len(exact) == 1 or len(found) == 1 else None


def typed_before(name: str, text: str) -> None:
    """Have the field of the parameter ``name`` begin with a text typed elsewhere."""
    st.session_state[f"typed_{name}"] = text


def _field(name: str, title: str, lang: str) -> None:
    key = f"typed_{name}"

    def typed() -> None:
        found = only_one(st.session_state[key].strip())
        if found is not None:
            set_param(name, found.id)

    text = st.text_input(
        title, key=key, placeholder=say("pick_hint", lang), on_change=typed,
        label_visibility="collapsed",
    )  # fmt: skip
    if not text.strip():
        return
    found = _found(text)
    if not found:
        st.html(f'<p class="sm-warn" role="alert">{html_text(say("pick_none", lang))}</p>')
        return
    st.html(f'<p class="sm-quiet">{html_text(say("pick_which", lang))}</p>')
    with st.container(horizontal=True, gap="xsmall", key=f"offered_{name}"):
        for node in found:
            label = f":{tint(node.label)}[{markdown_text(node_name(node, lang))}]"
            note = node.properties.get("note", "")
            st.button(
                label, key=f"pick_{name}_{node.id}", on_click=set_param, args=(name, node.id),
                help=markdown_text(note) if isinstance(note, str) and note else None,
            )  # fmt: skip
