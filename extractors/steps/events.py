"""Numbered and named sittings: 第二届全国代表大会, 筹备会第六小组第四次全体会议."""

from __future__ import annotations

import re

from extractors.reading import Reading
from extractors.steps.base import Step, register

_NUMBER = "第[一二三四五六七八九十百零〇0-9至]+"
_SITTING = re.compile(
    rf"(?:{_NUMBER}|(?<=[协大会])[一二三四五六七八九十]+)(?:届|次)[\u4e00-\u9fff]{{0,10}}?(?:代表大会|全体会议|大会|会议|全会|小组会议|研究会)"
)
_EDGE = set("【】，,、；;：:（）()《》「」“”。 在于加")
_LONGEST = 22
_NOT_PART = re.compile(r"召开|召集|参加|出席|关于|提交|举行|提请|向|对|为")


@register("events")
def make() -> Step:
    """The step."""
    return find_events


def find_events(reading: Reading) -> None:
    """Add a candidate from the body's name to the word for the sitting."""
    text = reading.plain
    for found in _SITTING.finditer(text):
        start = found.start()
        dates = [c.end for c in reading.candidates if c.label == "DATE" and c.end <= start]
        lowest = max(0, found.start() - _LONGEST, *dates)
        while start > lowest and text[start - 1] not in _EDGE:
            start -= 1
        parts = list(_NOT_PART.finditer(text, start, found.start()))
        if parts:
            start = parts[-1].end()
        reading.add(start, found.end(), "EVENT", "numbered_sitting", 0.8)
