"""Writing a date out, in Chinese or English, in the Gregorian calendar or the one of its text.

What is written in Chinese is read back by ``extractors.dates`` as the same days; a test holds both
to it. Telegram, relative and sexagenary days are written in the Gregorian calendar, because their
own writing needs the record beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as _date

from graph_model.dates import eras, lunar, sexagenary, taiping
from graph_model.dates.edtf import MAX_DAY, MIN_DAY
from graph_model.dates.numerals import era_year, lunar_day, lunar_month, spelled
from graph_model.dates.value import HistoricalDate

_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st"}
_SOLAR_ERAS = ("minguo", "hongxian", "manzhouguo", "japanese")
_LUNAR = ("qing", "lunar", "sexagenary")

#: Writes one end of a date: an EDTF string without qualifier.
Writer = Callable[[str], str]


def format_date(value: HistoricalDate, language: str = "zh", calendar: str = "gregorian") -> str:
    """The date in words; ``calendar`` is ``gregorian`` or ``original``. A date that was not read
    is its own text.
    """
    if not value.edtf:
        return value.text
    said = _original(value, language) if calendar == "original" else ""
    said = said or _by_ends(value, language, _end_zh if language == "zh" else _end_en)
    return _qualified(said, value.qualifier, language)


def _qualified(said: str, qualifier: str, language: str) -> str:
    if qualifier in ("~", "%"):
        said = f"约{said}" if language == "zh" else f"about {said}"
    return f"[{said}]" if qualifier in ("?", "%") else said


def _by_ends(value: HistoricalDate, language: str, write: Writer) -> str:
    begin, slash, end = value.edtf.translate(_NO_QUALIFIER).partition("/")
    if begin[0] == "[":
        begin, slash, end = value.earliest, "/", value.latest
    if not slash:
        return write(begin)
    if value.latest == MAX_DAY:
        return f"{write(begin)}以后" if language == "zh" else f"from {write(begin)} on"
    if value.earliest == MIN_DAY:
        return f"{write(end)}以前" if language == "zh" else f"until {write(end)}"
    joint = "至" if language == "zh" else " to "
    return write(begin) + joint + write(end)


_NO_QUALIFIER = str.maketrans("", "", "?~%")


def _end_zh(edtf: str) -> str:
    if "X" in edtf:
        century = int(edtf[:2]) + 1
        return f"{century}世纪" if edtf.endswith("XX") else f"{edtf[:3]}0年代"
    year, month, day = _numbers(edtf)
    if month > 12:
        return f"{year}年{_GROUPS_ZH[month]}"
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _end_en(edtf: str) -> str:
    if "X" in edtf:
        century = int(edtf[:2]) + 1
        ordinal = f"{century}{_ORDINALS.get(century, 'th')}"
        return f"{ordinal} century" if edtf.endswith("XX") else f"{edtf[:3]}0s"
    year, month, day = _numbers(edtf)
    if month > 12:
        return f"{_GROUPS_EN[month]} {year}"
    return (f"{day} " if day else "") + (f"{_MONTHS[month]} " if month else "") + str(year)


_GROUPS_ZH = {
    **dict(zip(range(21, 25), ("春", "夏", "秋", "冬"), strict=True)),
    **{32 + i: f"第{spelled(i)}季度" for i in range(1, 5)},
    40: "上半年",
    41: "下半年",
}
_GROUPS_EN = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **{32 + i: f"quarter {i} of" for i in range(1, 5)},
    40: "first half of",
    41: "second half of",
}


def _numbers(edtf: str) -> tuple[int, int, int]:
    year, *rest = (int(part) for part in edtf.replace("-XX", "").split("-"))
    month, day = [*rest, 0, 0][:2]
    return year, month, day


def _original(value: HistoricalDate, language: str) -> str:
    """The date in the calendar of its text, ``""`` where it has no writing of its own."""
    if value.calendar in _SOLAR_ERAS:
        return _solar_era(value, language)
    days = _lunar_days(value) if value.calendar in _LUNAR else None
    if value.calendar == "taiping":
        days = _taiping_days
    if days is None or value.precision not in ("day", "month", "year", "interval"):
        return ""
    if value.calendar == "sexagenary" and value.precision != "year":
        return ""
    first = "" if value.earliest == MIN_DAY else days(value.earliest, value.precision, language)
    if value.precision != "interval":
        return first
    last = "" if value.latest == MAX_DAY else days(value.latest, value.precision, language)
    if value.earliest == MIN_DAY:
        return _open(last, language, after=False)
    if value.latest == MAX_DAY:
        return _open(first, language, after=True)
    if not (first and last):
        return ""
    return first + ("至" if language == "zh" else " to ") + last


def _open(said: str, language: str, *, after: bool) -> str:
    if not said:
        return ""
    if language == "zh":
        return said + ("以后" if after else "以前")
    return f"from {said} on" if after else f"until {said}"


def _solar_era(value: HistoricalDate, language: str) -> str:
    def write(edtf: str) -> str:
        if "X" in edtf:
            raise LookupError
        year, month, day = _numbers(edtf)
        within = edtf if day else f"{edtf}-28" if month else f"{edtf}-12-31"
        era = eras.at(within, value.calendar) or eras.at(value.earliest, value.calendar)
        if era is None or year <= era.zero:
            raise LookupError
        if language != "zh":
            rest = (f"{day} " if day else "") + (f"{_MONTHS[month]} " if month else "")
            return f"{rest}{era.en} {year - era.zero}"
        said = f"{era.name}{era_year(year - era.zero)}年"
        said += f"{spelled(month)}月" if month else ""
        return said + (f"{spelled(day)}日" if day else "")

    try:
        return _by_ends(value, language, write)
    except LookupError:
        return ""


Days = Callable[[str, str, str], str]


def _lunar_days(value: HistoricalDate) -> Days:
    calendar = value.calendar

    def write(iso: str, precision: str, language: str) -> str:
        day = lunar.from_ordinal(_date.fromisoformat(iso).toordinal())
        if day is None:
            return ""
        era = eras.at(iso, "qing") if calendar == "qing" else None
        if language == "zh":
            head = f"{era.name}{era_year(day.year - era.zero)}年" if era else f"农历{day.year}年"
            if calendar == "sexagenary":
                head = f"{sexagenary.year_pair(day.year)}年({day.year}年)"
            month = lunar_month(day.month, leap=day.leap)
            end = "日" if era else ""
            return _upto(precision, head, month, lunar_day(day.day) + end)
        head = f"{era.en} {day.year - era.zero}" if era else f"lunar year {day.year}"
        month = f", {'leap ' if day.leap else ''}month {day.month}"
        return _upto(precision, head, month, f", day {day.day}")

    return write


def _taiping_days(iso: str, precision: str, language: str) -> str:
    found = taiping.from_ordinal(_date.fromisoformat(iso).toordinal())
    if found is None:
        return "太平天国元年" if language == "zh" and precision == "year" else ""
    year, month, day = found
    if language == "zh":
        return _upto(
            precision, f"太平天国{era_year(year)}年", lunar_month(month), f"{lunar_day(day)}日"
        )
    return _upto(precision, f"Taiping {year}", f", month {month}", f", day {day}")


def _upto(precision: str, year: str, month: str, day: str) -> str:
    if precision == "year":
        return year
    return year + month if precision == "month" else year + month + day
