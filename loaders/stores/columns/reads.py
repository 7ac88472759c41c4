"""The reads of the contract that look at many claims, over a view of the columns.

A store that inherits from here says how its graph is streamed, how ids and numbers go together,
and what words find; the answers are then the same in every store.
"""

from __future__ import annotations

import json
import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise

import numpy as np

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import NotFound
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.columns import near, paths
from loaders.stores.columns.choose import Chooser, Counts
from loaders.stores.columns.steps import Days
from loaders.stores.columns.table import (
    Flags,
    Ints,
    Table,
    common,
    counted,
    day_number,
    day_text,
    distinct,
)
from loaders.stores.columns.view import View
from loaders.stores.ego import entity_labels, tidy
from loaders.stores.results import (
    CO_MENTIONED,
    Link,
    Neighbour,
    Network,
    Path,
    RecordHit,
    RecordPage,
    SearchHit,
    SearchPage,
    Summary,
    Writing,
)
from loaders.stores.selection import ALL_OF, FACETS, FacetValue, Overview, Selection

#: Entities of which a network's links are looked for.
MOST_NODES = 400
#: Records of which it is looked at how they write a name.
MOST_WRITINGS = 1000
#: A record by number, its words, first and last day.
Said = tuple[int, str, str, str]
#: Words of which it is kept what they find.
WORDS_KEPT = 8


