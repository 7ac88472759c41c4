"""What the records of one theme show: by grade, holders, whom they name, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from explorer_app.views.theme_index import GRADES, best_grades
from extractors.themes import Theme
from extractors.themes.matcher import OWN
from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.themes import formation_days

#: Records of a theme that are looked at for lists; counts are over all.
LOOKED_AT = 2000
_KINDS = ("persons", "organizations", "events", "places")
_NAMING = ("CREATED_BY", "SENT_BY", "SENT_TO", "MENTIONS", "ABOUT")


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the theme: its firmest grade, the words for it in its own title and creator,
    those around it (file, index terms), and those against.
    """

    node: Node
    grade: str
    words: tuple[str, ...]
    around: tuple[str, ...]
    against: tuple[str, ...]
    rule: str
    status: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A line of the profile, with the number of the theme's records that name it."""

    kind: str
    id: str
    source: str
    records: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """``rows`` by grade, then date; ``named`` label → (id, name, records), most first; ``places``
    all that the records name, most records first.
    """

    rows: tuple[Row, ...]
    total: int
    profile: tuple[Linked, ...]
    holders: tuple[tuple[str, int], ...]
    named: dict[str, list[tuple[str, str, int]]]
    gap_years: tuple[int, ...]
    places: tuple[tuple[Node, int], ...]


def dossier(store: GraphStore, theme: Theme, reader: Access) -> Dossier:
    """Read the theme's records."""
    page = store.records(theme.id, reader, limit=LOOKED_AT)
    rows = [row for hit in page.hits if (row := _row(hit.node, hit.claims, theme.id))]
    rows.sort(key=lambda row: (GRADES.index(row.grade), row.node.earliest or "9", row.node.id))
    counts: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for part in _parts([row.node.id for row in rows if row.grade != "weak"]):
        seen = set()
        for claim in store.claims_of(part, reader):
            if claim.predicate in _NAMING and claim.status is not Status.REJECTED:
                seen.add((claim.subject, claim.object))
        counts.update(object_ for _, object_ in seen)
    for row in rows:
        holders[str(row.node.properties.get("holder", ""))] += 1
    holders.pop("", None)
    named: dict[str, list[tuple[str, str, int]]] = {}
    for node in store.nodes([id for id, _ in counts.most_common(120)], reader):
        named.setdefault(node.label, []).append((node.id, node.name, counts[node.id]))
    sites = store.nodes(sorted(id for id in counts if id.startswith("place:")), reader)
    places = sorted(((node, counts[node.id]) for node in sites), key=lambda p: (-p[1], p[0].id))
    linked = tuple(
        Linked(kind, link.value, link.source, counts[link.value])
        for kind in _KINDS
        for link in theme.links.get(kind, ())
    )
    years = {int(r.node.earliest[:4]) for r in rows if r.node.earliest and r.grade != "weak"}
    gaps = _gap_years(theme, years)
    return Dossier(
        tuple(rows), page.total, linked, tuple(holders.most_common(20)), named, gaps, tuple(places)
    )


def _parts(ids: list[str], size: int = 200) -> list[list[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _row(node: Node, claims: tuple[Claim, ...], theme: str) -> Row | None:
    about = [c for c in claims if c.object == theme and c.grade]
    held = [c for c in about if c.grade != "against" and c.status is not Status.REJECTED]
    if not held:
        return None
    grade = best_grades(held)[theme]
    words = dict.fromkeys(c.evidence.quote for c in held if c.evidence.field in OWN)
    around = dict.fromkeys(c.evidence.quote for c in held if c.evidence.field not in OWN)
    against = dict.fromkeys(c.evidence.quote for c in about if c.grade == "against")
    return Row(
        node, grade, tuple(words), tuple(around), tuple(against), held[0].rule, str(held[0].status)
    )


def _gap_years(theme: Theme, years: set[int]) -> tuple[int, ...]:
    first, last = formation_days(theme)
    if not first or not last or last.startswith("9999"):
        return ()
    return tuple(year for year in range(int(first[:4]), int(last[:4]) + 1) if year not in years)
