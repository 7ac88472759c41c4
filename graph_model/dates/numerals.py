"""Chinese figures as dates are written with them."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def spelled(number: int) -> str:
    """元 is not used here: 一, 十一, 二十六, 一百〇一; 1 to 199."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    last = _DIGITS[ones] if ones else ""
    if hundreds:
        middle = f"{_DIGITS[tens]}十" if tens else "〇" if ones else ""
        return f"一百{middle}{last}"
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + last


def era_year(number: int) -> str:
    """元, 二, … as the years of an era are written."""
    return "元" if number == 1 else spelled(number)


def lunar_day(number: int) -> str:
    """初一 … 三十."""
    return f"初{spelled(number)}" if number <= 10 else spelled(number)


def lunar_month(number: int, *, leap: bool = False) -> str:
    """正月, 闰三月, 十二月."""
    return ("闰" if leap else "") + ("正" if number == 1 and not leap else spelled(number)) + "月"
