"""Decisions: what people have said about who is who and about single claims.

A decision is about what programs told (``Claim.told``), never about how other decisions have
arranged it, so that each stands by itself and can be taken back alone. The log of decisions only
grows: taking one back is an entry of its own, and so is taking that back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from graph_model.claim import GRADES, Claim
from graph_model.errors import ShimaiError
from graph_model.ids import content_hash
from graph_model.schema import Schema


class Verdict(StrEnum):
    """What was decided.

    Of two entities: ``same``, ``not_same``, ``unsure``; ``split``: in the records ``sources``,
    what was read as ``first`` is ``second``; ``whole``: it is ``first``, nobody else (``second`` is
    the same id). Of a claim (``predicate`` is not empty): ``confirm``, ``reject``, ``unsure``. Of
    another decision: ``undo``.
    """

    SAME = "same"
    NOT_SAME = "not_same"
    SPLIT = "split"
    WHOLE = "whole"
    CONFIRM = "confirm"
    REJECT = "reject"
    UNSURE = "unsure"
    UNDO = "undo"


#: Relationship of a name to the entity that it was found to be.
SAME_AS = "SAME_AS"
_OF_PAIRS = (Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE, Verdict.SPLIT, Verdict.WHOLE)
#: Verdicts on whom some records mean by a name.
_OF_RECORDS = (Verdict.SPLIT, Verdict.WHOLE)
_OF_CLAIMS = (Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE)


class DecisionRefused(ShimaiError):
    """A decision that cannot be taken."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log.

    ``first`` and ``second`` are entity ids, or subject and object of a claim with its
    ``predicate``. ``sources``: the records it is about; empty for a claim means every record that
    says it. ``time`` is UTC, ISO, whole seconds. ``no`` is its place in the store's log, from 1, 0
    before it is written; ``undoes`` is the ``no`` that an ``undo`` takes back. ``field``,
    ``start``, ``quote`` and ``grade`` are those of the claim that was confirmed, so that it can be
    kept when programs no longer read it.
    """

    verdict: Verdict
    first: str = ""
    second: str = ""
    predicate: str = ""
    sources: tuple[str, ...] = ()
    user: str = ""
    time: str = ""
    reason: str = ""
    undoes: int = 0
    no: int = 0
    field: str = ""
    start: int = 0
    quote: str = ""
    grade: str = ""

    @property
    def of_claim(self) -> bool:
        """Whether it is about a claim."""
        return bool(self.predicate)

    @property
    def ids(self) -> tuple[str, ...]:
        """The nodes that it names, records included."""
        return tuple(filter(None, (self.first, self.second, *self.sources)))

    @property
    def target(self) -> tuple[str, ...]:
        """What it is about: a later decision on the same target replaces it."""
        if self.of_claim:
            return (self.first, self.predicate, self.second, *self.sources)
        if self.verdict in _OF_RECORDS:
            return ("split", self.first, *self.sources)
        return tuple(sorted((self.first, self.second)))

    @property
    def makes_entity(self) -> bool:
        """Whether it is a split that makes ``second``, rather than naming one that there is."""
        return self.verdict is Verdict.SPLIT and self.second == _made_by(self.first, self.sources)

    def as_line(self) -> str:
        """The decision as one line of JSON, without what is empty."""
        kept = {key: value for key, value in asdict(self).items() if value not in ("", 0, ())}
        return json.dumps(kept, ensure_ascii=False)


def _made_by(first: str, sources: Sequence[str]) -> str:
    return f"{first.partition(':')[0]}:~{content_hash('split', first, *sources)}"


def from_line(line: str) -> Decision:
    """The decision that a line says; raises DECISION_LINE."""
    try:
        value: dict[str, Any] = json.loads(line)
        value["verdict"] = Verdict(value["verdict"])
        value["sources"] = tuple(map(str, value.get("sources", ())))
        decision = Decision(**value)
        texts = (decision.first, decision.second, decision.predicate, decision.user, decision.time)
        words = (decision.reason, decision.field, decision.quote, decision.grade)
        if not all(isinstance(text, str) for text in (*texts, *words)):
            raise TypeError("text expected")
        if decision.grade not in ("", *GRADES):
            raise ValueError(decision.grade)
        numbers = int(decision.no), int(decision.undoes), int(decision.start)
        return replace(decision, no=numbers[0], undoes=numbers[1], start=numbers[2])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DecisionRefused("DECISION_LINE", line=line.strip()[:80], reason=error) from None


def now() -> str:
    """The time of a decision taken now."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def of_pair(
    verdict: Verdict, first: str, second: str, *, user: str, reason: str = "", time: str = ""
) -> Decision:
    """A decision about two entities."""
    return Decision(verdict, first, second, user=user, time=time or now(), reason=reason)


