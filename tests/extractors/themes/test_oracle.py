"""The engine against a plain reading of what a rule says: every rule of every theme is looked at by
``str.find`` over the record's words, nothing is indexed, remembered or shared.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from extractors.dates import read_date
from extractors.pipeline import Title, read_titles
from extractors.text import plain
from extractors.themes import Ground, Subject, load_themer, load_themes, subject_of_title
from extractors.themes.model import GRADES, Rule
from extractors.themes.profiles import read_table

ROLES = ("creator", "sender", "recipient", "fonds")
PREFIXES = ("person:", "organization:", "place:", "event:", "office:")
OWN = ("title", "creator", "fonds", "series")
SUFFIXES = tuple(plain(row["suffix"]) for row in read_table("namesakes"))
CUES: dict[str, list[str]] = {}
for _row in read_table("words"):
    _parts = [_row["word"], *filter(None, _row["not_in"].split("|"))]
    CUES.setdefault(_row["cue"], []).append("!".join(_parts))
SIDES: dict[str, set[str]] = {}
for _row in read_table("sides"):
    SIDES.setdefault(_row["entity"], set()).add(_row["side"])
NAMED = {
    token.partition(":")[2] if token.partition(":")[0] in ROLES else token
    for theme in load_themes().values()
    for rule in theme.rules
    for group in (rule.any, *rule.groups, rule.unless, rule.against)
    for token in group
}


def stands(word: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, outside the longer words after ``!`` and the suffixes of namesakes."""
    bare, *outside = (plain(part) for part in word.split("!"))
    at = form.find(bare)
    while at >= 0:
        end = at + len(bare)
        inside = any(
            form.startswith(other, first)
            for other in outside
            if other != "*"
            for first in range(max(0, end - len(other)), at + 1)
        )
        if not inside and not ("*" in outside and form.startswith(SUFFIXES, end)):
            yield at, end
        at = form.find(bare, at + 1)


def gives(id: str, asked: str) -> bool:
    """Whether an entity is what a token without role asks for."""
    if asked.startswith("@any-"):
        return id not in SIDES and id not in NAMED and asked == f"@any-{id.partition(':')[0]}"
    return asked[1:] in SIDES.get(id, ()) if asked.startswith("@") else id == asked


def places(token: str, subject: Subject, *, own: bool) -> set[Ground]:
    """Where a token is in the record's own words, or in those around it."""
    role, _, rest = token.partition(":")
    role, asked = (role, rest) if role in ROLES else ("", token)
    found = set()
    words = CUES.get(asked[1:], []) if asked.startswith("@") else [asked]
    for field, text in subject.texts.items():
        where = field in ("fonds", "series")
        if (field in OWN) != own or where != (role == "fonds"):
            continue
        if role in ("sender", "recipient") or (role == "creator" and field != "creator"):
            continue
        for word in words if not asked.startswith(PREFIXES) else []:
            for start, end in stands(word, subject.plain.get(field) or plain(text)):
                found.add(Ground(field, start, end, text[start:end]))
    for known in subject.known:
        if (known.field in OWN) != own or (role and known.role != role):
            continue
        if gives(known.entity_id, asked):
            text = subject.texts[known.field][known.start : known.end]
            id = "" if known.entity_id.endswith("~") else known.entity_id
            found.add(Ground(known.field, known.start, known.end, text, id))
    return found


def held(rule: Rule, subject: Subject, spirit: set[Ground]) -> tuple[int, set[Ground]] | None:
    """The rank of the grade that a rule gives, and the words that it rests on."""
    first, last = subject.earliest, subject.latest
    if first or last:
        if (rule.start and last and last < rule.start) or (rule.end and first > rule.end):
            return None
    elif not rule.undated:
        return None

    def of(tokens: tuple[str, ...], *, own: bool) -> set[Ground]:
        made = spirit if own and "@spirit" in tokens else set()
        return made.union(*(places(token, subject, own=own) for token in tokens))

    if of(rule.unless, own=True):
        return None
    grounds: set[Ground] = set()
    for group in (rule.any, *rule.groups):
        some = of(group, own=True) or of(group, own=False)
        if not some:
            return None
        grounds |= some
    rank = GRADES.index(rule.grade)
    if of(rule.against, own=True):
        rank = GRADES.index("weak")
    elif not of(rule.any, own=True):
        rank = min(rank + 1, GRADES.index("weak"))
    return rank, grounds


def spans(grounds: set[Ground]) -> tuple[Ground, ...]:
    """Each span once, with its entity if one is known."""
    best = {(g.field, g.start, g.end): g for g in sorted(grounds)}
    return tuple(best[span] for span in sorted(best))[:8]


def subjects() -> list[Subject]:
    """Every ninth title of the sample and of the constructed golds."""
    here = Path(__file__).parents[2]
    rows = []
    catalogue = here.parent / "samples" / "key_archives.csv"
    with catalogue.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            rows.append((row["文件题名"], row.get("责任者", ""), row.get("时间", "")))
    for name in ("themes", "qing", "prc"):
        for line in (here / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            rows.append((one["title"], one["creator"], one["date"]))
    titles = [Title(*row) for row in rows[::9]]
    return [subject_of_title(r, read_date(r.date)) for r in read_titles(titles)]


def test_the_engine_finds_what_a_plain_reading_of_the_rules_finds() -> None:
    themer = load_themer()
    asked = subjects()
    # Words around a record: the same words as those of its file.
    asked += [
        Subject({"title": "", "file": one.texts["title"]}, (), one.earliest, one.latest)
        for one in asked[::10]
    ]
    told = 0
    for subject in asked:
        found = {one.theme: one for one in themer.judge(subject)}
        spirit: set[Ground] = set()
        for theme in sorted(load_themes().values(), key=lambda theme: theme.scheme != "spirits"):
            options = {
                rule.id: result
                for rule in theme.rules
                if (result := held(rule, subject, spirit)) is not None
            }
            where = (theme.id, subject.texts)
            assert bool(options) == (theme.id in found), where
            if not options:
                continue
            one = found[theme.id]
            rank, grounds = options[one.rule]
            assert GRADES.index(one.grade) == rank == min(r for r, _ in options.values()), where
            assert one.grounds == spans(grounds), where
            told += 1
            if theme.scheme == "spirits" and one.grade != "weak":
                spirit |= grounds
    assert told > 300
