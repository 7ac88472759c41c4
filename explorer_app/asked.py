"""The selection in the address and the widgets that change it; search, network, timeline and map
share them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer_app import data, kept
from explorer_app.components.facets import facet_list
from explorer_app.links import Asked, read_asked
from explorer_app.navigate import PAGES, address_params, param, set_params
from explorer_app.perspectives import Perspective, perspectives
from explorer_app.safe import html_text, markdown_text
from explorer_app.texts import say
from explorer_app.views.facets import chosen_names, facet_groups
from loaders.stores.selection import FACETS, Overview

#: Values of a facet whose "more" was asked.
MANY = 60
_PAGES = {"records": "search", "network": "network", "timeline": "timeline", "map": "map"}


def asked_now() -> Asked:
    """The selection in the address; records of a working set where it names one."""
    return data.filled(read_asked(dict(st.query_params)))


def perspective_now() -> Perspective:
    """The perspective in the address, else the first."""
    known = perspectives()
    return known.get(param("view")) or next(iter(known.values()))


def change(asked: Asked, params: dict[str, str]) -> None:
    """Have the address ask for ``params`` instead of ``asked``; back to the first page."""
    names = {*asked.params(), *params, "p"}
    set_params({name: params.get(name, "") for name in names})


def facet_panel(seen: Overview, asked: Asked, perspective: Perspective, lang: str) -> None:
    """The perspective's choice and the facets, in a card."""
    more = param("more")
    if more in FACETS:
        wide = data.overview(data.scope(), asked.selection, (more,), MANY)
        seen = replace(seen, facets={**seen.facets, **wide.facets})
    with st.container(border=True, key="facets_card", gap="xsmall"):
        _perspectives(perspective, lang)
        facet_list(
            facet_groups(seen, asked, perspective, lang),
            key="facets",
            label=say("facets", lang),
            skip=say("facets_skip", lang),
            on_pick=lambda facet, value: change(asked, asked.toggled(facet, value)),
            on_more=lambda facet: set_params({"more": facet}),
        )


def _perspectives(perspective: Perspective, lang: str) -> None:
    known = perspectives()
    first = next(iter(known))

    def changed() -> None:
        chosen = st.session_state["perspective"]
        set_params({"view": chosen if chosen != first else "", "more": ""})

    st.session_state["perspective"] = perspective.key
    st.selectbox(
        say("perspective", lang),
        list(known),
        format_func=lambda key: known[key].name(lang),
        key="perspective",
        on_change=changed,
        help=markdown_text(perspective.note["zh" if lang == "zh" else "en"]) or None,
    )


def date_fields(asked: Asked, lang: str) -> None:
    """From and to, in whatever calendar; what was not understood is said below."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="days", gap="small"):
        for name, text in (("from", asked.begin), ("to", asked.end)):
            key = f"day_{name}"
            st.session_state[key] = text

            def changed(name: str = name, key: str = key) -> None:
                change(asked, asked.params(**{name: st.session_state[key].strip()}))

            st.text_input(
                say(f"day_{name}", lang),
                key=key,
                placeholder=say("day_hint", lang),
                on_change=changed,
                help=say("day_help", lang),
                width=210,
            )
    for text in asked.unread:
        said = say("day_unread", lang).format(text=text)
        st.html(f'<p class="sm-warn" role="alert">{html_text(said)}</p>')


def day_pair(lang: str, *, drawn: bool = True) -> tuple[str, str]:
    """First and last day (ISO) of the fields from and to, drawn here if asked."""
    asked = read_asked({name: param(name) for name in ("from", "to")})
    if drawn:
        for name, text in (("from", asked.begin), ("to", asked.end)):
            key = f"pair_{name}"
            st.session_state[key] = text

            def changed(name: str = name, key: str = key) -> None:
                set_params({name: st.session_state[key].strip(), "edge": ""})

            st.text_input(
                say(f"day_{name}", lang),
                key=key,
                placeholder="1937",
                on_change=changed,
                help=say("day_help", lang),
                width=130,
            )
    return asked.selection.earliest, asked.selection.latest


def chips(asked: Asked, lang: str) -> None:
    """What narrows, each with a click to remove it."""
    names = chosen_names(asked, data.chosen_nodes(asked), lang)
    if asked.set_id:
        held = kept.working_set(asked.set_id)
        names.append(("set", say("set_of", lang).format(name=held.name)))
    if not names:
        return

    def removed(key: str) -> None:
        facet, _, value = key.partition("|")
        change(asked, asked.toggled(facet, value) if value else asked.params(**{key: ""}))

    with st.container(horizontal=True, key="chips", gap="xsmall", vertical_alignment="center"):
        for key, text in names:
            st.button(
                f"{markdown_text(text)} ×",
                key=f"chip_{key}",
                on_click=removed,
                args=(key,),
                help=say("remove_filter", lang),
            )
        if len(names) > 1:
            st.button(
                say("clear_all", lang),
                key="chip_all",
                type="tertiary",
                on_click=change,
                args=(asked, {}),
            )


def tabs(here: str, asked: Asked, perspective: Perspective, lang: str) -> None:
    """Links to the other ways of looking at the same selection."""
    view = param("view")
    with st.container(horizontal=True, key="tabs", gap="xsmall", horizontal_alignment="right"):
        for tab in perspective.tabs:
            st.page_link(
                PAGES[_PAGES[tab]],
                label=say(f"tab_{tab}", lang),
                query_params=address_params(**asked.params(view=view)),
                disabled=tab == here,
            )
