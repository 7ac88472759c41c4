"""Count what a catalogue holds and look for signs of damage, in bounded memory."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from graph_model.access import Access
from graph_model.ids import content_hash
from graph_model.record import Record
from loaders.readers.base import Reject, Row
from loaders.readers.catalogue import Catalogue

FIRST_REJECTS = 10
EXAMPLES = 3
_ROWS_NAMED = 5
#: Fields whose cells are codes: never a date, never a number to reckon with.
CODE_FIELDS = (
    "reference_code", "fonds_code", "series_code", "file_code", "item_code", "holder_code",
)  # fmt: skip
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
#: What Excel makes of 1-2, 1-2-3, and of a code of many digits.
_DATE_CODE = re.compile(
    rf"\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d{{2}}"
    r"|(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}(?: 0?0:00(?::00)?)?",
    re.IGNORECASE,
)
_POWER_CODE = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of damage: a stable code, how many cells, the first rows, and one sentence in each
    language."""

    code: str
    count: int
    rows: tuple[int, ...]
    zh: str
    en: str


#: code -> what it says, before the rows are named.
SAYS = {
    "EXCEL_DATE": (
        "{field}（{heading}）有 {count} 格是日期：或是 1-2 一类的编号被 Excel 改掉了",
        "{field} ({heading}) holds {count} dates: Excel may have changed codes such as 1-2",
    ),
    "EXCEL_NUMBER": (
        "{field}（{heading}）有 {count} 格存为数值：前导零可能已丢失，请在 Excel 中设为文本",
        "{field} ({heading}) holds {count} cells stored as numbers: leading zeros may be lost",
    ),
    "EXCEL_POWER": (
        "{field}（{heading}）有 {count} 格是科学计数：Excel 已丢失位数",
        "{field} ({heading}) holds {count} cells in powers of ten: Excel has lost digits",
    ),
    "EXCEL_ERROR": (
        "{field}（{heading}）有 {count} 格是公式错误",
        "{field} ({heading}) holds {count} formula errors",
    ),
    "DUPLICATE_CODE": (
        "{field}（{heading}）有 {count} 条与前面的条目重复",
        "{field} ({heading}): {count} entries repeat the code of an earlier one",
    ),
}


@dataclass(slots=True)
class Survey:
    """What one reading found. Lists hold the first few only."""

    records: int = 0
    rejected: int = 0
    by_code: Counter[str] = field(default_factory=Counter)
    by_access: Counter[Access] = field(default_factory=Counter)
    first_rejects: list[Reject] = field(default_factory=list)
    examples: list[Record] = field(default_factory=list)
    warnings: list[Sign] = field(default_factory=list)


def survey(catalogue: Catalogue, write: Callable[[Reject], None] | None = None) -> Survey:
    """Read all entries once; ``write`` gets every reject."""
    found = Survey()
    signs = _Signs(catalogue)
    for row, entry in catalogue.pairs():
        if isinstance(entry, Reject):
            found.rejected += 1
            found.by_code[entry.code] += 1
            if len(found.first_rejects) < FIRST_REJECTS:
                found.first_rejects.append(entry)
            if write is not None:
                write(entry)
            continue
        found.records += 1
        found.by_access[entry.access] += 1
        if len(found.examples) < EXAMPLES:
            found.examples.append(entry)
        signs.look(row, entry)
    found.warnings = signs.warnings()
    return found


class _Signs:
    """Signs of damage by (code, field): how many, and the first rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._mapped = catalogue.mapped
        columns = catalogue.mapper.columns
        self._fields = {index: name for name, index in columns.items()}
        self._codes = [(n, columns[n]) for n in CODE_FIELDS if n in columns]
        self._counts: Counter[tuple[str, str]] = Counter()
        self._rows: dict[tuple[str, str], list[int]] = {}
        self._seen = sqlite3.connect("")  # an unnamed file on disk, gone when closed
        self._seen.execute("CREATE TABLE seen (code TEXT PRIMARY KEY) WITHOUT ROWID")

    def look(self, row: Row, record: Record) -> None:
        flags = dict(row.flags)
        for name, index in self._codes:
            cell = row.cells[index].strip() if index < len(row.cells) else ""
            if flags.get(index) == "date" or _DATE_CODE.fullmatch(cell):
                self._add("EXCEL_DATE", name, row.number)
            elif _POWER_CODE.fullmatch(cell):
                self._add("EXCEL_POWER", name, row.number)
            elif flags.get(index) == "number" and name != "item_code":
                self._add("EXCEL_NUMBER", name, row.number)
        for index, flag in row.flags:
            if flag == "error":
                self._add("EXCEL_ERROR", self._fields.get(index, ""), row.number)
        if record.reference_code:
            key = content_hash(record.holder_key, record.reference_code)
            done = self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))
            if not done.rowcount:
                self._add("DUPLICATE_CODE", "reference_code", row.number)

    def _add(self, code: str, name: str, row: int) -> None:
        self._counts[code, name] += 1
        rows = self._rows.setdefault((code, name), [])
        if len(rows) < _ROWS_NAMED:
            rows.append(row)

    def warnings(self) -> list[Sign]:
        """All signs in a fixed order; closes the table of codes seen."""
        self._seen.close()
        order = list(SAYS)
        keys = sorted(self._counts, key=lambda key: (order.index(key[0]), key[1]))
        return [self._warning(code, name) for code, name in keys]

    def _warning(self, code: str, name: str) -> Sign:
        count, rows = self._counts[code, name], tuple(self._rows[code, name])
        heading = self._mapped.get(name, "—")
        zh, en = (t.format(field=name or "—", heading=heading, count=count) for t in SAYS[code])
        more = "…" if count > len(rows) else ""
        named = ", ".join(map(str, rows)) + more
        return Sign(code, count, rows, f"{zh}（第 {named} 行）。", f"{en} (rows {named}).")
