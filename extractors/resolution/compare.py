"""Are two names one? A sum of weights in log-odds (Fellegi-Sunter), each with its ground."""

from __future__ import annotations

import math
from typing import NamedTuple

from extractors.linking.index import Index
from extractors.linking.spans import Span
from extractors.resolution import contradictions
from extractors.resolution.keys import bare, is_short_for, sound

#: Kind of a ground -> zh, en.
GROUNDS = {
    "entry": ("规范条目相同", "same authority entry"),
    "entries": ("规范条目不同", "different authority entries"),
    "known": ("一方为规范条目，另一方不合其年代", "only one of them fits the authority entry"),
    "name": ("名称相同", "same name"),
    "bare": ("写法不同而名称相同", "same name, written differently"),
    "alias": ("规范表中的别名", "alias in the authority tables"),
    "short": ("可能为简称", "may be a short form"),
    "sound": ("同音而字不同", "same sound, other characters"),
    "other": ("名称不同", "different names"),
    "near": ("年代相近", "years near each other"),
    "far": ("年代相远", "years far apart"),
    "company": ("同见者相同", "shared company"),
    "apart": ("同见者无一相同", "no shared company"),
    "numbers": ("番号或年份不同", "different numbers"),
    "ranks": ("政区等级不同", "different ranks of place"),
    "lives": ("生卒不相及", "lives that do not meet"),
}
_YEAR = 10_000
_NEVER = -12.0


class Named(NamedTuple):
    """A name as some records give it: plain form, first and last day (0 unknown), forms of what
    stands beside it, and the authority entry that it was linked to.
    """

    label: str
    name: str
    first: int = 0
    last: int = 0
    company: frozenset[str] = frozenset()
    entity_id: str = ""


class Ground(NamedTuple):
    """One ground: a key of GROUNDS, what was found, and its weight."""

    kind: str
    found: str
    weight: float


class Match(NamedTuple):
    """How likely two names are one, from 0 to 1, and why."""

    score: float
    grounds: tuple[Ground, ...]

    def explain(self, language: str = "zh") -> str:
        """The grounds in words, the heaviest first."""
        at = int(language != "zh")
        order = sorted(self.grounds, key=lambda g: -abs(g.weight))
        told = (f"{GROUNDS[g.kind][at]} {g.found}".strip() for g in order)
        return ("；" if language == "zh" else "; ").join(told)


class Comparer:
    """Compares names; knows the authority tables."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def compare(self, first: Named, second: Named) -> Match:
        """The probability that the two are one, with its grounds."""
        grounds = [
            *self._names(first, second),
            *_contradictions(first, second),
            *_dates(first, second),
            *_company(first, second),
        ]
        odds = sum(ground.weight for ground in grounds)
        return Match(round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4), tuple(grounds))

    def forms_of(self, entity_id: str) -> list[str]:
        """All forms of an authority entry; none for ``""``."""
        entry = self._index.authority.entries.get(entity_id)
        return list(dict.fromkeys(entry.forms())) if entry else []

    def _names(self, first: Named, second: Named) -> list[Ground]:
        if first.entity_id and second.entity_id:
            if first.entity_id == second.entity_id:
                return [Ground("entry", first.entity_id, 6.0)]
            lives = contradictions.of_lives(
                self._span(first.entity_id), self._span(second.entity_id)
            )
            found = [Ground("lives", lives, -2.0)] if first.label == "PERSON" and lives else []
            return [Ground("entries", "", -8.0), *found]
        label, a, b = first.label, first.name, second.name
        if bare(label, a) == bare(label, b):
            same = Ground("name" if a == b else "bare", "", _worth(label, bare(label, a)))
            if first.entity_id or second.entity_id:
                return [same, *self._only_one_fits(first, second)]
            return [same]
        known, other = (first, second) if first.entity_id else (second, first)
        if known.entity_id:
            return self._against_entry(known, other)
        if label == "ORG" and (is_short_for(a, b) or is_short_for(b, a)):
            return [Ground("short", "", -0.5)]
        if sound(a) == sound(b):
            return [Ground("sound", sound(a), -3.5)]
        return [Ground("other", "", -8.0)]

    def _against_entry(self, known: Named, other: Named) -> list[Ground]:
        forms = self._index.forms.get((other.label, other.name), ())
        if any(form.entity_id == known.entity_id for form in forms):
            return [Ground("alias", other.name, 2.5), *self._only_one_fits(known, other)]
        return [Ground("other", "", -8.0)]

    def _only_one_fits(self, first: Named, second: Named) -> list[Ground]:
        """One is linked and the other is not: did its date forbid it?"""
        known, other = (first, second) if first.entity_id else (second, first)
        span = self._span(known.entity_id)
        early = span.first and other.last and other.last < span.first
        late = span.last and other.first and other.first > span.last + 60 * _YEAR
        forbidden = early or (late and known.label == "PERSON")
        return [Ground("known", "", -8.0)] if forbidden else []

    def _span(self, id: str) -> Span:
        return self._index.span(id)


def _worth(label: str, name: str) -> float:
    """An equal name says the more the longer it is; two characters name many people."""
    if label == "PERSON":
        return 1.2 if len(name) <= 2 else 2.4
    return 1.5 + 0.6 * min(len(name), 6)


def _contradictions(first: Named, second: Named) -> list[Ground]:
    found = []
    if not (first.entity_id and first.entity_id == second.entity_id):
        a, b = bare(first.label, first.name), bare(second.label, second.name)
        numbers = first.label != "PERSON" and contradictions.of_numbers(a, b)
        if numbers:
            found.append(Ground("numbers", numbers, _NEVER))
    ranks = first.label == "PLACE" and contradictions.of_ranks(first.name, second.name)
    if ranks:
        found.append(Ground("ranks", ranks, _NEVER))
    return found


def _dates(first: Named, second: Named) -> list[Ground]:
    if first.label != "PERSON" or first.entity_id or second.entity_id:
        return []
    if not (first.first and second.first):
        return []
    gap = max(first.first, second.first) - min(first.last, second.last)
    years = max(0, gap // _YEAR)
    reach = (max(first.last, second.last) - min(first.first, second.first)) // _YEAR
    if reach <= 25:
        return [Ground("near", f"{years}", 0.6)]
    weight = -0.3 if reach <= 45 else -2.5 if reach <= 70 else -7.0
    return [Ground("far", f"{reach}", weight)]


def _company(first: Named, second: Named) -> list[Ground]:
    if not (first.company and second.company):
        return []
    shared = first.company & second.company
    if shared:
        told = "、".join(sorted(shared)[:3])
        return [Ground("company", told, min(3.0, 1.5 + 0.5 * len(shared)))]
    return [Ground("apart", "", -0.4)] if first.label == "PERSON" else []
