"""One-character names where they stand free: 抵渝, 平津, 国共, 援华, 刘、邓.

A character that is fused into a word (苏员, 美援) is no mention (annotation guide, cases 3 and 4),
so a character counts only beside a word that takes a place, beside another such character, or in a
list of them.
"""

from __future__ import annotations

import re

from extractors.authority import Authority, load_authority, read_table
from extractors.reading import Reading
from extractors.steps.base import Step, register
from graph_model.ids import authority_id

_BEFORE = "抵离赴返留驻至由入访援反来在攻对往"
_AFTER = "方境省变"
#: Abbreviations that are common words or parts of words as well: only after a word that takes a
#: country or city.
_WORDLIKE = set("日美英法中华国俄德义平江台青宁安黑热察康新藏广海京苏东西南北吉辽韩印葡蒙越棉泰")
_TOWARDS = "援反访对侵亲联"
_COMPOUNDS = "本军国人货员方"
_BODIES = {"国": "organization:guomindang", "共": "organization:zhongguo-gongchandang"}
_PAIR = re.compile("国共")


@register("abbreviations")
def make() -> Step:
    """The step over the one-character forms of the places table."""
    return Abbreviations(load_authority())


class Abbreviations:
    """Marks one-character places, 国共 as two bodies, and pairs such as 刘邓 as two persons."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._pairs = {
            row["form"]: [authority_id("person", id) for id in row["persons"].split("|")]
            for row in read_table("surname_pairs")
        }
        self._pair = re.compile("|".join(sorted(self._pairs)) or "(?!)")
        self._places = {form: authority.find(form, "PLACE") for form in authority.single_places()}
        self._place = re.compile("|".join(map(re.escape, sorted(self._places))) or "(?!)")

    def __call__(self, reading: Reading) -> None:
        """Add a candidate for each free one-character name."""
        text = reading.plain
        for found in _PAIR.finditer(text):
            for offset, character in enumerate("国共"):
                start = found.start() + offset
                id = _BODIES[character] if _BODIES[character] in self._authority.entries else ""
                reading.add(start, start + 1, "ORG", "abbreviation", 0.9, entity_id=id)
        if self._pair.search(text):
            self._add_pairs(reading)
        for found in self._place.finditer(text):
            start = found.start()
            if self._free(text, start):
                id = self._places[text[start]]
                reading.add(start, start + 1, "PLACE", "abbreviation", 0.7, entity_id=id)

    def _add_pairs(self, reading: Reading) -> None:
        for pair, ids in sorted(self._pairs.items(), key=lambda item: -len(item[0])):
            for found in re.finditer(pair, reading.plain):
                for offset, id in enumerate(ids):
                    start = found.start() + offset
                    reading.add(start, start + 1, "PERSON", "surname_pair", 0.8, entity_id=id)

    def _free(self, text: str, start: int) -> bool:
        character = text[start]
        before = text[start - 1 : start]
        after = text[start + 1 : start + 2]
        if before in self._places or after in self._places:
            return True
        if (before == "、" and text[start - 2 : start - 1] in self._places) or (
            after == "、" and text[start + 2 : start + 3] in self._places
        ):
            return True
        if character in _WORDLIKE:
            return bool(before) and before in _TOWARDS and after not in _COMPOUNDS
        return (bool(before) and before in _BEFORE) or (bool(after) and after in _AFTER)
