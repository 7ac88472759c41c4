"""The linker: candidates weighed by date and company, and NIL where none fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from extractors.authority import Authority, load_authority, statements
from extractors.linking import candidates
from extractors.linking.context import Context
from extractors.linking.index import Index
from extractors.linking.link import NIL, Candidate, Link, Reason
from extractors.linking.offices import holder
from extractors.text import plain
from graph_model.mention import Mention

#: Log-odds from which a candidate is taken, and by which it must lead the next one.
_TAKEN, _LEAD = 0.0, 0.6
_YEAR = 10_000
_FIRST_DEED = 14
_LONG_AFTER = 5
#: Sees in the words around a record that it is of the Republic after 1949.
_REPUBLIC = ("国史馆", "中华民国", "国民政府", "国民党", "行政院", "台湾")
_PRC_BEGINS = 19491001


class Linker:
    """Links the mentions of a title."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def link(self, mentions: Sequence[Mention], where: Context) -> list[Link]:
        """One answer for each mention; dates get NIL."""
        found = [self._found(mention.label, plain(mention.text), where) for mention in mentions]
        sure = {f[0][0] for f in found if len(f) == 1}
        answers: list[Link] = []
        for at, mention in enumerate(mentions):
            some = found[at]
            if mention.label == "PERSON" and len(mention.text) == 1:
                companions = [*_beside(where.title, mention.start), *sorted(sure)]
                some = list(
                    candidates.by_surname(self.index, plain(mention.text), companions, where)
                )
            if not some and mention.entity_id:
                some = [(mention.entity_id, Reason("given", "", candidates.OTHER_KIND))]
            company = sure - {id for id, _ in some}
            answers.append(self._answer(mention.label, some, where, company, mention.role))
        return [
            self._with_holder(a, m, mentions, where) for a, m in zip(answers, mentions, strict=True)
        ]

    def one(self, label: str, text: str, where: Context, *, company: Sequence[str] = ()) -> Link:
        """The answer for a name alone, as in a cell."""
        return self._answer(label, self._found(label, plain(text), where), where, set(company), "")

    def _found(self, label: str, form: str, where: Context) -> list[candidates.Found]:
        if label == "DATE" or (label == "PERSON" and len(form) == 1):
            return []
        found = list(candidates.by_form(self.index, label, form))
        if label == "PERSON" and not found:
            found = list(candidates.by_title(self.index, form, where))
        return found

    # -- weighing --------------------------------------------------------------------------------

    def _answer(
        self,
        label: str,
        found: Sequence[candidates.Found],
        where: Context,
        company: set[str],
        role: str,
    ) -> Link:
        if not found:
            return NIL
        weighed = []
        for id, ground in found:
            reasons = [ground]
            dated = self._dated(label, id, where, role)
            if dated is None:
                continue
            reasons += dated
            if len(found) > 1:
                reasons += self._around(id, where, company)
            weighed.append((sum(r.weight for r in reasons), id, reasons))
        if len(weighed) > 1 and label in ("ORG", "OFFICE"):
            weighed = self._of_that_time(weighed, where)
        weighed.sort(key=lambda w: (-w[0], w[1]))
        ranked = [
            Candidate(id, round(1 / (1 + math.exp(-odds)), 2), tuple(reasons))
            for odds, id, reasons in weighed
        ]
        if not weighed or weighed[0][0] <= _TAKEN:
            return Link(None, tuple(ranked))
        if len(weighed) > 1 and weighed[0][0] - weighed[1][0] < _LEAD:
            return Link(None, tuple(ranked))
        return Link(ranked[0], tuple(ranked[1:]))

    def _dated(self, label: str, id: str, where: Context, role: str) -> list[Reason] | None:
        """What the record's days say; None where the entry cannot be meant."""
        first, last = self.index.span(id)
        if not where.first or not (first or last):
            return []
        if first and where.last < first:
            # Plans and preparations come before the founding day, and more so before an event.
            before = 3 if label == "EVENT" else 1
            near = label != "PERSON" and where.last + before * _YEAR >= first
            return [Reason("early", str(first // _YEAR), -1.0)] if near else None
        years = f"{first // _YEAR or ''}—{last // _YEAR or ''}"
        if label == "PERSON" and first and where.last < first + _FIRST_DEED * _YEAR:
            return [Reason("early", years, -2.0)]
        if last and where.first > last:
            late = where.first > last + _LONG_AFTER * _YEAR
            weight = (-2.5 if late else -1.0) if role else (-0.6 if late else -0.2)
            return [Reason("after", years, weight)]
        return [Reason("dates", years, 0.5)]

    def _around(self, id: str, where: Context, company: set[str]) -> list[Reason]:
        """Who and what else the title names, and its words."""
        reasons = []
        near = self.index.near.get(id, set())
        direct = sorted(company & near)
        together = {p for group in self.index.companies_of.get(id, ()) for p in group.persons}
        direct += sorted((company & together) - set(direct))
        if direct:
            names = "、".join(self.index.authority.entries[c].name for c in direct[:3])
            reasons.append(Reason("company", names, 1.5))
        entry = self.index.authority.entries[id]
        if entry.label != "PERSON":
            return reasons
        told = [self.index.authority.entries[n].name for c in company for n in self._known(c)]
        note = plain(entry.fields.get("note", ""))
        words = _shared_words(note, where.title) or _shared_words(note, "|".join(sorted(told)))
        if words:
            reasons.append(Reason("words", words, 1.2))
        return reasons

    def _known(self, id: str) -> set[str]:
        """What the tables relate the entry to."""
        return {n for n in self.index.near.get(id, ()) if n in self.index.authority.entries}

    def _of_that_time(
        self, weighed: list[tuple[float, str, list[Reason]]], where: Context
    ) -> list[tuple[float, str, list[Reason]]]:
        """Of bodies or offices with one short form the last founded before the record; after 1949
        a record of the Republic keeps its own.
        """
        if not where.first:
            return weighed
        republic = any(word in where.around for word in _REPUBLIC)
        best: tuple[int, str] = (-1, "")
        for _, id, _ in weighed:
            first = self._begins(id)
            if first <= where.last and not (republic and first >= _PRC_BEGINS):
                last = self.index.span(id).last
                if not last or where.first <= last:
                    best = max(best, (first, id))
        return [
            (odds + 1.5, id, [*reasons, Reason("successor", "", 1.5)]) if id == best[1] else w
            for w in weighed
            for odds, id, reasons in [w]
        ]

    def _begins(self, id: str) -> int:
        """First day of a body; of an office that of its body or first holder."""
        first = self.index.span(id).first
        if first or not id.startswith("office:"):
            return first
        body = self.index.authority.entries[id].fields.get("organization", "")
        starts = [t.span.first for t in self.index.tenures.get(id, ()) if t.span.first]
        return self.index.span(f"organization:{body}").first or min(starts, default=0)

    # -- offices ---------------------------------------------------------------------------------

    @staticmethod
    def _names_holder(person: Mention) -> bool:
        """Whether a person beside an office is a name for sure; the tagger alone takes 施政 for
        one.
        """
        return person.label == "PERSON" and person.rule != "tagger"

    def _with_holder(
        self, answer: Link, mention: Mention, mentions: Sequence[Mention], where: Context
    ) -> Link:
        if mention.label != "OFFICE" or answer.best is None:
            return answer
        beside = (m for m in mentions if mention.start == m.end or m.start == mention.end)
        named = any(self._names_holder(m) for m in beside)
        who = None if named else holder(self.index, answer.best.entity_id, where)
        return answer._replace(holder=who)


def _beside(title: str, position: int) -> list[str]:
    """Single characters in a row with the one at the position: 林、罗、刘."""
    first = last = position
    while first >= 2 and title[first - 1] in "、和与" and "\u4e00" <= title[first - 2] <= "\u9fff":
        first -= 2
    while (
        last + 2 < len(title)
        and title[last + 1] in "、和与"
        and "\u4e00" <= title[last + 2] <= "\u9fff"
    ):
        last += 2
    return [title[at] for at in range(first, last + 1, 2) if at != position]


def _shared_words(note: str, title: str) -> str:
    """A run of three characters and more that note and title share."""
    for size in (6, 5, 4, 3):
        for start in range(len(note) - size + 1):
            run = note[start : start + size]
            if run in title and "，" not in run and "、" not in run:
                return run
    return ""


def load_linker(authority: Authority | None = None) -> Linker:
    """The linker over the authority tables that this process reads with; made once for each."""
    return _load(authority or load_authority())


@cache
def _load(authority: Authority) -> Linker:
    return Linker(Index(authority, statements()))
