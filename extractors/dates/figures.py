"""Figures of dates: 一九三七, 三十一, 廿六, 卅, 元, 二六, 26, 026, in folded text.

All numbers that dates use are listed beforehand, so that reading one is a look-up and a wrong one
(十三十) is none.
"""

from __future__ import annotations

#: Inside a character class of a regular expression.
FIGURES = "〇一二三四五六七八九十百千廿卅卌念元0-9"
_DIGITS = "〇一二三四五六七八九"
_TENS_SHORT = {2: "廿念", 3: "卅", 4: "卌"}


def _spellings(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    last = _DIGITS[ones] if ones else ""
    heads: list[str] = []
    if tens == 1:
        heads = ["十", "一十"]
    elif tens > 1:
        heads = [f"{_DIGITS[tens]}十", *_TENS_SHORT.get(tens, "")]
    small = [head + last for head in heads] if tens else [last]
    found = [str(number), f"{number:02d}", f"{number:03d}"]
    if hundreds:
        joints = ["", "〇"] if not tens and ones else [""]
        found += [f"{h}百{j}{s}" for h in ("一", "") for j in joints for s in small]
        found.append("".join(_DIGITS[int(digit)] for digit in str(number)))
    else:
        found += small
        if tens:
            found.append(_DIGITS[tens] + _DIGITS[ones])
        elif ones:
            found.append("〇" + last)
    return [spelling for spelling in found if spelling]


def _long(year: int) -> str:
    thousands, hundreds, rest = year // 1000, year // 100 % 10, year % 100
    middle = f"{_DIGITS[hundreds]}百" if hundreds else "〇" if rest else ""
    joint = "〇" if hundreds and 0 < rest < 10 else ""
    small = max(_spellings(rest)[3:], key=len) if rest >= 10 else _DIGITS[rest] if rest else ""
    return f"{_DIGITS[thousands]}千{middle}{joint}{small}"


#: Spelling -> number, for days, months and years of an era.
SMALL: dict[str, int] = {s: n for n in range(200) for s in _spellings(n)}
#: Four digits -> year of the common era.
YEARS: dict[str, int] = {}
for _year in range(1000, 2200):
    YEARS[str(_year)] = _year
    YEARS["".join(_DIGITS[int(_d)] for _d in str(_year))] = _year
    # 一千九百三十七, and the years of the 黄帝纪元.
    YEARS[_long(_year)] = _year
for _year in range(4600, 4620):
    YEARS[_long(_year)] = _year

_MIXED = str.maketrans(_DIGITS, "0123456789")


def to_int(figures: str) -> int | None:
    """The number that the folded figures write; None if they write none."""
    number = SMALL.get(figures)
    if number is None:
        number = YEARS.get(figures)
    if number is None and figures == "元":
        return 1
    if number is None:
        digits = figures.translate(_MIXED)
        if digits.isascii() and digits.isdigit() and len(digits) <= 6:
            return int(digits)
    return number
