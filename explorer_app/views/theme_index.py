"""Counts by theme over everything that a reader sees: one pass over records and theme claims, both
in the order of their ids, so that memory holds counts only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.node import Node
from loaders.stores.base import GraphStore

TYPES = ("EMBODIES", "IN_SCOPE")
GRADES = ("direct", "contextual", "weak")
#: Periods by their first day, in order; the last day before the next.
PERIODS: tuple[tuple[str, str, str], ...] = (
    ("0000", "1840年以前", "before 1840"),
    ("1840-01-01", "1840–1911", "1840–1911"),
    ("1912-01-01", "1912–1920", "1912–1920"),
    ("1921-01-01", "1921–1927", "1921–1927"),
    ("1927-08-01", "1927–1937", "1927–1937"),
    ("1937-07-07", "1937–1945", "1937–1945"),
    ("1945-09-03", "1945–1949", "1945–1949"),
    ("1949-10-01", "1949–1956", "1949–1956"),
    ("1957-01-01", "1957–1966", "1957–1966"),
    ("1966-05-16", "1966–1978", "1966–1978"),
    ("1978-12-18", "1978–2012", "1978–2012"),
    ("2012-11-08", "2012–", "2012–"),
)
UNDATED = -1
#: Headings under which catalogues say whether a record is digitised, and in what state it is.
_DIGITISED = ("數位化", "数字化", "数字化状况", "是否数字化", "digitised")
_CONDITION = ("保管状况", "实体状况", "完好程度", "破损程度", "condition")
_FIRM = ("direct", "contextual")


@dataclass(slots=True)
class ThemeIndex:
    """Counters over records. Themes count at their firmest grade; all but ``grades`` leave weak
    ones out. Periods are numbers into PERIODS, UNDATED without a date.
    """

    records: int = 0
    grades: Counter[tuple[str, str]] = field(default_factory=Counter)
    years: Counter[tuple[str, int]] = field(default_factory=Counter)
    periods: Counter[tuple[str, int]] = field(default_factory=Counter)
    access: Counter[tuple[str, int]] = field(default_factory=Counter)
    fonds: Counter[tuple[str, str]] = field(default_factory=Counter)
    digitised: Counter[tuple[str, str]] = field(default_factory=Counter)
    condition: Counter[tuple[str, str]] = field(default_factory=Counter)
    both: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def firm(self, theme: str) -> int:
        """Records of a theme, weak ones left out."""
        return sum(self.grades[theme, grade] for grade in _FIRM)


def period_of(day: str) -> int:
    """The number of the period that an ISO day lies in."""
    if not day:
        return UNDATED
    return max(number for number, (first, _, _) in enumerate(PERIODS) if first <= day)


def period_name(number: int, language: str) -> str:
    """A period's name; an undated one is said so."""
    if number == UNDATED:
        return "日期不详" if language == "zh" else "undated"
    return PERIODS[number][1 if language == "zh" else 2]


def theme_index(store: GraphStore, reader: Access) -> ThemeIndex:
    """Count everything that the reader sees."""
    index = ThemeIndex()
    claims = _by_record(store, reader)
    waiting = next(claims, None)
    for node in store.iter_nodes(reader, labels=("Record",)):
        while waiting and waiting[0] < node.id:
            waiting = next(claims, None)
        said = waiting[1] if waiting and waiting[0] == node.id else []
        _count(index, node, said)
    return index


def _by_record(store: GraphStore, reader: Access) -> Iterator[tuple[str, list[Claim]]]:
    subject = ""
    said: list[Claim] = []
    for claim in store.iter_edges(reader, types=TYPES):
        if not claim.grade or claim.grade == "against" or claim.status is Status.REJECTED:
            continue
        if claim.subject != subject:
            if said:
                yield subject, said
            subject, said = claim.subject, []
        said.append(claim)
    if said:
        yield subject, said


def best_grades(claims: list[Claim]) -> dict[str, str]:
    """Theme → firmest grade of a record's claims."""
    best: dict[str, str] = {}
    for claim in claims:
        known = best.get(claim.object, claim.grade)
        best[claim.object] = min(known, claim.grade, key=GRADES.index)
    return best


def _count(index: ThemeIndex, node: Node, said: list[Claim]) -> None:
    index.records += 1
    period = period_of(node.earliest)
    best = best_grades(said)
    index.grades.update(best.items())
    themes = sorted(theme for theme, grade in best.items() if grade in _FIRM)
    facts = node.properties
    extra = facts.get("extra") or {}
    if not any(theme.startswith("theme:scope-") for theme in themes):
        index.reasons[str(facts.get("scope_note") or "weak")] += 1
        themes.append("")
    for theme in themes:
        index.periods[theme, period] += 1
        index.access[theme, int(node.access or Access.OPEN)] += 1
        index.fonds[theme, str(facts.get("fonds", ""))] += 1
        index.digitised[theme, _cell(extra, _DIGITISED)] += 1
        index.condition[theme, _cell(extra, _CONDITION)] += 1
        if node.earliest:
            index.years[theme, int(node.earliest[:4])] += 1
    index.both.update(combinations([theme for theme in themes if theme], 2))
    spans = {(c.object, c.evidence.quote) for c in said if best[c.object] in _FIRM}
    index.words.update((theme, word, period) for theme, word in spans)


def _cell(extra: dict[str, str], headings: tuple[str, ...]) -> str:
    return next((str(extra[name]) for name in headings if extra.get(name)), "")