class ColumnReads(ABC):
    """Neighbours, networks, paths, record lists, search and selections."""

    #: Seconds for which columns may lag behind a store that is being written; 0 is never.
    patience: float = 0.0

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._table: Table | None = None
        self._loaded_at = 0.0
        self._views: dict[int, View] = {}
        self._finding = threading.Lock()
        self._words: OrderedDict[tuple[str, str], Ints | None] = OrderedDict()

    # -- what a store gives ------------------------------------------------------------------------

    @abstractmethod
    def _generation(self) -> str:
        """A text that changes with every change of nodes or claims."""

    @abstractmethod
    def _load_table(self) -> Table:
        """The whole graph as columns, in one state; its generation is the table's version."""

    @abstractmethod
    def _numbers(self, table: Table, ids: Iterable[str]) -> dict[str, int]:
        """Numbers of those of the ids that the table has, in the order asked."""

    @abstractmethod
    def _nodes_at(self, view: View, numbers: Sequence[int]) -> dict[int, Node]:
        """Nodes by number, as the store has them now: one that has gone, or that the view's reader
        may see no longer, is left out.
        """

    @abstractmethod
    def _matching(self, table: Table, text: str) -> Ints | None:
        """Numbers of the nodes that have the words, whoever may see them; None for no words."""

    @abstractmethod
    def _named_exactly(self, table: Table, text: str) -> dict[int, int]:
        """Entities of just this name: 1 for the preferred name, 0 for another."""

    @abstractmethod
    def _words_of(self, records: Sequence[int], no: int, reader: Access) -> list[Said]:
        """By which words each of the records names a node, and the days of the claims."""

    @abstractmethod
    def _aggregate(self, reader: Access) -> Summary:
        """See ``aggregate``."""

    @abstractmethod
    def get_state(self, key: str) -> str:
        """See GraphStore."""

    @abstractmethod
    def set_state(self, key: str, value: str) -> None:
        """See GraphStore."""

    @abstractmethod
    def node(self, id: str, reader: Access) -> Node:
        """See GraphStore."""

    @abstractmethod
    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""

    # -- the columns -------------------------------------------------------------------------------

    def _view(self, reader: Access) -> View:
        with self._loading:
            generation = self._generation()
            table = self._table
            stale = table is None or table.version != generation
            if table is None or (stale and time.monotonic() - self._loaded_at >= self.patience):
                self._views.clear()
                self._table = table = self._load_table()
                self._loaded_at = time.monotonic()
            if int(reader) not in self._views:
                self._views[int(reader)] = View(table, reader)
            return self._views[int(reader)]

    def warm(self, reader: Access) -> None:
        """Prepare everything that reads of this reader need, so that the first is as fast as the
        others.
        """
        view = self._view(reader)
        for pairs in (view.subjects, view.sets, view.holders):
            _ = pairs.by_left, pairs.by_right
        _ = view.said_by_record, view.said_by_node, view.degree, view.visible, view.found_place
        _ = view.table.by_dst, view.table.by_src, view.table.place
        view.steps.weights(Days())

    def _found(self, table: Table, text: str) -> Ints | None:
        """What ``_matching`` finds; a page asks for the same words more than once."""
        key = (table.version, text)
        with self._finding:
            if key in self._words:
                self._words.move_to_end(key)
                return self._words[key]
        found = self._matching(table, text)
        with self._finding:
            self._words[key] = found
            while len(self._words) > WORDS_KEPT:
                self._words.popitem(last=False)
        return found

    def _number(self, view: View, id: str) -> int:
        """The number of a node that the reader sees; raises NotFound."""
        no = self._numbers(view.table, [id]).get(id, -1)
        if not 0 <= no < view.table.size or not view.visible[no]:
            raise NotFound("node", id)
        return no

    @staticmethod
    def _wanted(view: View, labels: Sequence[str]) -> Flags:
        """Flags by label number (and one for no label); entities when no label is named."""
        chosen = np.zeros(len(view.labels) + 1, dtype=bool)
        chosen[[view.labels[name] for name in labels or entity_labels() if name in view.labels]] = (
            True
        )
        return chosen

    # -- looking around ----------------------------------------------------------------------------

    def neighbours(
        self, id: str, reader: Access, *, labels: Sequence[str] = (), limit: int = 200
    ) -> list[Neighbour]:
        """See GraphStore."""
        view = self._view(reader)
        no = self._numbers(view.table, [id]).get(id, -1)
        if not 0 <= no < view.table.size:
            return []
        found = near.direct(view, no, self._wanted(view, labels), 0, 0).first(view, limit)
        nodes = self._nodes_at(view, [n.no for n in found])
        return [
            Neighbour(nodes[n.no], n.type, n.direction, n.claims, n.first, n.last)
            for n in found
            if n.no in nodes
        ]

    def co_mentions(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 100,
    ) -> list[Neighbour]:
        """See GraphStore."""
        view = self._view(reader)
        no = self._numbers(view.table, [id]).get(id, -1)
        if not 0 <= no < view.table.size:
            return []
        records = near.records_of(view, no, day_number(earliest), day_number(latest))
        found = near.shared(view, records, self._wanted(view, labels), no)
        nos = found.nos[:limit].tolist()
        nodes, days = self._nodes_at(view, nos), near.spans(view, found, nos)
        counts = dict(zip(nos, found.counts.tolist(), strict=False))
        return [
            Neighbour(nodes[n], CO_MENTIONED, "out", counts[n], *days[n]) for n in nos if n in nodes
        ]

    def ego_network(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 60,
    ) -> Network:
        """See GraphStore."""
        view = self._view(reader)
        no = self._number(view, id)
        low, high = day_number(earliest), day_number(latest)
        wanted = self._wanted(view, labels)
        days = Days(low, high)
        others = near.around(view, no, wanted, days)
        nos = [no, *others[:limit].tolist()]
        ties = near.ties(view, nos, days)
        return self._network(view, nos, ties, total=len(others), focus=id)

    def _network(
        self,
        view: View,
        nos: Sequence[int],
        ties: Iterable[near.Tie],
        *,
        total: int,
        focus: str = "",
        degrees: Mapping[int, int] | None = None,
    ) -> Network:
        nodes = self._nodes_at(view, nos)
        links = tidy(self._links(nodes, ties), focus)
        counts = {no: int(view.degree[no]) for no in nos} if degrees is None else degrees
        by_id = {nodes[no].id: counts[no] for no in nodes if counts.get(no)}
        return Network(focus, tuple(nodes[no] for no in nos if no in nodes), links, total, by_id)

    @staticmethod
    def _links(nodes: Mapping[int, Node], ties: Iterable[near.Tie]) -> list[Link]:
        return [
            Link(nodes[k.source].id, nodes[k.target].id, k.type, k.weight, k.first, k.last)
            for k in ties
            if k.source in nodes and k.target in nodes
        ]

    # -- paths -------------------------------------------------------------------------------------

    def shortest_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 10,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """See GraphStore."""
        view = self._view(reader)
        first, last = self._number(view, start), self._number(view, end)
        days = Days(day_number(earliest), day_number(latest))
        many = paths.MOST_SHORTEST if in_time else limit
        routes = paths.shortest(view, first, last, hops=max_hops, limit=many, days=days)
        if in_time:
            routes = (r for r in routes if paths.possible(view, r, days))
        return self._paths(view, list(islice(routes, limit)), days)

    def best_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 5,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """See GraphStore."""
        view = self._view(reader)
        first, last = self._number(view, start), self._number(view, end)
        days = Days(day_number(earliest), day_number(latest))
        routes = paths.best(
            view, first, last, hops=max_hops, limit=limit, days=days, in_time=in_time
        )
        return self._paths(view, routes, days)

    def _paths(self, view: View, routes: Sequence[list[int]], days: Days) -> list[Path]:
        nodes = self._nodes_at(view, sorted({no for route in routes for no in route}))
        found = []
        for route in routes:
            if not all(no in nodes for no in route):
                continue
            steps = [paths.step(view, a, b, days) for a, b in pairwise(route)]
            ties = [tie for tie in steps if tie is not None]
            arrivals = tuple(day_text(day) for day in paths.passage(view, route, days))
            links = tuple(self._links(nodes, ties))
            found.append(Path(tuple(nodes[no] for no in route), links, arrivals))
        return found

    # -- records -----------------------------------------------------------------------------------

    def records(
        self,
        id: str,
        reader: Access,
        *,
        other: str = "",
        link_type: str = "",
        earliest: str = "",
        latest: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> RecordPage:
        """See GraphStore."""
        view = self._view(reader)
        found = self._behind(view, id, other, link_type, day_number(earliest), day_number(latest))
        return self._page(view, found, reader, limit, offset)

    def _behind(
        self, view: View, id: str, other: str, link_type: str, earliest: int, latest: int
    ) -> Ints:
        """The records of ``records``, each once, in no order."""
        t = view.table
        known = self._numbers(t, [id, other] if other else [id])
        nos = [known.get(one, -1) for one in ([id, other] if other else [id])]
        if any(not 0 <= no < t.size for no in nos):
            return np.empty(0, dtype=np.int32)
        claims = t.by_dst.one(nos[0])
        if other and link_type and link_type != CO_MENTIONED:
            back = t.by_src.one(nos[0])
            claims = np.concatenate([claims[t.src[claims] == nos[1]], back[t.dst[back] == nos[1]]])
            claims = claims[t.type[claims] == view.types.get(link_type, -1)]
        claims = view.overlapping(claims[view.seen[claims]], earliest, latest)
        if other and (not link_type or link_type == CO_MENTIONED):
            theirs = t.by_dst.one(nos[1])
            both = common(t.src[claims], t.src[theirs[view.seen[theirs]]])
        else:
            both = distinct(t.source[claims])
        found: Ints = both[view.records[both]]
        return found

    def _page(
        self, view: View, records: Ints, reader: Access, limit: int, offset: int
    ) -> RecordPage:
        nos = view.in_order(records)[offset : offset + limit].tolist()
        held = self._nodes_at(view, nos)
        nodes = [held[no] for no in nos if no in held]
        claims: dict[str, list[Claim]] = {node.id: [] for node in nodes}
        for claim in self.claims_of(list(claims), reader):
            claims[claim.evidence.source].append(claim)
        hits = tuple(RecordHit(node, tuple(claims[node.id])) for node in nodes)
        return RecordPage(len(records), hits)

    def years(self, id: str, reader: Access) -> dict[int, int]:
        """See GraphStore."""
        view = self._view(reader)
        first = view.table.earliest[self._behind(view, id, "", "", 0, 0)]
        values, counts = counted(first[first > 0] // 10000)
        return {int(year): int(n) for year, n in zip(values, counts, strict=True)}

    def writings(self, id: str, reader: Access, *, limit: int = 20) -> list[Writing]:
        """See GraphStore."""
        view = self._view(reader)
        no = self._numbers(view.table, [id]).get(id, -1)
        if not 0 <= no < view.table.size or not view.visible[no]:
            return []
        records = view.in_order(near.records_of(view, no))
        if len(records) > MOST_WRITINGS:
            records = records[np.linspace(0, len(records) - 1, MOST_WRITINGS).astype(int)]
        said: dict[str, list[tuple[int, str, str]]] = {}
        for record, text, first, last in self._words_of(records.tolist(), no, reader):
            said.setdefault(text, []).append((record, first, last))
        found = [
            Writing(
                text,
                len({record for record, _, _ in rows}),
                min((first for _, first, _ in rows if first), default=""),
                max(last for _, _, last in rows),
            )
            for text, rows in said.items()
        ]
        return sorted(found, key=lambda w: (-w.records, w.text))[:limit]

    # -- search ------------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        limit: int = 20,
        offset: int = 0,
    ) -> SearchPage:
        """See GraphStore."""
        view = self._view(reader)
        found = self._found(view.table, text)
        if found is None:
            return SearchPage(0, {}, ())
        t = view.table
        found = found[found < t.size]
        kinds = {label: node.kind for label, node in load_schema().nodes.items()}
        listed = [view.labels[k] for k, kind in kinds.items() if kind in ("entity", "record")]
        found = found[view.visible[found] & np.isin(t.label[found], listed)]
        found = distinct(view.stands[found])
        counts = np.bincount(t.label[found], minlength=len(view.labels))
        by_label = {k: int(counts[n]) for k, n in sorted(view.labels.items()) if counts[n]}
        if labels:
            found = found[self._wanted(view, labels)[t.label[found]]]
        exact: dict[int, int] = {}
        for no, preferred in self._named_exactly(t, text).items():
            leader = int(view.stands[no]) if no < t.size else no
            exact[leader] = max(exact.get(leader, 0), preferred if leader == no else 0)
        nos = self._ranked(view, found, exact, offset + limit)[offset:]
        nodes = self._under_all_names(view, nos)
        hits = tuple(
            SearchHit(nodes[no], int(view.degree[no]) if view.entity[no] else 1)
            for no in nos
            if no in nodes
        )
        return SearchPage(len(found), by_label, hits)

    def _under_all_names(self, view: View, nos: Sequence[int]) -> dict[int, Node]:
        """Nodes by number; one that stands for others has their names among its own."""
        members = np.flatnonzero(np.isin(view.stands, np.asarray(nos, dtype=np.int32)))
        nodes = self._nodes_at(view, sorted({*nos, *members.tolist()}))
        names: dict[int, list[str]] = {}
        for no in members[np.argsort(view.table.rank[members])].tolist():
            leader = int(view.stands[no])
            if no != leader and no in nodes:
                names.setdefault(leader, []).extend((nodes[no].name, *nodes[no].aliases))
        for no, others in names.items():
            if no in nodes:
                own = nodes[no]
                more = dict.fromkeys((*own.aliases, *others))
                more.pop(own.name, None)
                nodes[no] = replace(own, aliases=tuple(more))
        return {no: nodes[no] for no in nos if no in nodes}

    @staticmethod
    def _ranked(view: View, found: Ints, exact: Mapping[int, int], count: int) -> list[int]:
        """The first ``count``: exact names, other exact names, entities by records, then the rest
        by date, id."""
        place = view.found_place[found].astype(np.int64)
        for no, preferred in exact.items():
            if view.entity[no]:
                place[found == no] -= (1 + preferred) * view.table.size
        if count < len(found):
            kept = np.argpartition(place, count)[:count]
            found, place = found[kept], place[kept]
        numbers: list[int] = found[np.argsort(place)].tolist()
        return numbers

    # -- the whole graph ---------------------------------------------------------------------------

    def aggregate(self, reader: Access) -> Summary:
        """See GraphStore. What ``summarize`` has kept is used while the graph is the same."""
        kept = self.get_state(f"summary:{int(reader)}")
        if kept:
            generation, *counts = json.loads(kept)
            if generation == self._generation():
                nodes, claims, years = counts
                return Summary(nodes, claims, {int(year): n for year, n in years.items()})
        return self._aggregate(reader)

    def _keep_summaries(self) -> None:
        for reader in Access:
            seen = self._aggregate(reader)
            held = [self._generation(), dict(seen.nodes), dict(seen.claims), dict(seen.years)]
            self.set_state(f"summary:{int(reader)}", json.dumps(held))

    # -- selections --------------------------------------------------------------------------------

    def _chooser(self, asked: Selection, reader: Access) -> tuple[View, Chooser]:
        view = self._view(reader)
        matching = self._found(view.table, asked.text) if asked.text else None
        if asked.text and matching is None:
            matching = np.empty(0, dtype=np.int32)
        return view, Chooser(view, asked, partial(self._numbers, view.table), matching)

    def select(
        self, asked: Selection, reader: Access, *, limit: int = 20, offset: int = 0
    ) -> RecordPage:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = np.flatnonzero(chooser.flags()).astype(np.int32)
        return self._page(view, chosen, reader, limit, offset)

    def overview(
        self,
        asked: Selection,
        reader: Access,
        *,
        facets: Sequence[str] = FACETS,
        limit: int = 12,
    ) -> Overview:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = chooser.flags()
        counted = {facet: chooser.counts(facet, chosen) for facet in facets if facet in FACETS}
        top = {
            facet: self._first_and_chosen(view, asked.chosen(facet), values, limit)
            for facet, values in counted.items()
        }
        nos = sorted({v for values in top.values() for v, _ in values if isinstance(v, int)})
        nodes = self._nodes_at(view, nos)
        shown = {
            facet: tuple(
                FacetValue(nodes[v].id, n, nodes[v]) if isinstance(v, int) else FacetValue(v, n)
                for v, n in values
                if not isinstance(v, int) or v in nodes
            )
            for facet, values in top.items()
        }
        years = chooser.years(chosen)
        total = int(chosen.sum())
        sizes = {facet: len(values) for facet, values in counted.items()}
        return Overview(total, shown, sizes, years, total - sum(years.values()))

    def _first_and_chosen(
        self, view: View, chosen: Sequence[str], values: Counts, limit: int
    ) -> Counts:
        """The first values, and after them those that are chosen and come later."""
        if not chosen:
            return values[:limit]
        known = {*chosen, *self._numbers(view.table, chosen).values()}
        return values[:limit] + [pair for pair in values[limit:] if pair[0] in known]

    def network_of(
        self,
        asked: Selection,
        reader: Access,
        *,
        labels: Sequence[str] = tuple(ALL_OF.values()),
        limit: int = 60,
    ) -> Network:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = chooser.flags()
        nos, counts = chooser.entities(chosen, labels)
        kept = nos[: min(limit, MOST_NODES)].tolist()
        ties = near.ties(view, kept, Days(), within=chosen)
        degrees = dict(zip(kept, counts.tolist(), strict=False))
        return self._network(view, kept, ties, total=len(nos), degrees=degrees)
