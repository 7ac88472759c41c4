"""Taking back a decision that was made in place, for as long as the reader stays on its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from explorer_app import data
from explorer_app.navigate import page_name, param
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import say
from explorer_app.user import current_user
from graph_model.decision import Verdict
from loaders.decisions import Decisions
from loaders.stores.base import GraphStore

_LAST = "shimai_decided"
#: What a page is about, in its address.
_ABOUT = ("id", "a", "b")


class _Made(NamedTuple):
    """Numbers of decisions in the log, what they say, and where they were made."""

    numbers: list[int]
    words: str
    where: tuple[str, ...]


def decided(numbers: list[int], verdict: Verdict, what: str, lang: str) -> None:
    """Remember what has been decided on this page."""
    words = say(f"judged_{verdict.value}", lang).format(what=what)
    st.session_state[_LAST] = _Made(numbers, words, _where())


def undo_bar(lang: str) -> None:
    """What has been decided last on this page, and a button that takes it back."""
    made: _Made | None = st.session_state.get(_LAST)
    if made is None:
        return
    if made.where != _where():
        del st.session_state[_LAST]
        return
    with st.container(horizontal=True, key="undo_bar", vertical_alignment="center"):
        st.html(f'<p class="sm-undo">{html_text(made.words)}</p>', width="content")
        st.button(say("undo", lang), key="undo", on_click=_undo, args=(made, lang))
        lag = pooled_store().lag
        if lag:
            said = say("seen_later", lang).format(seconds=round(lag))
            st.html(f'<p class="sm-quiet">{html_text(said)}</p>', width="content")


def _undo(made: _Made, lang: str) -> None:
    take_back(made.numbers, current_user())
    st.session_state.pop(_LAST, None)
    st.session_state["shimai_said"] = say("undone", lang)


def take_back(numbers: Sequence[int], user: str) -> None:
    """Undo decisions, the last first."""
    reader = data.scope().reader

    def undo(store: GraphStore) -> None:
        for no in reversed(numbers):
            Decisions(store).undo(no, user=user, reader=reader)

    pooled_store().run(undo)
    st.cache_data.clear()


def _where() -> tuple[str, ...]:
    return page_name(), *(param(name) for name in _ABOUT)
