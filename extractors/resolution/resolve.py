"""Resolution of many names: equal forms first, apart where time and company say so, then near
forms within blocks.

Sorting by form and day is the only step that grows faster than the input (n log n); within a block
at most ``_BLOCK`` names are compared with their neighbours.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.resolution.compare import Comparer, Ground, Match, Named
from extractors.resolution.keys import bare, is_short_for, sound

_BLOCK = 50
_COMPANY = 40
_YEAR = 10_000
#: Two occurrences of a person's name further apart than this, with no shared company, are two.
_GAP_YEARS = 45
_LIFE_YEARS = 75
#: Likelihoods from which names are joined, and from which they are proposed to a person.
JOIN, PROPOSE = 0.9, 0.25
#: Label, name, authority entry, id in the store.
_Key = tuple[str, str, str, str]


class Seen(NamedTuple):
    """One occurrence: record, name in plain characters, its days (0 unknown), the other names of
    the record, and the authority entry if it was linked. ``id`` is the name's own id in a store.
    """

    record: str
    label: str
    name: str
    first: int = 0
    last: int = 0
    company: Sequence[str] = ()
    entity_id: str = ""
    id: str = ""


@dataclass(slots=True)
class Entity:
    """Occurrences that are one: their forms, how many records, and which days."""

    label: str
    name: str
    forms: tuple[str, ...]
    records: tuple[str, ...]
    first: int
    last: int
    company: frozenset[str]
    entity_id: str = ""
    ids: tuple[str, ...] = ()

    def named(self) -> Named:
        """As the comparer takes it."""
        return Named(self.label, self.name, self.first, self.last, self.company, self.entity_id)


class Proposal(NamedTuple):
    """Two entities that a person should look at: ``first`` and ``second`` are places in
    ``Resolution.entities``.
    """

    first: int
    second: int
    match: Match


@dataclass(slots=True)
class Resolution:
    """Entities, the pairs that were joined with the reasons, and those that wait for a person.
    ``mentions`` counts the occurrences, ``compared`` the pairs that were weighed.
    """

    entities: list[Entity] = field(default_factory=list)
    joined: list[Proposal] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    mentions: int = 0
    compared: int = 0


class _Names:
    """Texts numbered once, so that millions of occurrences stay small."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The text's number."""
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found


class _Group:
    """Occurrences of one form, column by column."""

    __slots__ = ("company", "first", "last", "offsets", "records")

    def __init__(self) -> None:
        self.records = array("L")
        self.first, self.last = array("L"), array("L")
        self.company, self.offsets = array("L"), array("L", [0])

    def company_of(self, at: int) -> array[int]:
        """Numbers of the names beside an occurrence."""
        return self.company[self.offsets[at] : self.offsets[at + 1]]


def resolve(seen: Iterable[Seen], comparer: Comparer, *, join: bool = True) -> Resolution:
    """Resolve all occurrences; without ``join`` what would be joined is proposed as well."""
    result, names, records = Resolution(), _Names(), _Names()
    groups: dict[_Key, _Group] = defaultdict(_Group)
    for one in seen:
        group = groups[one.label, one.name, one.entity_id, one.id]
        group.records.append(records.number(one.record))
        group.first.append(one.first)
        group.last.append(one.last)
        group.company.extend(names.number(text) for text in one.company[:_COMPANY])
        group.offsets.append(len(group.company))
        result.mentions += 1
    for key in sorted(groups):
        result.entities += _apart(key, groups.pop(key), names.texts, records.texts)
    _compare_blocks(result, comparer, JOIN if join else 2.0)
    return result


# -- one form, several persons -------------------------------------------------------------------


def _apart(key: _Key, group: _Group, names: list[str], records: list[str]) -> Iterator[Entity]:
    """The entities of one form: one, or, of persons that no authority knows, as many as time and
    company keep apart.
    """
    label, name, entity_id, id = key
    parts: list[Sequence[int]] = [range(len(group.records))]
    if label == "PERSON" and not entity_id:
        parts = _parts(group)
    for part in parts:
        days = [group.first[i] for i in part if group.first[i]]
        lasts = [group.last[i] for i in part if group.last[i]]
        beside: Counter[int] = Counter()
        for i in part:
            beside.update(group.company_of(i))
        own = frozenset(names[n] for n, _ in beside.most_common(_COMPANY)) - {name}
        told = tuple(sorted({records[group.records[i]] for i in part}))
        first, last = min(days, default=0), max(lasts, default=0)
        ids = (id,) if id else ()
        yield Entity(label, name, (name,), told, first, last, own, entity_id, ids)


