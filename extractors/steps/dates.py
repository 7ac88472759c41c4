"""Dates inside a title: Gregorian and 民国 in Arabic or Chinese figures, and telegram days (皓电).

What a date means is read by ``extractors.dates``; this step only finds it. Telegram days are the
rhyme characters of the 韵目代日 used from the late Qing to the 1950s.
"""

from __future__ import annotations

import re

from extractors.reading import Reading
from extractors.steps.base import Step, register

_FIGURE = "〇零○一二三四五六七八九十百廿卅元0-9０-９两"
_YEAR = rf"(?:[一二]\S?[{_FIGURE}]{{2,3}}|\d{{4}}|[{_FIGURE}]{{2,4}})年"
_ERA = r"(?:中华)?民国|公元|西元|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|洪宪|康德|大同|昭和|大正|明治"
_MONTH = rf"(?:闰)?[{_FIGURE}正冬腊]{{1,3}}月(?:份)?"
_DAY = rf"(?:(?:初)?[{_FIGURE}]{{1,3}}[日号]|初[{_FIGURE}]|[上中下]旬)"
_ONE = (
    rf"(?:(?:{_ERA})[{_FIGURE}]{{1,4}}年(?:度)?(?:{_MONTH}(?:{_DAY})?)?"
    rf"|[{_FIGURE}]{{2,4}}年(?:度)?(?:{_MONTH}(?:{_DAY})?)?"
    rf"|(?:旧历|农历|阴历|旧歷)?{_MONTH}{_DAY}"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
_DATE = re.compile(rf"{_ONE}(?:[至到~～—-]{{1,2}}(?:{_ONE}|{_MONTH}(?:{_DAY})?|{_DAY}))?")
RHYMES = "东先江支微鱼虞齐佳灰真文元寒删铣筱巧皓号马养漾敬有宥沁感俭勘艳陷世卅引冬江肴歌麻阳庚青蒸尤侵覃盐咸"
_TELEGRAM = re.compile(
    rf"(?<![\u4e00-\u9fff])[{RHYMES}](?=[代]?电)|(?<=[、，]|[（(])[{RHYMES}](?=电)|[{RHYMES}](?=日(?:通)?电)"
)
#: A further day of an entry that has named a month: 「…，三日上午…」.
_DAY_OF_DIARY = re.compile(rf"(?<=，)[{_FIGURE}]{{1,3}}日")
_FESTIVAL = re.compile(r"(?:五一|五四|七七|八一|九一八|双十)(?=通电|纪念|节|宣言|口号)")


@register("dates")
def make() -> Step:
    """The step."""
    return find_dates


def find_dates(reading: Reading) -> None:
    """Add a DATE candidate for each date expression."""
    text = reading.plain
    for found in _DATE.finditer(text):
        if re.search(r"[年月日号旬./-]", found.group()) and not _is_count(text, found):
            reading.add(found.start(), found.end(), "DATE", "date", 0.9)
    if reading.candidates:
        for found in _DAY_OF_DIARY.finditer(text):
            reading.add(found.start(), found.end(), "DATE", "day_of_diary", 0.7)
    for found in _TELEGRAM.finditer(text):
        reading.add(found.start(), found.end(), "DATE", "telegram_day", 0.6)
    for found in _FESTIVAL.finditer(text):
        reading.add(found.start(), found.end(), "DATE", "festival", 0.6)


def _is_count(text: str, found: re.Match[str]) -> bool:
    """「十年计划」, 「五年来」: a span of years and no date."""
    words = found.group()
    if not words.endswith("年") or not re.fullmatch(rf"[{_FIGURE}]{{1,3}}年", words):
        return False
    rest = text[found.end() : found.end() + 2]
    before = text[found.start() - 1 : found.start()]
    return (
        before == "第"
        or bool(re.match(r"来|间|计划|规划|以|之|内|多|余|级", rest))
        or len(words) < 3
    )
