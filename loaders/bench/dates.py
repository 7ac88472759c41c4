"""Date readers compared: right, wrong and refused on the answer table, and expressions a second.

Speed is CPU time of one process over distinct expressions of the forms that catalogues use; no
expression is read twice, so nothing can be remembered. The table is ours: its rows without a record
date and its Gregorian rows are counted apart too, which is where the peers are at home.
"""

from __future__ import annotations

import contextlib
import io
import logging
import random
import time
import warnings
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from graph_model.dates.numerals import era_year, lunar_day, lunar_month, spelled
from graph_model.errors import BadInput
from loaders.bench.date_peers import PEERS, Answer, Peer, Reader

_DIGITS = "〇一二三四五六七八九"
_SEED = 1644


class Row(NamedTuple):
    """A row of the answer table; ``answer`` is None where the text must be refused."""

    text: str
    context: str
    answer: Answer
    year_only: bool
    calendar: str


class Score(NamedTuple):
    """Counts over rows: read right, refused as it must be, read wrong (also where it must be
    refused), refused although there is an answer.
    """

    read: int
    refused: int
    wrong: int
    shy: int


class Result(NamedTuple):
    """What one reader did; ``missing`` when its package is not installed."""

    name: str
    version: str
    all_rows: Score | None = None
    gregorian: Score | None = None
    speed: Mapping[str, float] = MappingProxyType({})


def read_table(path: Path) -> list[Row]:
    """The rows of an answer table."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
    except OSError:
        raise BadInput("FILE_MISSING", file=path) from None
    rows = []
    for line in filter(None, lines):
        text, context, _, earliest, latest, precision, calendar, *_ = line.split("\t")
        answer = (earliest, latest) if earliest else None
        rows.append(Row(text, context, answer, precision == "year", calendar))
    return rows


def common_forms(count: int) -> dict[str, list[str]]:
    """Distinct expressions of each common form, the same in every run."""
    chance = random.Random(_SEED)
    days = [(y, m, d) for y in range(1645, 1990) for m in range(1, 13) for d in range(1, 29)]
    chance.shuffle(days)
    written = {
        "19370707": (f"{y}{m:02d}{d:02d}" for y, m, d in days),
        "1937-07-07": (f"{y}-{m:02d}-{d:02d}" for y, m, d in days),
        "1937年7月7日": (f"{y}年{m}月{d}日" for y, m, d in days),
        "一九三七年七月七日": (f"{_han(y)}年{spelled(m)}月{spelled(d)}日" for y, m, d in days),
        "民国二十六年七月七日": (
            f"民国{era_year(y - 1911)}年{spelled(m)}月{spelled(d)}日"
            for y, m, d in days if y > 1911
        ),
        "光绪二十四年八月初六日": (
            f"{_reign(y)}年{lunar_month(m)}{lunar_day(d)}日" for y, m, d in days if y < 1912
        ),
        "1937年7月7日至8月13日": (
            f"{y}年{m}月{d}日至{m + 1}月{d}日" for y, m, d in days if m < 12
        ),
        "1939/08/00 ~ 1940/03/00": (
            f"{y}/{m:02d}/00 ~ {y + d % 9 + 1}/{d % 12 + 1:02d}/00" for y, m, d in days
        ),
    }  # fmt: skip
    return {name: _distinct(texts, count) for name, texts in written.items()}


def _distinct(texts: Iterator[str], count: int) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        found.setdefault(text)
        if len(found) == count:
            break
    return list(found)


def _han(year: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def _reign(year: int) -> str:
    from graph_model.dates.eras import ERAS

    era = next(e for e in ERAS if e.calendar == "qing" and e.zero < year <= e.zero + e.last_number)
    return f"{era.name}{era_year(year - era.zero)}"


def measure(peer: Peer, rows: list[Row], forms: dict[str, list[str]], seconds: float) -> Result:
    """One reader on the table and on the forms; ``seconds`` of CPU time a form at most."""
    try:
        found = version(peer.package)
    except PackageNotFoundError:
        if peer.package != "shimai":
            return Result(peer.name, "")
        found = ""
    with _quiet():
        try:
            read = peer.make()
        except ImportError:
            return Result(peer.name, "")
        answers = [(row, read(row.text, row.context)) for row in rows]
        speed = {name: _speed(read, texts, seconds) for name, texts in forms.items()}
    plain = [(row, said) for row, said in answers if row.calendar == "gregorian"]
    return Result(peer.name, found, _score(answers), _score(plain), speed)


def _score(answers: list[tuple[Row, Answer]]) -> Score:
    read = sum(said is not None and _is_right(row, said) for row, said in answers)
    refused = sum(said is None and row.answer is None for row, said in answers)
    shy = sum(said is None and row.answer is not None for row, said in answers)
    return Score(read, refused, len(answers) - read - refused - shy, shy)


def _is_right(row: Row, said: Answer) -> bool:
    if said is None or row.answer is None:
        return said == row.answer
    if row.year_only and said[0].endswith("01-01") and said[1].endswith("12-31"):
        # A reader that names a lunar year by its Gregorian number has named the right year.
        return said[0][:4] == row.answer[0][:4] == said[1][:4]
    return said == row.answer


def _speed(read: Reader, texts: list[str], seconds: float) -> float:
    begin = time.process_time()
    done = 0
    for start in range(0, len(texts), 10):
        for text in texts[start : start + 10]:
            read(text, "")
        done += len(texts[start : start + 10])
        if time.process_time() - begin > seconds:
            break
    return done / max(time.process_time() - begin, 1e-9)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Some peers greet and log on standard output."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.disable(before)


def compare(path: Path, count: int, seconds: float) -> list[Result]:
    """All readers."""
    rows, forms = read_table(path), common_forms(count)
    return [measure(peer, rows, forms, seconds) for peer in PEERS]
