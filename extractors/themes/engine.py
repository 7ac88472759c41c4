"""Judge a record: which themes do its words and entities support, by which rule, how firmly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.themes.matcher import Hit, Matcher
from extractors.themes.model import GRADES, Finding, Ground, Rule, Subject, Theme
from extractors.themes.profiles import load_themes

#: The scheme whose findings make the token ``@spirit``.
SPIRITS = "spirits"
_SPIRIT = "@spirit"
_GROUNDS = 8
_RANK = {grade: number for number, grade in enumerate(GRADES)}
_WEAK = _RANK["weak"]
#: Above every ISO day.
_NEVER = "~"
#: How many spans of days are remembered with the rules that they allow.
_DAYS = 1024
#: Makes a finding of a tuple, at half the cost of naming its fields.
_made = tuple.__new__


@cache
def load_themer() -> Themer:
    """The themer over the project's own themes."""
    return Themer(load_themes().values())


@dataclass(slots=True, eq=False)
class _Compiled:
    """A rule with its tokens as sets of signs, its theme's number and its grade's rank."""

    rule: Rule
    number: int
    theme: int
    rank: int
    start: str
    end: str
    undated: bool
    asks: bool
    any: frozenset[int]
    groups: tuple[frozenset[int], ...]
    unless: frozenset[int]
    against: frozenset[int]
    all: frozenset[int]


#: A rule that holds, and the rank of the grade that it gives here.
_Held = tuple[_Compiled, int]


class _Startable(dict[int, tuple[_Compiled, ...]]):
    """Sign → the rules that it can start in a record of certain days, made when first asked for:
    those that begin by ``begun`` and do not end before ``ending``; both empty for a record without
    a date.
    """

    def __init__(self, of_sign: Sequence[Iterable[_Compiled]], begun: str, ending: str) -> None:
        self._of_sign = of_sign
        self._begun = begun
        self._ending = ending

    def __missing__(self, sign: int) -> tuple[_Compiled, ...]:
        """A rule that asks nothing else makes those after it of the same theme that give no more
        needless.
        """
        rules: list[_Compiled] = []
        settled: dict[int, int] = {}
        for compiled in self._of_sign[sign]:
            if self._ending:
                fits = compiled.start <= self._begun and compiled.end >= self._ending
            else:
                fits = compiled.undated
            if fits and settled.get(compiled.theme, _WEAK + 1) > compiled.rank:
                rules.append(compiled)
                if not compiled.asks:
                    settled[compiled.theme] = compiled.rank
        self[sign] = found = tuple(rules)
        return found


class Themer:
    """Applies the rules of a set of themes."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self.themes = {theme.id: theme for theme in themes}
        self._ids = list(self.themes)
        rules = [rule for theme in self.themes.values() for rule in theme.rules]
        self._matcher = matcher = Matcher(rules)
        self._spirit = matcher.made(_SPIRIT)
        self._of_spirit = [theme.scheme == SPIRITS for theme in self.themes.values()]
        order = {id: number for number, id in enumerate(self.themes)}
        self._rules = [
            _compiled(rule, number, order[rule.theme], matcher) for number, rule in enumerate(rules)
        ]
        by_token: dict[str, list[_Compiled]] = {}
        for compiled in self._rules:
            for token in dict.fromkeys(compiled.rule.any):
                by_token.setdefault(token, []).append(compiled)
        of_sign = [
            dict.fromkeys(one for token in sign for one in by_token.get(token, ()))
            for sign in matcher.signs
        ]
        #: Where the rules' days begin and end, so that a record's days become two numbers.
        self._starts = sorted({rule.start for rule in self._rules})
        self._ends = sorted({rule.end for rule in self._rules})
        self._startable = lru_cache(_DAYS)(
            lambda first, last: (
                _Startable(of_sign, self._starts[last - 1], self._ends[first])
                if first >= 0
                else _Startable(of_sign, "", "")
            )
        )

    def judge(self, subject: Subject) -> list[Finding]:
        """One finding a theme, the firmest, in the order of the themes."""
        own, around = self._matcher.find(subject)
        if not own and not around:
            return []
        startable = self._startable(*self._days(subject))
        best = _apply(startable, own, around)
        if not best:
            return []
        own.sort()
        shown: dict[int, list[Hit]] = {}
        if self._spirit >= 0:
            for theme, (compiled, rank) in best.items():
                if self._of_spirit[theme] and rank != _WEAK:
                    shown[theme] = _hits(compiled, own, around)
            if shown:
                made = [(*hit[:4], self._spirit) for hits in shown.values() for hit in hits]
                more = _apply(startable, made[:1], [])
                if len(shown) > 1:
                    made.sort()
                for theme, held in more.items():
                    known = best.get(theme)
                    if known is None or held[1] < known[1]:
                        best[theme], shown[theme] = held, made
        texts = subject.texts
        found = []
        for theme in sorted(best):
            compiled, rank = best[theme]
            hits = shown.get(theme) or _hits(compiled, own, around)
            doubts = _chosen(compiled.against, own) if rank == _WEAK and compiled.against else ()
            values = (
                self._ids[theme], compiled.rule.id, GRADES[rank],
                _grounds(hits, texts), _grounds(doubts, texts) if doubts else (),
            )  # fmt: skip
            found.append(_made(Finding, values))
        return found

    def _days(self, subject: Subject) -> tuple[int, int]:
        """How many of the rules' ends lie before the record, and how many starts not after it."""
        if not (subject.earliest or subject.latest):
            return -1, -1
        first = bisect_left(self._ends, subject.earliest)
        return first, bisect_right(self._starts, subject.latest or _NEVER)


