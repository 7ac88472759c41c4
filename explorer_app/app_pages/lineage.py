"""The 46 spirits in lanes by period, the official statement, and computed links, told apart."""

from __future__ import annotations

import streamlit as st

from explorer_app import data, theme_data
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.texts import say, say_value
from explorer_app.theme_data import entry_name, link, listed, name_of
from explorer_app.views import lineage as view
from explorer_app.views.names import count_text
from explorer_app.views.theme_index import ThemeIndex
from explorer_app.widgets import heading, table
from extractors.authority import read_table
from extractors.themes import Theme

_PAIRS = 30


def show() -> None:
    """Draw the page."""
    lang = language()
    at = data.scope()
    spirits = theme_data.of_scheme(at, "spirits")
    index = theme_data.index(at)
    with st.container(border=True):
        heading(say("page_lineage", lang), level=1)
        st.html(f'<p class="sm-quiet">{html_text(say("lineage_note", lang))}</p>')
        for period, bars in view.lanes(spirits, index).items():
            _lane(period, bars, lang)
        st.html(_axis())
    left, right = st.columns([5, 7], gap="small")
    with left:
        _official(lang)
        _later(theme_data.of_scheme(at, "named-later", "local"), index, lang)
    with right:
        _computed(spirits, index, lang)


def _lane(period: str, bars: list[view.Bar], lang: str) -> None:
    rows = []
    for bar in bars:
        theme = bar.theme
        years = f"{theme.start} – {theme.end}"
        rows.append(
            f'<div class="sm-bar"><span>{link("theme", name_of(theme, lang), lang, id=theme.id)}'
            f'</span><div title="{html_text(years)}"><i style="left:{bar.left:.2f}%;'
            f'width:{bar.width:.2f}%"></i></div><b>{count_text(bar.records)}</b></div>'
        )
    name = html_text(say_value("stage", period, lang))
    title = f'<p class="sm-lane">{name}<span>{len(bars)}</span></p>'
    st.html(title + "".join(rows))


def _axis() -> str:
    marks = "".join(f'<i style="left:{place:.2f}%">{year}</i>' for year, place in view.ticks())
    return f'<div class="sm-bar sm-axis"><span></span><div>{marks}</div><b></b></div>'


def _official(lang: str) -> None:
    titles = {row["key"]: row["title"] for row in read_table("sources")}
    with st.container(border=True):
        heading(say("official", lang))
        text = say("official_text", lang).format(source=titles["S-20"])
        st.html(f'<p class="sm-note">{html_text(text)}</p>')


def _later(themes: list[Theme], index: ThemeIndex, lang: str) -> None:
    with st.container(border=True):
        heading(say("later", lang))
        rows = [
            (link("theme", name_of(t, lang), lang, id=t.id), html_text(t.definition.get(lang, "")),
             count_text(index.firm(t.id)))
            for t in themes
        ]  # fmt: skip
        table((), rows, "counts named")


def _computed(spirits: list[Theme], index: ThemeIndex, lang: str) -> None:
    with st.container(border=True):
        heading(say("computed", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("computed_note", lang))}</p>')
        rows = []
        for pair in view.shared(spirits, index)[:_PAIRS]:
            names = " · ".join(
                link("theme", name_of(theme, lang), lang, id=theme.id)
                for theme in (pair.first, pair.second)
            )
            common = html_text(listed((entry_name(id, lang) for id in pair.entries), lang))
            rows.append((names, common, count_text(pair.records)))
        heads = (say("pair", lang), say("shared", lang), say("shared_records", lang))
        table(heads, rows, "counts")


show()
