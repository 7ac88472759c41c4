"""What networks have in common in every store: which relationships tell of a subject, and tidy
links.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graph_model.projection import SAME_AS
from graph_model.schema import load_schema
from loaders.stores.results import CO_MENTIONED, Link

#: Relationships that say where a record is kept.
KEPT = ("HELD_BY", "PART_OF")
#: Relationships that say where a record is kept, or how it is classed, not whom it names.
NOT_SUBJECT = (*KEPT, "EMBODIES", "IN_SCOPE")
#: Relationships that are no step of a network or a path: two records of one entity are one entity.
NO_STEP = (SAME_AS,)


@cache
def entity_labels() -> tuple[str, ...]:
    """Labels of kind entity."""
    return load_schema().entity_labels()


def tidy(links: Iterable[Link], focus: str) -> tuple[Link, ...]:
    """Without co-mentions of pairs that a claim relates; spokes of the focus first, then by ends
    and type.
    """
    links = list(links)
    told = {frozenset((link.source, link.target)) for link in links if link.type != CO_MENTIONED}
    kept = [
        link
        for link in links
        if link.type != CO_MENTIONED or frozenset((link.source, link.target)) not in told
    ]
    kept.sort(key=lambda k: (focus not in (k.source, k.target), k.source, k.target, k.type))
    return tuple(kept)
