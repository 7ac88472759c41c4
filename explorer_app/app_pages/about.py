"""About the data: version, counts, runs, and how to read what the pages say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import streamlit as st

from explorer_app import data
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import say
from explorer_app.views.names import by_order, count_text, label_name, relation_name
from explorer_app.views.record import cells
from explorer_app.widgets import heading, table
from graph_model.node import Node

#: Build runs that are listed.
RUNS = 20


def show() -> None:
    """Draw the page."""
    lang = language()
    at = data.scope()
    held = data.summary(at)
    with st.container(border=True):
        heading(say("about_how", lang))
        st.text(say("about_text", lang))
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True):
        heading(say("about_nodes", lang))
        names = {label_name(k, lang): n for k, n in by_order(held.nodes).items()}
        _counts(names, lang)
    with right, st.container(border=True):
        heading(say("about_claims", lang))
        ordered = sorted(held.claims.items(), key=lambda item: (-item[1], item[0]))
        _counts({relation_name(k, lang): n for k, n in ordered}, lang)
    _origin(at, lang)


def _counts(counts: Mapping[str, int], lang: str) -> None:
    heads = (say("about_name", lang), say("about_count", lang))
    rows = [(html_text(name), count_text(count)) for name, count in counts.items()]
    table(heads, rows, "counts")


def _origin(at: data.Scope, lang: str) -> None:
    level = at.reader.zh if lang == "zh" else at.reader.en
    rows = [
        (say("about_version", lang), at.version or "—"),
        (say("about_reader", lang), level),
    ]
    with st.container(border=True):
        heading(say("about_store", lang))
        table((), [tuple(map(html_text, row)) for row in rows], "cells")
    runs: list[Node] = pooled_store().run(
        lambda store: list(islice(store.iter_nodes(at.reader, labels=["Run"]), RUNS))
    )
    for run in runs:
        with st.container(border=True):
            heading(f"{say('about_runs', lang)} · {run.name}")
            found = [(html_text(c.name), html_text(c.value)) for c in cells(run, lang)]
            table((), found, "cells")


show()
