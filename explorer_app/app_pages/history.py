"""Party-history research: histories × periods × themes, chains of events, meetings, two themes side
by side, terms over time, anniversaries ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import streamlit as st

from explorer_app import data, theme_data
from explorer_app.navigate import language, param, set_param
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.theme_data import entry_name, link, listed, name_of
from explorer_app.theme_parts import matrix, year_chart
from explorer_app.views import history as view
from explorer_app.views.names import count_text
from explorer_app.views.theme_index import PERIODS, ThemeIndex, period_name
from explorer_app.widgets import heading, table
from extractors.themes import Theme
from graph_model.node import Node

_WORDS = 14
_THEMES = 14
_MEETINGS = 15
_ANNIVERSARIES = 20


def show() -> None:
    """Draw the page."""
    lang, at = language(), data.scope()
    index = theme_data.index(at)
    histories = theme_data.of_scheme(at, "histories")
    spirits = theme_data.of_scheme(at, "spirits", "named-later", "local")
    with st.container(border=True):
        heading(say("page_history", lang), level=1)
        st.html(f'<p class="sm-quiet">{html_text(say("history_note", lang))}</p>')
        _periods(histories, index, lang)
        _spirits(histories, spirits, index, lang)
    first, second = _compare([*histories, *spirits], index, lang)
    _drift(first, second, index, lang)
    _chain(first, lang)
    _two_periods([*histories, *spirits], index, lang)
    left, right = st.columns(2, gap="small")
    with left:
        _meetings(at, lang)
    with right:
        _anniversaries(at, lang)


def _periods(histories: list[Theme], index: ThemeIndex, lang: str) -> None:
    used = [n for n in range(-1, len(PERIODS)) if any(index.periods[t.id, n] for t in histories)]
    heads = [say("matrix", lang), *(period_name(number, lang) for number in used)]
    rows = [
        (link("theme", name_of(t, lang), lang, id=t.id), [index.periods[t.id, n] for n in used])
        for t in histories
    ]
    matrix(heads, rows, total=say("total", lang))


def _spirits(histories: list[Theme], spirits: list[Theme], index: ThemeIndex, lang: str) -> None:
    rows = []
    for spirit in spirits:
        counts = [index.both[_pair(spirit.id, history.id)] for history in histories]
        if any(counts):
            rows.append((link("theme", name_of(spirit, lang), lang, id=spirit.id), counts))
    if rows:
        heads = [say("matrix_spirits", lang), *(name_of(h, lang) for h in histories)]
        with st.expander(say("matrix_spirits", lang), expanded=False):
            matrix(heads, rows)


def _pair(first: str, second: str) -> tuple[str, str]:
    return min(first, second), max(first, second)


def _compare(themes: list[Theme], index: ThemeIndex, lang: str) -> tuple[Theme, Theme]:
    by_id = {theme.id: theme for theme in themes}
    most = sorted(by_id, key=lambda id: (-index.firm(id), id))
    spirits = [id for id in most if by_id[id].scheme == "spirits"]
    chosen = [param(name) for name in ("a", "b")]
    ids = [id if id in by_id else spirits[number] for number, id in enumerate(chosen)]
    with st.container(border=True):
        heading(say("compare_themes", lang))
        _two_boxes(("a", "b"), ids, list(by_id), lambda id: name_of(by_id[id], lang), lang)
        series = {
            name_of(by_id[id], lang): {y: n for (t, y), n in index.years.items() if t == id}
            for id in ids
        }
        year_chart(series, lang)
        used = [n for n in range(-1, len(PERIODS)) if any(index.periods[id, n] for id in ids)]
        rows = [
            (link("theme", name_of(by_id[id], lang), lang, id=id),
             [index.periods[id, n] for n in used])
            for id in dict.fromkeys(ids)
        ]  # fmt: skip
        matrix([say("period", lang), *(period_name(n, lang) for n in used)], rows)
        both = count_text(index.both[_pair(*ids)])
        said = say("shared_records", lang) + say("colon", lang)
        st.html(f'<p class="sm-quiet">{html_text(said)}{both}</p>')
    return by_id[ids[0]], by_id[ids[1]]


def _two_boxes(
    names: tuple[str, str],
    chosen: Sequence[str],
    options: list[str],
    named: Callable[[str], str],
    lang: str,
) -> None:
    """Two boxes side by side, each kept in a parameter of the address."""
    for column, name, label, value in zip(
        st.columns(2), names, ("first", "second"), chosen, strict=True
    ):
        key = f"compare_{name}"
        st.session_state[key] = value

        def changed(name: str = name, key: str = key) -> None:
            set_param(name, st.session_state[key])

        with column:
            st.selectbox(say(label, lang), options, key=key, on_change=changed, format_func=named)


def _drift(first: Theme, second: Theme, index: ThemeIndex, lang: str) -> None:
    with st.container(border=True):
        heading(say("drift", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("drift_note", lang))}</p>')
        chosen = list(dict.fromkeys((first.id, second.id)))
        for column, id in zip(st.columns(len(chosen), gap="small"), chosen, strict=True):
            found = {
                (w, p): n for (t, w, p), n in index.words.items() if t == id and view.is_term(w)
            }
            totals: dict[str, int] = {}
            for (word, _), count in found.items():
                totals[word] = totals.get(word, 0) + count
            used = sorted({period for _, period in found})
            words = sorted(totals, key=lambda word: (-totals[word], word))[:_WORDS]
            if words:
                name = name_of(first if id == first.id else second, lang)
                heads = [name, *(period_name(number, lang) for number in used)]
                rows = [(html_text(w), [found.get((w, n), 0) for n in used]) for w in words]
                with column:
                    matrix(heads, rows, total=say("total", lang))


def _chain(theme: Theme, lang: str) -> None:
    steps = view.chain(current_store(), theme, data.scope().reader)
    if not steps:
        return
    with st.container(border=True):
        heading(f"{say('chains', lang)} · {name_of(theme, lang)}")
        st.html(f'<p class="sm-quiet">{html_text(say("chains_note", lang))}</p>')
        rows = []
        for step in steps:
            days = " – ".join(filter(None, (step.start, step.end)))
            who = listed(
                (link("entity", entry_name(i, lang), lang, id=i) for i in step.participants), lang
            )
            event = link("entity", entry_name(step.id, lang), lang, id=step.id)
            rows.append(
                (html_text(days or "—"), event,
                 html_text(entry_name(step.place, lang) if step.place else ""), who,
                 _linked(filter(None, [step.whole]), lang), _linked(step.before, lang),
                 _linked(step.after, lang), count_text(step.records))
            )  # fmt: skip
        names = ("date", "event", "place", "participants", "part_of", "before", "after", "items")
        table([say(name, lang) for name in names], rows, "counts")


def _linked(ids: Iterable[str], lang: str) -> str:
    return listed((link("entity", entry_name(id, lang), lang, id=id) for id in ids), lang)


def _two_periods(themes: list[Theme], index: ThemeIndex, lang: str) -> None:
    """Themes and words of two periods beside each other."""
    totals = [sum(index.periods[t.id, n] for t in themes) for n in range(len(PERIODS))]
    used = [number for number, total in enumerate(totals) if total]
    if len(used) < 2:
        return
    most = sorted(used, key=lambda number: -totals[number])
    chosen = [param(name) for name in ("p", "q")]
    numbers = [
        int(text) if text.isdigit() and int(text) in used else most[place]
        for place, text in enumerate(chosen)
    ]
    with st.container(border=True):
        heading(say("compare_periods", lang))
        names = [str(number) for number in used]
        chosen = [str(number) for number in numbers]
        _two_boxes(("p", "q"), chosen, names, lambda text: period_name(int(text), lang), lang)
        rows = [
            (
                link("theme", name_of(t, lang), lang, id=t.id),
                [index.periods[t.id, n] for n in numbers],
            )
            for t in themes
        ]
        rows = sorted((row for row in rows if any(row[1])), key=lambda row: -max(row[1]))
        heads = [period_name(number, lang) for number in numbers]
        left, right = st.columns(2, gap="small")
        with left:
            matrix([say("theme", lang), *heads], rows[:_THEMES])
        with right:
            words = [(html_text(w), c) for w, c in view.words_of(themes, index.words, numbers)]
            matrix([say("theme_words", lang), *heads], words[:_THEMES])


@st.cache_data(show_spinner=False, ttl=600, max_entries=4)
def _found_meetings(at: data.Scope) -> list[view.Meeting]:
    return view.meetings(current_store(), at.reader)


@st.cache_data(show_spinner=False, ttl=600, max_entries=4)
def _found_anniversaries(at: data.Scope, today: str) -> list[view.Anniversary]:
    return view.anniversaries(current_store(), at.reader, datetime.fromisoformat(today).date())


def _meetings(at: data.Scope, lang: str) -> None:
    with st.container(border=True):
        heading(say("meetings", lang))
        rows = [
            (html_text(one.day or "—"), _event(one.id, one.documents, lang),
             _records(one.id, one.records, lang))
            for one in _found_meetings(at)[:_MEETINGS]
        ]  # fmt: skip
        table([say(n, lang) for n in ("date", "event", "items")], rows, "counts events")


def _event(id: str, documents: tuple[Node, ...], lang: str) -> str:
    """An event, and below it the first of its documents."""
    name = link("entity", entry_name(id, lang), lang, id=id)
    items = "".join(
        f"<li>{link('record', node.name, lang, id=node.id)} "
        f"<small>{html_text(node.earliest[:7])}</small></li>"
        for node in documents
    )
    return f'{name}<ul class="sm-docs">{items}</ul>' if items else name


def _records(id: str, count: int, lang: str) -> str:
    """A number that leads to the records."""
    return link("search", count_text(count), lang, event=id) if count else count_text(0)


def _anniversaries(at: data.Scope, lang: str) -> None:
    today = datetime.now(UTC).date().isoformat()
    with st.container(border=True):
        heading(say("anniversaries", lang))
        st.html(f'<p class="sm-quiet">{html_text(say("anniversaries_note", lang))}</p>')
        ahead = _found_anniversaries(at, today)
        ahead = sorted(ahead, key=lambda one: (not one.records, one.day))[:_ANNIVERSARIES]
        rows = [
            (html_text(one.day), _event(one.id, one.documents, lang), str(one.years),
             _records(one.id, one.records, lang))
            for one in ahead
        ]  # fmt: skip
        names = ("date", "event", "anniversary", "items")
        table([say(name, lang) for name in names], rows, "counts events")


show()
