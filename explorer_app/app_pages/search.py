"""Search: entities first, record sets, then records; types as filters; twenty a page."""

from __future__ import annotations

import streamlit as st

from explorer_app import data
from explorer_app.navigate import language, list_param, page_param, param
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views import search as view
from explorer_app.views.names import by_order, count_text
from explorer_app.widgets import heading, notice, pager, records, type_pills
from loaders.stores.results import SearchPage


def show() -> None:
    """Draw the page."""
    lang = language()
    query = param("q")
    if not query:
        notice(say("ask", lang), say("ask_hint", lang))
        return
    page = _page(query)
    found = view.results(
        page, current_store().claims_of(view.record_ids(page), data.scope().reader), lang
    )
    if not found.counts:
        notice(say("nothing", lang).format(query=query), say("nothing_hint", lang))
        return
    heading(
        say("results_for", lang).format(query=query),
        count=say("results_count", lang).format(count=count_text(page.total)),
        level=1,
    )
    if len(found.counts) > 1:
        type_pills(found.counts, lang, "labels_search")
    for name, rows in (
        ("entities", found.entities),
        ("sets", found.sets),
        ("records", found.records),
    ):
        if rows:
            with st.container(border=True):
                heading(say(name, lang))
                records(rows, f"found_{name}", lang)
    pager(found.total, "search_page")


def _page(query: str) -> SearchPage:
    """The page of results that the address asks for; counts by type are over all types."""
    store, reader = current_store(), data.scope().reader
    asked = list_param("labels")
    if not asked:
        number = page_param(1_000_000)
        page = store.search(query, reader, limit=view.PAGE, offset=(number - 1) * view.PAGE)
        if page.hits or not page.total:
            return page
        number = page_param(view.page_count(page.total))
        return store.search(query, reader, limit=view.PAGE, offset=(number - 1) * view.PAGE)
    counts = by_order(store.search(query, reader, limit=1).by_label)
    labels = view.wanted_labels(asked, counts)
    total = sum(counts[label] for label in labels) if labels else sum(counts.values())
    offset = (page_param(view.page_count(total)) - 1) * view.PAGE
    return store.search(query, reader, labels=labels, limit=view.PAGE, offset=offset)


show()
