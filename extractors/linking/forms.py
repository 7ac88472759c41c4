"""Names brought to the form that the linker compares: unit numbers as figures, bodies without the
words that only say whose they are.
"""

from __future__ import annotations

import re

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十百]+")
_FIGURES = re.compile(r"\d+")
_UNIT = re.compile(
    r"(?:集团军|军团|兵团|纵队|方面军|路军|野战军|战区|军分区|支队|军|师|旅|团|总队|大队|营|分院|厅|厂|中|师范|纱厂)"
)
_STATE = re.compile(
    r"^(?:中华人民共和国|中央人民政府|中华民国|国民政府|中国|政务院|行政院|国立|私立|我|伪)"
)
#: What is left must still be a name: 外交部, but not 政府 or 工会.
_LEAST = 3


def number(text: str) -> str:
    """A Chinese number in figures: 一一五 → 115, 二十九 → 29, 一百二十 → 120."""
    if not any(c in text for c in "十百"):
        return "".join(_DIGITS.get(c, c) for c in text)
    total = current = 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = int(_DIGITS.get(c, "0"))
    return str(total + current)


def unit_form(plain_name: str) -> str:
    """A numbered body with its number in figures and without 第; ``""`` when it has no number."""
    if not _UNIT.search(plain_name):
        return ""
    form = _HAN_NUMBER.sub(lambda found: number(found.group()), plain_name)
    if not _FIGURES.search(form):
        return ""
    return re.sub(r"第(?=\d)", "", form)


def numbers_in(plain_name: str) -> tuple[str, ...]:
    """The numbers of a unit's name, in figures; empty for a body without."""
    return tuple(_FIGURES.findall(unit_form(plain_name)))


def shortened(plain_name: str) -> str:
    """A body's or office's name as it is used at home: 中华人民共和国外交部部长 → 外交部长."""
    form = without_state(plain_name)
    for long, short in (("部部长", "部长"), ("院院长", "院长"), ("市市长", "市长")):
        if form.endswith(long):
            return form.removesuffix(long) + short
    return form


def without_state(plain_name: str) -> str:
    """A body's name without the words that say whose it is: 中华人民共和国外交部 → 外交部."""
    form = plain_name
    while True:
        shorter = _STATE.sub("", form)
        if shorter == form or len(shorter) < _LEAST:
            return form
        form = shorter
