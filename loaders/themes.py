"""Themes in the graph: their nodes, their profiles as claims, and what a record's words support.

A profile's links are claims of the reference works that they rest on; that the other spirits have
the founding spirit as their source is the official statement, with its document as evidence. What
records show is one claim a supporting word, graded; words that speak against it are claims of
grade ``against``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extractors.authority import Authority
from extractors.reading import Reading
from extractors.themes import Finding, Known, Subject, Theme
from extractors.themes.model import CONFIDENCE
from extractors.themes.scope import reason
from graph_model.access import Access
from graph_model.claim import Claim, Evidence
from graph_model.dates import from_edtf
from graph_model.ids import authority_id
from graph_model.node import Node
from graph_model.record import Record

#: Scheme → the relationship that leads from a record to its themes.
PREDICATES = {"spirits": "EMBODIES", "named-later": "EMBODIES", "scope": "IN_SCOPE",
              "histories": "IN_SCOPE", "local": "EMBODIES"}  # fmt: skip
ORIGIN = "theme:jian-dang"
_STATEMENT = "S-20"
_PROFILE = "theme_profile"
_LINKED = ("places", "events", "persons", "organizations")
#: Cells that name whom the record went to.
_ADDRESSED = ("addressee", "salutation")
_WORDS = ("title", "creator", "file", "series", "fonds")
_AGAINST = "against"
#: Claims of a record that name an entity.
_NAMING = frozenset({"CREATED_BY", "SENT_BY", "SENT_TO", "MENTIONS", "ABOUT"})
_ROLES = {"CREATED_BY": "creator", "SENT_BY": "sender", "SENT_TO": "recipient"}


def predicate_of(theme: Theme) -> str:
    """The relationship that leads to a theme."""
    return PREDICATES.get(theme.scheme, "EMBODIES")


def theme_node(theme: Theme) -> Node:
    """A theme as a node; open to every reader, as it rests on no record."""
    properties = {
        "name_en": theme.name_en,
        "note": theme.definition.get("zh", ""),
        "scheme": theme.scheme,
        "kind": theme.scheme,
        "period": theme.period,
        "order": theme.order,
        "issued": theme.issued,
        "start": theme.start,
        "end": theme.end,
        "source": list(theme.sources),
    }
    kept = {key: value for key, value in properties.items() if value not in ("", 0, [])}
    return Node(theme.id, "Theme", theme.name, Access.OPEN, theme.alternatives, kept)


def theme_claims(themes: Iterable[Theme]) -> Iterator[Claim]:
    """What the profiles and the official statement say."""
    for theme in themes:
        first, last = formation_days(theme)
        for kind in _LINKED:
            for link in theme.links.get(kind, ()):
                yield _stated(link.value, "EMBODIES", theme.id, link.source, first, last)
        if theme.scheme == "spirits" and theme.id != ORIGIN:
            yield _stated(theme.id, "INHERITS_FROM", ORIGIN, _STATEMENT, "", "")


def formation_days(theme: Theme) -> tuple[str, str]:
    """First and last day of a theme's formation (ISO, inclusive), ``""`` when open."""
    first = from_edtf(theme.start).earliest if theme.start else ""
    last = from_edtf(theme.end).latest if theme.end else ""
    return first, last


def _stated(
    subject: str, predicate: str, object_: str, source: str, first: str, last: str
) -> Claim:
    said = Evidence(authority_id("source", source), "statement")
    return Claim(
        subject, predicate, object_, said, _PROFILE, access=Access.OPEN, earliest=first, latest=last
    )


def subject_of_record(record: Record, reading: Reading, claims: Iterable[Claim]) -> Subject:
    """What a record offers: its words, and the entities that its own claims name."""
    texts = {name: getattr(record, name) for name in _WORDS if getattr(record, name)}
    days = record.date.earliest, record.date.latest
    cells = {name: getattr(record, name) for name in _ADDRESSED}
    return _subject(texts, cells, days, claims, {"title": reading.plain})


def subject_of_node(node: Node, claims: Iterable[Claim]) -> Subject:
    """The same from the store: a record's node and all claims that it says."""
    claims = list(claims)
    texts = {"title": node.name, "creator": str(node.properties.get("creator", ""))}
    for claim in claims:
        if claim.predicate == "PART_OF":
            texts[claim.evidence.field] = claim.evidence.quote
    words = {name: texts[name] for name in _WORDS if texts.get(name)}
    cells = {name: str(node.properties.get(name, "")) for name in _ADDRESSED}
    return _subject(words, cells, (node.earliest, node.latest), claims, {})


def _subject(
    texts: dict[str, str],
    cells: Mapping[str, str],
    days: tuple[str, str],
    claims: Iterable[Claim],
    plain: Mapping[str, str],
) -> Subject:
    known = []
    for claim in claims:
        said = claim.evidence
        if (claim.told_subject or claim.subject) != said.source or claim.predicate not in _NAMING:
            continue
        field, id = said.field, claim.told_object or claim.object
        if claim.predicate == "ABOUT":
            field = f"{said.field}:{said.quote}"
            texts.setdefault(field, said.quote)
            known.append(Known(field, 0, len(said.quote), id))
            continue
        if field in cells:
            texts.setdefault(field, cells[field])
        role = _ROLES.get(claim.predicate, "")
        known.append(Known(field, said.start, said.end, id, role))
    return Subject(texts, tuple(known), *days, plain)


def finding_claims(
    node: Node, run: str, themes: Mapping[str, Theme], finding: Finding
) -> Iterator[Claim]:
    """One claim of the record ``node`` a supporting word, and one a word that speaks against the
    theme.
    """
    predicate = predicate_of(themes[finding.theme])
    for grounds, grade in ((finding.grounds, finding.grade), (finding.against, _AGAINST)):
        for ground in grounds:
            field, start = ground.field.partition(":")[0], ground.start
            said = Evidence(node.id, field, start, start + len(ground.text), ground.text)
            yield Claim(
                subject=node.id,
                predicate=predicate,
                object=finding.theme,
                evidence=said,
                rule=finding.rule,
                confidence=CONFIDENCE[finding.grade],
                access=node.access or Access.OPEN,
                run=run,
                earliest=node.earliest,
                latest=node.latest,
                grade=grade,
            )


def scope_note(findings: Iterable[Finding], subject: Subject) -> str:
    """Why a record has no scope class, ``""`` when it has one."""
    return reason(findings, subject)


def authority_links(authority: Authority, themes: Iterable[Theme]) -> list[str]:
    """Links of profiles that lead to no authority entry."""
    return [
        f"{theme.id} {link.value}"
        for theme in themes
        for kind in _LINKED
        for link in theme.links.get(kind, ())
        if link.value not in authority.entries
    ]
