"""Working sets and saved views: all of the user's, or one set by its address."""

from __future__ import annotations

import streamlit as st

from explorer_app import data, kept
from explorer_app.keep_parts import export_buttons
from explorer_app.links import href
from explorer_app.navigate import go_next, language, page_param, param, set_param
from explorer_app.safe import html_text, markdown_text
from explorer_app.store import current_store
from explorer_app.texts import say
from explorer_app.views.names import count_text
from explorer_app.views.records import record_rows
from explorer_app.views.search import PAGE, page_count
from explorer_app.views.sets import WorkingSet
from explorer_app.widgets import entity_link, heading, notice, pager, records, table
from graph_model.node import Node
from loaders.stores.selection import Selection

_TABS = ("search", "network", "timeline", "map")


def show() -> None:
    """Draw the page."""
    lang = language()
    if param("id"):
        _one(kept.working_set(param("id")), lang)
        return
    heading(say("sets_title", lang), level=1)
    held = kept.working_sets()
    if not held:
        notice(say("sets_empty", lang), say("sets_empty_hint", lang))
    for one in held:
        _card(one, lang)
    _views(lang)


def _card(one: WorkingSet, lang: str) -> None:
    with st.container(border=True, key=f"set_{one.id}"):
        items = say("set_items", lang).format(
            records=count_text(len(one.records())), entities=count_text(len(one.entities()))
        )
        address = html_text(href("sets", lang, id=one.id))
        st.html(
            f'<p class="sm-line"><a class="sm-h sm-plain" href="{address}" target="_self">'
            f'{html_text(one.name)}</a><span class="sm-facts"><span>{html_text(items)}</span>'
            f"<span>{html_text(one.changed[:10])}</span></span></p>"
            f'<p class="sm-note">{html_text(one.note)}</p>'
        )


def _views(lang: str) -> None:
    with st.container(border=True, key="views_card"):
        heading(say("views_title", lang))
        held = kept.saved_views()
        if not held:
            st.html(f'<p class="sm-quiet">{html_text(say("views_empty", lang))}</p>')
        for one in held:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                params = {k: v for k, v in one.params.items() if k != "lang"}
                address = html_text(href("./" if one.page == "home" else one.page, lang, **params))
                st.html(
                    f'<p class="sm-line"><a class="sm-plain" href="{address}" target="_self">'
                    f'{html_text(one.name)}</a><span class="sm-facts"><span>'
                    f"{html_text(say(f'page_{one.page}', lang))}</span>"
                    f"<span>{html_text(one.changed[:10])}</span></span></p>"
                )
                st.button(
                    say("remove", lang), key=f"drop_{one.id}", type="tertiary",
                    on_click=kept.drop, args=(one.id,),
                )  # fmt: skip


# -- one set ---------------------------------------------------------------------------------------


def _one(one: WorkingSet, lang: str) -> None:
    mine = kept.is_mine(one)
    nodes = {n.id: n for n in current_store().nodes(list(one.members), data.scope().reader)}
    with st.container(border=True, key="set_head"):
        _head(one, nodes, mine, lang)
    entities = [nodes[id] for id in one.entities() if id in nodes]
    if entities:
        with st.container(border=True, key="set_entities"):
            heading(say("set_entities", lang), count=count_text(len(entities)))
            for node in entities:
                _member(one, node, mine, lang)
    _records(one, mine, lang)


