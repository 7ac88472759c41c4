"""What one expression says, part by part, before it is known which days that is.

``parse`` takes folded text apart: 农历? era? year, cyclic pair, part of the year, month, part of
the month, day. It judges nothing: 十三月 is a month 13 here and refused when it is resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.dates.figures import FIGURES, SMALL, to_int
from extractors.dates.refusal import Unread
from extractors.dates.tables import FEASTS
from graph_model.dates.eras import BY_NAME, Era
from graph_model.dates.lunar import TERMS
from graph_model.dates.sexagenary import BRANCHES, STEMS

_LUNAR = "农历|旧历|阴历|夏历|古历|废历|农|旧"
_SOLAR = "公元|西元|公历|西历|阳历|国历|新历"
#: Longer forms of era names.
ERA_FORMS = {
    **{name: name for name in BY_NAME},
    "中华民国": "民国",
    "民": "民国",
    "民国纪元": "民国",
    "中华民国纪元": "民国",
    "天父天兄天王太平天国": "太平天国",
    "天历": "太平天国",
    "黄帝": "黄帝纪元",
}
ERA = "|".join(sorted(ERA_FORMS, key=len, reverse=True))
PAIR = f"[{STEMS}][{BRANCHES}好荣开]"
DAY_NAMES = "|".join(sorted([*FEASTS, *TERMS, "朔", "望", "晦"], key=len, reverse=True))
_F = f"[{FIGURES}]"
_YEAR_PART = "年?初(?![〇一二三四五六七八九十])|年?中|年?末|年?底|岁末|春夏|夏秋|秋冬|[春夏秋冬][季天]?|[上下前后]半年|第?[一二三四1-4]季度?|[孟仲季][春夏秋冬]"
_MONTH_PART = rf"[上中下]旬|[上中下]澣|[上下]半月|初(?!{_F})|中|底|末|间"

_POINT = re.compile(
    rf"(?P<cal>{_LUNAR}|{_SOLAR})?"
    rf"(?:(?:大清|清朝?|前清|日本|伪?满洲国?|伪满|伪)?(?P<era>{ERA})(?P<before>前)?)?"
    rf"(?P<cal1>{_LUNAR}|{_SOLAR})?"
    rf"(?:(?:太?岁[次在])?[\[(]?(?P<pair>{PAIR})[\])]?(?P<pair_year>[年岁])?(?!日))?"
    rf"(?:(?P<y>{_F}{{1,7}})(?:(?P<year_word>年度?)|(?=$|[\[({STEMS}春夏秋冬])))?"
    rf"(?:[\[(](?P<y2>{_F}{{4}})年?[\])])?"
    rf"(?:(?:岁次)?[\[(]?(?P<pair2>{PAIR})[年岁]?[\])]?(?!日))?"
    rf"(?P<yp>{_YEAR_PART})?"
    rf"[\[(]?(?P<cal2>{_LUNAR}|{_SOLAR})?[\])]?"
    rf"(?:(?P<leap>闰)?(?P<m>正|冬|腊|{_F}{{1,4}})月份?)?"
    rf"(?P<mp>{_MONTH_PART})?"
    rf"(?:(?P<name>{DAY_NAMES})日?(?:节)?"
    rf"|(?P<d>初?{_F}{{1,4}})(?P<day_word>[日号])?(?:[\[(]?(?P<dp2>{PAIR})日?[\])]?)?"
    rf"|(?P<dp>{PAIR})日?)?"
)
_NUMERIC = re.compile(
    rf"(?:(?P<era>{ERA}))?(?P<y>{_F}{{1,4}})(?:(?P<sep>[-./])(?P<m>{_F}{{1,3}})"
    rf"(?:(?P=sep)(?P<d>{_F}{{1,3}})日?)?"
    rf"|(?P<sep2>[年,、])(?P<m2>{_F}{{1,3}})(?(sep2)[./,、])(?P<d2>{_F}{{1,3}})日?)"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
#: Parts of a year that need the year before them.
_BARE_PARTS = ("初", "中", "末", "底")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one expression. ``lunar`` is the word that makes it lunar; ``short`` a year
    without its century; ``year_part`` and ``month_part`` are the words (春, 上旬).
    """

    era: tuple[Era, ...] = ()
    before: bool = False
    year: int | None = None
    short: bool = False
    stated_year: int | None = None
    pair: str = ""
    year_part: str = ""
    leap: bool = False
    month: int | None = None
    month_part: str = ""
    day: int | None = None
    day_pair: str = ""
    day_name: str = ""
    lunar: str = ""
    solar: bool = False

    @property
    def yearless(self) -> bool:
        """Whether no year is named."""
        return self.year is None and not self.pair

    def after(self, first: Parts) -> Parts:
        """As the end of a range that begins with ``first``: what it leaves out is the same."""
        filled = self
        if filled.yearless:
            filled = replace(
                filled, era=first.era, before=first.before, year=first.year, short=first.short,
                pair=first.pair, lunar=filled.lunar or first.lunar, solar=first.solar,
            )  # fmt: skip
            if filled.month is None and not filled.year_part and filled.named_day:
                filled = replace(filled, month=first.month, leap=first.leap)
        elif filled.short and not filled.era and first.era:
            filled = replace(filled, era=first.era, short=False)
        elif filled.short and not first.short and first.year and (filled.year or 0) < 100:
            # 1911-12年: the same century.
            year = first.year // 100 * 100 + (filled.year or 0)
            filled = replace(filled, year=year, short=False)
        return filled

    @property
    def named_day(self) -> bool:
        """Whether a day or a part of a month is named without depending on the month's own name."""
        return bool(self.day is not None or self.day_pair or self.month_part)


