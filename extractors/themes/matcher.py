"""Which of the things that rules speak of are in a record: words by one Aho-Corasick pass over a
text, entities by their ids.

A *token* is what a rule names: a word, an entity id, ``@cue`` for any word or entity of a cue, or
``role:`` before one of these, or ``@any-organization`` and the like for an entity of which no table
says anything. ``长征!新长征`` is the word 长征 where it does not stand within 新长征; ``井冈山!*``
is 井冈山 unless a suffix of ``tables/namesakes.tsv`` follows and makes it the name of another thing
(井冈山大学, 井冈山牌).

A *sign* is a number for all that a word or an entity gives in a field: the tokens that rules ask
for, in their order. Words that give the same have the same sign, so a rule asks for sets of signs
(``Matcher.signs_of``), and what no rule names is not noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import daachorse

from extractors.text import plain
from extractors.themes.model import Rule, Subject
from extractors.themes.profiles import read_table

#: Field, start, end, entity id, sign.
Hit = tuple[str, int, int, str, int]
_ROLES = ("creator", "sender", "recipient", "fonds")
#: Fields whose words count as the record's own.
OWN = frozenset({"title", "creator"})
#: Fields that say only where the record lies; they give ``fonds:`` tokens and nothing else.
_WHERE = frozenset({"fonds", "series"})
#: Cells whose words are remembered.
_CELLS = 8192
_ID_PREFIXES = ("person:", "organization:", "place:", "event:", "office:")


class _Use(NamedTuple):
    """A token that a word stands for, the longer words that it must not stand within, and whether
    no suffix of a namesake may follow.
    """

    token: str
    outside: frozenset[str]
    no_suffix: bool


#: Signs, and the use that says where each counts (None: everywhere).
_Given = tuple[tuple[int, _Use | None], ...]
_NOTHING = -1
_ASKS = -2


def _word(token: str) -> str:
    """The word that a token asks for, ``""`` for an entity or a cue."""
    role, _, rest = token.partition(":")
    bare = rest if role in _ROLES else token
    return "" if bare.startswith(("@", *_ID_PREFIXES)) else bare


def _tokens(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for group in (rule.any, *rule.groups, rule.unless, rule.against):
            yield from group


def _uses(wanted: Iterable[str]) -> dict[str, list[_Use]]:
    """What each word, in its plain form, stands for."""
    words: dict[str, list[_Use]] = {}
    for token in sorted(wanted):
        word = _word(token)
        if word:
            form, *others = (plain(part) for part in word.split("!"))
            use = _Use(token, frozenset(others) - {"*"}, "*" in others)
            words.setdefault(form, []).append(use)
    for row in read_table("words"):
        outside = frozenset(plain(part) for part in row["not_in"].split("|") if part)
        words.setdefault(plain(row["word"]), []).append(_Use(f"@{row['cue']}", outside, False))
    return words


def _entity_tokens(wanted: Iterable[str]) -> dict[str, list[str]]:
    """Entity → the tokens that it stands for: its sides in their order, then itself."""
    found: dict[str, list[str]] = {}
    for row in read_table("sides"):
        found.setdefault(row["entity"], []).append(f"@{row['side']}")
    for token in wanted:
        role, _, rest = token.partition(":")
        id = rest if role in _ROLES else token
        if id.startswith(_ID_PREFIXES) and id not in found.setdefault(id, []):
            found[id].append(id)
    return found


class Matcher:
    """Finds the tokens of a set of rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._wanted = frozenset(_tokens(rules))
        #: What each sign gives; its place is its number.
        self.signs: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        words = _uses(self._wanted)
        masks = {mask for uses in words.values() for use in uses for mask in use.outside}
        forms = sorted({*words, *masks})
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(forms) if forms else None
        self._forms = forms
        self._masks = frozenset(i for i, form in enumerate(forms) if form in masks)
        self._suffixes = tuple(plain(row["suffix"]) for row in read_table("namesakes"))
        #: Role of a field → for each form what it gives there.
        self._given = {
            role: [self._form_gives(words.get(form, ()), role) for form in forms]
            for role in ("", "creator", "fonds")
        }
        #: The same in short: the sign, ``_NOTHING``, or ``_ASKS`` where ``_given`` says more.
        self._simple = {
            role: [_simple(one) for one in given] for role, given in self._given.items()
        }
        #: Role → entity → its sign there; an entity of no side has that of its kind.
        entities = _entity_tokens(self._wanted)
        kinds = {prefix[:-1]: [f"@any-{prefix[:-1]}"] for prefix in _ID_PREFIXES}
        self._entities, self._kinds = (
            {
                role: {id: self._of_entity(tokens, role) for id, tokens in given.items()}
                for role in ("", *_ROLES)
            }
            for given in (entities, kinds)
        )
        for role, given in self._kinds.items():
            self._entities[role] |= {f"{kind}:~": sign for kind, sign in given.items()}
        #: Cells such as creator and fonds repeat from record to record.
        self._often = lru_cache(_CELLS)(self._scan_cell)

    def signs_of(self, tokens: Iterable[str]) -> frozenset[int]:
        """The signs that give one of the tokens."""
        asked = frozenset(tokens)
        return frozenset(n for n, sign in enumerate(self.signs) if not asked.isdisjoint(sign))

    def made(self, token: str) -> int:
        """The sign of a token that the themer itself makes; ``-1`` if no rule asks for it."""
        return self._sign([token])

    def _sign(self, names: Iterable[str]) -> int:
        tokens = tuple(dict.fromkeys(name for name in names if name in self._wanted))
        if not tokens:
            return _NOTHING
        number = self._numbers.setdefault(tokens, len(self.signs))
        if number == len(self.signs):
            self.signs.append(tokens)
        return number

    def _of_entity(self, tokens: Iterable[str], role: str) -> int:
        return self._sign(
            name for token in tokens for name in ([token, f"{role}:{token}"] if role else [token])
        )

    def _form_gives(self, uses: Sequence[_Use], role: str) -> _Given:
        """What a form gives, in the order of its uses: those in a row that ask nothing of the words
        around it as one sign.
        """
        runs: list[tuple[list[str], _Use | None]] = []
        for use in uses:
            bound = use if use.outside or use.no_suffix else None
            if runs and bound is runs[-1][1] is None:
                runs[-1][0].extend(_names(use.token, role))
            else:
                runs.append((_names(use.token, role), bound))
        given = [(self._sign(names), bound) for names, bound in runs]
        return tuple(pair for pair in given if pair[0] != _NOTHING)

    def find(self, subject: Subject) -> tuple[list[Hit], list[Hit]]:
        """Signs in the record's own words, and those in the words around it (file, index
        terms), in the order of the fields and of the words in them.
        """
        own: list[Hit] = []
        around: list[Hit] = []
        for field, text in subject.texts.items():
            into = own if field in OWN or field in _WHERE else around
            form = subject.plain.get(field)
            into += self._scan(form, field) if form else self._often(text, field)
        entities = self._entities
        for field, start, end, id, role in subject.known:
            sign = entities[role].get(id)
            if sign is None:
                sign = self._kinds[role].get(id.partition(":")[0], _NOTHING)
            if sign != _NOTHING:
                shown = "" if id[-1] == "~" else id
                (own if field in OWN else around).append((field, start, end, shown, sign))
        return own, around

    def _scan_cell(self, text: str, field: str) -> list[Hit]:
        return self._scan(plain(text), field)

    def _scan(self, form: str, field: str) -> list[Hit]:
        """Signs of words in a plain text, with their places."""
        if self._automaton is None:
            return []
        role = "fonds" if field in _WHERE else "creator" if field == "creator" else ""
        simple = self._simple[role]
        matches = self._automaton.find_overlapping(form)
        found: list[Hit] = []
        for start, end, index in matches:
            sign = simple[index]
            if sign >= 0:
                found.append((field, start, end, "", sign))
            elif sign == _ASKS:
                masks = [m for m in matches if m[2] in self._masks]
                for bound, use in self._given[role][index]:
                    if use is None or self._counts(use, form, start, end, masks):
                        found.append((field, start, end, "", bound))
        return found

    def _counts(
        self, use: _Use, form: str, start: int, end: int, masks: list[tuple[int, int, int]]
    ) -> bool:
        if use.no_suffix and form.startswith(self._suffixes, end):
            return False
        return not (masks and use.outside and self._within(start, end, use.outside, masks))

    def _within(
        self, start: int, end: int, outside: frozenset[str], masks: list[tuple[int, int, int]]
    ) -> bool:
        return any(
            first <= start and end <= last and self._forms[index] in outside
            for first, last, index in masks
        )


def _simple(given: _Given) -> int:
    if not given:
        return _NOTHING
    return given[0][0] if len(given) == 1 and given[0][1] is None else _ASKS


def _names(token: str, role: str) -> list[str]:
    """What the token of a word gives in a field of this role; ``fonds`` gives no other."""
    asked = token.partition(":")[0]
    if asked in _ROLES:
        return [token] if asked == role else []
    names = {"": [token], "fonds": [f"fonds:{token}"]}
    return names.get(role, [f"{role}:{token}", token])