def _head(one: WorkingSet, nodes: dict[str, Node], mine: bool, lang: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        heading(one.name, level=1)
        with st.container(horizontal=True, gap="xsmall", width="content", key="set_tools"):
            for tab in _TABS if one.records() else ():
                st.button(
                    say(f"page_{tab}", lang), key=f"to_{tab}", type="tertiary",
                    on_click=go_next, args=(tab,), kwargs={"set": one.id},
                )  # fmt: skip
            with st.popover(say("export", lang), key="export_set"):
                export_buttons(lambda: list(one.members), one.members, one.name, lang)
            _compare(one, lang)
            if not mine:
                st.button(say("set_copy", lang), key="copy", on_click=_copy, args=(one,))
    st.html(f'<p class="sm-quiet">{html_text(say("set_share", lang))}</p>')
    gone = len(one.members) - len(nodes)
    if gone:
        said = say("set_gone", lang).format(count=count_text(gone))
        st.html(f'<p class="sm-warn">{html_text(said)}</p>')
    if mine:
        _edit(one, lang)
    elif one.note:
        st.html(f'<p class="sm-note">{html_text(one.note)}</p>')


def _edit(one: WorkingSet, lang: str) -> None:
    st.session_state["set_name"], st.session_state["set_note"] = one.name, one.note

    def changed() -> None:
        kept.save(one.named(st.session_state["set_name"]).noted("", st.session_state["set_note"]))

    left, right = st.columns([3, 8], gap="small")
    with left:
        st.text_input(say("set_rename", lang), key="set_name", on_change=changed, max_chars=120)
        with st.popover(say("set_delete", lang), key="delete_set", type="tertiary"):
            st.button(
                say("set_delete_sure", lang), key="delete_sure", type="primary",
                on_click=_delete, args=(one,),
            )  # fmt: skip
    with right:
        st.text_area(
            say("set_note", lang), key="set_note", on_change=changed, height=92, max_chars=4000
        )


def _delete(one: WorkingSet) -> None:
    kept.drop(one.id)
    set_param("id", "")


def _copy(one: WorkingSet) -> None:
    set_param("id", kept.save(kept.copy_of(one)).id)


def _compare(one: WorkingSet, lang: str) -> None:
    others = [s for s in kept.working_sets() if s.id != one.id and s.records()]
    if not others or not one.records():
        return
    with st.popover(say("compare", lang), key="compare_set"):
        for other in others[:12]:
            st.button(
                markdown_text(other.name), key=f"compare_{other.id}", type="tertiary",
                on_click=go_next, args=("network",),
                kwargs={"set": one.id, "with": f"set={other.id}"},
            )  # fmt: skip


def _member(one: WorkingSet, node: Node, mine: bool, lang: str) -> None:
    """An entity of the set with its note."""
    from explorer_app.views.names import node_name

    with st.container(horizontal=True, key=f"links_{node.id}", vertical_alignment="center"):
        entity_link(node.id, node.label, node_name(node, lang))
        _note(one, node.id, mine, lang)


def _note(one: WorkingSet, id: str, mine: bool, lang: str) -> None:
    note = one.members.get(id, "")
    if not mine:
        st.html(f'<p class="sm-quiet">{html_text(note)}</p>')
        return
    key = f"note_{id}"
    st.session_state[key] = note

    def changed() -> None:
        kept.save(one.noted(id, st.session_state[key]))

    st.text_input(
        say("set_item_note", lang), key=key, on_change=changed, label_visibility="collapsed",
        placeholder=say("set_item_note", lang), width=420,
    )  # fmt: skip
    st.button(
        say("remove", lang), key=f"out_{id}", type="tertiary",
        on_click=_take_out, args=(one, id),
    )  # fmt: skip


def _take_out(one: WorkingSet, id: str) -> None:
    kept.save(one.without(id))


def _records(one: WorkingSet, mine: bool, lang: str) -> None:
    asked = Selection(among=one.records())
    store, reader = current_store(), data.scope().reader
    total = store.select(asked, reader, limit=1).total
    if not total:
        return
    number = page_param(page_count(total))
    page = store.select(asked, reader, limit=PAGE, offset=(number - 1) * PAGE)
    with st.container(border=True, key="records_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            heading(say("records", lang), count=count_text(total))
            pager(total, "set_page")
        records(record_rows(page.hits, lang), "set_records", lang)
        if mine:
            with st.expander(say("set_item_note", lang)):
                for hit in page.hits:
                    with st.container(horizontal=True, vertical_alignment="center"):
                        st.html(f'<span class="sm-title-line">{html_text(hit.node.name)}</span>')
                        _note(one, hit.node.id, mine, lang)
        else:
            noted = [
                (html_text(h.node.name), html_text(one.members[h.node.id]))
                for h in page.hits
                if one.members.get(h.node.id)
            ]
            table((), noted, "cells")


show()
