"""The entity graph: an ego network drawn in the browser, with clicks reported to Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

import streamlit as st

from explorer_app.components._assets import mount
from explorer_app.components.graph_payload import (
    GraphEdge,
    GraphEvent,
    GraphNode,
    GraphPayload,
    GraphText,
    Selection,
    node_size,
    read_opened,
    read_selection,
)

__all__ = [
    "GraphEdge",
    "GraphEvent",
    "GraphNode",
    "GraphPayload",
    "GraphText",
    "Selection",
    "entity_graph",
    "node_size",
]

Theme = Literal["auto", "light", "dark"]


def graph_data(
    elements: GraphPayload,
    *,
    key: str,
    height: int = 520,
    theme: Theme = "auto",
    selected: Selection | None = None,
    text: GraphText | None = None,
) -> dict[str, Any]:
    """Everything the front end gets, as JSON-able data (``height`` in pixels)."""
    if height < 120:
        raise ValueError(f"height: {height} px is too small for a graph")
    return {
        "key": key,
        **elements.as_json(),
        "height": height,
        "theme": theme,
        "selected": asdict(selected) if selected else None,
        "text": asdict(text or GraphText()),
    }


def entity_graph(
    elements: GraphPayload,
    *,
    key: str,
    height: int = 520,
    theme: Theme = "auto",
    selected: Selection | None = None,
    text: GraphText | None = None,
    on_select: Callable[[Selection | None], None] | None = None,
    on_open: Callable[[str], None] | None = None,
) -> GraphEvent:
    """Draw ``elements`` and report what the reader picked.

    ``key`` must be unique on the page and stable between runs: it carries the drawn picture.
    ``height`` is in pixels, the width is that of the container. ``theme`` "auto" follows the page
    and needs no new run when the reader switches. ``selected`` sets the selection from outside
    (a deep link); it acts when it changes. ``on_select`` and ``on_open`` run before the script,
    as Streamlit callbacks do; the returned event says the same afterwards.
    """

    def value(name: str) -> object:
        state = st.session_state.get(key)
        return state.get(name) if state is not None else None

    def selection_changed() -> None:
        if on_select is not None:
            on_select(read_selection(value("selection"), elements))

    def open_asked() -> None:
        opened = read_opened(value("open"), elements)
        if on_open is not None and opened is not None:
            on_open(opened)

    result = mount(
        "entity_graph",
        "graph.js",
        key=key,
        data=graph_data(
            elements, key=key, height=height, theme=theme, selected=selected, text=text
        ),
        on_selection_change=selection_changed,
        on_open_change=open_asked,
    )
    return GraphEvent(
        selection=read_selection(result.get("selection"), elements),
        opened=read_opened(result.get("open"), elements),
    )