def _parts(group: _Group) -> list[Sequence[int]]:
    """Occurrences in order of days, cut where nobody could have lived through the gap; undated
    ones go with the largest part.
    """
    dated = sorted(
        (i for i in range(len(group.records)) if group.first[i]), key=lambda i: group.first[i]
    )
    undated = [i for i in range(len(group.records)) if not group.first[i]]
    parts: list[list[int]] = []
    company: set[int] = set()
    for i in dated:
        beside = set(group.company_of(i))
        if parts and _goes_on(group, parts[-1], i, company, beside):
            parts[-1].append(i)
            company |= beside
        else:
            parts.append([i])
            company = beside
    if undated:
        largest = max(parts, key=len, default=None)
        if largest is None:
            return [undated]
        largest += undated
    return [*parts]


def _goes_on(group: _Group, part: list[int], i: int, company: set[int], beside: set[int]) -> bool:
    day, before, begin = group.first[i], group.last[part[-1]], group.first[part[0]]
    if day > begin + _LIFE_YEARS * _YEAR:
        return False
    return day <= before + _GAP_YEARS * _YEAR or not company.isdisjoint(beside)


# -- several forms, one entity -------------------------------------------------------------------


def _compare_blocks(result: Resolution, comparer: Comparer, join: float) -> None:
    entities = result.entities
    above = list(range(len(entities)))
    done: set[tuple[int, int]] = set()
    for block in _blocks(entities, comparer):
        for place, i in enumerate(block):
            for j in block[place + 1 : place + _BLOCK]:
                pair = (min(i, j), max(i, j))
                if pair in done:
                    continue
                done.add(pair)
                result.compared += 1
                match = comparer.compare(entities[i].named(), entities[j].named())
                if match.score >= join:
                    result.joined.append(Proposal(*pair, match))
                elif match.score >= PROPOSE:
                    result.proposals.append(Proposal(*pair, match))
    for first, second, _ in result.joined:
        a, b = sorted((_root(above, first), _root(above, second)))
        above[b] = a
    _join(result, above)


def _blocks(entities: Sequence[Entity], comparer: Comparer) -> Iterator[list[int]]:
    """Places of entities that share a key, nearest in days first."""
    keys: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, entity in enumerate(entities):
        name = bare(entity.label, entity.name)
        keys[entity.label, "bare", name].append(at)
        for form in comparer.forms_of(entity.entity_id):
            if form != name:
                keys[entity.label, "bare", form].append(at)
        if len(name) > 2 or entity.label != "PERSON":
            keys[entity.label, "sound", sound(name)].append(at)
        if entity.label == "ORG" and len(name) >= 3:
            keys[entity.label, "ends", f"{name[0]}{name[-2:]}"].append(at)
    for key in sorted(keys):
        block = keys[key]
        if len(block) < 2:
            continue
        block.sort(key=lambda at: (entities[at].first, at))
        if key[1] == "ends":
            block = _short_forms(entities, block)
        yield block


def _short_forms(entities: Sequence[Entity], block: list[int]) -> list[int]:
    """Of a block by ends those that may be a short form of another one there."""
    chosen: dict[int, None] = {}
    for place, i in enumerate(block[:_BLOCK]):
        for j in block[place + 1 : _BLOCK]:
            a, b = entities[i].name, entities[j].name
            if is_short_for(a, b) or is_short_for(b, a):
                chosen[i] = chosen[j] = None
    return list(chosen)


def _root(above: list[int], at: int) -> int:
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at


def _join(result: Resolution, above: list[int]) -> None:
    """Join what was found to be one; proposals follow to the joined entities."""
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(above)):
        members[_root(above, at)].append(at)
    place = {}
    entities: list[Entity] = []
    for group in members.values():
        for at in group:
            place[at] = len(entities)
        entities.append(_joined([result.entities[at] for at in group]))
    result.entities = entities
    result.joined = [Proposal(place[p.first], place[p.second], p.match) for p in result.joined]
    moved = (Proposal(place[p.first], place[p.second], p.match) for p in result.proposals)
    result.proposals = [p for p in moved if p.first != p.second]


def _joined(group: list[Entity]) -> Entity:
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda e: (bool(e.entity_id), len(e.records), e.name))
    firsts = [e.first for e in group if e.first]
    return Entity(
        best.label,
        best.name,
        tuple(dict.fromkeys(form for e in group for form in e.forms)),
        tuple(sorted({record for e in group for record in e.records})),
        min(firsts, default=0),
        max(e.last for e in group),
        frozenset().union(*(e.company for e in group)),
        best.entity_id,
        tuple(dict.fromkeys(id for e in group for id in e.ids)),
    )


__all__ = ["Entity", "Ground", "Proposal", "Resolution", "Seen", "resolve"]