def parse(text: str) -> Parts | None:
    """The parts of folded text; None where it is no such expression."""
    found = _POINT.fullmatch(text)
    if found and text:
        parts = _parts(found)
        if parts is not None:
            return parts
    return numeric(text)


def numeric(text: str) -> Parts | None:
    """1937.7.7, 民国26-7-7, 193707, 19370707; 00 means not known."""
    found = _COMPACT.fullmatch(text)
    if found:
        year, month, day = found.groups()
        return Parts(year=int(year), month=_zero(month), day=_zero(day))
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    era = BY_NAME[ERA_FORMS[found["era"]]] if found["era"] else ()
    day_text = found["d"] or found["d2"]
    short = not era and len(found["y"]) == 2 and bool(day_text)
    if not era and not short and len(found["y"]) != 4:
        return None
    return Parts(
        era=era,
        year=number(found["y"]),
        short=short,
        month=number(found["m"] or found["m2"]) or None,
        day=(number(day_text) or None) if day_text else None,
    )


def _zero(digits: str | None) -> int | None:
    return int(digits) or None if digits else None


def number(figures: str) -> int:
    """The number; refused where the figures write none."""
    value = to_int(figures)
    if value is None:
        raise Unread("figures", figures=figures)
    return value


def _parts(found: re.Match[str]) -> Parts | None:
    group = found.groupdict()
    if not _is_expression(group):
        return None
    era = BY_NAME[ERA_FORMS[group["era"]]] if group["era"] else ()
    words = [group[name] for name in ("cal", "cal1", "cal2") if group[name]]
    lunar_words = [word for word in words if word not in _SOLAR.split("|")]
    lunar = lunar_words[0] if lunar_words else _lunar_word(group)
    year = number(group["y"]) if group["y"] else None
    short = year is not None and not era and year < 1000 and len(group["y"]) != 4
    month = (_MONTHS.get(group["m"]) or number(group["m"])) if group["m"] else None
    day_text = group["d"] or ""
    return Parts(
        era=era,
        before=bool(group["before"]),
        year=year,
        short=short,
        stated_year=number(group["y2"]) if group["y2"] else None,
        pair=group["pair"] or group["pair2"] or "",
        # 秋八月: the month says more than the season.
        year_part="" if group["m"] else group["yp"] or "",
        leap=bool(group["leap"]),
        month=month if month or group["leap"] or not group["m"] else _unknown(group["m"]),
        month_part=group["mp"] or "",
        day=_day(day_text) if day_text else None,
        day_pair=group["dp"] or group["dp2"] or "",
        day_name=group["name"] or "",
        lunar=lunar,
        solar=any(word not in lunar_words for word in words),
    )


def _day(figures: str) -> int | None:
    day = number(figures.removeprefix("初"))
    if figures[0] == "初" and day > 10:
        raise Unread("figures", figures=figures)
    return day or _unknown(figures)


def _unknown(figures: str) -> int | None:
    """00 in Arabic figures is a part that is not known; 〇月 is wrong."""
    return None if figures.isascii() else 0


def _lunar_word(group: dict[str, str | None]) -> str:
    if group["leap"]:
        return "闰"
    if group["m"] in _MONTHS:
        return f"{group['m']}月"
    return "初" if (group["d"] or "").startswith("初") else ""


def _is_expression(group: dict[str, str | None]) -> bool:
    """Whether the parts make a date: not a bare number, not an era alone, not 农 七."""
    y, word, era = group["y"], group["year_word"], group["era"]
    if y and not word and (group["m"] or group["d"] or group["mp"]):
        return False
    if y and not word and not era and (len(y) != 4 or SMALL.get(y) is not None):
        return False
    if group["d"] and not group["day_word"] and not group["m"]:
        return bool(group["d"].startswith("初")) and not y
    dated = group["m"] or group["name"] or group["d"] or group["dp"] or group["mp"]
    if group["yp"] and dated and not (group["m"] and group["yp"] in ("春", "夏", "秋", "冬")):
        return False
    if group["d"] and "元" in group["d"]:
        return False
    if group["before"] and not y:
        return False
    if group["mp"] and not group["m"] and group["mp"] not in ("上旬", "中旬", "下旬"):
        return False
    yearless = not (y or group["pair"])
    if group["yp"] and yearless and (group["yp"] in _BARE_PARTS or group["era"] or group["m"]):
        return False
    named = ("y", "pair", "m", "d", "dp", "name", "yp", "mp")
    return any(group[name] for name in named) and group["cal"] not in ("农", "旧")
