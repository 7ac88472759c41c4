"""From a row's cells to a Record, by a profile; or to a Reject that says why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph_model.access import Access, read_access
from graph_model.record import LIST_FIELDS, TEXT_FIELDS, Record
from loaders.readers.base import (
    BLANK,
    CELL_LIMIT,
    Problem,
    Reject,
    Row,
    reject,
    too_long,
    unreadable,
)
from loaders.readers.headings import normalise
from loaders.readers.profile import Profile

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_RUNNING = re.compile(r"\d{1,6}")
#: How many different access cells are remembered with their level.
_LEVELS_KEPT = 10_000
_SURROGATE_REASON = "有无法解码的字节或残缺字符", "undecodable bytes or half a character"


class Mapper:
    """Headings resolved against a profile, once a file.

    ``columns`` is field -> column index. A field takes the first of its headings that the file has;
    a heading that no field takes stays in the record's ``extra``.
    """

    def __init__(self, profile: Profile, headings: Sequence[str], file: str) -> None:
        self.profile = profile
        self.headings = tuple(headings)
        self.file = file
        names = [normalise(heading) for heading in headings]
        self.columns = _resolve(profile, names)
        self._fallbacks = {
            name: [names.index(alias) for alias in aliases if alias in names]
            for name, aliases in profile.fallbacks.items()
        }
        self._flags = [i for i, name in enumerate(names) if name in profile.columns["access_text"]]
        self._secrecy = [i for i, name in enumerate(names) if name in profile.columns["secrecy"]]
        self._guards = (*self._flags, *self._secrecy)
        self._levels: dict[tuple[str, ...], Access] = {}
        code = self.columns.get("reference_code")
        self._counts_rows = code is not None and names[code] in profile.running_numbers
        self._texts = [(n, i) for n, i in self.columns.items() if n in TEXT_FIELDS]
        self._lists = [(n, i) for n, i in self.columns.items() if n in LIST_FIELDS]
        used = set(self.columns.values())
        self._extra = [(h, i) for i, h in enumerate(self.headings) if i not in used]
        self._split = re.compile("[" + re.escape(profile.separators) + "]")

    @property
    def mapped(self) -> dict[str, str]:
        """Field -> heading as the file writes it."""
        return {name: self.headings[index] for name, index in self.columns.items()}

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings whose cells are kept in ``Record.extra``."""
        return tuple(heading for heading, _ in self._extra)

    def read(self, row: Row) -> Record | Reject:
        """The row's record, or why there is none."""
        cells = [cell.strip(BLANK) for cell in row.cells]
        problem = row.problem or self._check(cells)
        if problem is not None:
            return reject(self.file, row, problem)
        cells += [""] * (len(self.headings) - len(cells))
        fields = {name: cells[index] for name, index in self._texts}
        extra = {heading: cells[index] for heading, index in self._extra if cells[index]}
        self._complete(fields, cells, extra)
        if not fields.get("title"):
            title = self.headings[self.columns["title"]] if "title" in self.columns else ""
            return reject(self.file, row, Problem("ROW_NO_TITLE", title))
        filled: dict[str, Any] = dict(fields)
        filled.update((name, self._terms(cells[index])) for name, index in self._lists)
        return Record(
            row=row.number,
            source_file=self.file,
            access=self._access(cells),
            extra=extra,
            **filled,
        )

    def _check(self, cells: Sequence[str]) -> Problem | None:
        width = len(self.headings)
        if len(cells) > width and any(cells[width:]):
            return Problem("ROW_COLUMNS", "", {"found": len(cells), "expected": width})
        joined = "\n".join(cells)
        if len(joined) <= CELL_LIMIT and not _BAD.search(joined):
            return None
        for index, cell in enumerate(cells):
            if len(cell) > CELL_LIMIT:
                return too_long(len(cell), self.headings[index])
            if _BAD.search(cell):
                if _SURROGATE.search(cell):
                    return unreadable(*_SURROGATE_REASON, column=self.headings[index])
                return Problem("ROW_CONTROL_CHARACTERS", self.headings[index])
        return None

    def _complete(
        self, fields: dict[str, str], cells: Sequence[str], extra: dict[str, str]
    ) -> None:
        """Fill what the profile knows how to fill; every cell as catalogued stays somewhere."""
        profile = self.profile
        summary = fields.get("summary", "")
        person_file = bool(profile.person_file and profile.person_file.match(summary))
        if not person_file:
            self._untruncate(fields, extra)
        for name, columns in self._fallbacks.items():
            if not fields.get(name) and not (person_file and name == "date_text"):
                fields[name] = next((cells[i] for i in columns if cells[i]), "")
        if self._counts_rows and _RUNNING.fullmatch(fields["reference_code"]):
            fields["item_code"] = fields.get("item_code") or fields["reference_code"]
            fields["reference_code"] = ""
        for name, value in profile.constants.items():
            fields[name] = fields.get(name) or value
        for name, compose in profile.compose.items():
            if not fields.get(name) and all(fields.get(part) for part in compose.required):
                parts = [fields.get(part, "") for part in compose.parts]
                fields[name] = compose.separator.join(part for part in parts if part)

    def _untruncate(self, fields: dict[str, str], extra: dict[str, str]) -> None:
        """Take the longer form of a cut-off title; the cell as catalogued goes to ``extra``."""
        source = self.profile.untruncate_from
        title, longer = fields.get("title", ""), fields.get(source, "")
        if not title or not longer:
            return
        stem = title
        for ending in self.profile.untruncate_endings:
            stem = stem.removesuffix(ending)
        if longer.startswith(stem.rstrip(BLANK)):
            if longer != title:
                extra[self.headings[self.columns["title"]]] = title
            fields["title"], fields[source] = longer, ""

    def _terms(self, cell: str) -> tuple[str, ...]:
        parts = [part.strip(BLANK) for part in self._split.split(cell)]
        kept = [part for part in parts if part and part not in self.profile.empty_terms]
        return tuple(dict.fromkeys(kept))

    def _access(self, cells: Sequence[str]) -> Access:
        """The strictest of what the access columns say, should there be more than one."""
        said = tuple(cells[i] for i in self._guards)
        level = self._levels.get(said)
        if level is None:
            level = self._read_access(cells)
            if len(self._levels) < _LEVELS_KEPT:
                self._levels[said] = level
        return level

    def _read_access(self, cells: Sequence[str]) -> Access:
        profile = self.profile
        default = profile.access_empty if self._flags else profile.access_no_column
        flags = [cells[i] for i in self._flags if cells[i]] or [""]
        known = ["开放" if flag in profile.access_open else flag for flag in flags]
        secrecy = [cells[i] for i in self._secrecy] or [""]
        return max(read_access(flag, level, default) for flag in known for level in secrecy)


def _resolve(profile: Profile, names: Sequence[str]) -> dict[str, int]:
    """Each field's column: the first of its headings that the file has and no earlier field
    took."""
    order = ("title", "reference_code", *TEXT_FIELDS, *LIST_FIELDS)
    columns: dict[str, int] = {}
    for name in dict.fromkeys(order):
        for heading in profile.columns[name]:
            index = names.index(heading) if heading in names else -1
            if index >= 0 and index not in columns.values():
                columns[name] = index
                break
    return columns