def _apply(startable: _Startable, own: list[Hit], around: list[Hit]) -> dict[int, _Held]:
    """Theme → the rule that holds most firmly, the first of those that do."""
    best: dict[int, _Held] = {}
    tried: set[int] = set()
    inside, beside = {hit[4] for hit in own}, {hit[4] for hit in around}
    for hits in (own, around) if around else (own,):
        for hit in hits:
            for compiled in startable[hit[4]]:
                known = best.get(compiled.theme)
                if known is not None and known[1] <= compiled.rank:
                    continue
                number = compiled.number
                if number in tried:
                    continue
                tried.add(number)
                if compiled.asks or hits is around:
                    rank = _rank(compiled, inside, beside)
                else:
                    rank = compiled.rank
                if rank is not None and (known is None or rank < known[1]):
                    best[compiled.theme] = (compiled, rank)
    return best


def _compiled(rule: Rule, number: int, theme: int, matcher: Matcher) -> _Compiled:
    any_ = matcher.signs_of(rule.any)
    groups = tuple(matcher.signs_of(group) for group in rule.groups)
    unless, against = matcher.signs_of(rule.unless), matcher.signs_of(rule.against)
    return _Compiled(
        rule, number, theme, _RANK[rule.grade], rule.start, rule.end or _NEVER, rule.undated,
        bool(groups or unless or against), any_, groups, unless, against, any_.union(*groups),
    )  # fmt: skip


def _rank(compiled: _Compiled, inside: set[int], beside: set[int]) -> int | None:
    """The rank of the grade that a rule gives, None where it does not hold; its dates have been
    looked at. Words around a record say a degree less than its own; what speaks against it makes it
    weak.
    """
    if compiled.unless and not compiled.unless.isdisjoint(inside):
        return None
    for group in compiled.groups:
        if group.isdisjoint(inside) and group.isdisjoint(beside):
            return None
    if compiled.against and not compiled.against.isdisjoint(inside):
        return _WEAK
    if compiled.any.isdisjoint(inside):
        return min(compiled.rank + 1, _WEAK)
    return compiled.rank


def _hits(compiled: _Compiled, own: list[Hit], around: list[Hit]) -> list[Hit]:
    """The places of a rule's signs, sorted: of each group those in the record's own words, which
    are sorted already, or else those around it.
    """
    if not around:
        return _chosen(compiled.all, own)
    found: list[Hit] = []
    for group in (compiled.any, *compiled.groups):
        found += _chosen(group, own) or _chosen(group, around)
    found.sort()
    return found


def _chosen(signs: frozenset[int], hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit[4] in signs]


def _grounds(hits: Sequence[Hit], texts: Mapping[str, str]) -> tuple[Ground, ...]:
    """Each span of sorted hits once, with its entity if one is known, which comes after the bare
    words.
    """
    if len(hits) == 1:
        field, start, end, entity, _ = hits[0]
        return (_made(Ground, (field, start, end, texts[field][start:end], entity)),)
    found: list[Ground] = []
    field_before, start_before, end_before = "", -1, -1
    for field, start, end, entity, _ in hits:
        ground = _made(Ground, (field, start, end, texts[field][start:end], entity))
        if start == start_before and end == end_before and field == field_before:
            found[-1] = ground
        else:
            found.append(ground)
            field_before, start_before, end_before = field, start, end
    return tuple(found[:_GROUNDS])
