"""A theme's dossier: what the records show, by grade, and what is missing."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from explorer_app import data, theme_data
from explorer_app.map_parts import place_map
from explorer_app.navigate import language, param
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say, say_value
from explorer_app.theme_data import entry_name, link, listed, name_of
from explorer_app.theme_parts import year_chart
from explorer_app.views.dossier import Dossier, Linked, dossier
from explorer_app.views.map import coordinates
from explorer_app.views.names import count_text, label_name, label_tint
from explorer_app.views.theme_index import GRADES, ThemeIndex
from explorer_app.widgets import heading, notice, table
from extractors.authority import read_table
from extractors.themes import Theme
from graph_model.access import Access

_ROWS = 100
_NAMED = 12


def show() -> None:
    """Draw the page."""
    lang, at = language(), data.scope()
    theme = theme_data.themes(at).get(param("id"))
    if theme is None:
        notice(say("not_found", lang), say("not_found_hint", lang))
        return
    index = theme_data.index(at)
    found = dossier(current_store(), theme, at.reader)
    _head(theme, index, lang)
    left, right = st.columns([5, 7], gap="small")
    with left:
        _profile(theme, found, lang)
        _gaps(found, lang)
    with right:
        _years(theme, index, lang)
        _map(found, lang)
        _named(found, lang)
        _holders(found, lang)
    _rows(found, lang)


def _head(theme: Theme, index: ThemeIndex, lang: str) -> None:
    titles = {row["key"]: row["title"] for row in read_table("sources")}
    metrics = [(say(f"grade_{g}", lang), index.grades[theme.id, g]) for g in GRADES]
    opened = index.access[theme.id, int(Access.OPEN)]
    metrics.append((say("access_open", lang), opened))
    closed = sum(index.access[theme.id, int(level)] for level in Access if level > Access.OPEN)
    if closed:
        metrics.append((say("access_closed", lang), closed))
    numbers = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{count_text(value)}</dd></div>"
        for name, value in metrics
    )
    period = say_value("stage", theme.period, lang)
    facts = [period, f"{theme.start} – {theme.end}" if theme.start else "", theme.issued]
    second = theme.name_en if lang == "zh" else theme.name
    sources = "；".join(titles.get(key, key) for key in theme.sources)
    tint = label_tint("Theme")
    with st.container(border=True, key="head"):
        st.html(
            '<div class="sm-head"><div class="sm-who"><div class="sm-line">'
            f'<h1 class="sm-name">{html_text(name_of(theme, lang))}</h1>'
            f'<span class="sm-second">{html_text(second)}</span>'
            f'<span class="sm-badge" style="--l:{tint.light};--d:{tint.dark}">'
            f"{html_text(label_name('Theme', lang))}</span>"
            f'<span class="sm-facts">{"".join(f"<span>{html_text(f)}</span>" for f in facts if f)}'
            f'</span></div><p class="sm-note">{html_text(theme.definition.get(lang, ""))}</p>'
            f'<p class="sm-quiet">{html_text(sources)}</p></div>'
            f'<dl class="sm-metrics">{numbers}</dl></div>'
        )


def _profile(theme: Theme, found: Dossier, lang: str) -> None:
    if not theme.links:
        return
    titles = {row["key"]: row["title"] for row in read_table("sources")}
    with st.container(border=True):
        heading(say("profile", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("profile_note", lang))}</p>')
        for kind in ("persons", "organizations", "events", "places"):
            members = "　".join(
                _linked(one, titles, lang) for one in found.profile if one.kind == kind
            )
            if members:
                st.html(
                    f'<p class="sm-group">{html_text(say(f"kind_{kind}", lang))}</p>'
                    f'<p class="sm-note">{members}</p>'
                )
        terms = listed((term.value for term in theme.links.get("terms", ())), lang)
        keys = dict.fromkeys(one.source for one in found.profile)
        keys |= dict.fromkeys(term.source for term in theme.links.get("terms", ()))
        sources = say("colon", lang) + "；".join(titles.get(key, key) for key in keys)
        st.html(
            f'<p class="sm-group">{html_text(say("kind_terms", lang))}</p>'
            f'<p class="sm-note">{html_text(terms)}</p>'
            f'<p class="sm-quiet">{html_text(say("source", lang) + sources)}</p>'
        )


def _linked(one: Linked, titles: dict[str, str], lang: str) -> str:
    """An entry with the number of records, and its source as a note."""
    name = link("entity", entry_name(one.id, lang), lang, id=one.id)
    source = html_text(titles.get(one.source, one.source))
    count = count_text(one.records) if one.records else html_text(say("none_found", lang))
    return f'<span class="sm-entry" title="{source}">{name} <small>{count}</small></span>'


def _gaps(found: Dossier, lang: str) -> None:
    missing = [entry_name(one.id, lang) for one in found.profile if not one.records]
    with st.container(border=True):
        heading(say("gaps", lang), count=count_text(len(missing)))
        st.html(f'<p class="sm-note">{html_text(listed(missing, lang) or say("no_gap", lang))}</p>')
        years = listed(map(str, found.gap_years), lang) or say("no_gap", lang)
        st.html(
            f'<p class="sm-group">{html_text(say("gap_years", lang))}</p>'
            f'<p class="sm-note">{html_text(years)}</p>'
        )


def _years(theme: Theme, index: ThemeIndex, lang: str) -> None:
    years = {year: count for (id, year), count in index.years.items() if id == theme.id}
    with st.container(border=True):
        heading(say("by_year_theme", lang))
        if years:
            year_chart({name_of(theme, lang): years}, lang)
        else:
            st.html(f'<p class="sm-quiet">{html_text(say("theme_none", lang))}</p>')


def _map(found: Dossier, lang: str) -> None:
    if any(coordinates(node) for node, _ in found.places):
        with st.container(border=True):
            heading(say("places_map", lang), count=count_text(len(found.places)))
            dated = Counter(int(r.node.earliest[:4]) for r in found.rows if r.node.earliest)
            place_map(found.places, len(found.places), lang, height=360, width=760, years=dated)


def _named(found: Dossier, lang: str) -> None:
    with st.container(border=True):
        heading(say("named_most", lang))
        for label in ("Person", "Organization", "Event", "Place"):
            members = found.named.get(label, [])[:_NAMED]
            if members:
                links = "　".join(
                    f"{link('entity', entry_name(id, lang, name), lang, id=id)} "
                    f"<small>{count_text(count)}</small>"
                    for id, name, count in members
                )
                st.html(
                    f'<p class="sm-group">{html_text(label_name(label, lang))}</p>'
                    f'<p class="sm-note">{links}</p>'
                )


def _holders(found: Dossier, lang: str) -> None:
    if found.holders:
        with st.container(border=True):
            heading(say("holders", lang))
            table((), [(html_text(n), count_text(c)) for n, c in found.holders], "counts")


def _rows(found: Dossier, lang: str) -> None:
    with st.container(border=True):
        heading(say("by_grade", lang), count=count_text(found.total))
        if not found.rows:
            st.html(f'<p class="sm-quiet">{html_text(say("theme_none", lang))}</p>')
            return
        rows = []
        for row in found.rows[:_ROWS]:
            words, colon = html_text(listed(row.words, lang)), say("colon", lang)
            if row.around:
                said = say("around_words", lang) + colon + listed(row.around, lang)
                words += f" <small>{html_text(said)}</small>"
            if row.against:
                said = say("grade_against", lang) + colon + listed(row.against, lang)
                words += f" <em>{html_text(said)}</em>"
            level = row.node.access or Access.OPEN
            rows.append(
                (html_text(row.node.earliest or "—"),
                 link("record", row.node.name, lang, id=row.node.id),
                 html_text(say(f"grade_{row.grade}", lang)), words,
                 f"<code>{html_text(row.rule)}</code>",
                 html_text(level.zh if lang == "zh" else level.en))
            )  # fmt: skip
        names = ("date", "title", "grade", "theme_words", "rule", "theme_access")
        table([say(name, lang) for name in names], rows, "claims themes")
        if len(found.rows) > _ROWS or found.total > len(found.rows):
            shown = say("shown_of", lang).format(shown=len(rows), total=count_text(found.total))
            st.html(f'<p class="sm-quiet">{html_text(shown)}</p>')


show()
