"""Reads that the pages on themes repeat, kept for a while; see ``data``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from explorer_app.data import Scope
from explorer_app.links import href
from explorer_app.store import pooled_store
from explorer_app.views.theme_index import ThemeIndex, theme_index
from extractors.authority import load_authority
from extractors.themes import Theme, load_themes
from loaders.registers import Register
from loaders.registers import registers as held_registers
from loaders.theme_databases import Version, saved_themes, versions

_SECONDS = 600


@st.cache_resource(show_spinner=False, ttl=_SECONDS, max_entries=4)
def index(at: Scope) -> ThemeIndex:
    """Counts over all records that the reader sees."""
    found: ThemeIndex = pooled_store().run(lambda store: theme_index(store, at.reader))
    return found


@st.cache_resource(show_spinner=False, ttl=60, max_entries=4)
def themes(at: Scope) -> dict[str, Theme]:  # noqa: ARG001
    """All themes: the project's and the saved ones."""
    added: dict[str, Theme] = pooled_store().run(saved_themes)
    return {**load_themes(), **added}


@st.cache_resource(show_spinner=False, ttl=60, max_entries=4)
def saved(at: Scope) -> dict[str, list[Version]]:  # noqa: ARG001
    """Versions of the saved themes."""
    return pooled_store().run(  # type: ignore[no-any-return]
        lambda store: {id: versions(store, id) for id in saved_themes(store)}
    )


@st.cache_resource(show_spinner=False, ttl=60, max_entries=4)
def registers(at: Scope) -> dict[str, Register]:  # noqa: ARG001
    """Registers of documentary heritage: public lists, the same for every reader."""
    return pooled_store().run(held_registers)  # type: ignore[no-any-return]


def of_scheme(at: Scope, *schemes: str) -> list[Theme]:
    """The themes of some schemes, in order."""
    found = [theme for theme in themes(at).values() if theme.scheme in schemes]
    return sorted(found, key=lambda theme: (schemes.index(theme.scheme), theme.order, theme.id))


def name_of(theme: Theme, language: str) -> str:
    """A theme's name in the language."""
    return theme.name_en if language != "zh" and theme.name_en else theme.name


def entry_name(id: str, language: str, name: str = "") -> str:
    """The name of an authority entry; ``name`` for an entity that is none."""
    entry = load_authority().entries.get(id)
    if entry is None:
        return name or id
    return entry.fields.get("name_en", entry.name) if language != "zh" else entry.name


def listed(words: Iterable[str], language: str) -> str:
    """Words in a row, as the language puts them."""
    return ("、" if language == "zh" else ", ").join(words)


def link(page: str, text: str, language: str, **params: str) -> str:
    """A link as safe HTML."""
    address = escape(href(page, language, **params))
    return f'<a class="sm-a" href="{address}" target="_self">{escape(text)}</a>'
