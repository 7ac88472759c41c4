"""Search: one box, facets that combine, entities of the name, and the records, twenty a page."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.asked import asked_now, chips, date_fields, facet_panel, perspective_now, tabs
from explorer_app.keep_parts import result_tools
from explorer_app.links import Asked
from explorer_app.navigate import language, page_param
from explorer_app.safe import html_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views import search as view
from explorer_app.views.facets import describe
from explorer_app.views.names import count_text
from explorer_app.views.records import record_rows
from explorer_app.widgets import heading, notice, pager, records
from extractors.text import search_form
from graph_model.node import Node
from graph_model.schema import load_schema

#: Entities of the words that are listed above the records.
ENTITIES = 6


def show() -> None:
    """Draw the page."""
    lang = language()
    asked = asked_now()
    at = data.scope()
    perspective = perspective_now()
    seen = data.overview(at, asked.selection, perspective.facets)
    with st.container(horizontal=True, vertical_alignment="center", key="search_head"):
        title = asked.selection.text and say("results_for", lang).format(query=asked.selection.text)
        heading(title or say("all_records", lang), level=1)
        tabs("records", asked, perspective, lang)
    left, right = st.columns([3, 8.4], gap="small")
    with left:
        facet_panel(seen, asked, perspective, lang)
    with right:
        named = _entities(asked, lang)
        with st.container(border=True, key="records_card"):
            date_fields(asked, lang)
            chips(asked, lang)
            _records(asked, seen.total, perspective.columns, lang, named=named)


def _entities(asked: Asked, lang: str) -> bool:
    """Entities and sets that the words name and some record tells of, and those of just this name;
    whether there are any.
    """
    text = asked.selection.text
    if not text:
        return False
    labels = [*load_schema().entity_labels(), "RecordSet"]
    found = current_store().search(text, data.scope().reader, labels=labels, limit=ENTITIES)
    hits = [hit for hit in found.hits if hit.records or _is_name(text, hit.node)]
    if not hits:
        return False
    # Those without records come last: where one is left out, all further ones would be.
    total = found.total if len(hits) == len(found.hits) else len(hits)
    with st.container(border=True, key="entities_card"):
        rows = [view.node_row(hit, lang) for hit in hits]
        heading(say("matching_entities", lang), count=count_text(total))
        records(rows, "found_entities", lang, compact=True)
    return True


def _is_name(text: str, node: Node) -> bool:
    return search_form(text) in {search_form(name) for name in (node.name, *node.aliases)}


def _records(asked: Asked, total: int, columns: tuple[str, ...], lang: str, *, named: bool) -> None:
    """The records, or why there are none; ``named`` says that the words name an entity."""
    store, reader = current_store(), data.scope().reader
    if not total:
        if asked.selection.text and not asked.selection.facets:
            query, found = asked.selection.text, "only_named" if named else "nothing"
            notice(say(found, lang).format(query=query), say(f"{found}_hint", lang))
        else:
            notice(say("no_records", lang), say("no_records_hint", lang))
        return
    number = page_param(view.page_count(total))
    page = store.select(asked.selection, reader, limit=view.PAGE, offset=(number - 1) * view.PAGE)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="records_head"):
        heading(say("records", lang), count=count_text(total))
        result_tools(asked, describe(asked, data.chosen_nodes(asked), lang), lang)
    focus = [value for _, values in asked.selection.facets for value in values]
    rows = record_rows(page.hits, lang, focus=focus, columns=columns)
    records(rows, "found_records", lang)
    pager(total, "search_page")
    st.html(f'<p class="sm-quiet sm-printed">{html_text(say("print_note", lang))}</p>')


show()
