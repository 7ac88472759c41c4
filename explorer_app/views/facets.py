"""The facets of a selection as the facet list draws them, and what is chosen as a line of names."""

from __future__ import annotations

from collections.abc import Mapping

from explorer_app.components.facets import FacetGroup, FacetRow
from explorer_app.links import Asked
from explorer_app.perspectives import Perspective
from explorer_app.texts import say
from explorer_app.views.names import count_text, label_tint, node_name
from graph_model.access import Access
from graph_model.node import Node
from graph_model.periods import load_periods
from loaders.stores.selection import ALL_OF, FacetValue, Overview


def facet_name(facet: str, language: str) -> str:
    """The name of a facet."""
    return say(f"facet_{facet}", language)


def value_name(facet: str, value: str, node: Node | None, language: str) -> str:
    """The name of a value: a node's own, a period's, a level's, or the text itself."""
    if node is not None:
        return node_name(node, language)
    if facet == "period":
        periods = {period.key: period for period in load_periods()}
        return periods[value].name(language) if value in periods else value
    if facet == "access" and value.isdecimal() and int(value) in set(Access):
        level = Access(int(value))
        return level.zh if language == "zh" else level.en
    return value


def facet_groups(
    seen: Overview, asked: Asked, perspective: Perspective, language: str
) -> tuple[FacetGroup, ...]:
    """The facets of the perspective that have anything to choose between."""
    groups = []
    for facet in perspective.facets:
        values = seen.facets.get(facet, ())
        chosen = asked.selection.chosen(facet)
        rows = _rows(facet, values, chosen, language)
        if len(rows) > 1 or chosen:
            groups.append(_group(facet, rows, seen, facet in perspective.open, language))
    return tuple(groups)


def _group(
    facet: str, rows: tuple[FacetRow, ...], seen: Overview, open: bool, language: str
) -> FacetGroup:
    left = seen.values.get(facet, 0) - len(rows)
    more = say("facet_more", language).format(count=count_text(left)) if left > 0 else ""
    tint = label_tint(ALL_OF.get(facet, ""))
    colored = facet in ALL_OF
    return FacetGroup(
        facet=facet,
        name=facet_name(facet, language),
        values=rows,
        more=more,
        open=open or any(row.on for row in rows),
        color=tint.light if colored else None,
        color_dark=tint.dark if colored else None,
    )


def _rows(
    facet: str, values: tuple[FacetValue, ...], chosen: tuple[str, ...], language: str
) -> tuple[FacetRow, ...]:
    rows = [
        FacetRow(
            value=v.value,
            name=value_name(facet, v.value, v.node, language),
            count=v.count,
            count_text=count_text(v.count),
            on=v.value in chosen,
        )
        for v in values
    ]
    known = {row.value for row in rows}
    rows += [FacetRow(v, v, 0, "0", on=True) for v in chosen if v not in known]
    return tuple(rows)


def chosen_names(asked: Asked, nodes: Mapping[str, Node], language: str) -> list[tuple[str, str]]:
    """What narrows the selection, as pairs of address parameter and words: ``person|id`` and
    ``人物：毛泽东``."""
    found = []
    if asked.selection.text:
        found.append(("q", f"{say('words', language)}：{asked.selection.text}"))
    for facet, values in asked.selection.facets:
        for value in values:
            name = value_name(facet, value, nodes.get(value), language)
            found.append((f"{facet}|{value}", f"{facet_name(facet, language)}：{name}"))
    for name, text in (("from", asked.begin), ("to", asked.end)):
        if text:
            found.append((name, f"{say('day_' + name, language)}：{text}"))
    if language == "en":
        return [(key, text.replace("：", ": ")) for key, text in found]
    return found


def describe(asked: Asked, nodes: Mapping[str, Node], language: str) -> str:
    """The selection in one line, for headings and citations."""
    names = [text for _, text in chosen_names(asked, nodes, language)]
    joiner = "；" if language == "zh" else "; "
    return joiner.join(names) or say("all_records", language)
