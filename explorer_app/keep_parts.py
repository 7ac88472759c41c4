"""Tools beside a result, an entity or a record: put it into a working set, export, save, cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from explorer_app import data, kept
from explorer_app.links import Asked
from explorer_app.navigate import page_name
from explorer_app.safe import html_text, markdown_text
from explorer_app.store import current_store, pooled_store
from explorer_app.texts import say
from explorer_app.views import cite
from explorer_app.views.names import count_text
from explorer_app.views.sets import MOST
from graph_model.node import Node
from loaders.exporters import lists

_NEW = "new_set_name"
#: The citation that the page of this run shows.
_CITED = "shimai_cited"


def result_tools(asked: Asked, words: str, lang: str) -> None:
    """For a selection: add its records to a set, export, save the view, cite it."""
    with st.container(horizontal=True, key="result_tools", gap="xsmall", width="content"):
        found = data.overview(data.scope(), asked.selection, (), 1).total
        add_button(
            lambda: selected_ids(asked), lang, key="add_result", note=only_first(found, lang)
        )
        _exports(asked, words, found, lang)
        save_and_cite(words, lang, asked)


def node_tools(node: Node, lang: str) -> None:
    """For an entity or a record: add it to a set, cite it."""
    with st.container(horizontal=True, key="node_tools", gap="xsmall", width="content"):
        add_button(lambda: [node.id], lang, key="add_node")
        with st.popover(say("cite", lang), key="cite_node"):
            _citation(node_citation(node, lang), lang)


def node_citation(node: Node, lang: str) -> str:
    """How an entity or a record that the page shows is cited."""
    make = cite.record_citation if node.label == "Record" else cite.entity_citation
    return make(node, data.scope().version, _address(), lang)


def view_citation(words: str, lang: str, asked: Asked | None = None) -> str:
    """How the view that the page shows is cited: what was asked, and how many records it found."""
    at = data.scope()
    total = ""
    if asked is not None:
        seen = data.overview(at, asked.selection, (), 1)
        total = f"{count_text(seen.total)} {say('items', lang)}"
    title = say("cited_view", lang)
    return cite.view_citation(title, words, total, at.version, _address(), lang)


def printed_citation(page: str, lang: str) -> str:
    """What a printed page ends with: the citation that the page has shown, else its name and
    address."""
    shown: str = st.session_state.pop(_CITED, "")
    return shown or view_citation(page, lang)


def selected_ids(asked: Asked) -> list[str]:
    """The first MOST records of a selection."""
    page = current_store().select(asked.selection, data.scope().reader, limit=MOST)
    return [hit.node.id for hit in page.hits]


def only_first(found: int, lang: str) -> str:
    """That a set or a list takes the first MOST of so many records; ``""`` where it takes all."""
    if found <= MOST:
        return ""
    return say("only_first", lang).format(shown=count_text(MOST), total=count_text(found))


def add_button(ids: Callable[[], Sequence[str]], lang: str, *, key: str, note: str = "") -> None:
    """A popover with the user's sets; a click puts the ids into one of them."""

    def add(id: str) -> None:
        held = kept.working_set(id) if id else kept.new_set(_name(key, lang))
        more = held.with_members(ids())
        kept.save(more)
        # Else the next click would make another set of this name.
        st.session_state[f"{key}_{_NEW}"] = ""
        added = len(more.members) - len(held.members)
        said = say("set_added", lang).format(count=count_text(added), name=more.name)
        st.session_state["shimai_said"] = said

    with st.popover(say("add_to_set", lang), key=key, type="secondary"):
        _quiet(note)
        for held in kept.working_sets()[:12]:
            st.button(
                f"{markdown_text(held.name)} · {len(held.members)}",
                key=f"{key}_{held.id}",
                on_click=add,
                args=(held.id,),
                width="stretch",
                type="tertiary",
            )
        with st.form(f"{key}_form", border=False):  # Enter in the field makes the set
            st.text_input(
                say("set_new", lang), key=f"{key}_{_NEW}", placeholder=say("set_name", lang)
            )
            st.form_submit_button(
                say("set_make", lang), key=f"{key}_make", on_click=add, args=("",)
            )


def _name(key: str, lang: str) -> str:
    return st.session_state.get(f"{key}_{_NEW}", "").strip() or say("set_unnamed", lang)


def said() -> None:
    """Say once what a click has done."""
    if "shimai_said" in st.session_state:
        st.toast(markdown_text(st.session_state.pop("shimai_said")))


def _quiet(text: str) -> None:
    if text:
        st.html(f'<p class="sm-quiet">{html_text(text)}</p>')


def _exports(asked: Asked, words: str, found: int, lang: str) -> None:
    """Lists of the records, made when they are asked for; ``words`` say what was asked."""
    note = only_first(found, lang)
    title = " · ".join(part for part in (words, note) if part)
    with st.popover(say("export", lang), key="export_result"):
        _quiet(note)
        export_buttons(lambda: selected_ids(asked), {}, title, lang)


def export_buttons(
    ids: Callable[[], Sequence[str]],
    notes: Mapping[str, str],
    title: str,
    lang: str,
    kinds: Sequence[str] = tuple(lists.KINDS),
) -> None:
    """A download button for each kind of file; the file is made when it is clicked."""
    at = data.scope()
    for name in kinds:
        kind = lists.KINDS[name]

        def make(name: str = name) -> bytes:
            made: bytes = pooled_store().run(
                lambda store: lists.write(
                    name, store, list(ids()), at.reader, notes, title=title, language=lang
                )
            )
            return made

        st.download_button(
            say(f"export_{name}", lang),
            make,
            file_name=f"shimai.{kind.suffix}",
            mime=kind.mime,
            key=f"export_{name}",
            on_click="ignore",
            width="stretch",
            type="tertiary",
        )


def save_and_cite(words: str, lang: str, asked: Asked | None = None) -> None:
    """Save the view that the address names, and its citation text."""

    def save() -> None:
        name = st.session_state.get("view_name", "").strip() or words
        kept.save_view(name[:120], page_name(), dict(st.query_params))
        st.session_state["shimai_said"] = say("view_saved", lang).format(name=name[:40])

    with st.popover(say("save_cite", lang), key="save_cite"):
        _citation(view_citation(words, lang, asked), lang)
        with st.form("view_form", border=False):  # Enter in the field saves the view
            st.text_input(say("view_name", lang), key="view_name", placeholder=words[:60])
            st.form_submit_button(say("view_save", lang), key="view_save", on_click=save)


def _citation(text: str, lang: str) -> None:
    st.session_state[_CITED] = text
    _quiet(say("cite_hint", lang))
    st.code(text, language=None, wrap_lines=True)


def _address() -> str:
    """The address of the page as the browser shows it."""
    return str(st.context.url or "") + _query()


def _query() -> str:
    from urllib.parse import urlencode

    if "?" in str(st.context.url or ""):
        return ""
    query = urlencode(dict(st.query_params))
    return f"?{query}" if query else ""
