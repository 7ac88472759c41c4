"""Who stands between two: the best attested and the shortest paths, each step with its records."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.asked import day_pair
from explorer_app.components import Selection, entity_graph
from explorer_app.evidence_parts import edge_evidence
from explorer_app.keep_parts import save_and_cite, view_citation
from explorer_app.links import read_edge
from explorer_app.navigate import language, param, set_param, set_params
from explorer_app.picker import pick_entity
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.views.names import node_name
from explorer_app.views.paths import path_payload, path_views
from explorer_app.widgets import graph_text, heading, notice, picture_table
from graph_model.node import Node
from loaders.stores.results import Path

HOPS = (2, 3, 4, 5)
SHOWN = 6


def show() -> None:
    """Draw the page."""
    lang = language()
    heading(say("path_title", lang), level=1)
    left, right = st.columns(2, gap="small")
    with left:
        start = pick_entity("a", say("path_from", lang), lang)
    with right:
        end = pick_entity("b", say("path_end", lang), lang)
    if start is None or end is None:
        notice(say("path_title", lang), say("path_hint", lang))
        return
    paths = _asked(start, end, lang)
    if not paths:
        notice(say("path_none", lang), say("path_none_hint", lang))
        return
    _drawn(start, end, paths, lang)


def _asked(start: Node, end: Node, lang: str) -> list[Path]:
    """The controls, and what they find."""
    with st.container(border=True, key="path_controls"):
        row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
        with row:
            kind = _choice("path_kind", "kind", ("best", "shortest"), "path_", lang)
            st.session_state["hops"] = _hops()
            st.selectbox(
                say("path_hops", lang), HOPS, key="hops", width=130,
                on_change=lambda: set_param("hops", str(st.session_state["hops"])),
            )  # fmt: skip
            begin, finish = day_pair(lang)
            st.session_state["in_time"] = param("time") == "1"
            st.toggle(
                say("path_in_time", lang), key="in_time", help=say("path_in_time_help", lang),
                on_change=lambda: set_param("time", "1" if st.session_state["in_time"] else ""),
            )  # fmt: skip
            st.button(
                "⇄ " + say("swap", lang), key="swap", on_click=set_params,
                args=({"a": end.id, "b": start.id, "edge": ""},),
            )  # fmt: skip
    at = data.scope()
    return data.paths(
        at, kind, start.id, end.id, _hops(), begin, finish, param("time") == "1", SHOWN
    )


def _hops() -> int:
    asked = param("hops")
    return int(asked) if asked in map(str, HOPS) else 4


def _choice(title: str, name: str, options: tuple[str, ...], prefix: str, lang: str) -> str:
    chosen = param(name) if param(name) in options else options[0]
    key = f"choice_{name}"
    st.session_state[key] = chosen

    def changed() -> None:
        value = st.session_state[key] or options[0]
        set_params({name: value if value != options[0] else "", "edge": ""})

    st.segmented_control(
        say(title, lang), options, key=key, on_change=changed,
        format_func=lambda option: say(prefix + option, lang),
    )  # fmt: skip
    return chosen


def _drawn(start: Node, end: Node, paths: list[Path], lang: str) -> None:
    left, right = st.columns([7, 5], gap="small")
    with left, st.container(border=True, key="graph_card", gap="xsmall"):
        said = f"{node_name(start, lang)} — {node_name(end, lang)}"
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(said, count=str(len(paths)))
            words = f"{say('page_path', lang)} {said}"
            save_and_cite(words, lang)
        view = "|".join(node.id for path in paths for node in path.nodes)
        payload = path_payload(paths, lang, view=view)
        entity_graph(
            payload,
            key="paths",
            height=430,
            selected=Selection("edge", param("edge")) if param("edge") else None,
            text=graph_text(
                say("page_path", lang), say("path_none", lang), view_citation(words, lang), lang
            ),
            on_select=_select,
        )  # fmt: skip
        picture_table(payload, lang, "paths")
    with right, st.container(border=True, height=520, key="side_card", gap="xsmall"):
        edge = read_edge(param("edge"))
        if edge is not None:
            st.button(
                f"← {say('page_path', lang)}", key="back_to_paths", type="tertiary",
                on_click=_select, args=(None,),
            )  # fmt: skip
            begin, finish = day_pair(lang, drawn=False)
            edge_evidence(edge, lang, earliest=begin, latest=finish)
        else:
            _list(paths, lang)


def _list(paths: list[Path], lang: str) -> None:
    """The paths as a list: the reading for those who do not use the picture."""
    for number, path in enumerate(path_views(paths, lang), 1):
        title = say("path_n", lang).format(n=number)
        count = len(path.steps)
        steps = say("path_step" if count == 1 else "path_steps", lang).format(n=count)
        st.html(f'<p class="sm-group">{html_text(title)}<span>{html_text(steps)}</span></p>')
        for step in path.steps:
            place = f"step_{number}_{step.edge}"
            with st.container(horizontal=True, key=f"links_{place}", gap="xsmall"):
                st.html(
                    f'<span class="sm-step"><a href="{html_text(step.source_href)}" '
                    f'target="_self" style="--l:{step.source_color};--d:{step.source_dark}">'
                    f"{html_text(step.source)}</a><b>{html_text(step.relation)}</b>"
                    f'<a href="{html_text(step.target_href)}" target="_self" '
                    f'style="--l:{step.target_color};--d:{step.target_dark}">'
                    f"{html_text(step.target)}</a></span>"
                )
                st.button(
                    f"{step.weight} {say('items', lang)}　{step.years}", key=place,
                    type="tertiary", on_click=_select, args=(Selection("edge", step.edge),),
                    help=step.arrival or say("path_evidence", lang),
                )  # fmt: skip


def _select(selection: Selection | None) -> None:
    if selection is not None and selection.kind == "node":
        return
    set_param("edge", selection.id if selection else "")


show()
