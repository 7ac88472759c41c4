"""What stands around every page: style, logo, the compact header, the footer, and friendly
errors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import streamlit as st

from explorer_app import data
from explorer_app.keep_parts import printed_citation
from explorer_app.navigate import go_next, page_name, param, set_language
from explorer_app.reader import current_reader
from explorer_app.safe import html_text
from explorer_app.store import pooled_store
from explorer_app.texts import LANGUAGES, say
from explorer_app.undo import undo_bar
from explorer_app.widgets import notice
from graph_model.access import Access
from graph_model.errors import NotFound, ShimaiError

ASSETS = Path(__file__).parent / "assets"
_QUERY = "shimai_query"
_CHOICE = "shimai_language_choice"
_log = logging.getLogger("shimai.explorer")


@st.cache_data(show_spinner=False)
def _style() -> str:
    return (ASSETS / "style.css").read_text(encoding="utf-8")


def style() -> None:
    """The project's own style sheet; static, no text of the catalogue."""
    st.html(f"<style>{_style()}</style>")


def header(language: str, *, search: bool) -> None:
    """Search box (the front page has its own) and language, in one line with the navigation."""

    def asked() -> None:
        query = st.session_state[_QUERY].strip()
        if query:
            go_next("search", q=query)

    def chosen() -> None:
        set_language(st.session_state[_CHOICE] or language)

    st.session_state[_QUERY] = param("q")
    st.session_state[_CHOICE] = language
    with st.container(key="shell", horizontal=True, vertical_alignment="center", gap="small"):
        if search:
            st.text_input(
                say("search", language),
                key=_QUERY,
                placeholder=say("search_hint", language),
                on_change=asked,
                label_visibility="collapsed",
            )
        st.segmented_control(
            say("language", language),
            LANGUAGES,
            format_func=lambda code: {"zh": "中文", "en": "EN"}[code],
            key=_CHOICE,
            on_change=chosen,
            label_visibility="collapsed",
        )


def footer(language: str) -> None:
    """Data version, and the reading level where it is above open."""
    parts = [say("brand", language)]
    version = data.scope().version
    if version:
        parts.append(say("version", language).format(version=version))
    reader = current_reader()
    if reader > Access.OPEN:
        level = reader.zh if language == "zh" else reader.en
        parts.append(say("clearance", language).format(level=level))
    spans = "".join(f"<span>{html_text(part)}</span>" for part in parts)
    cited = printed_citation(say(f"page_{page_name()}", language), language)
    st.html(
        f'<footer class="sm-footer">{spans}</footer>'
        f'<p class="sm-printed sm-cited">{html_text(cited)}</p>'
    )


def _prepared(language: str) -> None:
    """Say that a large graph is being made ready, for as long as it is; what goes wrong with that
    comes up again where the graph is read."""
    warmed = pooled_store().warmed
    if not warmed.done():
        with st.spinner(say("preparing", language)):
            wait([warmed])


def guarded(run: Callable[[], None], language: str) -> None:
    """Run a page; what goes wrong becomes a sentence on the page and a line in the log."""
    try:
        _prepared(language)
        undo_bar(language)
        run()
        footer(language)
    except NotFound:
        notice(say("not_found", language), say("not_found_hint", language))
    except ShimaiError as error:
        _log.warning("%s", error.both())
        notice(say("store_error", language), error.message(language))
        st.button(say("retry", language))
    except Exception:
        _log.exception("page failed")
        notice(say("error", language), say("error_hint", language))
