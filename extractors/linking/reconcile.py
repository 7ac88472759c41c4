"""Reconciliation: the entries that a name in somebody's table may mean, as OpenRefine asks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extractors.dates import read_date
from extractors.linking.candidates import by_form
from extractors.linking.context import context
from extractors.linking.linker import Linker, load_linker
from extractors.text import plain
from graph_model.schema import load_schema

#: Properties that narrow a query: the days of a document, and years of birth and death.
PROPERTIES = ("date", "born", "died", "place")
_SURE = 85.0
_LEAD = 10.0
_AGREES, _DIFFERS = 8.0, 30.0


class Reconciled(NamedTuple):
    """An entry that a query may mean: id, preferred name, schema label, score from 0 to 100,
    whether it is meant beyond doubt, and a line that tells it from others.
    """

    id: str
    name: str
    label: str
    score: float
    match: bool
    description: str = ""


def reconcile(
    query: str,
    type: str = "",
    properties: Mapping[str, str] | None = None,
    *,
    limit: int = 10,
    linker: Linker | None = None,
) -> list[Reconciled]:
    """Entries that the query may mean, best first.

    ``type`` is a schema label (``Person``), ``""`` for any; ``properties`` may hold ``date`` (of
    the document), ``born``, ``died``, ``place`` as text. Unknown properties are passed over. An
    exact form of a table is found, and no other.
    """
    linker = linker or load_linker()
    given = dict(properties or {})
    said = read_date(given.get("date", ""))
    where = context(given.get("place", ""), said.earliest, said.latest)
    found: dict[str, Reconciled] = {}
    for node in load_schema().nodes.values():
        if node.kind != "entity" or not node.tag or type not in ("", node.label):
            continue
        answer = linker.one(node.tag, query, where)
        for candidate in (answer.best, *answer.others):
            if candidate is not None:
                one = _of(linker, candidate.entity_id, node.label, candidate.score * 100, given)
                found[one.id] = one
        if not where.first:
            for id, reason in by_form(linker.index, node.tag, plain(query)):
                found.setdefault(id, _of(linker, id, node.label, 30 * reason.weight, given))
    order = sorted(found.values(), key=lambda one: (-one.score, one.id))[:limit]
    return [one._replace(match=_alone(order, at)) for at, one in enumerate(order)]


def _alone(order: list[Reconciled], at: int) -> bool:
    if at or order[0].score < _SURE:
        return False
    return len(order) == 1 or order[0].score - order[1].score >= _LEAD


def _of(linker: Linker, id: str, label: str, score: float, given: Mapping[str, str]) -> Reconciled:
    entry = linker.index.authority.entries[id]
    for key in ("born", "died"):
        asked, known = given.get(key, "")[:4], entry.fields.get(key, "")[:4]
        if asked and known:
            score += _AGREES if asked == known else -_DIFFERS
    years = "—".join((entry.fields.get("born", "")[:4], entry.fields.get("died", "")[:4]))
    told = [years if years != "—" else "", entry.fields.get("note", "")]
    description = " ".join(filter(None, told))
    return Reconciled(
        id, entry.name, label, round(min(100.0, max(0.0, score)), 1), False, description
    )
