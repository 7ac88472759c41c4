"""Thematic databases: saved themes with their versions, statistics, and exports."""

from __future__ import annotations

import io

import streamlit as st

from explorer_app import data, theme_data
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import say
from explorer_app.theme_data import link, name_of
from explorer_app.theme_parts import year_chart
from explorer_app.views.names import count_text
from explorer_app.views.theme_index import GRADES
from explorer_app.widgets import heading, notice, table
from extractors.themes import Theme
from loaders.stores.base import GraphStore
from loaders.theme_databases import Version
from loaders.theme_exports import write_csv, write_dataset


def show() -> None:
    """Draw the page."""
    lang, at = language(), data.scope()
    with st.container(border=True):
        heading(say("page_databases", lang), level=1)
        st.html(f'<p class="sm-quiet">{html_text(say("databases_note", lang))}</p>')
    saved = theme_data.saved(at)
    if not saved:
        notice(say("databases_none", lang), "shimai theme try my.yaml · shimai theme save my.yaml")
    for id, versions in sorted(saved.items()):
        _one(theme_data.themes(at)[id], versions, at, lang)


def _one(theme: Theme, versions: list[Version], at: data.Scope, lang: str) -> None:
    index = theme_data.index(at)
    with st.container(border=True):
        st.html(
            f'<h2 class="sm-h">{link("theme", name_of(theme, lang), lang, id=theme.id)}'
            f'<span class="sm-count">{count_text(index.firm(theme.id))}</span></h2>'
        )
        counts = " · ".join(
            f"{say(f'grade_{grade}', lang)} {count_text(index.grades[theme.id, grade])}"
            for grade in GRADES
        )
        st.html(f'<p class="sm-note">{html_text(counts)}</p>')
        years = {year: count for (id, year), count in index.years.items() if id == theme.id}
        year_chart({name_of(theme, lang): years}, lang)
        rows = [
            (str(one.number), html_text(one.saved), f"<code>{html_text(one.digest)}</code>")
            for one in reversed(versions)
        ]
        table((say("versions", lang), say("saved_at", lang), ""), rows, "claims")
        with st.expander(say("theme_file", lang)):
            st.code(versions[-1].text, language="yaml")
        with st.container(horizontal=True):
            st.download_button(
                say("download_csv", lang), lambda: _csv(theme, at), f"{_file(theme)}.csv",
                "text/csv", key=f"csv_{theme.id}",
            )  # fmt: skip
            st.download_button(
                say("download_nt", lang), lambda: _dataset(theme, at), f"{_file(theme)}.nt",
                "application/n-triples", key=f"nt_{theme.id}",
            )  # fmt: skip


def _file(theme: Theme) -> str:
    return theme.id.removeprefix("theme:")


def _csv(theme: Theme, at: data.Scope) -> bytes:
    def look(store: GraphStore) -> bytes:
        out = io.StringIO()
        write_csv(store, theme, at.reader, out)
        return out.getvalue().encode("utf-8-sig")

    found: bytes = pooled_store().run(look)
    return found


def _dataset(theme: Theme, at: data.Scope) -> bytes:
    def look(store: GraphStore) -> bytes:
        out = io.BytesIO()
        write_dataset(store, theme, at.reader, out)
        return out.getvalue()

    found: bytes = pooled_store().run(look)
    return found


show()
