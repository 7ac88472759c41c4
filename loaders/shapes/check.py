"""The rules checked on one subject at a time, so that a graph of any size can be checked while it
streams. A finding is what SHACL would report of the same triples; ``tests/loaders/shapes`` holds
the two against each other."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand
from loaders.shapes.rules import Rule, Shape

#: A value as the exporters write it.
Value = str | Literal
#: Property IRI and value.
Pair = tuple[str, Value]
#: The class IRIs of a thing.
ClassesOf = Callable[[str], Iterable[str]]

_TYPE = expand("rdf:type")
_STRING, _TEXT = expand("xsd:string"), expand("rdf:langString")
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?")
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_NUMBERS = {expand(f"xsd:{kind}") for kind in ("decimal", "integer", "nonNegativeInteger")}


class Finding(NamedTuple):
    """A subject that breaks a rule."""

    subject: str
    rule: Rule


class _Resolved(NamedTuple):
    """A rule with its terms as IRIs."""

    rule: Rule
    path: str
    datatypes: frozenset[str]
    classes: frozenset[str]
    not_after: str


class Checker:
    """Checks subjects against shapes; ``classes_of`` tells the classes of the things that they
    lead to."""

    def __init__(self, shapes: Sequence[Shape], classes_of: ClassesOf) -> None:
        self._classes_of = classes_of
        self._by_class: dict[str, list[_Resolved]] = {}
        self._by_property: dict[str, list[_Resolved]] = {}
        for shape in shapes:
            rules = [_resolved(rule) for rule in shape.rules]
            if shape.target_class:
                self._by_class.setdefault(expand(shape.target_class), []).extend(rules)
            if shape.target_subjects_of:
                self._by_property.setdefault(expand(shape.target_subjects_of), []).extend(rules)

    def check(self, subject: str, pairs: Iterable[Pair]) -> Iterator[Finding]:
        """The rules that the subject breaks, each once. ``pairs`` must be all that is said of it;
        repeated ones count once."""
        values: dict[str, list[Value]] = {}
        for path, value in dict.fromkeys(pairs):
            values.setdefault(path, []).append(value)
        rules: dict[str, _Resolved] = {}
        for kind in values.get(_TYPE, ()):
            for found in self._by_class.get(str(kind), ()):
                rules[found.rule.name] = found
        for path in values.keys() & self._by_property.keys():
            for found in self._by_property[path]:
                rules[found.rule.name] = found
        for found in rules.values():
            if not self._holds(found, values):
                yield Finding(subject, found.rule)

    def _holds(self, found: _Resolved, values: dict[str, list[Value]]) -> bool:
        rule, own = found.rule, values.get(found.path, [])
        if len(own) < rule.min or (rule.max is not None and len(own) > rule.max):
            return False
        if not all(self._fits(found, value) for value in own):
            return False
        later = values.get(found.not_after, []) if found.not_after else []
        return all(_at_most(a, b) for a in own for b in later)

    def _fits(self, found: _Resolved, value: Value) -> bool:
        rule = found.rule
        literal = isinstance(value, Literal)
        if (rule.kind == "iri" and literal) or (rule.kind == "literal" and not literal):
            return False
        if found.datatypes and not (isinstance(value, Literal) and _typed(value, found.datatypes)):
            return False
        if found.classes and (literal or found.classes.isdisjoint(self._classes_of(str(value)))):
            return False
        if rule.values and not (
            isinstance(value, Literal) and _datatype(value) == _STRING and value.text in rule.values
        ):
            return False
        if rule.min_length and len(value.text if isinstance(value, Literal) else value) < (
            rule.min_length
        ):
            return False
        return _within(rule, value)


def _resolved(rule: Rule) -> _Resolved:
    return _Resolved(
        rule,
        expand(rule.path),
        frozenset(map(expand, rule.datatypes)),
        frozenset(map(expand, rule.classes)),
        expand(rule.not_after) if rule.not_after else "",
    )


def _datatype(value: Literal) -> str:
    return _TEXT if value.language else value.datatype or _STRING


def _typed(value: Literal, datatypes: frozenset[str]) -> bool:
    """Whether the literal has one of the datatypes and its text is one of that datatype's."""
    kind = _datatype(value)
    return kind in datatypes and ((kind not in _NUMBERS and kind != _XSD_DATE) or _known(value))


_XSD_DATE = expand("xsd:date")


def _known(value: Literal) -> bool:
    return _comparable(value) is not None


def _comparable(value: Value) -> Decimal | datetime.date | str | None:
    """A number, day or plain string that can be compared, None where the value is none of them."""
    if not isinstance(value, Literal):
        return None
    kind, text = _datatype(value), value.text.strip()
    if kind == _STRING:
        return value.text
    try:
        if kind == _XSD_DATE and _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
        whole = kind != expand("xsd:decimal")
        if kind in _NUMBERS and (_INTEGER if whole else _DECIMAL).fullmatch(text):
            number = Decimal(text)
            return None if kind.endswith("nonNegativeInteger") and number < 0 else number
    except (ValueError, InvalidOperation):
        return None
    return None


def _at_most(first: Value, second: Value) -> bool:
    """Whether the first is comparable to the second and not greater."""
    a, b = _comparable(first), _comparable(second)
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return a <= b
    if isinstance(a, datetime.date) and isinstance(b, datetime.date):
        return a <= b
    return isinstance(a, str) and isinstance(b, str) and a <= b


def _within(rule: Rule, value: Value) -> bool:
    if rule.minimum is None and rule.maximum is None:
        return True
    number = _comparable(value)
    if not isinstance(number, Decimal):
        return False
    return (rule.minimum is None or number >= rule.minimum) and (
        rule.maximum is None or number <= rule.maximum
    )
