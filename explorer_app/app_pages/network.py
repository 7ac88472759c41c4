"""The network of a selection: communities, centrality and bridges; two selections side by side."""

from __future__ import annotations

import streamlit as st

from explorer_app import data, kept
from explorer_app.asked import asked_now, chips, date_fields, perspective_now, tabs
from explorer_app.components import Selection, entity_graph
from explorer_app.evidence_parts import edge_evidence
from explorer_app.keep_parts import save_and_cite, view_citation
from explorer_app.links import Asked, href, read_edge, read_query
from explorer_app.navigate import go_next, language, param, set_param, set_params
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.views import analysis as view
from explorer_app.views.facets import describe
from explorer_app.views.names import count_text, label_name, label_tint, node_name
from explorer_app.widgets import graph_text, heading, notice, picture_table, table
from graph_model.node import Node
from graph_model.periods import load_periods
from graph_model.schema import load_schema
from loaders.stores.results import Network

SIZES = (20, 40, 60, 100, 200)
#: Entities listed by centrality.
LISTED = 25


def show() -> None:
    """Draw the page."""
    lang = language()
    asked = asked_now()
    perspective = perspective_now()
    with st.container(horizontal=True, vertical_alignment="center", key="search_head"):
        heading(say("network_title", lang), level=1)
        tabs("network", asked, perspective, lang)
    with st.container(border=True, key="selection_card"):
        date_fields(asked, lang)
        chips(asked, lang)
        _controls(asked, perspective.labels, perspective.nodes, lang)
    labels, size = _labels(perspective.labels), _size(perspective.nodes)
    network = data.network_of(data.scope(), asked.selection, labels, size)
    other = _other(asked)
    if other is not None:
        _side_by_side(asked, network, other, labels, size, lang)
    elif not network.nodes:
        notice(say("network_empty", lang), say("no_records_hint", lang))
    else:
        _one(asked, network, lang)


# -- controls --------------------------------------------------------------------------------------


def _labels(default: tuple[str, ...]) -> tuple[str, ...]:
    known = load_schema().entity_labels()
    chosen = tuple(label for label in param("types").split(",") if label in known)
    return chosen or default


def _size(default: int) -> int:
    asked = param("n")
    return int(asked) if asked in map(str, SIZES) else default


