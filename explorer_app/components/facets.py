"""The facets of a selection: values with counts to tick, in one component so that a hundred of
them draw at once. Names come from catalogues; the front end writes text nodes only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from explorer_app.components._assets import mount
from explorer_app.components._checks import check_color, check_unique

__all__ = ["FacetGroup", "FacetRow", "facet_list"]


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value: what is sent back, its name, its count, and whether it is chosen."""

    value: str
    name: str
    count: int
    count_text: str
    on: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet. ``more`` is the label of a button that asks for more values, ``""`` for none;
    ``open`` unfolds it at first."""

    facet: str
    name: str
    values: tuple[FacetRow, ...]
    more: str = ""
    open: bool = True
    color: str | None = None
    color_dark: str | None = None

    def __post_init__(self) -> None:
        """Refuse equal values and bad colours."""
        check_unique((row.value for row in self.values), f"value of {self.facet}")
        check_color(self.color, self.facet)
        check_color(self.color_dark, self.facet)


def facets_data(
    groups: Sequence[FacetGroup],
    *,
    key: str,
    label: str,
    skip: str,
    theme: Literal["auto", "light", "dark"] = "auto",
) -> dict[str, Any]:
    """Everything the front end gets, as JSON-able data."""
    check_unique((group.facet for group in groups), "facet")
    return {
        "key": key,
        "groups": [asdict(group) for group in groups],
        "theme": theme,
        "text": {"aria_label": label, "skip": skip},
    }


def _picked(raw: object, groups: Sequence[FacetGroup]) -> tuple[str, str] | None:
    """Facet and value that the browser reported, if they were sent to it."""
    if not isinstance(raw, Mapping):
        return None
    pair = (raw.get("facet"), raw.get("value"))
    known = {(group.facet, row.value) for group in groups for row in group.values}
    return pair if pair in known else None


def facet_list(
    groups: Sequence[FacetGroup],
    *,
    key: str,
    label: str,
    skip: str,
    on_pick: Callable[[str, str], None],
    on_more: Callable[[str], None],
) -> None:
    """Draw the facets; ``on_pick`` gets facet and value, ``on_more`` the facet, before the script
    runs, as Streamlit callbacks do. ``skip`` is the label of a button that readers who use the
    keyboard meet first: it leads behind the facets.
    """

    def value(name: str) -> object:
        state = st.session_state.get(key)
        return state.get(name) if state is not None else None

    def picked() -> None:
        found = _picked(value("pick"), groups)
        if found is not None:
            on_pick(*found)

    def more() -> None:
        raw = value("more")
        facet = raw.get("facet") if isinstance(raw, Mapping) else None
        if isinstance(facet, str) and facet in {group.facet for group in groups}:
            on_more(facet)

    mount(
        "facet_list",
        "facets.js",
        key=key,
        data=facets_data(groups, key=key, label=label, skip=skip),
        on_pick_change=picked,
        on_more_change=more,
    )
