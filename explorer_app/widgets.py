"""Small pieces that several pages use. Text of the catalogue reaches HTML and Markdown through
``safe`` only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from explorer_app.components import GraphPayload, GraphText, RecordRow, RecordsText, record_list
from explorer_app.navigate import PAGES, address_params, go_next, list_param, page_param, set_param
from explorer_app.safe import html_text, markdown_text
from explorer_app.texts import say
from explorer_app.views.head import Head
from explorer_app.views.names import count_text, label_name, label_tint
from explorer_app.views.search import page_count

#: The theme's colour names, overridden in config.toml with the colours of the types.
TINTS = {
    "Person": "red",
    "Organization": "blue",
    "Place": "green",
    "Event": "orange",
    "Theme": "violet",
}


def tint(label: str) -> str:
    """Streamlit's name for the colour of a type."""
    return TINTS.get(label, "gray")


def heading(text: str, *, count: str = "", level: int = 2) -> None:
    """A card's heading in the heading font, with a count beside it."""
    extra = f'<span class="sm-count">{html_text(count)}</span>' if count else ""
    st.html(f'<h{level} class="sm-h">{html_text(text)}{extra}</h{level}>')


def badge_html(name: str, color: str, color_dark: str) -> str:
    """A type badge."""
    tints = f"--l:{html_text(color)};--d:{html_text(color_dark)}"
    return f'<span class="sm-badge" style="{tints}">{html_text(name)}</span>'


def head_card(head: Head, metrics: Sequence[tuple[str, str]] = ()) -> None:
    """The card at the top of an entity's or record set's page."""
    second = f'<span class="sm-second">{html_text(head.second_name)}</span>'
    facts = "".join(f"<span>{html_text(fact)}</span>" for fact in head.facts)
    numbers = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>"
        for name, value in metrics
    )
    with st.container(border=True, key="head"):
        st.html(
            '<div class="sm-head"><div class="sm-who"><div class="sm-line">'
            f'<h1 class="sm-name">{html_text(head.name)}</h1>{second if head.second_name else ""}'
            f"{badge_html(head.type_name, head.color, head.color_dark)}"
            f'<span class="sm-facts">{facts}</span></div>'
            f'<p class="sm-note">{html_text(head.note)}</p></div>'
            f'<dl class="sm-metrics">{numbers}</dl></div>'
        )


def entity_link(id: str, label: str, name: str, years: str = "") -> None:
    """A link to an entity in its type's colour, years small beside it."""
    text = f":{tint(label)}[{markdown_text(name)}]"
    if years:
        text += f" :small[:gray[{markdown_text(years)}]]"
    st.page_link(PAGES["entity"], label=text, query_params=address_params(id=id))


def records(
    rows: Sequence[RecordRow], key: str, language: str, *, compact: bool = False, empty: str = ""
) -> None:
    """A record list whose clicks lead to the entity or the record."""
    text = RecordsText(say("records", language), empty or say("records_none", language))
    record_list(rows, key=key, compact=compact, text=text, on_entity=open_node, on_record=open_node)


def open_node(id: str) -> None:
    """Go to the page of a record or of anything else; for callbacks."""
    go_next("record" if id.startswith("record:") else "entity", id=id)


def pager(total: int, key: str) -> None:
    """Page numbers for ``total`` rows; the page stands in the address as ``p``."""
    pages = page_count(total)
    if pages < 2:
        return

    def changed() -> None:
        number = st.session_state[key]
        set_param("p", str(number) if number > 1 else "")

    st.session_state[key] = page_param(pages)
    st.pagination(pages, key=key, on_change=changed)


def type_pills(counts: Mapping[str, int], language: str, key: str) -> list[str]:
    """Pills that choose types, in type colours; the choice stands in the address as ``labels``.
    [] means all."""

    def changed() -> None:
        set_param("labels", ",".join(st.session_state[key] or ()))
        set_param("p", "")

    chosen = [label for label in list_param("labels") if label in counts]
    st.session_state[key] = chosen
    st.html(pill_css(key, counts))
    st.pills(
        say("filter", language),
        list(counts),
        selection_mode="multi",
        format_func=lambda label: pill_text(label, counts[label], language),
        key=key,
        on_change=changed,
        label_visibility="collapsed",
    )
    return chosen


def pill_text(label: str, count: int, language: str) -> str:
    """``人物 12``."""
    number = f" {count_text(count)}" if count else ""
    return f"{label_name(label, language)}{number}"


def pill_css(key: str, labels: Iterable[str]) -> str:
    """Rules that give the pills of the widget ``key`` their types' colours, in order."""
    rules = []
    for number, label in enumerate(labels, 1):
        color = label_tint(label)
        rules.append(
            f".st-key-{key} button:nth-of-type({number})"
            f"{{--tint:light-dark({color.light},{color.dark})}}"
        )
    return f"<style>{''.join(rules)}</style>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> None:
    """A table of HTML cells that the caller has made safe already; headings are made safe here."""
    top = "".join(f"<th scope='col'>{html_text(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    first = f"<thead><tr>{top}</tr></thead>" if heads else ""
    st.html(f'<table class="sm-table {kind}">{first}<tbody>{body}</tbody></table>')


def notice(title: str, hint: str) -> None:
    """An empty state or a friendly error."""
    st.html(
        f'<div class="sm-notice"><p class="sm-h">{html_text(title)}</p>'
        f"<p>{html_text(hint)}</p></div>"
    )


def chart_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], language: str, *, key: str = ""
) -> None:
    """What a chart or picture shows, as a table that unfolds: the reading for those who do not
    use the picture. Cells are HTML that the caller has made safe."""
    with st.expander(say("chart_table", language), key=key or None):
        table(heads, rows, "counts")


def graph_text(title: str, empty: str, caption: str, language: str) -> GraphText:
    """The words of a drawn graph; ``caption`` stands below the picture when it is saved."""
    return GraphText(
        aria_label=title,
        empty=empty,
        hint=say("graph_hint", language),
        fit=say("fit", language),
        zoom_in=say("zoom_in", language),
        zoom_out=say("zoom_out", language),
        records=say("items", language),
        svg=say("save_svg", language),
        png=say("save_png", language),
        caption=caption,
    )


def picture_table(payload: GraphPayload, language: str, key: str) -> None:
    """The lines of a drawn graph as a table that unfolds."""
    names = {node.id: html_text(node.name) for node in payload.nodes}
    rows = [
        (names[e.source], html_text(e.name), names[e.target], count_text(int(e.weight)), e.years)
        for e in payload.edges
    ]
    heads = [say(f"col_{n}", language) for n in ("first", "relation", "second", "count", "years")]
    with st.expander(say("graph_table", language), key=f"{key}_table"):
        table(heads, rows, "counts")
