"""The review queue: pairs that may be one and names that may be several, sorted by what an answer
would change most.

A queue is made for one access level from what that level sees, and kept with the store, so that an
uncleared reader's queue rests on the open records alone.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.linking import load_linker
from extractors.resolution import Comparer, Entity, Resolution, resolve
from graph_model.access import Access
from graph_model.decision import Decision, Verdict, of_pair, of_split, of_whole, standing
from loaders.review.occurrences import occurrences
from loaders.stores.base import GraphStore

#: So many items are kept with a store.
KEPT = 5_000
#: A graph with at most so many claims has its queue made when it is asked for.
_AT_ONCE = 60_000


class Item(NamedTuple):
    """One question. ``kind`` is ``same`` (are ``first`` and ``second`` one?) or ``split`` (are the
    ``sources`` about somebody else of the same name?). ``score`` is how likely yes is; ``records``
    counts the records of each side; ``why`` in zh and en; ``impact`` sorts the queue.
    """

    kind: str
    first: str
    second: str
    score: float
    records: tuple[int, int]
    why: tuple[str, str]
    impact: float
    sources: tuple[str, ...] = ()

    @property
    def target(self) -> tuple[str, ...]:
        """As ``Decision.target``."""
        if self.kind == "split":
            return ("split", self.first, *sorted(self.sources))
        return tuple(sorted((self.first, self.second)))

    def decision(self, verdict: Verdict, *, user: str, reason: str = "") -> Decision:
        """The answer as a decision: ``same`` or ``split`` for yes, ``not_same`` or ``whole`` for
        no, or ``unsure`` of a pair.
        """
        if verdict is Verdict.WHOLE:
            return of_whole(self.first, self.sources, user=user, reason=reason)
        if verdict is Verdict.SPLIT:
            return of_split(self.first, self.sources, user=user, reason=reason)
        return of_pair(verdict, self.first, self.second, user=user, reason=reason)


def make_queue(store: GraphStore, reader: Access) -> list[Item]:
    """Make the queue of a level anew and keep it with the store; best first."""
    comparer = Comparer(load_linker().index)
    found = resolve(occurrences(store, reader), comparer, join=False)
    items = sorted([*_pairs(found), *_splits(found)], key=lambda item: (-item.impact, item.target))
    kept = items[:KEPT]
    value = {"version": store.get_state("graph_version"), "items": kept}
    store.set_state(_key(reader), json.dumps(value, ensure_ascii=False))
    return _undecided(store, kept)


def open_queue(store: GraphStore, reader: Access) -> list[Item] | None:
    """The queue of a level without what has been decided; None where none was made and the graph
    is too large to make it now.
    """
    text = store.get_state(_key(reader))
    if text:
        return _undecided(store, _read(text))
    claims = sum(store.aggregate(reader).claims.values())
    return make_queue(store, reader) if claims <= _AT_ONCE else None


def _key(reader: Access) -> str:
    return f"review:{int(reader)}"


def _read(text: str) -> list[Item]:
    return [
        Item(kind, first, second, score, tuple(records), tuple(why), impact, tuple(sources))
        for kind, first, second, score, records, why, impact, sources in json.loads(text)["items"]
    ]


def _undecided(store: GraphStore, items: Iterable[Item]) -> list[Item]:
    decided = {decision.target for decision in standing(store.decisions())}
    return [item for item in items if item.target not in decided]


def _pairs(found: Resolution) -> Iterator[Item]:
    for first, second, match in found.proposals:
        a, b = found.entities[first], found.entities[second]
        if a.ids and b.ids and a.ids[0] != b.ids[0]:
            records = (len(a.records), len(b.records))
            why = (match.explain("zh"), match.explain("en"))
            impact = _impact(match.score, min(records))
            yield Item("same", a.ids[0], b.ids[0], match.score, records, why, impact)


def _splits(found: Resolution) -> Iterator[Item]:
    """Names that time and company cut into parts: is each smaller part somebody else?"""
    parts: dict[str, list[Entity]] = defaultdict(list)
    for entity in found.entities:
        if entity.ids and not entity.entity_id:
            parts[entity.ids[0]].append(entity)
    for id, several in parts.items():
        largest = max(several, key=lambda e: (len(e.records), -e.first))
        for part in several:
            if part is largest:
                continue
            years = f"{_years(largest)} / {_years(part)}"
            records = (len(largest.records), len(part.records))
            why = (f"年代相远 {years}", f"years far apart {years}")
            impact = _impact(0.8, len(part.records))
            yield Item("split", id, "", 0.8, records, why, impact, part.records)


def _years(entity: Entity) -> str:
    return f"{entity.first // 10_000}—{entity.last // 10_000}"


def _impact(score: float, records: int) -> float:
    """What an answer would change: records that would move, times the doubt that it ends (bits),
    and a little for sure ones, which still have to be accepted.
    """
    likely = min(max(score, 0.001), 0.999)
    doubt = -likely * math.log2(likely) - (1 - likely) * math.log2(1 - likely)
    return round(records * (0.2 + doubt), 3)
