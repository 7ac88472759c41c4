"""Which of the things that rules speak of are in a record: words by one Aho-Corasick pass over a
text, entities by their ids.

A *token* is what a rule names: a word, an entity id, ``@cue`` for any word or entity of a cue, or
``role:`` before one of these, or ``@any-organization`` and the like for an entity of which no table
says anything. ``长征!新长征`` is the word 长征 where it does not stand within 新长征; ``井冈山!*`` is 井冈山
unless it names another thing (井冈山大学, 井冈山牌): a suffix of ``tables/namesakes.tsv`` follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import daachorse

from extractors.text import plain
from extractors.themes.model import Known, Rule, Subject
from extractors.themes.profiles import read_table

#: Token → where it stands: field, start, end, entity id.
Place = tuple[str, int, int, str]
Hits = dict[str, list[Place]]
_ROLES = ("creator", "sender", "recipient", "fonds")
#: Fields whose words count as the record's own.
OWN = frozenset({"title", "creator"})
#: Fields that say only where the record lies; they give ``fonds:`` tokens and nothing else.
_WHERE = frozenset({"fonds", "series"})
#: Cells whose words are remembered.
_CELLS = 8192
_ID_PREFIXES = ("person:", "organization:", "place:", "event:", "office:")


def _word(token: str) -> str:
    """The word that a token asks for, ``""`` for an entity or a cue."""
    role, _, rest = token.partition(":")
    bare = rest if role in _ROLES else token
    return "" if bare.startswith(("@", *_ID_PREFIXES)) else bare


def _tokens(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for group in (rule.any, *rule.groups, rule.unless, rule.against):
            yield from group


class Matcher:
    """Finds the tokens of a set of rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        wanted = frozenset(_tokens(rules))
        #: plain form → (token, forms that it must not stand within)
        words: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._suffixes = tuple(plain(row["suffix"]) for row in read_table("namesakes"))
        for token in sorted(wanted):
            word = _word(token)
            if word:
                form, *others = (plain(part) for part in word.split("!"))
                words.setdefault(form, []).append((token, tuple(others)))
        for row in read_table("words"):
            outside = tuple(plain(part) for part in row["not_in"].split("|") if part)
            words.setdefault(plain(row["word"]), []).append((f"@{row['cue']}", outside))
        masks = {mask for uses in words.values() for _, outside in uses for mask in outside} - {"*"}
        forms = sorted({*words, *masks})
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(forms) if forms else None
        self._uses = [tuple(words.get(form, ())) for form in forms]
        self._forms = forms
        self._masks = frozenset(i for i, form in enumerate(forms) if form in masks)
        self._entities = self._entity_tokens(wanted)
        #: Cells such as creator and fonds repeat from record to record.
        self._often = lru_cache(_CELLS)(lambda text: self._scan(plain(text)))

    @staticmethod
    def _entity_tokens(wanted: frozenset[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for row in read_table("sides"):
            found.setdefault(row["entity"], []).append(f"@{row['side']}")
        for token in wanted:
            role, _, rest = token.partition(":")
            id = rest if role in _ROLES else token
            if id.startswith(_ID_PREFIXES) and id not in found.setdefault(id, []):
                found[id].append(id)
        return {id: tuple(tokens) for id, tokens in found.items()}

    def find(self, subject: Subject) -> tuple[Hits, Hits]:
        """Tokens in the record's own words, and those in the words around it (file, index
        terms).
        """
        own: Hits = {}
        around: Hits = {}
        for field, text in subject.texts.items():
            form = subject.plain.get(field)
            into = own if field in OWN or field in _WHERE else around
            for token, start, end in self._scan(form) if form else self._often(text):
                place = (field, start, end, "")
                if field in _WHERE:
                    token = token if token.startswith("fonds:") else f"fonds:{token}"
                elif field == "creator":
                    into.setdefault(f"creator:{token}", []).append(place)
                into.setdefault(token, []).append(place)
        for known in subject.known:
            tokens = self._entities.get(known.entity_id) or _any(known.entity_id)
            _note(known, tokens, own if known.field in OWN else around)
        return own, around

    def _scan(self, form: str) -> list[tuple[str, int, int]]:
        """Tokens of words in a plain text, with their places."""
        if self._automaton is None:
            return []
        matches = self._automaton.find_overlapping(form)
        masks = [m for m in matches if m[2] in self._masks]
        found = []
        for start, end, index in matches:
            for token, outside in self._uses[index]:
                if not outside:
                    found.append((token, start, end))
                elif "*" in outside and form.startswith(self._suffixes, end):
                    continue
                elif not (masks and self._within(start, end, outside, masks)):
                    found.append((token, start, end))
        return found

    def _within(
        self, start: int, end: int, outside: tuple[str, ...], masks: list[tuple[int, int, int]]
    ) -> bool:
        return any(
            first <= start and end <= last and self._forms[index] in outside
            for first, last, index in masks
        )


def _any(id: str) -> tuple[str, ...]:
    return (f"@any-{id.partition(':')[0]}",)


def _note(known: Known, tokens: tuple[str, ...], into: Hits) -> None:
    id = known.entity_id
    place = (known.field, known.start, known.end, "" if id.endswith("~") else id)
    for token in tokens:
        into.setdefault(token, []).append(place)
        if known.role:
            into.setdefault(f"{known.role}:{token}", []).append(place)
