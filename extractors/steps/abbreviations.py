"""One-character names where they stand free: 抵渝, 平津, 国共, 援华, 刘、邓.

A character that is fused into a word (苏员, 美援) is no mention (annotation guide, cases 3 and 4),
so a character counts only beside a word that takes a place, beside another such character, or in a
list of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extractors.authority import Authority, load_authority, read_table
from extractors.first_look import bit_for, bit_for_words
from extractors.reading import Reading
from extractors.steps.base import Step, register
from graph_model.ids import authority_id

_BEFORE = "抵离赴返留驻至由入访援反来在攻对往全"
_AFTER = "方境省"
#: Abbreviations that are common words or parts of words as well: only after a word that takes a
#: country or city.
_WORDLIKE = set("日美英法中华国俄德义平江台青宁安黑热察康新藏广海京苏东西南北吉辽韩印葡蒙越棉泰")
_TOWARDS = "援反访对侵亲联"
_TOWARDS_COUNTRY = "援访对侵"
#: Verbs of going, words that end like one, places that are gone to, and what makes a word of them.
_GOES, _NOT_GOING = "赴返抵飞离访回来经由", ("以来", "往来", "从来", "原由", "自由", "已经", "业经")
_REACHED = frozenset("京平津沪渝宁汉港台粤桂筑蓉湘鄂赣滇黔川陕美英法日俄苏印缅越韩泰德意藏疆")
_NO_END = "国本军都城州县山江海西东南北济语文人员籍"
_COMPOUNDS = "本军国人货员方"
_BODIES = {"国": "organization:guomindang", "共": "organization:zhongguo-gongchandang"}
_PAIR = re.compile("国共")
#: Behind 奉 these have ordered something: it is no Fengtian.
_ORDERING = ("省府", "省政府", "省令", "省委")
#: Abbreviations in a row, or before 省 or a quarter of the compass, are free for certain.
_RUN_ENDS = re.compile(r"(?:铁路|公路|路|线|战役|边|军|区|海|江|河|州|山|县|市)")
_PROVINCE = re.compile(r"省(?![会委政党长主府立银参人城议])")
_QUARTER = re.compile(r"[东西南北中](?![部方路国央华山学京昌宁平江海安洋风共美英法苏日])")
#: Two countries, and what is between them.
_BETWEEN = re.compile(
    r"(?:两国|关系|边界|问题|交涉|冲突|友好|双方|亲善|会谈|纠纷|贸易|货物|同盟|开战|合作|谈判|关于)"
)
_COUNTRIES = frozenset("中日美英法俄苏德义意印缅越韩泰棉葡荷波朝蒙华倭")
_CITIES = frozenset(["平津", "京津", "京沪", "沪宁", "沪杭", "港粤", "粤港", "川康", "云贵"])
_OF_PROVINCE = frozenset("川台黑吉新青")
_SHORTEST_RUN = 2
_LONGEST_NAME = 12


@register("abbreviations")
def make() -> Step:
    """The step over the one-character forms of the places table."""
    return Abbreviations(load_authority())


class Abbreviations:
    """Marks one-character places, 国共 as two bodies, and pairs such as 刘邓 as two persons."""

    def __init__(self, authority: Authority) -> None:
        known = authority.entries
        self._bodies = {sign: id if id in known else "" for sign, id in _BODIES.items()}
        self._pairs = {
            row["form"]: [authority_id("person", id) for id in row["persons"].split("|")]
            for row in read_table("surname_pairs")
        }
        self._pair = re.compile("|".join(sorted(self._pairs)) or "(?!)")
        self._may_have_pair = bit_for_words(self._pairs)
        self._places = {form: authority.find(form, "PLACE") for form in authority.single_places()}
        self._may_have_place = bit_for({*self._places, *_COUNTRIES})
        self._place = re.compile("[" + "".join(sorted({*self._places, *_COUNTRIES})) + "]")

    def __call__(self, reading: Reading) -> None:
        """Add a candidate for each free one-character name."""
        text = reading.plain
        for found in _PAIR.finditer(text) if "国共" in text else ():
            for offset, character in enumerate("国共"):
                start = found.start() + offset
                id = self._bodies[character]
                reading.add(start, start + 1, "ORG", "abbreviation", 0.9, entity_id=id)
        if reading.bits & self._may_have_pair and self._pair.search(text):
            self._add_pairs(reading)
        if reading.bits & self._may_have_place:
            self._add_places(reading)

    def _add_pairs(self, reading: Reading) -> None:
        for pair, ids in sorted(self._pairs.items(), key=lambda item: -len(item[0])):
            for found in re.finditer(pair, reading.plain):
                for offset, id in enumerate(ids):
                    start = found.start() + offset
                    reading.add(start, start + 1, "PERSON", "surname_pair", 0.8, entity_id=id)

    def _add_places(self, reading: Reading) -> None:
        text = reading.plain
        long_names: list[tuple[int, int]] | None = None
        run_end, certain = 0, False
        for found in self._place.finditer(text):
            start, character = found.start(), found.group()
            if character == "奉" and text.startswith(_ORDERING, start + 1):
                continue
            if start >= run_end:
                run_end = self._end_of_run(text, start)
                certain = self._is_certain(text, start, run_end)
                if certain:
                    if long_names is None:
                        long_names = _long_names(reading)
                    certain = not _covered(long_names, start, run_end)
            if certain or self._towards(text, start):
                rule = "abbreviation_run"
            elif self._moved(text, start):
                rule = "abbreviation_moved"
            else:
                free = character in self._places and self._free(text, start)
                rule = "abbreviation" if free else ""
            if rule:
                id = self._places.get(character, "")
                reading.add(start, start + 1, "PLACE", rule, 0.7, entity_id=id)
            after = self._with_word(text, start, character)
            if after:
                reading.add(start, after, "PLACE", "place_of_province", 0.7)

    def _with_word(self, text: str, start: int, character: str) -> int:
        """End of 滇省, 闽中; 0 where no such word begins here."""
        if start and text[start - 1] in self._places and text[start - 1] not in _WORDLIKE:
            return 0
        found = None
        if character in self._places and (character not in _WORDLIKE or character in _OF_PROVINCE):
            found = _PROVINCE.match(text, start + 1)
            if not found and character not in _WORDLIKE:
                found = _QUARTER.match(text, start + 1)
        return found.end() if found else 0

    def _end_of_run(self, text: str, start: int) -> int:
        end = start
        while end < len(text) and (text[end] in self._places or text[end] in _COUNTRIES):
            end += 1
        return end

    def _is_certain(self, text: str, start: int, end: int) -> bool:
        """Whether the abbreviations from start to end stand free for certain."""
        run = text[start:end]
        if len(run) == _SHORTEST_RUN and all(c in _COUNTRIES for c in run):
            return bool(_BETWEEN.match(text, end))
        if len(run) < _SHORTEST_RUN or _RUN_ENDS.match(text, end):
            return False
        free = sum(c not in _WORDLIKE and c in self._places for c in run)
        return run in _CITIES or free == len(run) or (len(run) > _SHORTEST_RUN and free > 0)

    def _towards(self, text: str, start: int) -> bool:
        """Whether a country is acted upon: 援华, 对日."""
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        towards = before in _TOWARDS_COUNTRY if before else False
        return towards and text[start] in _COUNTRIES and after not in _COMPOUNDS

    def _moved(self, text: str, start: int) -> bool:
        """Whether somebody goes there or comes from there: 赴美, 来京, 回渝."""
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        goes = bool(before) and before in _GOES and text[start - 2 : start] not in _NOT_GOING
        return goes and text[start] in _REACHED and not (after and after in _NO_END)

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


def _long_names(reading: Reading) -> list[tuple[int, int]]:
    """Spans of the known names, by their start."""
    return sorted(
        (c.start, c.end)
        for c in reading.candidates
        if c.rule in ("gazetteer", "place_list") and c.length >= _SHORTEST_RUN
    )


def _covered(names: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a known name reaches over the run."""
    first = bisect_left(names, (start - _LONGEST_NAME, 0))
    last = bisect_left(names, (start + 1, 0))
    return any(e >= end and e - s > end - start for s, e in names[first:last])
