"""A tiny Streamlit script for the browser test: one graph that grows, and two record lists."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import streamlit as st

from explorer_app.components import (
    GraphEdge,
    GraphNode,
    GraphPayload,
    RecordRow,
    TitleSpan,
    entity_graph,
    record_list,
)

RED, RED_DARK, BLUE = "#A63A2E", "#E07A6B", "#2F5D8A"
PEOPLE = [
    ("p1", "林怀远"),
    ("p2", "钱海兰"),
    ("p3", "孙生涛"),
    ("o1", "井冈山省委"),
    ("p4", "吴海德"),
]


def payload(grown: bool) -> GraphPayload:
    """A focus with four neighbours; two more hang on p2 once it was opened."""
    people = [*PEOPLE, ("p5", "孔海涛"), ("p6", "周致兰")] if grown else PEOPLE
    nodes = tuple(
        GraphNode(
            id=ident,
            name=name,
            label="Organization" if ident.startswith("o") else "Person",
            color=BLUE if ident.startswith("o") else RED,
            color_dark=RED_DARK,
            size=58 if ident == "p1" else 26,
            focus=ident == "p1",
        )
        for ident, name in people
    )
    spokes = [
        GraphEdge(f"r{i}", "p1", ident, "CORRESPONDED_WITH", "致电", RED, spoke=True, weight=i)
        for i, (ident, _) in enumerate(people)
        if ident in {"p2", "p3", "o1", "p4"}
    ]
    cross = [GraphEdge("x1", "p2", "p3", "KNEW", "同乡", RED)]
    if grown:
        cross += [GraphEdge(f"x-{i}", "p2", i, "KNEW", "同乡", RED) for i in ("p5", "p6")]
    return GraphPayload(nodes, (*spokes, *cross), view="p1")


ROWS = [
    RecordRow(
        id="d1",
        year="1921",
        day="01.08",
        title="𠮷田、林怀远<img src=x onerror=window.hacked=1>",
        spans=(
            TitleSpan(0, 2, "人物", RED, "p9", href="?entity=p9"),
            TitleSpan(3, 6, "人物", RED, "p1", focus=True, href="?entity=p1"),
        ),
        meta=("G171-8-0333-049", "<b>民国</b>"),
        href="?record=d1",
    ),
    RecordRow(id="d2", year="1922", day="", title="无链接的档案"),
]

event = entity_graph(
    payload(bool(st.session_state.get("grown"))),
    key="demo",
    height=420,
    on_open=lambda ident: st.session_state.update(grown=True, opened=ident),
)
clicks = record_list(ROWS, key="rows")
record_list(ROWS, key="side", compact=True)
chosen = f"{event.selection.kind}:{event.selection.id}" if event.selection else "none"
st.code(f"selected={chosen}", language=None)
st.code(f"opened={st.session_state.get('opened')} now={event.opened}", language=None)
st.code(f"entity={clicks.entity_id} record={clicks.record_id}", language=None)
