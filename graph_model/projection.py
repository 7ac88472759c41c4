"""What the standing decisions make of the claims that programs told.

A pure function of the log and of each entity's own level: the graph can always be made again from
what was told. ``same`` joins entities into one, shown under its leader: the member that most
readers may see, an authority entry before a name, then by id. Claims keep what they were told of
(``told_subject``, ``told_object``), so a merge loses none and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.decision import SAME_AS, Decision, Verdict, standing
from graph_model.ids import authority_id, is_authority

#: Rule of the claims that a decision itself makes.
RULE = "decision"
__all__ = ["RULE", "SAME_AS", "Groups", "Projection", "decision_source", "related"]
_STATUS = {Verdict.CONFIRM: Status.CONFIRMED, Verdict.REJECT: Status.REJECTED}


class Groups:
    """Ids joined into groups (union-find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, id: str) -> str:
        """The id that stands for the group while it is being made."""
        root = id
        while (above := self._above.get(root, root)) != root:
            root = above
        while (above := self._above.get(id, id)) != root:
            self._above[id], id = root, above
        return root

    def join(self, first: str, second: str) -> None:
        """Make one group of two."""
        a, b = sorted((self.find(first), self.find(second)))
        self._above.setdefault(a, a)
        self._above[b] = a

    def groups(self) -> list[list[str]]:
        """All groups of two and more, sorted."""
        found: dict[str, list[str]] = {}
        for id in sorted(self._above):
            found.setdefault(self.find(id), []).append(id)
        return [found[root] for root in sorted(found) if len(found[root]) > 1]


class Projection:
    """The standing decisions, ready to be applied to told claims.

    ``withheld`` are decisions ``same`` that would join what others keep apart: the later ``same``
    gives way.
    """

    def __init__(self, log: Iterable[Decision]) -> None:
        self.decisions = standing(log)
        self.withheld: list[Decision] = []
        self.splits = [d for d in self.decisions if d.verdict is Verdict.SPLIT]
        self._moved = {(d.first, s): d.second for d in self.splits for s in d.sources}
        self._status = {
            (d.first, d.predicate, d.second, *d.sources): _STATUS[d.verdict]
            for d in self.decisions
            if d.of_claim and d.verdict in _STATUS
        }
        self.members: list[list[str]] = self._join().groups()
        self._leader: dict[str, str] = {}

    def _join(self) -> Groups:
        groups = Groups()
        apart: dict[str, set[str]] = {}
        for decision in self.decisions:
            if decision.verdict is Verdict.NOT_SAME:
                apart.setdefault(decision.first, set()).add(decision.second)
                apart.setdefault(decision.second, set()).add(decision.first)
        for decision in self.decisions:
            if decision.verdict is not Verdict.SAME:
                continue
            a, b = groups.find(decision.first), groups.find(decision.second)
            if any(groups.find(other) == b for other in apart.get(a, ())):
                self.withheld.append(decision)
                continue
            groups.join(a, b)
            both = apart.get(a, set()) | apart.get(b, set())
            if both:
                apart[groups.find(a)] = both
        return groups

    def know_leaders(self, leaders: Mapping[str, str]) -> None:
        """Take over who stands for whom in groups that are not arranged anew."""
        self._leader.update(leaders)

    def choose_leaders(self, levels: Mapping[str, Access]) -> None:
        """Choose who stands for each group that has one of the ids; ``levels`` holds the ids that
        the graph has, with the level from which readers see them.
        """
        for group in self.members:
            if levels.keys().isdisjoint(group):
                continue
            there = [id for id in group if id in levels]
            for id in group:
                self._leader.pop(id, None)
            if there:
                best = min(there, key=lambda id: (levels[id], not is_authority(id), id))
                self._leader.update(dict.fromkeys(there, best))

    def leader(self, id: str) -> str:
        """Who stands for the entity: itself where nothing was decided."""
        return self._leader.get(id, id)

    def who(self, id: str, source: str) -> str:
        """Whom a source means by the entity, after splits."""
        return self._moved.get((id, source), id)

    def place(self, id: str, source: str) -> str:
        """Where a claim of the source about the entity belongs."""
        return self.leader(self.who(id, source))

    def apply(self, told: Claim) -> Claim:
        """The claim as the graph shows it."""
        source = told.evidence.source
        subject, object_ = self.place(told.subject, source), self.place(told.object, source)
        edge = (told.subject, told.predicate, told.object)
        status = self._status.get((*edge, source)) or self._status.get(edge) or told.status
        return replace(
            told,
            subject=subject,
            object=object_,
            status=status,
            told_subject=told.subject if subject != told.subject else "",
            told_object=told.object if object_ != told.object else "",
        )

    def same_as(self, ids: Iterable[str], levels: Mapping[str, Access]) -> list[Claim]:
        """Claims that say of each of the ids who stands for it, with the decision as evidence."""
        claims = []
        for id in sorted(ids):
            leader = self.leader(id)
            if leader == id:
                continue
            level = max(levels[id], levels[leader])
            for decision in self.decisions:
                if decision.verdict is Verdict.SAME and id in (decision.first, decision.second):
                    said = Evidence(decision_source(decision.no), RULE)
                    claims.append(
                        Claim(id, SAME_AS, leader, said, RULE, 1.0, Status.CONFIRMED, level)
                    )
        return claims


def decision_source(no: int) -> str:
    """Id of the source node of a decision."""
    return authority_id("source", f"decision-{no}")


def related(log: Iterable[Decision]) -> list[list[str]]:
    """Entities that any decision about two of them brings together, taken back or not: what has to
    be arranged together. Groups and their members are sorted.
    """
    groups = Groups()
    for decision in log:
        if decision.verdict is not Verdict.UNDO and not decision.of_claim:
            groups.join(decision.first, decision.second)
    return groups.groups()
