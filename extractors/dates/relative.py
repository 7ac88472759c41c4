"""Dates relative to the record's own: 同年八月, 本月十五日, 翌日."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from extractors.dates import gregorian, lunisolar
from extractors.dates.context import Context
from extractors.dates.parts import Parts, parse
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import HistoricalDate, lunar

_YEARS = {"同年": 0, "本年": 0, "是年": 0, "当年": 0, "该年": 0, "今年": 0, "此年": 0, "去年": -1,
          "上年": -1, "昨年": -1, "前年": -2, "次年": 1, "翌年": 1, "明年": 1, "来年": 1,
          "后年": 2}  # fmt: skip
_MONTHS = {"同月": 0, "本月": 0, "是月": 0, "当月": 0, "该月": 0, "此月": 0, "上月": -1, "上个月": -1,
           "下月": 1, "下个月": 1, "次月": 1, "翌月": 1}  # fmt: skip
_DAYS = {"同日": 0, "本日": 0, "是日": 0, "当日": 0, "该日": 0, "今日": 0, "今天": 0, "即日": 0,
         "当天": 0, "次日": 1, "翌日": 1, "明日": 1, "明天": 1, "第二天": 1, "隔日": 1, "昨日": -1,
         "昨天": -1, "昨": -1, "翌晨": 1, "次晨": 1, "当晚": 0, "昨晚": -1, "昨夜": -1}  # fmt: skip
_RELATIVE = re.compile(
    rf"(?P<year>{'|'.join(_YEARS)})?(?P<month>{'|'.join(_MONTHS)})?(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))})?"
    r"(?P<rest>.*)"
)


def read(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """The date, or None where the folded text is not relative."""
    found = _RELATIVE.fullmatch(cell)
    if not found or not (found["year"] or found["month"] or found["day"]):
        return None
    rest = _rest(found["rest"], of_month=bool(found["month"]))
    if rest is None or not rest.yearless or rest.era:
        return None
    if found["day"] and rest != Parts():
        return None
    if context is None:
        raise Unread("relative")
    value = _resolve(text, found, rest, context)
    return value._replace(note=sentence("relative_read"))


def _rest(text: str, *, of_month: bool) -> Parts | None:
    if not text:
        return Parts()
    if of_month:
        # 本月底: a part of the month that stands without its month.
        with_month = parse(f"一月{text}")
        return replace(with_month, month=None) if with_month else None
    return parse(text)


def _resolve(text: str, found: re.Match[str], rest: Parts, context: Context) -> HistoricalDate:
    if found["day"]:
        shifted = context.day() + timedelta(_DAYS[found["day"]])
        return gregorian.exact(text, shifted, "relative")
    named = bool(rest.day_name) and lunisolar.is_lunar_name(rest, None)
    lunar_way = not rest.solar and (context.lunar or bool(rest.lunar) or named)
    if found["month"]:
        if rest.month is not None or rest.year_part:
            raise Unread("unknown")
        move = _MONTHS[found["month"]]
        parts = _lunar_month(rest, context, move) if lunar_way else _month(rest, context, move)
        if found["year"] and _YEARS[found["year"]]:
            raise Unread("unknown")
    else:
        year = context.lunar_year() if lunar_way else context.year()
        parts = replace(rest, year=year + _YEARS[found["year"]])
    make = lunisolar.date if lunar_way else gregorian.date
    return make(text, parts.year or 0, parts, None, "relative")


def _month(rest: Parts, context: Context, move: int) -> Parts:
    year, month = context.month()
    year, month = divmod(12 * year + month - 1 + move, 12)
    return replace(rest, year=year, month=month + 1)


def _lunar_month(rest: Parts, context: Context, move: int) -> Parts:
    here = lunar.BY_NUMBER[context.lunar_month()]
    order = lunar.months(here.year - 1) + lunar.months(here.year) + lunar.months(here.year + 1)
    there = order[order.index(here) + move]
    return replace(rest, year=there.year, month=there.number, leap=there.leap)