def of_split(
    first: str,
    sources: Sequence[str],
    second: str = "",
    *,
    user: str,
    reason: str = "",
    time: str = "",
) -> Decision:
    """In these records ``first`` is ``second``, or, without one, somebody of the same name."""
    records = tuple(sorted(set(sources)))
    other = second or _made_by(first, records)
    return Decision(
        Verdict.SPLIT, first, other, "", records, user=user, time=time or now(), reason=reason
    )


def of_whole(
    first: str, sources: Sequence[str], *, user: str, reason: str = "", time: str = ""
) -> Decision:
    """In these records ``first`` is nobody else."""
    records = tuple(sorted(set(sources)))
    return Decision(
        Verdict.WHOLE, first, first, "", records, user=user, time=time or now(), reason=reason
    )


def of_claims(
    verdict: Verdict,
    claims: Iterable[Claim],
    *,
    user: str,
    everywhere: bool = False,
    reason: str = "",
    time: str = "",
) -> list[Decision]:
    """Decisions about claims as a store returns them, each for its own record, or with
    ``everywhere`` for every record that says the same now or later.
    """
    when = time or now()
    told = (claim.told for claim in claims)
    targets = dict.fromkeys(
        (c.subject, c.predicate, c.object, () if everywhere else (c.evidence.source,)) for c in told
    )
    return [
        Decision(verdict, s, o, p, sources, user=user, time=when, reason=reason)
        for s, p, o, sources in targets
    ]


def of_undo(no: int, *, user: str, reason: str = "", time: str = "") -> Decision:
    """Takes back decision ``no``."""
    return Decision(Verdict.UNDO, user=user, time=time or now(), reason=reason, undoes=no)


def check_decision(decision: Decision, schema: Schema) -> None:
    """Refuse what cannot be decided; raises DecisionRefused."""
    if not decision.user.strip():
        raise DecisionRefused("DECISION_USER")
    if decision.verdict is Verdict.UNDO:
        return
    allowed = _OF_CLAIMS if decision.of_claim else _OF_PAIRS
    if decision.verdict not in allowed:
        raise DecisionRefused(
            "DECISION_VERDICT", verdict=decision.verdict, allowed=" ".join(allowed)
        )
    labels = schema.label_of(decision.first), schema.label_of(decision.second)
    if decision.predicate == SAME_AS:  # what a decision made is changed by that decision only
        raise DecisionRefused("DECISION_MADE", first=decision.first, second=decision.second)
    if decision.of_claim:
        schema.check(decision.predicate, *labels)
        return
    entity = labels[0] in schema.edges[SAME_AS].domain
    whole = decision.verdict is Verdict.WHOLE
    if (decision.first == decision.second) != whole or labels[0] != labels[1] or not entity:
        raise DecisionRefused("DECISION_PAIR", first=decision.first, second=decision.second)
    if decision.verdict in _OF_RECORDS and not decision.sources:
        raise DecisionRefused("DECISION_SPLIT", first=decision.first)


def active(log: Iterable[Decision]) -> list[Decision]:
    """The entries that hold: not taken back, nor an ``undo`` itself; in order."""
    entries = sorted(log, key=lambda d: d.no)
    undone: set[int] = set()
    for entry in reversed(entries):
        if entry.verdict is Verdict.UNDO and entry.no not in undone:
            undone.add(entry.undoes)
    return [d for d in entries if d.no not in undone and d.verdict is not Verdict.UNDO]


def standing(log: Iterable[Decision]) -> list[Decision]:
    """The active entries, of those about one target the last only; in order."""
    last = {decision.target: decision for decision in active(log)}
    return sorted(last.values(), key=lambda d: d.no)


def read_log(lines: Iterable[str]) -> Iterator[Decision]:
    """Decisions of an exported log; empty lines are passed over."""
    return (from_line(line) for line in lines if line.strip())
