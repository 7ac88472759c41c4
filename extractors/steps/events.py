"""Numbered and named sittings: 第二届全国代表大会, 筹备会第六小组第四次全体会议."""

from __future__ import annotations

import re

from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register

_NUMBER = "第[一二三四五六七八九十百零〇0-9至]+"
_SITTING = re.compile(
    rf"(?:{_NUMBER}|(?<=[协大会])[一二三四五六七八九十]+)(?:届|次)[\u4e00-\u9fff]{{0,10}}?(?:代表大会|全体会议|扩大会议|大会(?!议)|会议|全会|小组会议|研究会)"
)
_EDGE = set("【】，,、；;：:（）()《》「」“”。 在于加")
_LONGEST = 22
#: A body's name stands for its meeting where it is opened, held or closed.
_OPENED = re.compile(r"(?:第一次|首次)?(?:开幕|闭幕|成立大会|召开|开会|举行)|期间")
_HELD = ("召开", "举行", "出席", "参加", "列席", "召集")
_NOT_PART = re.compile(r"召开|召集|参加|出席|关于|提交|举行|提请|向|对|为")


@register("events")
def make() -> Step:
    """The step."""
    return find_events


def find_events(reading: Reading) -> None:
    """Add a candidate from the body's name to the word for the sitting."""
    text = reading.plain
    if "会" not in text:
        return
    for candidate in list(reading.candidates):
        if candidate.rule == "gazetteer" and candidate.label in ("ORG", "EVENT"):
            _add_opened(reading, candidate)
    for found in _SITTING.finditer(text):
        start = found.start()
        lowest = max(0, start - _LONGEST)
        lowest = reading.last_end("DATE", lowest, start) or lowest
        while start > lowest and text[start - 1] not in _EDGE:
            start -= 1
        parts = list(_NOT_PART.finditer(text, start, found.start()))
        if parts:
            start = parts[-1].end()
        named = reading.starts_at(start, ("ORG", "EVENT"))
        rule = "sitting_of_body" if named and start < found.start() else "numbered_sitting"
        reading.add(start, found.end(), "EVENT", rule, 0.8)


def _add_opened(reading: Reading, body: Candidate) -> None:
    """Mark a council or committee of a meeting as EVENT where the title says it met."""
    text = reading.plain
    if not text.endswith("会", body.start, body.end) and "会议" not in text[body.start : body.end]:
        return
    if not text[body.start : body.end].endswith(("筹备会", "参政会", "会议", "大会", "国大")):
        return
    if _OPENED.match(text, body.end) or text.endswith(_HELD, 0, body.start):
        reading.add(body.start, body.end, "EVENT", "meeting_opened", 0.8, entity_id=body.entity_id)
