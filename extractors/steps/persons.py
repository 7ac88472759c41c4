"""Chinese personal names by surname and by what stands beside them.

A title gives a name a frame: it begins the title or follows 致, 电, 呈, 、 or another name, and is
followed by one of the same. Both sides must fit. Surnames are in ``tables/surnames.tsv``.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence

from extractors.authority import read_table
from extractors.dates.telegram import RHYMES
from extractors.first_look import bit_for, bit_for_words
from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register

_LEFT = set(
    "奖恤致给电复函呈转与和接获据令谕示对由派及暨请召见晤访于为任调，、；：,;:（(《「“ 。兼"
)
_RIGHT_WORDS = (
    "等", "电", "通电", "函", "呈", "致", "复", "关于", "为", "与", "和", "及", "暨", "在", "之", "谓", "称", "部",
    "同志", "先生", "兄", "诸", "将军", "女士", "并", "转", "令", "奏", "信", "的", "谈话", "谕", "告", "请", "对", "接", "获",
    "一案", "殴", "伤", "被", "伏诛", "伏法", "正法", "就擒", "投诚", "滋事", "起事", "病故", "身死", "自尽", "革职", "所在", "所部", "一缺", "一家",
    "戕", "余党", "余匪", "给", "率", "任免", "职务", "充任", "继任", "接任", "接充", "补授", "任", "股匪", "股", "逆", "密拿", "查拿", "承袭", "出缺", "丁忧", "写给", "撰", "捐资", "原", "履历", "自传", "遗", "烈士", "等人", "、", "，", "；", "：", ",", ";", ":", "）", ")", "》", "」", "”", "（", "(", "。", "/", "／",
)  # fmt: skip
#: Characters that hardly occur in given names but often after a surname character in running text.
_NOT_GIVEN = set(
    "的了在是于关为对及与和或等之其此该各本这那有无不未已将要应可能须会向从自由被把让使令电函呈报告致给转"
    "示谕称谓请派日月年号第部队党政府省县市区区会议员长官委司局厅处院所校团师旅营连、，；：,;:()（）《》「」“”0123456789"
    "一二四五六七八九两并又再仍均全共同前后上下内外间接获据来往去回到至抵离系册组织词折片谏疏汇召就尚悉表"
)
_NOT_ADDRESSED = frozenset("的了在是于关为对及与和或等之各本该某位名两、，的这那有无")
#: Surnames that before a full known name are words: 向叶挺等询问.
_PREPOSITIONS = frozenset("向于和同与由任从代答宁")
#: Forms that behind a character are the end of a word: 问题, 审批.
_PARTS_OF_WORDS = frozenset("题批牌")
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_HAN = re.compile(f"[{_FIRST_HAN}-{_LAST_HAN}]+")
_TWO_CHARACTER = 2
#: A foreign name in Latin letters, with its characters in brackets or without:
#: NorodomSihanouk(施亚努).
_LATIN = re.compile(
    r"([A-Z][a-z]+(?:[ .·]?[A-Z][a-z]+)+)(?:[（(]([\u4e00-\u9fff·．.]{2,10})[）)])?"
)
#: Words for what somebody is: a name may follow at once.
_KINDS = (
    "民人", "县民", "乡民", "客民", "土民", "回民", "苗民", "民妇", "旗人", "逃犯", "人犯", "案犯", "要犯", "首犯", "从犯", "绞犯", "斩犯",
    "匪首", "逆首", "捻首", "教首", "会首", "首逆", "首要", "会匪", "匪谍", "汉奸", "战犯", "头目", "首领", "监生", "生员", "举人", "贡生", "武生", "童生",
    "绅士", "绅民", "商人", "行商", "洋商", "盐商", "买办", "革员", "家人", "太监", "僧人", "道士", "喇嘛", "教士", "教民", "兵丁", "船户",
    "水手", "通事", "译员", "党人", "党员", "战士", "社员", "工人", "学生", "教授", "医生", "记者", "烈士", "青年", "团员", "专家", "工程师",
    "教犯", "闲散", "佃民", "约邻", "行户", "革生", "革弁", "华商", "侨商", "英商", "资方代理人", "代理人", "车夫", "戏子", "塾师", "模范", "英雄", "同学", "律师", "店员", "农民", "同志", "教员", "校友", "议员", "国代", "首恶", "叛匪",
    "游击", "守备", "千总", "把总", "都司", "参将", "土司", "译官", "监督", "税务司", "总办", "会办", "罪犯", "护士", "厂长", "站长", "队长",
)  # fmt: skip
#: Surname and title stand for the person: 毛财长.
_TITLE = re.compile(
    "财长|外长|教长|交长|内长|总长|次长|委员长|部长|将军|总裁|总理|中堂|制军|中丞|大令|观察|太守|司马|军门|公使|大使|专员|县长|厅长|局长|师长|军长|旅长|司令|主任|总司令|副官长|参谋长|秘书长|院长|校长"
)
_MAY_BE_LATIN = bit_for(map(chr, range(ord("A"), ord("Z") + 1)))
_MAY_HAVE_KIND = bit_for_words(_KINDS)
_MAY_HAVE_TITLE = bit_for_words(_TITLE.pattern.split("|"))
_BEFORE_TITLED = frozenset("晤见谒与和嘱令饬电致呈复")
#: A comrade, gentleman or lady is named before the word whatever stands on the left.
_ADDRESSED = re.compile("同志|先生|女士|烈士")
_MAY_BE_ADDRESSED = bit_for_words(_ADDRESSED.pattern.split("|"))
#: Names of common people: 王三, 周阿狗, 张大牛.
_COMMONER = "[一二三四五六七八九十]|阿[\u4e00-\u9fff]|[大小][\u4e00-\u9fff]"
_RHYMES = frozenset(RHYMES)
#: A name may follow one of these at once.
_NAMED = ("PERSON", "OFFICE")
#: No given name begins where one of these does.
_NO_GIVEN_NAME = ("PLACE", "ORG", "EVENT")
#: How many unknown names in a row are followed without a separator.
_CHAIN = 4


@register("persons")
def make() -> Step:
    """The step over the tables of surnames and of documentary forms."""
    rows = read_table("genres")
    forms = [row["form"] for row in rows if row["form"] not in _PARTS_OF_WORDS]
    return PersonNames([row["surname"] for row in read_table("surnames")], forms)


class PersonNames:
    """Marks surname + one or two characters in a name's frame."""

    def __init__(self, surnames: list[str], forms: list[str]) -> None:
        self._pairs = tuple(row["form"] for row in read_table("surname_pairs"))
        self._pair_heads = {pair[0] for pair in self._pairs}
        self._single = {name for name in surnames if len(name) == 1}
        self._double = {name for name in surnames if len(name) == _TWO_CHARACTER}
        self._heads = self._single | {name[0] for name in self._double}
        left, heads = ("".join(map(re.escape, sorted(marks))) for marks in (_LEFT, self._heads))
        self._framed = re.compile(rf"[{heads}](?:(?<=^.)|(?<=[{left}].))")
        #: By their first character.
        self._right_words: dict[str, tuple[str, ...]] = {}
        for word in sorted({*_RIGHT_WORDS, *forms}):
            self._right_words[word[0]] = (*self._right_words.get(word[0], ()), word)
        kinds, singles = "|".join(_KINDS), "".join(sorted(self._single))
        self._kind = re.compile(rf"(?:{kinds})")
        self._rare = self._single - _NOT_GIVEN
        self._commoner = re.compile(rf"(?:{kinds}|、)([{singles}](?:{_COMMONER}))")
        self._married = re.compile(rf"(?:^|(?<=[为、妇女妻母诉控]))[{singles}]{{1,2}}氏(?![族之])")

    def __call__(self, reading: Reading) -> None:
        """Add candidates, longest first at each place; a name may follow a name."""
        for found in _LATIN.finditer(reading.plain) if reading.bits & _MAY_BE_LATIN else ():
            for group in (1, 2):
                if found.group(group):
                    reading.add(*found.span(group), "PERSON", "latin_name", 0.7)
        text = reading.plain
        self._add_titled(reading, text)
        may_have_kind = reading.bits & _MAY_HAVE_KIND
        after_name = (
            {found.end() for found in self._kind.finditer(text)} if may_have_kind else set()
        )
        for found in self._married.finditer(text) if "氏" in text else ():
            reading.add(*found.span(), "PERSON", "commoner", 0.6)
        if after_name:
            for found in self._commoner.finditer(text):
                reading.add(*found.span(1), "PERSON", "commoner", 0.6)
        candidates = reading.candidates
        after_name.update([c.end for c in candidates if c.label in _NAMED and not c.blocks])
        starts = {found.start() for found in self._framed.finditer(text)}
        starts.update([at for at in after_name if text[at : at + 1] in self._heads])
        if not starts:
            return
        known = _Known(candidates)
        #: In order; a name that is found may be followed by another.
        waiting = sorted(starts)
        for start in waiting:
            if text[start] in _PREPOSITIONS and known.begins(start + 1):
                continue
            if text[start] in self._pair_heads and text.startswith(self._pairs, start):
                continue
            surname = (
                2 if text[start : start + 2] in self._double else int(text[start] in self._single)
            )
            if not surname:
                continue
            for given in (2, 1):
                end = start + surname + given
                if self._fits(text, known, start + surname, end) and self._is_other(
                    text, known, start, end
                ):
                    reading.add(start, end, "PERSON", "surname", 0.6 + 0.1 * (given == 2))
                    if text[end : end + 1] in self._heads and end not in starts:
                        starts.add(end)
                        insort(waiting, end)
                    break
        if known.dropped:
            reading.candidates = [c for c in reading.candidates if id(c) not in known.dropped]

    def _add_titled(self, reading: Reading, text: str) -> None:
        """Add a surname with its title, and names before a word of address."""
        for found in _TITLE.finditer(text) if reading.bits & _MAY_HAVE_TITLE else ():
            start = found.start() - 1
            if start < 0:
                continue
            at_place = bool(reading.ends_at(start, ("PLACE",)))
            if text[start] not in self._single and not (at_place and found.group() == "将军"):
                continue
            before = text[start - 1] if start else ""
            framed = not before or before in _BEFORE_TITLED or not _HAN.match(before)
            if framed or at_place:
                reading.add(start, found.end(), "PERSON", "surname_title", 0.6)
        for found in _ADDRESSED.finditer(text) if reading.bits & _MAY_BE_ADDRESSED else ():
            end = found.start()
            for start in (end - 3, end - 2):
                given = text[start + 1 : end] if start >= 0 else ""
                if not given or text[start] not in self._rare or not _HAN.fullmatch(given):
                    continue
                if _NOT_ADDRESSED.isdisjoint(given):
                    reading.add(start, end, "PERSON", "addressed", 0.6)
                    break

    def _is_right(self, text: str, end: int) -> bool:
        """Whether what may follow a name stands there; a telegram day may stand between a name and
        电: 叶挺皓电.
        """
        first = text[end : end + 1]
        if first == "文" and end + 1 == len(text):
            return True
        if text.startswith(self._right_words.get(first, ()), end):
            return True
        return first in _RHYMES and text.startswith(("电", "日"), end + 1)

    def _is_other(self, text: str, known: _Known, start: int, end: int) -> bool:
        """Whether the name is not a shorter known one in a frame of its own: 王明远致… is not
        王明, but 张勋通电 is 张勋.
        """
        persons = [c for c in known.at(start) if c.rule == "gazetteer" and c.label == "PERSON"]
        if any(c.end >= end or self._is_right(text, c.end) for c in persons):
            return False
        known.dropped.update(map(id, persons))
        return True

    def _ends_in_zhi(self, text: str, name: str, end: int) -> bool:
        """谢然之, 杨聿之: 之 is a given name's end before another name."""
        after = text[end : end + 1]
        named = len(name) == _TWO_CHARACTER and name[1] == "之" and name[0] not in _NOT_GIVEN
        return named and (after in "、等" or after in self._single)

    def _fits(self, text: str, known: _Known, given: int, end: int, depth: int = 0) -> bool:
        """Whether text[given:end] can be a given name here; a name may be followed by another
        name.
        """
        if end > len(text):
            return False
        name = text[given:end]
        if len(name) == _TWO_CHARACTER and name[0] == "长":
            name = name[1]
        if not _NOT_GIVEN.isdisjoint(name) and not self._ends_in_zhi(text, name, end):
            return False
        if not (_FIRST_HAN <= name[0] <= _LAST_HAN and _FIRST_HAN <= name[-1] <= _LAST_HAN):
            return False
        if any(c.label in _NO_GIVEN_NAME for c in known.at(given)):
            return False
        if any(_may_follow(c) for c in known.at(end)):
            return True
        if end == len(text) or self._is_right(text, end):
            return True
        if depth == _CHAIN or text[end] not in self._single:
            return False
        return any(self._fits(text, known, end + 1, end + 1 + n, depth + 1) for n in (2, 1))


class _Known:
    """The candidates before this step by where they start; ``dropped`` are the ids of those that a
    longer name replaces.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._at: dict[int, list[Candidate]] = {}
        self.dropped: set[int] = set()
        for candidate in candidates:
            if not candidate.blocks:
                self._at.setdefault(candidate.start, []).append(candidate)

    def at(self, start: int) -> Sequence[Candidate]:
        """Those that start there."""
        return self._at.get(start, ())

    def begins(self, start: int) -> bool:
        """Whether a person of the tables begins there."""
        return any(c.label == "PERSON" and c.rule == "gazetteer" for c in self.at(start))


def _may_follow(candidate: Candidate) -> bool:
    """Whether a name may end before this one."""
    label = candidate.label
    return label == "PERSON" or (label in _NO_GIVEN_NAME and candidate.length > 1)
