"""The scope of national key archives: classes by fonds, period and state, and what is undecided."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

import streamlit as st

from explorer_app import data, theme_data
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import say
from explorer_app.theme_data import link, name_of
from explorer_app.theme_parts import matrix
from explorer_app.views.names import count_text
from explorer_app.views.theme_index import PERIODS, ThemeIndex, period_name
from explorer_app.widgets import heading, table
from extractors.themes.scope import REASONS
from graph_model.access import Access
from loaders.registers import search_words
from loaders.stores.base import GraphStore
from loaders.theme_exports import plain_cell

_FONDS = 60
#: Rows of a worklist, at most.
WORKLIST = 50_000
#: Marks that an expander's label would read as Markdown.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>$:#~"})
_COLUMNS = ("reference_code", "title", "date", "holder", "fonds", "reason")


def show() -> None:
    """Draw the page."""
    lang, at = language(), data.scope()
    index = theme_data.index(at)
    classes = theme_data.of_scheme(at, "scope")
    with st.container(border=True):
        heading(say("page_scope", lang), level=1)
        st.html(f'<p class="sm-quiet">{html_text(say("scope_note", lang))}</p>')
        rows = [
            (f"{t.order} {link('theme', name_of(t, lang), lang, id=t.id)}",
             count_text(index.firm(t.id)))
            for t in classes
        ]  # fmt: skip
        undecided = sum(index.reasons.values())
        rows.append((html_text(say("undecided", lang)), count_text(undecided)))
        rows.append((html_text(say("total", lang)), count_text(index.records)))
        table((say("class_name", lang), say("items", lang)), rows, "counts")
    columns = [*(theme.id for theme in classes), ""]
    heads = [*(str(theme.order) for theme in classes), say("undecided", lang)]
    left, right = st.columns([6, 6], gap="small")
    with left, st.container(border=True):
        heading(say("scope_fonds", lang))
        _by(index.fonds, columns, [say("fonds", lang), *heads], say("no_fonds", lang))
    with right:
        with st.container(border=True):
            heading(say("scope_period", lang))
            used = [n for n in range(-1, len(PERIODS)) if any(index.periods[c, n] for c in columns)]
            matrix(
                [say("period", lang), *heads],
                [(html_text(period_name(n, lang)), [index.periods[c, n] for c in columns])
                 for n in used],
            )  # fmt: skip
        with st.container(border=True):
            heading(say("scope_state", lang))
            _access(index, columns, [say("theme_access", lang), *heads], lang)
            blank = say("not_catalogued", lang)
            _by(index.digitised, columns, [say("digitised", lang), *heads], blank)
            _by(index.condition, columns, [say("condition", lang), *heads], blank)
    _undecided(index, at, lang)
    _registers(at, lang)


def _by(counts: Counter[tuple[str, str]], columns: list[str], heads: list[str], blank: str) -> None:
    totals: Counter[str] = Counter()
    for (_, value), count in counts.items():
        totals[value] += count
    rows = [
        (html_text(value or blank), [counts[column, value] for column in columns])
        for value, _ in totals.most_common(_FONDS)
    ]
    matrix(heads, rows)


def _access(index: ThemeIndex, columns: list[str], heads: list[str], lang: str) -> None:
    rows = [
        (html_text(level.zh if lang == "zh" else level.en),
         [index.access[column, int(level)] for column in columns])
        for level in Access
    ]  # fmt: skip
    matrix(heads, [row for row in rows if any(row[1])])


def _undecided(index: ThemeIndex, at: data.Scope, lang: str) -> None:
    with st.container(border=True):
        heading(say("undecided_why", lang), count=count_text(sum(index.reasons.values())))
        rows = [
            (html_text(REASONS[why][0 if lang == "zh" else 1]), count_text(count))
            for why, count in index.reasons.most_common()
        ]
        table((say("reason", lang), say("items", lang)), rows, "counts")
        if rows:
            st.download_button(
                say("worklist", lang), lambda: _worklist(at, lang), "undecided.csv", "text/csv",
                key="worklist",
            )  # fmt: skip


def _worklist(at: data.Scope, lang: str) -> bytes:
    def look(store: GraphStore) -> bytes:
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(_COLUMNS)
        nodes = store.iter_nodes(at.reader, labels=("Record",))
        noted = (node for node in nodes if node.properties.get("scope_note"))
        for node in islice(noted, WORKLIST):
            facts = node.properties
            why = REASONS[str(facts["scope_note"])][0 if lang == "zh" else 1]
            cells = [facts.get("reference_code"), node.name, facts.get("date_text"),
                     facts.get("holder"), facts.get("fonds"), why]  # fmt: skip
            rows.writerow([plain_cell(str(cell or "")) for cell in cells])
        return out.getvalue().encode("utf-8-sig")

    found: bytes = pooled_store().run(look)
    return found


def _registers(at: data.Scope, lang: str) -> None:
    """The registers of documentary heritage, each item with a search for its records."""
    with st.container(border=True):
        heading(say("registers", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("registers_note", lang))}</p>')
        for register in theme_data.registers(at).values():
            came = register.saved or say("register_own", lang)
            label = f"{register.name}　{len(register.items)}　{came}"
            with st.expander(label.translate(_MARKS), expanded=False):
                rows = [
                    (html_text(one.year),
                     link("search", one.item, lang, q=search_words(one.item)),
                     html_text(one.holder), html_text(one.note))
                    for one in sorted(register.items, key=lambda one: (one.year, one.id))
                ]  # fmt: skip
                names = ("date", "register_item", "holders", "register_note")
                table([say(name, lang) for name in names], rows, "claims")


show()
