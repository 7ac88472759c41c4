"""Finding date expressions in running text, such as a title; what they mean is the reader's part.

Spans of time (十年计划, 五年来), names of reigns and of events are not dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.dates.parts import ERA_FORMS, PAIR
from extractors.dates.telegram import RHYMES
from extractors.text import plain
from graph_model.dates.sexagenary import BRANCHES


class Found(NamedTuple):
    """A date expression: code-point offsets (end exclusive), the rule, and how sure it is."""

    start: int
    end: int
    rule: str
    confidence: float


_FIGURE = "〇零○一二三四五六七八九十百廿卅元两0-9"
_F = f"[{_FIGURE}]"
_ERA = "|".join(
    sorted((form for form in ERA_FORMS if len(form) > 1), key=len, reverse=True)
).replace("天历|", "")
_LUNAR = "旧历|农历|阴历|夏历|废历"
_SOLAR = "公元|西元|公历|阳历|国历"
_YEAR = rf"(?:(?:{_SOLAR})?(?:(?:{_ERA}){_F}{{1,4}}|{_F}{{2,4}})年(?:度)?|(?:{_ERA})?{PAIR}年)"
_MONTH = rf"闰?(?:[正冬腊]|{_F}{{1,3}})月(?:[份分](?!别|[之割布成配发派外])|)"
_DAY = rf"(?:初?{_F}{{1,3}}[日号]|初{_F}|[上中下]旬|[初底末](?!{_F}|期))"
_PART = r"(?:[春夏秋冬][季天]|[春夏秋冬](?![耕收播种荒征季天操防闱粮衣装令决审祭汛旱修垦茶蚕运夏秋冬两二、至攻学训小麦假节游围肥灌风雨雪闲忙])|[上下]半年|第?[一二三四]季度|年?底|元旦|除夕)"
_MONTH_DAY = rf"(?:{_LUNAR}|{_SOLAR})?{_MONTH}(?:{_DAY})?"
_TO = r"(?:[至到迄~～—]|-|——|--)"
_WHOLE = rf"(?:{_LUNAR})?{_YEAR}(?:{_PART}|{_MONTH_DAY})?"
_RELATIVE = (
    rf"(?:同年|本年|是年|去年|次年|翌年){_MONTH}(?:{_DAY})?|(?:同|本|上|次|是)月{_F}{{1,3}}日"
)
_ONE = rf"(?:{_WHOLE}|(?:{_LUNAR})?{_MONTH}{_DAY}|{_RELATIVE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d))"
_END = rf"(?:{_ONE}|{_MONTH}(?:{_DAY})?|{_DAY})"
_DATE = re.compile(
    rf"(?<!\d)\d{{4}}{_TO}\d{{4}}年|(?<!\d)1[6-9]\d\d[-—~]1[6-9]\d\d(?!\d)"
    rf"|(?:{_F}{{1,3}}世纪)?(?:{_F}{{2,4}}年代)[初中末]?期?|二?十[六七八九]?世纪"
    rf"|{_YEAR}{_F}{{1,3}}{_TO}{_MONTH}(?:{_DAY})?"
    rf"|{_ONE}(?:{_TO}{_END})?"
    rf"|{_MONTH}{_TO}{_MONTH}"
    rf"|(?<!{_F})闰?(?:[正冬腊]|{_F}{{1,3}})月[份分](?!别|[之割布成配发派外])"
    rf"|(?<![{_FIGURE}月第至]){_F}{{1,3}}日(?=[来去代急密通复]?电(?!话|台|报局|力|气|灯|影))"
)
_COUNT = re.compile(rf"{_F}{{1,3}}年")
_AFTER_COUNT = re.compile(r"来|间|计划|规划|以|之|内|多|余|级|期|制|前|后|[的]")
#: A further day of an entry that has named a month: 「…，三日上午…」.
_DAY_OF_DIARY = re.compile(
    rf"(?<=[,;。，；])(?:{_F}{{1,3}})日(?!军(?!事)|[本寇伪方俄美报记程期人侨货商机舰韩苏使内间来之])"
)
_MONTH_NAMED = re.compile(rf"{_F}月|\d[-./]\d")
_SAFE = "".join(c for c in RHYMES if c not in "月有个未先合质职问语送引董屋物药卦叶讲录")
_TELEGRAM = re.compile(
    rf"(?:(?<![\u4e00-\u9fff、])|(?<=[复覆奉接准悉顷前]))[{BRANCHES}]?[{_SAFE}][{BRANCHES}]?"
    r"(?=(?:代|通|急)?电(?!课|科|处|股|组|室|稿|纸|影|台|报局|灯|厂|车|话|力|气))"
    rf"|[{_SAFE}](?=日(?:通|代)?电)"
    rf"|(?<![\u4e00-\u9fff])[{_SAFE}]日(?=[偕抵到由晨午晚在赴起率至自已会])"
)
#: A day named by its rhyme in running text; the other rhymes are words too often.
_RHYME_DAY = re.compile(
    "[佳灰蒸尤侵覃盐咸铣篠筱巧皓哿马养漾梗敬宥感沁勘俭艳陷寝啸谏霰效号箇个迥有][子丑寅卯辰巳午未申酉戌亥]?日(?![本军寇伪报记常事])"
)
#: The same behind a name: 汤玉麟勘电张学良.
_TELEGRAM_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})[{BRANCHES}]?[{_SAFE}][{BRANCHES}]?(?=电(?!课|科|处|股|组|室|稿|纸|影|台|报局|灯|厂|车|话|力|气))"
)
_NAMED = re.compile(
    rf"(?:五一|五四|五卅|七一|七七|八一|九一八|双十|双十二|一二九|一二八)(?=通电|纪念|节|宣言|口号|文告)|(?<!{_F})元[日旦]"
)

#: Quick first looks: what has none of these has no date of that kind.
_HAS_DATE = re.compile(r"[年月\d]|世纪|日[来去代急密通复]?电")
_HAS_TELEGRAM = re.compile(rf"[{_SAFE}][{BRANCHES}]?(?:[代通急日]?[通代]?电|日)")
_HAS_NAMED = re.compile("五[一四卅]|[七八]一|七七|九一八|双十|一二|元[日旦]")


def find_dates(text: str) -> list[Found]:
    """Date expressions of a text in simplified or traditional characters, in their order."""
    return list(find_plain(plain(text)))


def find_plain(text: str) -> Iterator[Found]:
    """The same for text that is ``plain`` already."""
    if _HAS_DATE.search(text):
        month_named = False
        for found in _DATE.finditer(text):
            if not _is_count(text, found):
                month_named = month_named or bool(_MONTH_NAMED.search(found.group()))
                yield Found(found.start(), found.end(), "date", 0.9)
        if month_named:
            for found in _DAY_OF_DIARY.finditer(text):
                yield Found(found.start(), found.end(), "day_of_diary", 0.7)
    if _HAS_TELEGRAM.search(text):
        for found in _TELEGRAM.finditer(text):
            yield Found(found.start(), found.end(), "telegram_day", 0.6)
        for found in _RHYME_DAY.finditer(text):
            yield Found(found.start(), found.end(), "rhyme_day", 0.7)
        for found in _TELEGRAM_BEHIND.finditer(text):
            yield Found(found.start(), found.end(), "telegram_day_behind", 0.5)
    if _HAS_NAMED.search(text):
        for found in _NAMED.finditer(text):
            yield Found(found.start(), found.end(), "festival", 0.6)


def _is_count(text: str, found: re.Match[str]) -> bool:
    """「十年计划」, 「五年来」: a span of years and no date."""
    words = found.group()
    if not _COUNT.fullmatch(words):
        return False
    before = text[found.start() - 1 : found.start()]
    return (
        before in ("第", "的", "近")
        or len(words) < 3
        or bool(_AFTER_COUNT.match(text, found.end()))
    )
