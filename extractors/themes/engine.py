"""Judge a record: which themes do its words and entities support, by which rule, how firmly."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractors.themes.matcher import Hits, Matcher, Place
from extractors.themes.model import GRADES, Finding, Grade, Ground, Rule, Subject, Theme
from extractors.themes.profiles import load_themes

#: The scheme whose findings make the token ``@spirit``.
SPIRITS = "spirits"
_SPIRIT = "@spirit"
_GROUNDS = 8
_RANK = {grade: number for number, grade in enumerate(GRADES)}


@cache
def load_themer() -> Themer:
    """The themer over the project's own themes."""
    return Themer(load_themes().values())


class _Compiled(NamedTuple):
    """A rule with its tokens as sets, and the rank of its grade."""

    rule: Rule
    rank: int
    any: frozenset[str]
    groups: tuple[frozenset[str], ...]
    unless: frozenset[str]
    against: frozenset[str]


class _Held(NamedTuple):
    """A rule that holds: how firmly, and by which places."""

    rule: Rule
    grade: Grade
    places: list[Place]
    against: list[Place]


class Themer:
    """Applies the rules of a set of themes."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.id: theme for theme in themes}
        self._order = {id: number for number, id in enumerate(self.themes)}
        rules = [rule for theme in self.themes.values() for rule in theme.rules]
        self._matcher = Matcher(rules)
        self._by_token: dict[str, list[_Compiled]] = {}
        for rule in rules:
            groups = tuple(frozenset(group) for group in rule.groups)
            sets = frozenset(rule.any), groups, frozenset(rule.unless), frozenset(rule.against)
            for token in dict.fromkeys(rule.any):
                self._by_token.setdefault(token, []).append(
                    _Compiled(rule, _RANK[rule.grade], *sets)
                )

    def judge(self, subject: Subject) -> list[Finding]:
        """One finding a theme, the firmest, in the order of the themes."""
        own, around = self._matcher.find(subject)
        best = self._apply(own, around, subject)
        if _SPIRIT in self._by_token:
            for id, held in list(best.items()):
                if held.grade != "weak" and self.themes[id].scheme == SPIRITS:
                    own.setdefault(_SPIRIT, []).extend(held.places)
            if _SPIRIT in own:
                best |= self._apply({_SPIRIT: own[_SPIRIT]}, {}, subject)
        return [
            Finding(
                id, h.rule.id, h.grade, _grounds(h.places, subject), _grounds(h.against, subject)
            )
            for id, h in sorted(best.items(), key=lambda item: self._order[item[0]])
        ]

    def _apply(self, own: Hits, around: Hits, subject: Subject) -> dict[str, _Held]:
        best: dict[str, _Held] = {}
        tried: set[str] = set()
        first, last = subject.earliest, subject.latest
        dated = bool(first or last)
        for hits in (own, around):
            for token in hits:
                for compiled in self._by_token.get(token, ()):
                    rule = compiled.rule
                    if dated:
                        if (rule.start and last and last < rule.start) or (
                            rule.end and first and first > rule.end
                        ):
                            continue
                    elif not rule.undated:
                        continue
                    known = best.get(rule.theme)
                    if (known and _RANK[known.grade] <= compiled.rank) or rule.id in tried:
                        continue
                    tried.add(rule.id)
                    found = _hold(compiled, own, around)
                    if found and (known is None or _RANK[found.grade] < _RANK[known.grade]):
                        best[rule.theme] = found
        return best


def _hold(compiled: _Compiled, own: Hits, around: Hits) -> _Held | None:
    """What is found, if the rule holds; its dates have been looked at."""
    rule = compiled.rule
    if compiled.unless and not compiled.unless.isdisjoint(own):
        return None
    places = _places(compiled.any, own)
    inside = bool(places)
    places = places or _places(compiled.any, around)
    for group in compiled.groups:
        found = _places(group, own) or _places(group, around)
        if not found:
            return None
        places += found
    against = _places(compiled.against, own)
    return _Held(rule, _grade(rule.grade, inside=inside, doubted=bool(against)), places, against)


def _grade(grade: Grade, *, inside: bool, doubted: bool) -> Grade:
    """Words around a record say a degree less than its own."""
    if doubted:
        return "weak"
    return grade if inside else GRADES[min(_RANK[grade] + 1, len(GRADES) - 1)]


def _places(tokens: frozenset[str], hits: Hits) -> list[Place]:
    """The places of the tokens; ``_grounds`` puts them in order."""
    if not tokens or tokens.isdisjoint(hits):
        return []
    return [place for token in tokens & hits.keys() for place in hits[token]]


def _grounds(places: list[Place], subject: Subject) -> tuple[Ground, ...]:
    """Each span once, with its entity if one is known, in order."""
    if not places:
        return ()
    spans: dict[tuple[str, int, int], str] = {}
    for field, start, end, entity in places:
        span = (field, start, end)
        spans[span] = max(spans.get(span, ""), entity)
    return tuple(
        Ground(field, start, end, subject.texts[field][start:end], entity)
        for (field, start, end), entity in sorted(spans.items())[:_GROUNDS]
    )
