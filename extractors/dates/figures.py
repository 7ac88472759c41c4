"""Chinese and Arabic figures of dates: 一九三七, 三十一, 廿六, 卅, 元, 〇零○, full-width digits."""

from __future__ import annotations

import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "元": 1,
    "正": 1,
}
_TENS = {"十": 10, "廿": 20, "卅": 30, "卌": 40}
FIGURES = "〇零○一二三四五六七八九十百廿卅卌元正0-9"


def to_int(figures: str) -> int | None:
    """The number that the figures write, digit by digit (一九三七) or with tens (三十一); None if
    they write none.
    """
    text = unicodedata.normalize("NFKC", figures)
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(
        c not in _DIGITS and c not in _TENS and not c.isdigit() and c != "百" for c in text
    ):
        return None
    if not any(c in _TENS or c == "百" for c in text):
        return int("".join(str(_DIGITS.get(c, c)) for c in text))
    total = current = 0
    for c in text:
        if c == "百":
            total, current = (current or 1) * 100, 0
        elif c in _TENS:
            total += _TENS[c] if c != "十" else (current or 1) * 10
            current = 0
        else:
            current = _DIGITS[c] if c in _DIGITS else int(c)
    return total + current
