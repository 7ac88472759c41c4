"""Everything that linking looks up, made once from the authority tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from extractors.authority import Authority, Statement, read_table
from extractors.linking.forms import shortened, unit_form
from extractors.linking.spans import Span, days, span_of
from extractors.text import plain
from graph_model.ids import authority_id

#: Kinds of alias that are a person's own names, taken also with the surname before them.
_PERSONAL = ("字", "号", "谥")
#: A title of respect that is used with the surname before it too: 香帅, 张香帅.
_RESPECT = ("帅", "公", "老")
_REGION_ENDS = ("省", "市", "县")


class Form(NamedTuple):
    """An entry that a form names, and how: the kind of the alias, ``正名`` for the preferred name,
    or how the form was made.
    """

    entity_id: str
    kind: str


class Tenure(NamedTuple):
    """Who held an office, when; 0 = not known."""

    person: str
    span: Span


class Company(NamedTuple):
    """Persons who were addressed together, and when."""

    persons: frozenset[str]
    span: Span


class Index:
    """Lookups by form, unit number, surname, office and company."""

    def __init__(self, authority: Authority, statements: Iterable[Statement]) -> None:
        self.authority = authority
        self._spans = {id: span_of(entry) for id, entry in authority.entries.items()}
        self._surnames = sorted(
            (row["surname"] for row in read_table("surnames")), key=len, reverse=True
        )
        self._surname_set = frozenset(self._surnames)
        self.forms: dict[tuple[str, str], list[Form]] = defaultdict(list)
        self.units: dict[str, list[str]] = defaultdict(list)
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        for entry in authority.entries.values():
            self._enter(entry.id)
        for form, label, id, *_ in _rows("short_forms"):
            if id in authority.entries:
                self._add(label, form, id, "略称")
        self.tenures: dict[str, list[Tenure]] = defaultdict(list)
        self.offices_of: dict[str, list[str]] = defaultdict(list)
        self.near: dict[str, set[str]] = defaultdict(set)
        for row in statements:
            self._relate(row)
        self.company = list(_companies())
        self.companies_of: dict[str, list[Company]] = defaultdict(list)
        for group in self.company:
            for person in group.persons:
                self.companies_of[person].append(group)

    def span(self, id: str) -> Span:
        """When an entry can be meant; an id that no table has can be meant at any time."""
        found = self._spans.get(id)
        if found is not None:
            return found
        entry = self.authority.entries.get(id)
        return span_of(entry) if entry else Span()

    def further(self, label: str, form: str) -> str:
        """The one entry of a further folder that the form names, ``""`` if none or several."""
        asked = self.authority.further
        named = asked.labels_of(form) if asked else {}
        return next((id for key, (_, id) in named.items() if key == label), "")

    def surname(self, plain_name: str) -> str:
        """The surname that a Chinese personal name begins with, ``""`` if none."""
        if plain_name[:2] in self._surname_set and len(plain_name) > 2:
            return plain_name[:2]
        return plain_name[:1] if plain_name[:1] in self._surname_set else ""

    def _add(self, label: str, form: str, id: str, kind: str) -> None:
        held = self.forms[label, form]
        if form and not any(other.entity_id == id for other in held):
            held.append(Form(id, kind))

    def _enter(self, id: str) -> None:
        entry = self.authority.entries[id]
        name = plain(entry.name)
        self._add(entry.label, name, id, "正名")
        for alias in entry.aliases:
            self._add(entry.label, plain(alias.text), id, alias.kind)
        if entry.label == "PERSON":
            self._enter_person(id, name)
        elif entry.label in ("ORG", "OFFICE"):
            for form in [name, *(plain(alias.text) for alias in entry.aliases)]:
                self._add(entry.label, shortened(form), id, "略称")
                unit = unit_form(form)
                if unit and id not in self.units[unit]:
                    self.units[unit].append(id)
        else:
            for end in _REGION_ENDS if entry.label == "PLACE" else ():
                self._add(entry.label, name + end, id, "所加")
                for alias in entry.aliases:
                    if len(alias.text) == 1 and end != "县":
                        self._add(entry.label, plain(alias.text) + end, id, "所加")

    def _enter_person(self, id: str, name: str) -> None:
        surname = self.surname(name)
        if not surname:
            return
        self.by_surname[surname].append(id)
        for alias in self.authority.entries[id].aliases:
            text = plain(alias.text)
            own = alias.kind in _PERSONAL or (alias.kind == "敬称" and text.endswith(_RESPECT))
            if own and len(text) <= 2 and not text.startswith(surname):
                self._add("PERSON", surname + text, id, alias.kind)

    def _relate(self, row: Statement) -> None:
        self.near[row.subject].add(row.object)
        self.near[row.object].add(row.subject)
        if row.predicate == "HELD_OFFICE":
            span = days(row.begin, row.end)
            self.tenures[row.object].append(Tenure(row.subject, span))
            self.offices_of[row.subject].append(row.object)


def _rows(table: str) -> Iterable[list[str]]:
    path = files("extractors.linking") / "tables" / f"{table}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split("\t")


def _companies() -> Iterable[Company]:
    for persons, begin, end, *_ in _rows("company"):
        ids = frozenset(authority_id("person", key) for key in persons.split("|"))
        yield Company(ids, days(begin, end))
