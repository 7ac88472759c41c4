"""The decisions of a store: write them to its log and arrange the graph by them.

Only what a decision touches is arranged again: the claims of the entities that the log brings
together with it, or the one claim that it is about. Everything else stays as it is, and the graph
with every decision taken back is the graph as built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.decision import Decision, DecisionRefused, Verdict, active, check_decision, of_undo
from graph_model.errors import NotFound
from graph_model.ids import content_hash
from graph_model.node import Node
from graph_model.projection import RULE, SAME_AS, Projection, decision_source, related
from graph_model.schema import load_schema
from loaders.confirmed import Confirmed, with_words
from loaders.stores.base import GraphStore

_ALL = Access.CLASSIFIED


class Decisions:
    """The decisions of one store."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def decide(
        self, decisions: Iterable[Decision], *, reader: Access = Access.CLASSIFIED
    ) -> list[Decision]:
        """Write decisions to the log and arrange the graph by them, all or none; returns them
        with their numbers.

        ``reader`` is the level of who decides. Raises DecisionRefused, and NotFound for an id that
        the reader does not see.
        """
        new = list(decisions)
        if not new:
            return []
        self._check(new, reader)
        with self._store.batch():
            written = self._store.add_decisions(list(with_words(new, self._store)))
            log = self._store.decisions()
            _Arranging(self._store, log).only(_targets(written, log))
            version = content_hash(self._store.get_state("graph_version"), str(written[-1].no))
            self._store.set_state("graph_version", version)
        return written

    def undo(
        self, no: int, *, user: str, reason: str = "", reader: Access = Access.CLASSIFIED
    ) -> Decision:
        """Take one decision back; raises DECISION_UNKNOWN where it does not hold or the reader
        does not see it.
        """
        return self.decide([of_undo(no, user=user, reason=reason)], reader=reader)[0]

    def reapply(self) -> None:
        """Arrange the whole graph by the log: after a build."""
        log = self._store.decisions()
        if log:
            with self._store.batch():
                _Arranging(self._store, log).only(log)

    def log(self, reader: Access) -> list[Decision]:
        """The entries that name nothing beyond the reader's level, in order."""
        log = self._store.decisions()
        if reader is _ALL:
            return log
        wanted = sorted({id for d in log for id in d.ids})
        seen = {node.id for node in self._store.nodes(wanted, reader)}
        shown: set[int] = set()
        for decision in log:
            undoes_shown = decision.verdict is Verdict.UNDO and decision.undoes in shown
            if undoes_shown or _is_seen(decision, seen):
                shown.add(decision.no)
        return [d for d in log if d.no in shown]

    def active(self, reader: Access) -> list[Decision]:
        """Those of ``log`` that hold."""
        holding = {d.no for d in active(self._store.decisions())}
        return [d for d in self.log(reader) if d.no in holding]

    def _check(self, decisions: Sequence[Decision], reader: Access) -> None:
        schema, log = load_schema(), self.log(reader)
        undone = {d.undoes for d in _active_undos(log)}
        for decision in decisions:
            check_decision(decision, schema)
            known = decision.undoes in {d.no for d in log} - undone
            if decision.verdict is Verdict.UNDO and not known:
                raise DecisionRefused("DECISION_UNKNOWN", no=decision.undoes)
        known_ids = {d.second for d in decisions if d.makes_entity} | {
            i for d in log for i in d.ids
        }
        wanted = {id for d in decisions for id in d.ids} - known_ids
        held = {node.id for node in self._store.nodes(sorted(wanted), reader)}
        for id in sorted(wanted - held):
            raise NotFound("node", id)


def _is_seen(decision: Decision, seen: set[str]) -> bool:
    """A split may have taken every claim of one of its ends."""
    if decision.verdict is Verdict.SPLIT:
        ends = decision.first in seen or decision.second in seen
        return ends and seen.issuperset(decision.sources)
    return bool(decision.ids) and seen.issuperset(decision.ids)


def _active_undos(log: Sequence[Decision]) -> list[Decision]:
    undone: set[int] = set()
    found = []
    for entry in reversed(log):
        if entry.verdict is Verdict.UNDO and entry.no not in undone:
            undone.add(entry.undoes)
            found.append(entry)
    return found


def _targets(written: Sequence[Decision], log: Sequence[Decision]) -> list[Decision]:
    """The decisions themselves, or those that they take back or bring back."""
    by_no = {d.no: d for d in log}
    found = []
    for decision in written:
        while decision.verdict is Verdict.UNDO and decision.undoes in by_no:
            decision = by_no[decision.undoes]
        found.append(decision)
    return found


