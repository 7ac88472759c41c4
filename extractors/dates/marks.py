"""What stands around a date: brackets and 考证, 约 and 前后, the hour, the day of the week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.dates.figures import FIGURES
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import HistoricalDate
from graph_model.dates.edtf import combined, qualified

_F = f"[{FIGURES}]"
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_ABOUT_BEFORE = re.compile(r"大约在?|大概在?|约[在于]?")
_DOUBT_BEFORE = re.compile(r"可能[在为是]?|疑[为似]?|似[为在]?|推测[为在]?")
_ABOUT_AFTER = re.compile(
    r"(.+?)(?:前后|左右|上下|许|[\[(](?:大?约|左右|前后)[\])]|(?<=[\d日月年])~)"
)
_DOUBT_AFTER = re.compile(
    r"(.+?)(?:[\[(](?:经?考证?|据?考证|推测|推定|疑|存疑|待考|\?+)[\])]|\?+|考证|%)"
)
_WEEKDAY = re.compile(r"(.+?)[,/、]?[\[(]?(?:星期|礼拜|周)([一二三四五六日天])[\])]?")
_HOUR = re.compile(
    rf"(.*(?:日|号|{_F}|旦|夕|节))(?P<hour>"
    r"(?:凌晨|清晨|拂晓|黎明|早晨|早|晨|上午|中午|正午|午前|午后|下午|傍晚|黄昏|晚上?|入?夜|深夜|午夜|半夜)"
    rf"(?:{_F}{{1,3}}[时点](?:{_F}{{1,3}}分|半|{_F}刻)?)?"
    rf"|[子丑寅卯辰巳午未申酉戌亥]时|(?<=[日号]){_F}{{1,3}}[时点](?:{_F}{{1,3}}分|半|{_F}刻)?)"
)
_CLOCK = re.compile(r"(\d{4}[-/]\d\d[-/]\d\d)[Tt]?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?", re.ASCII)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Marks:
    """The expression without its marks, and the marks."""

    core: str
    qualifier: str = ""
    weekday: str = ""
    hour: str = ""


def strip(cell: str) -> Marks:
    """Take the marks off, from outside in."""
    qualifier = weekday = hour = ""
    core = cell
    while core:
        before = core
        found = _BRACKETS.fullmatch(core)
        if found:
            core, qualifier = found[1], combined(qualifier, "?")
        elif found := _ABOUT_BEFORE.match(core):
            core, qualifier = core[found.end() :], combined(qualifier, "~")
        elif found := _DOUBT_BEFORE.match(core):
            core, qualifier = core[found.end() :], combined(qualifier, "?")
        elif found := _ABOUT_AFTER.fullmatch(core):
            core, qualifier = found[1], combined(qualifier, "~")
        elif found := _DOUBT_AFTER.fullmatch(core):
            core, qualifier = found[1], combined(qualifier, "%" if before[-1] == "%" else "?")
        elif not weekday and (found := _WEEKDAY.fullmatch(core)):
            core, weekday = found[1], found[2].replace("天", "日")
        elif not hour and (found := _CLOCK.fullmatch(core) or _HOUR.fullmatch(core)):
            core, hour = found[1], found[2]
        else:
            break
    return Marks(core, qualifier, weekday, hour)


def put_back(value: HistoricalDate, marks: Marks) -> HistoricalDate:
    """The value with the marks that were around it; a day of the week must fit."""
    if marks.weekday and value.precision == "day":
        really = _WEEKDAYS[date.fromisoformat(value.earliest).weekday()]
        if really != marks.weekday:
            name = date.fromisoformat(value.earliest).strftime("%A")
            raise Unread("weekday", day=value.earliest, weekday=really, en=name)
    if marks.qualifier:
        both = combined(value.qualifier, marks.qualifier)
        value = value._replace(edtf=qualified(value.edtf, marks.qualifier), qualifier=both)
    if marks.hour and set(marks.hour) - set("0:."):
        note = sentence("time", time=marks.hour)
        value = value._replace(note=f"{value.note}; {note}" if value.note else note)
    return value
