"""Alarms: decisions that contradict each other or what the records say now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.linking import load_linker
from extractors.resolution.contradictions import of_document, of_lives
from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.decision import Decision, Verdict
from graph_model.projection import SAME_AS, Projection
from loaders.confirmed import is_kept
from loaders.decisions import Decisions
from loaders.stores.base import GraphStore

#: Kind -> zh, en.
ALARMS = {
    "withheld": ("与“不同”的判定矛盾，未予合并", "contradicts a decision not_same; withheld"),
    "lives": ("生卒不相及", "lives that do not meet"),
    "born_after": ("判定合并者生于档案日期之后", "born after a record that was joined to them"),
    "unread": ("所判定的已不再读出", "what was decided upon is no longer read"),
    "kept": ("所确认的关系已不再读出，依判定保留", "no longer read; kept as it was confirmed"),
}


class Alarm(NamedTuple):
    """A decision that needs another look: its number, the kind of alarm, and what was found."""

    decision: Decision
    kind: str
    found: str = ""

    def message(self, language: str = "zh") -> str:
        """In words."""
        return f"{ALARMS[self.kind][language != 'zh']} {self.found}".strip()


def alarms(store: GraphStore, reader: Access) -> list[Alarm]:
    """All alarms about decisions that the reader may see, by number."""
    shown = {decision.no for decision in Decisions(store).active(reader)}
    projection = Projection(store.decisions())
    found = [Alarm(d, "withheld") for d in projection.withheld]
    for decision in projection.decisions:
        if decision.no not in shown:
            continue
        if decision.verdict is Verdict.SAME:
            found += _of_lives(store, decision, reader)
        elif decision.verdict is Verdict.SPLIT:
            found += _of_split(store, decision, reader)
        elif decision.of_claim:
            found += _of_claim(store, decision, reader)
    order = sorted(found, key=lambda alarm: (alarm.decision.no, alarm.kind))
    return [alarm for alarm in order if alarm.decision.no in shown]


def _of_lives(store: GraphStore, decision: Decision, reader: Access) -> Iterator[Alarm]:
    index = load_linker().index
    first, second = index.span(decision.first), index.span(decision.second)
    if decision.first.startswith("person:"):
        apart = of_lives(first, second)
        if apart:
            yield Alarm(decision, "lives", apart)
    for known, other in ((decision.first, decision.second), (decision.second, decision.first)):
        life = index.span(known)
        if not known.startswith("person:"):
            continue
        days = [
            int(claim.earliest.replace("-", ""))
            for claim in _claims_of(store, decision, reader)
            if claim.earliest and other in (claim.told.object, claim.told.subject)
        ]
        early = of_document(life, min(days, default=0))
        if early:
            yield Alarm(decision, "born_after", early)


def _claims_of(store: GraphStore, decision: Decision, reader: Access) -> list[Claim]:
    """Claims of both entities, also where they stand under their leader."""
    found = store.claims_at([decision.first, decision.second], reader)
    leaders = {claim.object for claim in found if claim.predicate == SAME_AS}
    return found + store.claims_at(sorted(leaders), reader)


def _of_claim(store: GraphStore, decision: Decision, reader: Access) -> Iterator[Alarm]:
    edge = (decision.first, decision.predicate, decision.second)
    sources = decision.sources or (decision.first,)
    claims = store.claims_of(sources, reader)
    if not decision.sources and not decision.first.startswith("record:"):
        claims = store.claims_at([decision.first], reader)
    said = [c for c in claims if (c.told.subject, c.predicate, c.told.object) == edge]
    if not any(not is_kept(claim) for claim in said):
        yield Alarm(decision, "kept" if said else "unread")


def _of_split(store: GraphStore, decision: Decision, reader: Access) -> Iterator[Alarm]:
    claims = store.claims_of(decision.sources, reader)
    if not any(decision.first in (c.told.subject, c.told.object) for c in claims):
        yield Alarm(decision, "unread")
