"""What the entity graph draws and what it reports: plain data, checked when it is built.

Everything here is free of Streamlit. Colours, names and relation names come from the caller (the
schema and the language decide); positions are optional.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from explorer_app.components._checks import (
    check_color,
    check_number,
    check_text,
    check_unique,
)

FOCUS_SIZE = 58.0
MIN_SIZE = 18.0
MAX_SIZE = 38.0

Kind = Literal["node", "edge"]


def node_size(degree: int, max_degree: int) -> float:
    """Diameter in pixels of a node that is not the focus: 18 to 38 by the square root of degree.

    ``max_degree`` is the largest degree in the picture (the focus left out).
    """
    if degree <= 0 or max_degree <= 0:
        return MIN_SIZE
    share = math.sqrt(min(degree, max_degree) / max_degree)
    return round(MIN_SIZE + (MAX_SIZE - MIN_SIZE) * share, 1)


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One circle.

    ``label`` is the type in the model ("Person"), ``label_name`` its localized name (read aloud
    and shown on hover). ``color`` is used on light and, unless ``color_dark`` is given, on dark
    ground. ``size`` is the diameter in pixels. ``x``/``y``: both or neither, in any unit, y grows
    downwards; the front end scales the picture to the viewport.
    """

    id: str
    name: str
    label: str
    color: str
    size: float = MIN_SIZE
    focus: bool = False
    x: float | None = None
    y: float | None = None
    label_name: str = ""
    color_dark: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be drawn."""
        what = f"node {self.id!r}"
        check_text(self.id, "node id")
        check_color(self.color, what)
        check_color(self.color_dark, what)
        check_number(self.size, f"{what} size", low=4, high=200)
        if (self.x is None) != (self.y is None):
            raise ValueError(f"{what}: give x and y, or neither")
        if self.x is not None and self.y is not None:
            check_number(self.x, f"{what} x")
            check_number(self.y, f"{what} y")


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One line between two nodes.

    ``type`` is the relation in the model, ``name`` its localized name. ``spoke``: it touches the
    focus (drawn full and named; other lines are thin and dashed). ``weight``: how many records
    stand behind it (sets the width). ``years``: shown on hover, e.g. ``"1926-1931"``.
    """

    id: str
    source: str
    target: str
    type: str
    name: str
    color: str
    weight: float = 1.0
    spoke: bool = False
    directed: bool = True
    years: str = ""
    color_dark: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be drawn."""
        what = f"edge {self.id!r}"
        check_text(self.id, "edge id")
        check_color(self.color, what)
        check_color(self.color_dark, what)
        check_number(self.weight, f"{what} weight", low=0)


@dataclass(frozen=True, slots=True)
class Selection:
    """A node or an edge picked in the graph, by its id in the payload."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class GraphPayload:
    """A whole picture.

    ``view`` names the picture: as long as it stays the same, a new payload is merged into what is
    on screen (old nodes keep their places, new ones appear near their parent). Change it (focus,
    depth, filters) to have everything laid out anew. At most one node is the focus.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    view: str = ""

    def __post_init__(self) -> None:
        """Refuse double ids, edges without ends and a second focus."""
        known = check_unique((n.id for n in self.nodes), "node id")
        check_unique((e.id for e in self.edges), "edge id")
        for edge in self.edges:
            for end in (edge.source, edge.target):
                if end not in known:
                    raise ValueError(f"edge {edge.id!r}: no node {end!r}")
        if sum(n.focus for n in self.nodes) > 1:
            raise ValueError("more than one focus")

    def has(self, selection: Selection) -> bool:
        """True when the selected thing is in this picture."""
        things = self.nodes if selection.kind == "node" else self.edges
        return any(thing.id == selection.id for thing in things)

    def as_json(self) -> dict[str, Any]:
        """JSON-able form: ``{"nodes": [...], "edges": [...], "view": str}``."""
        return {
            "nodes": [asdict(n) for n in self.nodes],
            "edges": [asdict(e) for e in self.edges],
            "view": self.view,
        }


@dataclass(frozen=True, slots=True)
class GraphText:
    """The words of the component in the language of the page (the page's dictionary gives them).

    ``hint`` may be empty; ``records`` stands after the number of records of an edge; ``caption``
    says below a saved picture where it is from.
    """

    aria_label: str = "关系图"
    empty: str = "没有可显示的关系"
    hint: str = "单击查看 · 双击展开 · 滚轮缩放"
    fit: str = "显示全图"
    zoom_in: str = "放大"
    zoom_out: str = "缩小"
    records: str = "件"
    svg: str = "存为 SVG"
    png: str = "存为 PNG"
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GraphEvent:
    """What the reader did.

    ``selection`` stays until it changes; ``opened`` (the id of a node double-clicked or opened by
    Enter) is set for one run only.
    """

    selection: Selection | None = None
    opened: str | None = None


def read_selection(raw: object, payload: GraphPayload) -> Selection | None:
    """The selection the browser reported, or None when it is malformed or of another picture."""
    if not isinstance(raw, Mapping) or raw.get("view", payload.view) != payload.view:
        return None
    kind, ident = raw.get("kind"), raw.get("id")
    if kind not in ("node", "edge") or not isinstance(ident, str):
        return None
    selection = Selection("node" if kind == "node" else "edge", ident)
    return selection if payload.has(selection) else None


def read_opened(raw: object, payload: GraphPayload) -> str | None:
    """The id of the node the browser asked to open, or None when there is none in the picture."""
    ident = raw.get("id") if isinstance(raw, Mapping) else None
    return ident if isinstance(ident, str) and payload.has(Selection("node", ident)) else None
