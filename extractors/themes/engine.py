"""Judge a record: which themes do its words and entities support, by which rule, how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

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


class Themer:
    """Applies the rules of a set of themes."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.id: theme for theme in themes}
        rules = [rule for theme in self.themes.values() for rule in theme.rules]
        self._matcher = Matcher(rules)
        self._by_token: dict[str, list[Rule]] = {}
        for rule in rules:
            for token in dict.fromkeys(rule.any):
                self._by_token.setdefault(token, []).append(rule)

    def judge(self, subject: Subject) -> list[Finding]:
        """One finding a theme, the firmest, in the order of the themes."""
        own, around = self._matcher.find(subject)
        best = self._apply(own, around, subject)
        if _SPIRIT in self._by_token:
            self._spirits(best, own)
            if _SPIRIT in own:
                only = {_SPIRIT: own[_SPIRIT]}
                best.update(self._apply(only, {}, subject))
        return [best[id] for id in self.themes if id in best]

    def _spirits(self, best: dict[str, Finding], own: Hits) -> None:
        for id, finding in best.items():
            if finding.grade != "weak" and self.themes[id].scheme == SPIRITS:
                own.setdefault(_SPIRIT, []).extend(
                    (g.field, g.start, g.end, g.entity_id) for g in finding.grounds
                )

    def _apply(self, own: Hits, around: Hits, subject: Subject) -> dict[str, Finding]:
        best: dict[str, Finding] = {}
        tried: set[str] = set()
        for hits in (own, around):
            for token in hits:
                for rule in self._by_token.get(token, ()):
                    if rule.id in tried:
                        continue
                    tried.add(rule.id)
                    known = best.get(rule.theme)
                    if known and known.grade == "direct":
                        continue
                    found = _hold(rule, own, around, subject)
                    if found and (known is None or _firmer(found, known)):
                        best[rule.theme] = found
        return best


def _firmer(first: Finding, second: Finding) -> bool:
    return (_RANK[first.grade], first.rule) < (_RANK[second.grade], second.rule)


def _hold(rule: Rule, own: Hits, around: Hits, subject: Subject) -> Finding | None:
    """The finding, if the rule holds."""
    if subject.earliest or subject.latest:
        if rule.start and subject.latest and subject.latest < rule.start:
            return None
        if rule.end and subject.earliest and subject.earliest > rule.end:
            return None
    elif not rule.undated:
        return None
    if any(token in own for token in rule.unless):
        return None
    places = _places(rule.any, own)
    inside = bool(places)
    places = places or _places(rule.any, around)
    for group in rule.groups:
        found = _places(group, own) or _places(group, around)
        if not found:
            return None
        places += found
    against = _places(rule.against, own)
    grade = _grade(rule.grade, inside=inside, doubted=bool(against))
    return Finding(
        rule.theme, rule.id, grade, _grounds(places, subject), _grounds(against, subject)
    )


def _grade(grade: Grade, *, inside: bool, doubted: bool) -> Grade:
    """Words around a record say a degree less than its own."""
    if doubted:
        return "weak"
    return grade if inside else GRADES[min(_RANK[grade] + 1, len(GRADES) - 1)]


def _places(tokens: Sequence[str], hits: Hits) -> list[Place]:
    found: list[Place] = []
    for token in tokens:
        found += hits.get(token, ())
    return found


def _grounds(places: list[Place], subject: Subject) -> tuple[Ground, ...]:
    """Each span once, with its entity if one is known, in order."""
    spans: dict[tuple[str, int, int], str] = {}
    for field, start, end, entity in places:
        span = (field, start, end)
        spans[span] = spans.get(span) or entity
    return tuple(
        Ground(field, start, end, subject.texts[field][start:end], entity)
        for (field, start, end), entity in sorted(spans.items())[:_GROUNDS]
    )
