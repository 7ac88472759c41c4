"""Review: one question at a time, most telling first; keys for the answers; bulk accept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer_app import data
from explorer_app.navigate import language, param, set_param
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import say
from explorer_app.undo import take_back
from explorer_app.user import LOCAL, current_user
from explorer_app.views import review as view
from explorer_app.views.names import count_text, label_name, label_order
from explorer_app.widgets import badge_html, heading, notice, records
from graph_model.decision import Decision, Verdict
from loaders.decisions import Decisions
from loaders.review import Alarm, Item, alarms, open_queue

_USER, _LAST, _REASON, _FROM, _LABELS = (
    f"shimai_review_{name}" for name in ("user", "last", "reason", "from", "labels")
)


def show() -> None:
    """Draw the page."""
    lang, reader = language(), data.scope().reader
    queue: list[Item] | None = pooled_store().run(lambda store: open_queue(store, reader))
    heading(
        say("review_title", lang),
        count=say("review_count", lang).format(count=count_text(len(queue or ()))),
        level=1,
    )
    user = st.text_input(say("review_user", lang), key=_USER, value=_account(), max_chars=80)
    if not user.strip():
        st.html(f'<p class="sm-quiet">{html_text(say("review_user_hint", lang))}</p>')
    if queue is None:
        notice(say("review_large", lang), say("review_large_hint", lang))
    elif not queue:
        notice(say("review_none", lang), say("review_none_hint", lang))
    else:
        _question(queue, user.strip(), lang)
        _bulk(queue, user.strip(), lang)
    _undo(user.strip(), lang)
    _alarms(pooled_store().run(lambda store: alarms(store, reader)), lang)


def _account() -> str:
    user = current_user()
    return "" if user == LOCAL else user


def _place(queue: Sequence[Item]) -> int:
    text = param("at")
    return min(int(text), len(queue) - 1) if text.isdecimal() and len(text) < 7 else 0


def _question(queue: list[Item], user: str, lang: str) -> None:
    reader, place = data.scope().reader, _place(queue)
    item = queue[place]
    asked = pooled_store().run(lambda store: view.question(item, store, reader, lang))
    if asked is None:
        _next(place)
        return
    with st.container(border=True):
        heading(asked.ask, count=f"{asked.likely}  {place + 1} / {len(queue)}")
        why = "".join(f"<li>{html_text(ground)}</li>" for ground in asked.why)
        st.html(f'<ul class="sm-quiet">{why}</ul>')
        for number, (column, side) in enumerate(zip(st.columns(2), asked.sides, strict=True)):
            with column:
                _side(side, f"review_side_{number}", lang)
        st.text_input(say("review_reason", lang), key=_REASON, max_chars=500)
        _answers(asked, place, user, lang)
        st.html(f'<p class="sm-quiet">{html_text(say("review_keys", lang))}</p>')


def _side(side: view.Side, key: str, lang: str) -> None:
    badge = badge_html(side.type_name, side.color, side.color_dark)
    facts = "".join(f"<span>{html_text(fact)}</span>" for fact in side.facts)
    st.html(
        f'<div class="sm-line"><strong class="sm-name">{html_text(side.name)}</strong>{badge}'
        f'<span class="sm-facts">{facts}</span></div>'
    )
    records(side.records, key, lang, compact=True)


def _answers(asked: view.Question, place: int, user: str, lang: str) -> None:
    choices = view.answers(asked.item)
    with st.container(horizontal=True):
        for text, verdict, key in choices:
            st.button(
                say(text, lang),
                key=f"review_{verdict}",
                shortcut=key,
                type="primary" if verdict is asked.yes else "secondary",
                disabled=not user,
                on_click=_decide,
                args=([asked.item], verdict, user),
            )
        st.button(
            say("review_next", lang), key="review_next", shortcut="j", on_click=_next, args=(place,)
        )
        st.button(
            say("review_back", lang), key="review_back", shortcut="k", on_click=_next,
            args=(place - 2,), disabled=place == 0,
        )  # fmt: skip


def _next(place: int) -> None:
    set_param("at", str(max(0, place + 1)))


def _decide(items: Sequence[Item], verdict: Verdict, user: str) -> None:
    reason = st.session_state.get(_REASON, "")
    reader = data.scope().reader
    made = [item.decision(verdict, user=user, reason=reason) for item in items]
    written: list[Decision] = pooled_store().run(
        lambda store: Decisions(store).decide(made, reader=reader)
    )
    st.session_state[_LAST] = [decision.no for decision in written]
    st.session_state[_REASON] = ""
    st.cache_data.clear()


def _undo(user: str, lang: str) -> None:
    last = st.session_state.get(_LAST, [])
    if last:
        st.button(
            say("review_undo", lang),
            key="review_undo",
            shortcut="z",
            disabled=not user,
            on_click=_take_back,
            args=(last, user),
        )


def _take_back(numbers: Sequence[int], user: str) -> None:
    take_back(numbers, user)
    st.session_state[_LAST] = []


def _bulk(queue: list[Item], user: str, lang: str) -> None:
    labels = label_order({view.label_of(item) for item in queue})
    with st.expander(say("review_bulk", lang)):
        score = st.slider(say("review_from", lang), 0.5, 1.0, 0.95, 0.01, key=_FROM)
        chosen = st.pills(
            say("review_kind", lang),
            labels,
            selection_mode="multi",
            default=labels,
            format_func=lambda label: label_name(label, lang),
            key=_LABELS,
        )
        taken = view.bulk(queue, score, chosen)
        shown = taken[: view.PREVIEW]
        names = pooled_store().run(lambda store: view.preview(shown, store, data.scope().reader))
        lines = "".join(f"<li>{html_text(name)}</li>" for name in names)
        st.html(f'<ul class="sm-quiet">{lines}</ul>')
        st.button(
            say("review_accept", lang).format(count=len(taken)),
            key="review_accept",
            disabled=not user or not taken,
            on_click=_decide,
            args=(taken, Verdict.SAME, user),
        )


def _alarms(found: Sequence[Alarm], lang: str) -> None:
    if found:
        with st.container(border=True):
            heading(say("review_alarms", lang), count=count_text(len(found)))
            for alarm in found[:50]:
                text = f"{alarm.decision.no} · {alarm.message(lang)}"
                st.html(f"<p>{html_text(text)}</p>")


show()
