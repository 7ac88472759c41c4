"""Confirmed claims that programs no longer read: each is kept as the decision left it.

A kept claim has the record as its evidence, the rule ``decision``, and the words that were
confirmed where they still stand in the record's title. It is made anew each time from log and
records, so that it goes when the decision is taken back or the claim is read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.decision import Decision, Verdict
from graph_model.node import Node
from graph_model.projection import RULE, SAME_AS, Projection
from graph_model.schema import load_schema
from loaders.stores.base import GraphStore

_ALL = Access.CLASSIFIED
#: Subject, predicate, object and source of a claim as it was told.
Said = tuple[str, str, str, str]


def said(claim: Claim) -> Said:
    """What tells a claim that people decide upon from others."""
    told = claim.told
    return told.subject, told.predicate, told.object, told.evidence.source


def is_kept(claim: Claim) -> bool:
    """Whether a decision alone holds the claim."""
    return claim.rule == RULE and claim.predicate != SAME_AS


def records_of(decision: Decision) -> tuple[str, ...]:
    """The records whose claim was decided; none for a claim of no record in particular."""
    if decision.sources or load_schema().label_of(decision.first) != "Record":
        return decision.sources
    return (decision.first,)


class Confirmed:
    """The standing confirmations of a log. Claims are given and returned as they are told; one
    whose record or other end is gone cannot be kept.
    """

    def __init__(self, store: GraphStore, projection: Projection) -> None:
        self._store, self._projection = store, projection
        self._by_end: dict[str, list[tuple[Said, Decision]]] = defaultdict(list)
        for key, decision in _told(projection.decisions):
            for end in {decision.first, decision.second}:
                self._by_end[end].append((key, decision))

    def restore(self, decisions: Iterable[Decision]) -> None:
        """Write, as told, what these decisions confirm and the store lacks: a name that nothing
        else tells of is seen again.
        """
        standing = {decision.no for decision in self._projection.decisions}
        told = list(_told(d for d in decisions if d.no in standing))
        records = sorted({key[3] for key, _ in told})
        read = self._store.claims_of(records, _ALL) if records else []
        self._store.upsert_edges(self._made(told, read))

    def of_ends(self, ends: Iterable[str], read: Iterable[Claim]) -> list[Claim]:
        """The confirmed claims with one of these ends that are not among those ``read``."""
        return self._kept((pair for end in ends for pair in self._by_end.get(end, ())), read)

    def of_edge(
        self, edge: tuple[str, str, str], sources: Sequence[str], read: Iterable[Claim]
    ) -> list[Claim]:
        """The same of one subject, predicate and object; in these sources, where some are given."""
        told = self._by_end.get(edge[0], ())
        mine = (p for p in told if p[0][:3] == edge and (not sources or p[0][3] in sources))
        return self._kept(mine, read)

    def _kept(self, told: Iterable[tuple[Said, Decision]], read: Iterable[Claim]) -> list[Claim]:
        made = [(claim, self._ends(claim)) for claim in self._made(told, read)]
        there = self._nodes(end for _, ends in made for end in ends)
        return [claim for claim, ends in made if there.keys() >= ends]

    def _ends(self, claim: Claim) -> set[str]:
        """The ends where other decisions, such as a split, have put them."""
        shown = self._projection.apply(claim)
        return {shown.subject, shown.object}

    def _made(self, told: Iterable[tuple[Said, Decision]], read: Iterable[Claim]) -> list[Claim]:
        there = {said(claim) for claim in read}
        wanted: dict[Said, Decision] = {}
        for key, decision in told:
            if key not in there:
                wanted.setdefault(key, decision)
        records = self._nodes(key[3] for key in wanted)
        made = (_claim(k, wanted[k], records[k[3]]) for k in sorted(wanted) if k[3] in records)
        return [c for c in made if self._projection.apply(c).status is Status.CONFIRMED]

    def _nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        wanted = sorted(set(ids))
        return {node.id: node for node in self._store.nodes(wanted, _ALL)} if wanted else {}


def _told(decisions: Iterable[Decision]) -> Iterator[tuple[Said, Decision]]:
    for decision in decisions:
        if decision.verdict is Verdict.CONFIRM:
            for record in records_of(decision):
                yield (decision.first, decision.predicate, decision.second, record), decision


def _claim(key: Said, decision: Decision, record: Node) -> Claim:
    subject, predicate, object_, source = key
    return Claim(
        subject,
        predicate,
        object_,
        _words(decision, record, source),
        RULE,
        access=_ALL if record.access is None else record.access,
        earliest=record.earliest,
        latest=record.latest,
        grade=decision.grade,
    )


def _words(decision: Decision, record: Node, source: str) -> Evidence:
    end = decision.start + len(decision.quote)
    stands = decision.quote and record.name[decision.start : end] == decision.quote
    if decision.field == "title" and stands:
        return Evidence(source, "title", decision.start, end, decision.quote)
    return Evidence(source, RULE)


def with_words(decisions: Sequence[Decision], store: GraphStore) -> Iterator[Decision]:
    """The decisions, confirmations of one record's claim with the words that it has now."""
    records = {d: records_of(d) for d in decisions if d.verdict is Verdict.CONFIRM and not d.quote}
    asked = sorted({source for told in records.values() for source in told if len(told) == 1})
    claims: dict[Said, Claim] = {}
    for claim in store.claims_of(asked, _ALL) if asked else ():
        if not is_kept(claim):
            claims.setdefault(said(claim), claim)
    for decision in decisions:
        told = records.get(decision, ())
        edge = (decision.first, decision.predicate, decision.second)
        found = claims.get((*edge, told[0])) if len(told) == 1 else None
        if found is None:
            yield decision
            continue
        words = found.evidence
        yield replace(
            decision, field=words.field, start=words.start, quote=words.quote, grade=found.grade
        )