class _Arranging:
    """One pass over the parts of the graph that some decisions touch."""

    def __init__(self, store: GraphStore, log: Sequence[Decision]) -> None:
        self._store = store
        self._log = log
        self._projection = Projection(log)
        self._confirmed = Confirmed(store, self._projection)
        said = store.iter_edges(_ALL, types=[SAME_AS])
        self._before = {c.subject: c.object for c in said if c.rule == RULE}

    def only(self, decisions: Sequence[Decision]) -> None:
        """Arrange what these decisions touch."""
        self._confirmed.restore(decisions)
        pairs = [d for d in decisions if not d.of_claim and d.verdict is not Verdict.UNDO]
        touched = {id for d in pairs for id in (d.first, d.second)}
        groups = [group for group in related(self._log) if not touched.isdisjoint(group)]
        arranged = {id for group in groups for id in group}
        self._projection.know_leaders(
            {id: leader for id, leader in self._before.items() if id not in arranged}
        )
        levels: dict[str, Access] = {}
        for group in groups:
            levels |= self._levels(group)
        self._projection.choose_leaders(levels)
        for group in groups:
            self._store.upsert_nodes(self._made(group, levels))
        for group in groups:
            self._group(group, levels)
        for edge in dict.fromkeys(
            (d.first, d.predicate, d.second, d.sources) for d in decisions if d.of_claim
        ):
            self._edge(*edge)

    # -- entities --------------------------------------------------------------------------------

    def _held(self, group: Sequence[str]) -> list[Claim]:
        """All claims told of the group, wherever earlier decisions have put them."""
        places = {*group, *(self._before[id] for id in group if id in self._before)}
        members = set(group)
        found = self._store.claims_at(sorted(places), _ALL)
        return [c for c in found if not members.isdisjoint((c.told.subject, c.told.object))]

    def _told(self, group: Sequence[str], held: Sequence[Claim]) -> list[Claim]:
        """What programs and confirmations tell of the group."""
        read = [claim.told for claim in held if claim.rule != RULE]
        return [*read, *self._confirmed.of_ends(group, read)]

    def _levels(self, group: Sequence[str]) -> dict[str, Access]:
        """The level from which each member is seen: its own, or that of the most open claim told
        of it.
        """
        nodes = self._store.nodes(group, _ALL)
        own = {node.id: node.access for node in nodes if node.access is not None}
        levels: dict[str, Access] = dict(own)
        members = set(group)
        for claim in self._told(group, self._held(group)):
            for end in (claim.subject, claim.object):
                id = self._projection.who(end, claim.evidence.source)
                if id in members and id not in own:
                    levels[id] = min(claim.access, levels.get(id, _ALL))
        return levels

    def _group(self, group: Sequence[str], levels: dict[str, Access]) -> None:
        projection = self._projection
        same = projection.same_as((id for id in group if id in levels), levels)
        held = self._held(group)
        self._store.upsert_nodes(_sources(projection, same))
        told = self._told(group, held)
        self._replace(held, [*map(projection.apply, told), *same])
        used = {d.second for d in projection.splits}
        made = {d.second for d in self._log if d.makes_entity and d.second in group}
        cited = {claim.evidence.source for claim in held if claim.rule == RULE}
        self._store.delete_nodes(sorted(cited | (made - used)))

    def _made(self, group: Sequence[str], levels: dict[str, Access]) -> list[Node]:
        """Entities that splits make: named as the one that they were read as."""
        wanted = {
            d.second: d.first
            for d in self._projection.splits
            if d.makes_entity and d.second in group and d.second in levels
        }
        nodes = self._store.nodes([*wanted, *group], _ALL)
        held = {node.id: node for node in nodes}
        # Where earlier splits took every claim of the first, one that they made shows its name.
        shown = {d.first: d.second for d in self._log if d.makes_entity and d.second in held}
        made = []
        for id, first in wanted.items():
            model = held.get(first) or held.get(shown.get(first, ""))
            if id not in held and model is not None:
                made.append(replace(model, id=id, access=None, aliases=(), properties={}))
        return made

    # -- claims ----------------------------------------------------------------------------------

    def _edge(self, first: str, predicate: str, second: str, sources: Sequence[str]) -> None:
        """Arrange the claims told of one edge."""
        if predicate == SAME_AS:
            return
        records = tuple(sources)
        if not records and load_schema().label_of(first) == "Record":
            records = (first,)
        if records:
            claims = self._store.claims_of(records, _ALL)
        else:
            places = {first, *(d.second for d in self._projection.splits if d.first == first)}
            leaders = {self._projection.leader(id) for id in places}
            claims = self._store.claims_at(sorted(places | leaders), _ALL)
        edge = (first, predicate, second)
        held = [c for c in claims if (c.told.subject, c.predicate, c.told.object) == edge]
        told = [claim.told for claim in held if claim.rule != RULE]
        told += self._confirmed.of_edge(edge, records, told)
        self._replace(held, [self._projection.apply(claim) for claim in told])

    def _replace(self, held: Sequence[Claim], wanted: Sequence[Claim]) -> None:
        before = {_identity(claim): claim for claim in held}
        after = {_identity(claim): claim for claim in wanted}
        self._store.delete_claims([c for key, c in before.items() if key not in after])
        written = self._store.upsert_edges([c for k, c in after.items() if before.get(k) != c])
        if written.missing:
            # Never lose a claim: the batch is taken back.
            raise NotFound("node", " ".join(written.missing))


def _sources(projection: Projection, same: Sequence[Claim]) -> list[Node]:
    """A source node for each decision that joins, as open as its most open claim."""
    by_id = {decision_source(d.no): d for d in projection.decisions}
    levels: dict[str, Access] = {}
    for claim in same:
        source = claim.evidence.source
        levels[source] = min(claim.access, levels.get(source, claim.access))
    return [
        Node(id, "Source", f"判定 {by_id[id].no}（{by_id[id].user}，{by_id[id].time[:10]}）", level)
        for id, level in levels.items()
    ]


def _identity(claim: Claim) -> tuple[str, str, str, str]:
    return (claim.subject, claim.predicate, claim.object, claim.key)
