"""Candidates of a mention, with the grounds that its form gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.linking.context import Context
from extractors.linking.forms import shortened, unit_form
from extractors.linking.index import Index
from extractors.linking.link import Reason
from extractors.linking.offices import holders

#: What a form of a kind is worth, in log-odds.
_WORTH = {
    "正名": 2.6, "全称": 2.6, "敬称": 2.2, "字": 1.8, "号": 1.8, "谥": 1.8, "略称": 1.8,
    "旧称": 1.8, "别名": 2.0, "原名": 1.8, "化名": 1.6, "笔名": 1.8, "译名": 2.2, "法名": 1.8,
}  # fmt: skip
#: Also of forms that the index makes: 湘 → 湘省.
OTHER_KIND = 1.6
_SHORT_FORM = {"略称": "short", "正名": "name", "全称": "name"}
_UNIT_WORTH = 2.2
_TITLE_WORTH = 1.4
_SURNAME_WORTH = 0.6
#: A title behind a surname -> how the office's name must end. Lesser titles name too many people.
_TITLES = {
    "主席": ("主席",), "委员长": ("委员长",), "总统": ("总统",), "大总统": ("大总统",),
    "院长": ("院院长",), "部长": ("部部长",), "总长": ("总长",), "总司令": ("总司令",),
    "司令": ("司令", "司令员"), "司令员": ("司令员",), "司令长官": ("司令长官",),
    "长官": ("司令长官", "行政长官"),
    "总督": ("总督",), "制军": ("总督",), "巡抚": ("巡抚",), "中丞": ("巡抚",), "督军": ("督军",),
    "督办": ("督办",), "市长": ("市市长",), "总理": ("总理",), "大使": ("大使",), "公使": ("公使",),
    "军长": ("军军长",), "师长": ("师师长",), "校长": ("校长",), "首相": ("首相",),
    "外长": ("外交部部长",),
    "财长": ("财政部部长",), "副主席": ("副主席",), "副总理": ("副总理",), "巡阅使": ("巡阅使",),
}  # fmt: skip
_TITLED = re.compile(f"(.{{1,2}}?)({'|'.join(sorted(_TITLES, key=len, reverse=True))})")

Found = tuple[str, Reason]


def by_form(index: Index, label: str, form: str) -> Iterator[Found]:
    """Entries that the form names."""
    seen: set[str] = set()
    shorter = shortened(form) if label in ("ORG", "OFFICE") else form
    for text in dict.fromkeys((form, shorter)):
        for known in index.forms.get((label, text), ()):
            if known.entity_id not in seen:
                seen.add(known.entity_id)
                kind = _SHORT_FORM.get(known.kind, "alias")
                worth = _WORTH.get(known.kind, OTHER_KIND)
                yield known.entity_id, Reason(kind, text if kind != "name" else "", worth)
    if not seen and (id := index.further(label, form)):
        seen.add(id)
        yield id, Reason("alias", form, OTHER_KIND)
    unit = unit_form(form) if label == "ORG" else ""
    for id in index.units.get(unit, ()) if unit else ():
        if id not in seen:
            yield id, Reason("unit", unit, _UNIT_WORTH)


def by_title(index: Index, form: str, where: Context) -> Iterator[Found]:
    """Persons of the surname who held an office with this title on the record's days."""
    found = _TITLED.fullmatch(form)
    if not found or not where.first:
        return
    surname, title = found.groups()
    for person in index.by_surname.get(surname, ()):
        for office in index.offices_of.get(person, ()):
            name = index.authority.entries[office].name
            held = name.endswith(_TITLES[title]) and holders(index, office, where)
            if any(id == person for id, _, _ in held or ()):
                yield person, Reason("title", name, _TITLE_WORTH)
                break


def by_surname(
    index: Index, surname: str, companions: Sequence[str], where: Context
) -> Iterator[Found]:
    """Persons of the surname who at that time were addressed together with a companion: a single
    surname or the id of an entry.
    """
    if not where.first:
        return
    for person in index.by_surname.get(surname, ()):
        best: tuple[int, str] = (0, "")
        for group in index.companies_of.get(person, ()):
            if not (group.span.first <= where.last and where.first <= group.span.last):
                continue
            others = group.persons - {person}
            names = {id: index.authority.entries[id].name for id in others}
            met = [n for id, n in names.items() if id in companions or n[0] in companions]
            best = max(best, (len(met), "、".join(sorted(met))))
        if best[0]:
            yield person, Reason("company", best[1], _SURNAME_WORTH + best[0])
