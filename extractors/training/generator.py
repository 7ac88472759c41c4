"""Titles made by a grammar, with their spans: what the tagger learns from.

``grammar.yaml`` holds the rules and ``words.tsv`` the words; both are described in README.md beside
them. The same seed gives the same titles. No title of any catalogue goes in.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import cast

import opencc
import yaml

from extractors.authority import load_authority, read_table
from extractors.training.sources import SOURCES
from graph_model.mention import Label

_SLOT = re.compile(r"\{(\w+)(?::([A-Z]+))?(?:\?(\d+))?\}")
_TRADITIONAL = 0.16
_NOISE = 0.03
#: Characters that an OCR reads for one another.
_ALIKE = (
    "己已巳|末未|栗粟|人入|士土|日曰|干千于|大太|王玉|白自|末来|刘到|阎间|侯候|戊戌戍|汨汩|毫亳"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a title: code points, end exclusive."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Title:
    """A made title and the names in it, in order and apart."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    label: str
    chance: float


_Template = tuple[str | _Slot, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    templates: tuple[_Template, ...]
    weights: tuple[int, ...]


def _template(text: str) -> _Template:
    parts: list[str | _Slot] = []
    end = 0
    for found in _SLOT.finditer(text):
        if found.start() > end:
            parts.append(text[end : found.start()])
        chance = int(found[3]) / 100 if found[3] else 1.0
        parts.append(_Slot(found[1], found[2] or "", chance))
        end = found.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def _rule(lines: list[str]) -> _Rule:
    pairs = [line.partition(" ") for line in lines]
    weights = tuple(accumulate(int(weight) for weight, _, _ in pairs))
    return _Rule(tuple(_template(text) for _, _, text in pairs), weights)


@cache
def rules() -> dict[str, _Rule]:
    """The grammar."""
    text = (files("extractors") / "training" / "grammar.yaml").read_text(encoding="utf-8")
    return {name: _rule(lines) for name, lines in yaml.safe_load(text).items()}


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Classes of words; a class may have several lines."""
    text = (files("extractors") / "training" / "words.tsv").read_text(encoding="utf-8")
    classes: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines()[1:]:
        name, _, listed = line.partition("\t")
        classes[name] = classes.get(name, ()) + tuple(listed.split(" "))
    return classes


@cache
def _table_words() -> dict[str, tuple[str, ...]]:
    """Names of the authority tables and surnames, as classes of words."""
    forms: dict[str, list[str]] = {}
    for entry in load_authority().entries.values():
        for form in entry.forms():
            if len(form) == 1:
                continue
            kind = entry.fields.get("kind", "")
            forms.setdefault(f"table_{entry.label.lower()}", []).append(form)
            if entry.label == "PLACE" and kind in ("county", "city", "province"):
                forms.setdefault(f"table_{kind}", []).append(form.removesuffix("县"))
            if entry.label == "PERSON" and not entry.fields.get("native_place") and len(form) > 3:
                forms.setdefault("table_foreigner", []).append(form)
    for row in read_table("place_forms"):
        name = "listed_full" if row["form"] == row["of"] else "listed_place"
        forms.setdefault(name, []).append(row["form"])
    found = {name: tuple(listed) for name, listed in forms.items()}
    return {**found, "surname": tuple(row["surname"] for row in read_table("surnames"))}


class Generator:
    """Makes titles from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._rules = rules()
        self._words = {**_table_words(), **words()}
        self._traditional = opencc.OpenCC("s2t")

    def can_make(self, name: str) -> bool:
        """Whether the grammar may use the name."""
        return name in self._rules or name in self._words or name in SOURCES

    def titles(self, count: int) -> Iterator[Title]:
        """So many titles."""
        for _ in range(count):
            yield self.title()

    def title(self) -> Title:
        """One title."""
        parts: list[tuple[str, str]] = []
        self._expand("title", parts)
        text, spans = _joined(parts)
        return self._printed(text, spans)

    def _expand(self, name: str, parts: list[tuple[str, str]]) -> None:
        rule = self._rules.get(name)
        if rule is None:
            parts.append((self._word(name), ""))
            return
        [template] = self._random.choices(rule.templates, cum_weights=rule.weights)
        for part in template:
            if isinstance(part, str):
                parts.append((part, ""))
            elif part.chance == 1.0 or self._random.random() < part.chance:
                if part.label:
                    inner: list[tuple[str, str]] = []
                    self._expand(part.name, inner)
                    parts.append(("".join(text for text, _ in inner), part.label))
                else:
                    self._expand(part.name, parts)

    def _word(self, name: str) -> str:
        listed = self._words.get(name)
        if listed:
            return self._random.choice(listed)
        make: Callable[[random.Random], str] = SOURCES[name]
        return make(self._random)

    def _printed(self, text: str, spans: tuple[Span, ...]) -> Title:
        """As a catalogue prints it: some in traditional characters, a few misread."""
        if self._random.random() < _TRADITIONAL:
            converted = str(self._traditional.convert(text))
            text = converted if len(converted) == len(text) else text
        if self._random.random() < _NOISE:
            text = self._misread(text)
        return Title(text, spans)

    def _misread(self, text: str) -> str:
        for group in _ALIKE.split("|"):
            at = next((i for i, c in enumerate(text) if c in group), -1)
            if at >= 0:
                return text[:at] + self._random.choice(group) + text[at + 1 :]
        return text + self._random.choice(self._words["ocr"])


def _joined(parts: list[tuple[str, str]]) -> tuple[str, tuple[Span, ...]]:
    spans = []
    at = 0
    for text, label in parts:
        if label and text:
            spans.append(Span(at, at + len(text), cast(Label, label)))
        at += len(text)
    return "".join(text for text, _ in parts), tuple(spans)