def _controls(asked: Asked, labels: tuple[str, ...], size: int, lang: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.session_state["types"] = list(_labels(labels))
        st.pills(
            say("labels_drawn", lang), load_schema().entity_labels(), selection_mode="multi",
            key="types", format_func=lambda label: label_name(label, lang),
            on_change=lambda: set_param("types", ",".join(st.session_state["types"] or ())),
        )  # fmt: skip
        options = sorted({*SIZES, size})
        st.session_state["n"] = _size(size)
        st.selectbox(
            say("nodes_shown", lang), options, key="n", width=130,
            on_change=lambda: set_param("n", str(st.session_state["n"])),
        )  # fmt: skip
        _option("color", ("type", "group"), "network_color", "color_", lang)
        _option("draw", ("nodes", "groups"), "network_view", "draw_", lang)
        _compare_with(asked, lang)


def _option(name: str, options: tuple[str, ...], title: str, prefix: str, lang: str) -> None:
    key = f"option_{name}"
    st.session_state[key] = param(name) if param(name) in options else options[0]

    def changed() -> None:
        value = st.session_state[key] or options[0]
        set_params({name: value if value != options[0] else "", "edge": ""})

    st.segmented_control(
        say(title, lang), options, key=key, on_change=changed,
        format_func=lambda option: say(prefix + option, lang),
    )  # fmt: skip


def _compare_with(asked: Asked, lang: str) -> None:
    """All records, a period, or a working set to compare with."""
    options = {"": say("compare_none", lang), "all": say("compare_all", lang)}
    options.update({f"period={p.key}": p.name(lang) for p in load_periods()})
    options.update({f"set={s.id}": f"· {s.name}" for s in kept.working_sets()[:20]})
    now = param("with")
    if now and now not in options:
        options[now] = describe(read_query(now), data.chosen_nodes(read_query(now)), lang)
    st.session_state["with"] = now
    st.selectbox(
        say("compare_with", lang), list(options), key="with",
        format_func=lambda key: options[key],
        on_change=lambda: set_params({"with": st.session_state["with"], "edge": ""}),
    )  # fmt: skip
    del asked


def _other(asked: Asked) -> Asked | None:
    """The selection to compare with, under the words and days of the first for a period."""
    query = param("with")
    if not query:
        return None
    if query == "all":
        return read_query("")
    if query.startswith("period="):
        params = asked.params(period=query.removeprefix("period="))
        from explorer_app.links import read_asked

        return read_asked(params)
    found = read_query(query)
    return data.filled(found)


# -- one network -----------------------------------------------------------------------------------


def _one(asked: Asked, network: Network, lang: str) -> None:
    measured = data.analysis(data.scope(), network)
    words = describe(asked, data.chosen_nodes(asked), lang)
    left, right = st.columns([7, 4], gap="small")
    with left, st.container(border=True, key="graph_card", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(words)
            save_and_cite(words, lang, asked)
        caption = view_citation(words, lang, asked)
        _picture(network, measured, lang, caption, key="network", height=600)
        note = say("network_drawn", lang).format(
            total=count_text(network.total), shown=len(network.nodes)
        )
        st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
    with right, st.container(border=True, height=700, key="side_card", gap="xsmall"):
        edge = read_edge(param("edge"))
        if edge is not None:
            st.button(
                f"← {say('centrality', lang)}", key="back", type="tertiary",
                on_click=set_param, args=("edge", ""),
            )  # fmt: skip
            edge_evidence(
                edge, lang, earliest=asked.selection.earliest, latest=asked.selection.latest
            )
        else:
            _measures(network, measured, lang)


def _picture(
    network: Network, measured: view.Analysis, lang: str, caption: str, *, key: str, height: int
) -> None:
    grouped = param("draw") == "groups"
    name = "|".join([key, param("draw"), param("color"), *(node.id for node in network.nodes)])
    payload = (
        view.groups_payload(network, measured, lang, view=name)
        if grouped
        else view.network_payload(
            network, measured, lang, by_group=param("color") == "group", view=name
        )
    )

    def select(selection: Selection | None) -> None:
        edge = selection.id if selection and selection.kind == "edge" and not grouped else ""
        set_param("edge", edge)

    def opened(id: str) -> None:
        if grouped:
            set_params({"draw": "", "color": "group"})
        else:
            go_next("entity", id=id)

    entity_graph(
        payload,
        key=key,
        height=height,
        selected=Selection("edge", param("edge")) if param("edge") else None,
        text=graph_text(say("network_title", lang), say("network_empty", lang), caption, lang),
        on_select=select,
        on_open=opened,
    )  # fmt: skip
    picture_table(payload, lang, key)


def link(node: Node, lang: str) -> str:
    """A node's name as a safe link in its type's colour."""
    tint = label_tint(node.label)
    return (
        f'<a href="{html_text(href("entity", lang, id=node.id))}" target="_self" '
        f'style="--l:{tint.light};--d:{tint.dark}">{html_text(node_name(node, lang))}</a>'
    )


def _measures(network: Network, measured: view.Analysis, lang: str) -> None:
    heading(say("centrality", lang), count=str(len(measured.members)))
    heads = [say(k, lang) for k in ("col_name", "col_count", "col_degree", "col_between")]
    rows = []
    for m in measured.members[:LISTED]:
        tint = view.group_tint(m.group)
        dot = f'<i class="sm-dot" style="--l:{tint.light};--d:{tint.dark}"></i>'
        rows.append(
            (
                dot + link(m.node, lang),
                count_text(m.records),
                str(m.linked),
                f"{m.between:.3f}",
            )
        )
    table([*heads], rows, "measures")
    nodes = {node.id: node for node in network.nodes}
    st.html(f'<p class="sm-group">{html_text(say("color_group", lang))}</p>')
    parts = []
    for number, ids in enumerate(measured.groups[:8]):
        if len(ids) > 1:
            tint = view.group_tint(number)
            name = html_text(view.group_name(measured, nodes, number, lang))
            parts.append(
                f'<span class="sm-badge" style="--l:{tint.light};--d:{tint.dark}">{name}</span>'
            )
    st.html(f'<p class="sm-badges">{" ".join(parts)}</p>')
    st.html(f'<p class="sm-group">{html_text(say("bridges", lang))}</p>')
    pairs = [f"{link(nodes[a], lang)} — {link(nodes[b], lang)}" for a, b in measured.bridges[:12]]
    if pairs:
        table((), [(pair,) for pair in pairs], "bridges")
    else:
        st.html(f'<p class="sm-quiet">{html_text(say("no_bridges", lang))}</p>')
    st.html(f'<p class="sm-quiet">{html_text(say("how_measured", lang))}</p>')


# -- two networks ----------------------------------------------------------------------------------


def _counts(row: view.Compared, side: str) -> str:
    """Records on both sides; on one only where the other picture has not the entity: it may be in
    records there without being among those drawn."""
    if side == "shared":
        return f"{count_text(row.left)} : {count_text(row.right)}"
    return count_text(row.left if side == "left" else row.right)


def _side_by_side(
    asked: Asked, network: Network, other: Asked, labels: tuple[str, ...], size: int, lang: str
) -> None:
    second = data.network_of(data.scope(), other.selection, labels, size)
    columns = st.columns(2, gap="small")
    for column, one, query, key in zip(
        columns, (network, second), (asked, other), ("left", "right"), strict=True
    ):
        with column, st.container(border=True, key=f"graph_{key}", gap="xsmall"):
            total = data.overview(data.scope(), query.selection, (), 1).total
            words = describe(query, data.chosen_nodes(query), lang)
            if query.set_id:
                held = kept.working_set(query.set_id)
                words = say("set_of", lang).format(name=held.name)
            heading(words, count=f"{count_text(total)} {say('items', lang)}")
            if one.nodes:
                measured = data.analysis(data.scope(), one)
                caption = view_citation(words, lang, query)
                _picture(one, measured, lang, caption, key=f"network_{key}", height=420)
            else:
                notice(say("network_empty", lang), say("no_records_hint", lang))
    rows = view.compare(network, second)
    with st.container(border=True, key="compared"):
        heading(say("compare", lang))
        heads = [say(k, lang) for k in ("compare_shared", "compare_left", "compare_right")]
        for column, side, head in zip(
            st.columns(3, gap="small"), ("shared", "left", "right"), heads, strict=True
        ):
            with column:
                found = view.of_side(rows, side)
                st.html(f'<p class="sm-group">{html_text(head)}<span>{len(found)}</span></p>')
                lines = [(link(row.node, lang), _counts(row, side)) for row in found[:20]]
                table((), lines, "counts")


show()
