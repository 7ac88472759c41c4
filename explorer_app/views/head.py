"""What the head of an entity's page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer_app.texts import say, say_value
from explorer_app.views.names import label_name, label_tint, node_name
from graph_model.node import Node
from graph_model.schema import load_schema

#: Pairs of properties that are the two ends of a life: person, body, event, place and office.
_LIVES = (("born", "died"), ("founded", "dissolved"), ("start", "end"), ("from", "to"))
#: Single facts shown after the life, by label and property of the schema.
_FACTS = ("native_place", "seat", "modern", "kind", "level", "reference_code")
MAX_NAMES = 8


@dataclass(frozen=True, slots=True)
class Head:
    """Name, the name in the other language, type and its colours, facts in one line, note and
    sources."""

    name: str
    second_name: str
    label: str
    type_name: str
    color: str
    color_dark: str
    facts: tuple[str, ...]
    note: str


def entity_head(node: Node, language: str) -> Head:
    """The head of ``node`` in one language."""
    tint = label_tint(node.label)
    name = node_name(node, language)
    return Head(
        name=name,
        second_name=_second(node, name),
        label=node.label,
        type_name=label_name(node.label, language),
        color=tint.light,
        color_dark=tint.dark,
        facts=tuple(_facts(node, language)),
        note=_text(node, "note"),
    )


def _second(node: Node, name: str) -> str:
    english = _text(node, "name_en")
    other = node.name.strip() if name == english else english
    return "" if other == name else other


def _facts(node: Node, language: str) -> list[str]:
    facts = [life(node.properties)]
    properties = load_schema().nodes[node.label].properties
    for name in _FACTS:
        if name in properties and _text(node, name):
            value = _text(node, name)
            if name in ("level", "kind"):
                value = say_value(name, value, language)
            known = name in ("native_place", "kind", "level")
            title = properties[name].zh if language == "zh" else properties[name].en
            facts.append(value if known else f"{title} {value}")
    others = [alias for alias in node.aliases if alias.strip() and alias != node.name]
    if others:
        more = "…" if len(others) > MAX_NAMES else ""
        facts.append(f"{say('also', language)} {'、'.join(others[:MAX_NAMES])}{more}")
    return [fact for fact in facts if fact]


def set_name(node: Node, language: str) -> str:
    """The name of a record set after its level: ``案卷 0001``; other nodes by their name alone."""
    level = say_value("level", _text(node, "level"), language) if node.label == "RecordSet" else ""
    return " ".join(part for part in (level, node_name(node, language)) if part)


def life(properties: Mapping[str, object]) -> str:
    """``1898—1967``; an unknown end stays open, but an event with one day known has that day;
    ``""`` when neither is known."""
    for first, last in _LIVES:
        begin, end = properties.get(first), properties.get(last)
        if begin and not end and first == "start":
            return str(begin)
        if begin or end:
            return f"{begin or ''}—{end or ''}" if begin != end else str(begin)
    return ""


def _text(node: Node, name: str) -> str:
    value = node.properties.get(name, "")
    return value.strip() if isinstance(value, str) else ""
