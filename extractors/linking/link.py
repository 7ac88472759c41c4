"""What linking answers: candidates with scores and reasons, and the one that is meant, if any."""

from __future__ import annotations

from typing import NamedTuple

#: Kind of a reason -> zh, en; what was found follows.
REASONS = {
    "name": ("正名", "preferred name"),
    "alias": ("别名", "alias"),
    "short": ("略称", "short form"),
    "unit": ("番号", "unit number"),
    "title": ("姓与衔", "surname and title"),
    "surname": ("姓", "surname"),
    "given": ("名", "given name"),
    "dates": ("年代相合", "dates fit"),
    "after": ("身后", "after death or end"),
    "early": ("年代偏早", "early"),
    "company": ("同见", "in company of"),
    "office": ("任职", "office held"),
    "successor": ("当时沿用者", "the body of that time"),
    "words": ("题名用语", "words of the title"),
}


class Reason(NamedTuple):
    """One ground of a score: its kind (a key of REASONS), what was found, and its weight in
    log-odds.
    """

    kind: str
    found: str
    weight: float


class Candidate(NamedTuple):
    """An entry that a mention may mean; ``score`` is a probability from 0 to 1."""

    entity_id: str
    score: float
    reasons: tuple[Reason, ...] = ()

    def reason(self, language: str = "zh") -> str:
        """The grounds in words."""
        told = (
            f"{REASONS[r.kind][language != 'zh']} {r.found}".strip()
            for r in self.reasons
            if r.kind in REASONS
        )
        return ("；" if language == "zh" else "; ").join(told)


class Link(NamedTuple):
    """The answer for one mention: ``best`` is None where no candidate fits (NIL). ``others`` are
    the further candidates, best first. ``holder`` is who held the office that the mention names,
    at the record's date.
    """

    best: Candidate | None
    others: tuple[Candidate, ...] = ()
    holder: Candidate | None = None

    @property
    def entity_id(self) -> str:
        """The entry meant, ``""`` for NIL."""
        return self.best.entity_id if self.best else ""


NIL = Link(None)
