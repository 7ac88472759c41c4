"""Read one date cell or expression; never raise, never guess.

What is wrong (二月三十日, 光绪四十年, a leap month that the year did not have) is refused and not
shifted: ``edtf`` is ``""`` and ``note`` says why. What the text leaves out is taken from the
record's own date, where that is given, and the note says so.
"""

from __future__ import annotations

import re

from extractors.dates import double, fast, marks, periods, ranges, relative, telegram
from extractors.dates.context import Context
from extractors.dates.figures import FIGURES
from extractors.dates.fold import fold, fold_all
from extractors.dates.parts import parse
from extractors.dates.refusal import Unread, sentence
from extractors.dates.resolve import resolve
from graph_model.dates import HistoricalDate, unknown
from graph_model.errors import ShimaiError

_EMPTY = re.compile(
    r"[0\-/. ]*|.*不详|.*不明|无|无[年月日时间期]+|未知|佚年|缺|待考|[年月日]+|n\.?d\.?|\?+|[xX×□]+",
    re.IGNORECASE,
)
_PART_IN_BRACKETS = re.compile(rf".\[[{FIGURES}]+[年月日号]?\]|\[[^\[\]]*年\].")
_BRACKETS = str.maketrans("", "", "[]")
_VAGUE = re.compile(r"初年|末年|中叶|晚年|时期|年间|初叶|朝$")
#: Longer cells are no dates; keeps odd text cheap.
_LONGEST = 60


def read_date(text: str, context: HistoricalDate | str | None = None) -> HistoricalDate:
    """Read a date. ``context`` is the record's own date, as a value or as text; it settles 37年7月,
    皓电 and 同年八月. Never raises; ``edtf`` is ``""`` and ``note`` says why where it is not read.
    """
    cell = fold(text)
    found = fast.read(text, cell) or fast.read_range(text, cell)
    if found is not None:
        return found
    if isinstance(context, str):
        context = read_date(context)
    return _full(text, Context.of(context))


def _full(text: str, context: Context | None) -> HistoricalDate:
    if not text.strip():
        return unknown(text)
    cell = fold_all(text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        return unknown(text, sentence("unknown"))
    if _EMPTY.fullmatch(cell.strip("[]()")):
        return unknown(text, sentence("empty"))
    try:
        found = _marked(text, cell, context)
    except Unread as error:
        return unknown(text, str(error))
    except ShimaiError as error:
        return unknown(text, str(error.fields.get("reason", error)))
    if found is None:
        return unknown(text, sentence("vague" if _VAGUE.search(cell) else "unknown"))
    return found


def _marked(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """A point, a range or an open range, with the marks around it."""
    if _PART_IN_BRACKETS.search(cell):
        # 1937年[7月]: the part in brackets was found by research.
        found = _point(text, cell.translate(_BRACKETS), context)
        if found is not None:
            return marks.put_back(found, marks.Marks(cell, "?"))
    stripped = marks.strip(cell)
    for core, around in ((cell, marks.Marks(cell)), (stripped.core, stripped)):
        if core == cell and stripped.core != cell and stripped.qualifier:
            continue
        found = (
            _point(text, core, context)
            or ranges.read(text, core, context)
            or ranges.read_open(text, core, context, _marked_point)
            or double.read(text, core, context, _marked_point)
        )
        if found is not None:
            return marks.put_back(found, around)
    return None


def _marked_point(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    stripped = marks.strip(cell)
    found = _point(text, stripped.core, context)
    return marks.put_back(found, stripped) if found else None


def _point(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """One expression without marks."""
    common = fast.read(text, cell)
    if common is not None:
        return common
    for reading in (periods.read, relative.read):
        found = reading(text, cell, context)
        if found is not None:
            return found
    parts = parse(cell)
    if parts is not None:
        return resolve(text, parts, context)
    return telegram.read(text, cell, context)
