"""Numbers and years of titles, in the several ways in which they are written."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from pypinyin.phrases_dict import phrases_dict

from extractors.authority import load_authority

_DIGITS = "〇一二三四五六七八九"


def han(number: int) -> str:
    """1 to 999 in Chinese figures: 一百零五, 二十三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += (
            ("一" if hundreds and tens == 1 else "") + (_DIGITS[tens] if tens > 1 else "") + "十"
        )
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def figures(number: int) -> str:
    """Figure by figure: 一四四八."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def number(choose: random.Random) -> str:
    """An ordinal's number: 三, 二十七, 一一五, 115, 卅八."""
    value = choose.choice((choose.randint(1, 12), choose.randint(1, 60), choose.randint(1, 250)))
    style = choose.random()
    if style < 0.62:
        return han(value)
    if style < 0.78:
        return figures(value) if value > 9 else han(value)
    if style < 0.94:
        return str(value)
    return han(value).replace("三十", "卅").replace("二十", "廿")


def long_number(choose: random.Random) -> str:
    """A unit's number of two or three figures without 第: 一一五."""
    value = choose.randint(11, 250)
    return figures(value) if choose.random() < 0.7 else str(value)


#: Last characters of words that may be names of places, bodies, peoples or events.
_NAMELIKE = frozenset(
    "省市县州国山江河湖海岛港城镇村庄关口桥岭峡部局厅处院校厂社会党军师团党报府寺宫洲洋人氏族战役"
)


@cache
def _common(lengths: tuple[int, ...]) -> tuple[str, ...]:
    """Common words and phrases of pypinyin's dictionary (MIT) that look like no name."""
    names = set(load_authority().forms())
    return tuple(
        sorted(
            word
            for word in phrases_dict
            if len(word) in lengths and word not in names and word[-1] not in _NAMELIKE
        )
    )


def _year(first: int, last: int) -> Callable[[random.Random], str]:
    return lambda choose: str(choose.randint(first, last))


def _iso(choose: random.Random) -> str:
    mark = choose.choice("-./")
    year, month, day = choose.randint(1895, 1982), choose.randint(1, 12), choose.randint(1, 28)
    return f"{year}{mark}{month:02}{mark}{day:02}"


#: Name in the grammar → maker.
SOURCES: dict[str, Callable[[random.Random], str]] = {
    "common": lambda choose: choose.choice(_common((2, 3, 4))),
    "common2": lambda choose: choose.choice(_common((2,))),
    "number": number,
    "long_number": long_number,
    "number_plain": lambda choose: han(choose.randint(2, 300)),
    "month_number": lambda choose: han(choose.randint(1, 12)),
    "day_number": lambda choose: han(choose.randint(1, 31)),
    "arabic_month": lambda choose: str(choose.randint(1, 12)),
    "arabic_year": _year(1890, 1985),
    "arabic_two": lambda choose: f"{choose.randint(6, 64):02}",
    "arabic_two_month": lambda choose: f"{choose.randint(1, 12):02}",
    "han_year": lambda choose: figures(choose.randint(1890, 1985)).replace(
        "〇", choose.choice("〇〇零")
    ),
    "iso_date": _iso,
}
