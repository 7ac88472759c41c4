"""Offices: a body or place with a post's word after it, or a post's word directly before a
person's name.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from extractors.first_look import bit_for_words
from extractors.reading import Reading
from extractors.steps.base import Step, register

_POSTS = (
    "副总司令|总司令|司令长官|司令员|副司令员|司令官|司令|总指挥|副总指挥|指挥官|政治委员|总政委|政委|参谋总长|总参谋长|参谋长|副主席|主席|"
    "委员长|副委员长|秘书长|副秘书长|总书记|书记|部长|副部长|次长|总长|厅长|局长|处长|署长|科长|站长|区长|厂长|行长|馆长|关长|台长|院长|副院长|校长|所长|会长|议长|副议长|代议长|"
    "文官长|参军长|军长|师长|旅长|团长|军团长|总团长|首席代表|代表团团长|代表(?!大会|会议|团|名单|名额|处|性|会|制|选)|特使|大使(?!馆)|公使(?!馆)|领事(?!馆)|总领事(?!馆)|武官|顾问|"
    "太常寺卿|太常寺少卿|太仆寺卿|太仆寺少卿|光禄寺卿|光禄寺少卿|鸿胪寺卿|鸿胪寺少卿|大理寺卿|大理寺少卿|"
    "少詹事|詹事(?!府)|通政使(?!司)|左都御史|左副都御史|副都御史|都御史|府丞|总办|会办|海关道|兵备道|关监督|税务司|城守尉|协领|佐领|参领|"
    "知府|知县|知州|同知|通判|道员|道台|府尹|巡道|盐运使|织造|监督|参将|游击|副将|守备|千总|郎中|员外郎|主事|编修|侍读学士|侍讲学士|侍读|侍讲|给事中|领队大臣|办事大臣|参赞大臣|帮办大臣|使臣|亲王|郡王|贝勒|总督|巡抚|提督|副都统|将军|都统|总兵|布政使(?!司)|按察使(?!司)|学政|御史|尚书|侍郎|大学士|大臣|督军|巡阅使|镇守使|省长|县长|市长|专员|主任|副主任|"
    "大队长|支队长|总队长|营长|连长|理事长|副理事长|总干事|检察长|审判长|庭长|推事|参赞|参事|总编辑|谳员|总领事官|领事官|卫千总|卫守备|"
    "都督|道尹|护军使|巡按使|宣慰使|宣抚使|督办|帮办|章京|台吉|贝子|镇国公|辅国公|伯克|"
    "县丞|巡检(?!司)|典史|主簿|教谕|训导|州判|州同|粮道|盐法道|巡警道|劝业道|提学使(?!司)|提法使(?!司)|交涉使(?!司)|度支使|民政使|藩司|臬司|河台|统领|统带|管带|统制|"
    "常委|正堂|联保主任|提调|坐办|笔帖式|侍卫|巡视员|代办(?!处)|特派员(?!公署)|视察员|督学|督察长|警察长|教导员|指导员|乡长|镇长|保长|村长|乡约|土司|千户|百户|"
    "总统|副总统|总理|副总理|首相|国务卿|国王|皇帝|党魁|领袖|札萨克|亲王|总裁|董事长|总经理|经理|社长|主编"
)
_POST = re.compile(rf"(?:{_POSTS})")
_MAY_HAVE_POST = bit_for_words(re.sub(r"\(\?!.*?\)", "", _POSTS).split("|"))
_PERSON_NEXT = 0.85
_BODY_BEFORE = 0.8
#: A name of two to four characters and a verb: the office stands before an unknown person.
_FRAME = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:等)?(?:会)?(?:奏|题|咨|札|禀|谕|照会|致|为)")
#: Titles that follow a name.
_AFTER_NAME = frozenset(
    [
        "主席",
        "副主席",
        "总理",
        "副总理",
        "委员长",
        "总统",
        "部长",
        "司令员",
        "将军",
        "大使",
        "亲王",
        "首相",
        "元帅",
    ]
)
#: Posts of an area's own government: behind its name they are an office for certain.
_OF_AREA = {
    "县": ("知县", "正堂", "县丞", "典史", "主簿", "教谕", "训导", "令", "县长"),
    "州": ("知州", "州判", "州同", "吏目"),
    "府": ("知府", "同知", "通判", "府尹", "府丞", "教授"),
    "厅": ("同知", "通判"),
    "镇": ("总兵",),
    "旗": ("札萨克", "总管"),
    "省": ("巡抚", "布政使", "按察使", "省长", "督军", "省政府主席"),
}
_ACTING = (
    "记名", "署理", "护理", "兼护", "暂署", "兼代", "权理", "试署", "兼署", "代理", "候补", "出使", "专使", "署",
)  # fmt: skip
#: A post that is to be filled is named without its holder: 秘书长人选.
_VACANT = ("人选", "一职", "一缺", "遗缺", "出缺")
#: To what somebody is appointed: 派史迪威为入缅华军指挥官.
_APPOINTED = re.compile(
    r"(?:派|任命|特任|委任|调|聘|任)[\u4e00-\u9fff]{2,6}?为((?:(?!兼)[\u4e00-\u9fff]){0,10})$"
)
#: Behind a post, where its holder sits: a body, and no office.
_SEATS = ("衙门", "公署", "官署", "行辕")
_GAP_LENGTH = 4
_GAP = re.compile(r"[\u4e00-\u9fff]{0,4}")
_BREAK = re.compile(r"[咨札详禀致给电复函呈转与和及暨在对由据接向为于任派令关、，,的等各会议]")


@register("offices")
def make() -> Step:
    """The step."""
    return find_offices


def find_offices(reading: Reading) -> None:
    """Add candidates; the body inside an office is part of it (annotation guide)."""
    text = reading.plain
    _add_framed(reading)
    if not reading.bits & _MAY_HAVE_POST:
        return
    persons = sorted({0, *(c.end for c in reading.candidates if c.label == "PERSON")})
    for found in _POST.finditer(text):
        if text.startswith(_SEATS, found.end()):
            continue
        start = _start(reading, found.start(), persons)
        if start < found.start() and text[start - 1 : start] in _COUNTRY and start:
            start -= 1
        start = _acting(text, start)
        appointed = _APPOINTED.search(text, 0, found.start()) if "为" in text else None
        if appointed and not _BREAK.search(text, appointed.start(1), found.start()):
            begin = appointed.start(1)
            reading.add(begin, found.end(), "OFFICE", "office_appointed", 0.8)
        if start and text[start - 1] == "各":
            continue
        person_next = bool(reading.starts_at(found.end(), ("PERSON",)))
        absorbed = start < found.start()
        opens = start == 0 or text[start - 1] in "、,;"
        behind = _behind_person(reading, found.start()) and found.group() in _AFTER_NAME
        if behind:
            reading.add(found.start(), found.end(), "OFFICE", "office_word", 0.75)
            continue
        vacant = text.startswith(_VACANT, found.end())
        if absorbed or person_next or vacant or (opens and _FRAME.match(text, found.end())):
            confidence = _PERSON_NEXT if person_next else _BODY_BEFORE
            named = absorbed and person_next and _names_body(reading, start, found.start())
            of_area = absorbed and found.group() in _OF_AREA.get(text[found.start() - 1], ())
            rule = "office_of_person" if named or of_area else "office_word"
            reading.add(start, found.end(), "OFFICE", rule, confidence)


#: A post abroad or among a people: 驻藏帮办大臣, 英国驻重庆领事.
_POSTED = re.compile(
    r"驻[\u4e00-\u9fff]{1,6}?(?:办事大臣|帮办大臣|大臣|总领事|副领事|领事|公使|大使|武官|参赞|代办|专使|总税务司|税务司)(?![馆署处])"
)
#: An office that is named for what it is to do: 会办福建海疆事宜.
_CHARGED = re.compile(
    r"(?:钦差)?(?:会办|督办|帮办|总办|办理|总理|经理)[\u4e00-\u9fff]{2,12}?(?:事宜|事务)(?:大臣)?"
)
#: Posts whose area no table knows: 淮扬镇总兵.
_POSTS_OF_AREAS = (
    "府知府|州知州|县知县|厅同知|厅通判|镇总兵|协副将|营参将|营游击|营都司|营守备|道道台|兵备道"
)
_UNKNOWN_AREA = re.compile(rf"(?:{_POSTS_OF_AREAS})")
_MAY_HAVE_AREA = bit_for_words(_POSTS_OF_AREAS.split("|"))
_TWO = re.compile("[\u4e00-\u9fff]{2}")
_COUNTRY = frozenset("美英法俄苏日德意")


def _add_framed(reading: Reading) -> None:
    """Add offices that their own frame tells, before a name or where they open the title."""
    text = reading.plain
    for found in _POSTED.finditer(text) if "驻" in text else ():
        of = reading.ends_at(found.start(), ("PLACE", "ORG"))
        start = _acting(text, min((c.start for c in of), default=found.start()))
        reading.add(start, found.end(), "OFFICE", "office_posted", 0.8)
    charged = "事宜" in text or "事务" in text
    for found in _CHARGED.finditer(text) if charged else ():
        if reading.starts_at(found.end(), ("PERSON",)):
            reading.add(found.start(), found.end(), "OFFICE", "office_charged", 0.8)
    for found in _UNKNOWN_AREA.finditer(text) if reading.bits & _MAY_HAVE_AREA else ():
        begin = found.start() - 2
        if begin >= 0 and _TWO.match(text, begin) and not _BREAK.search(text, begin, begin + 2):
            start = _acting(text, begin)
            reading.add(start, found.end(), "OFFICE", "office_word", 0.6)


def _names_body(reading: Reading, start: int, post: int) -> bool:
    """Whether a known body or place begins the office."""
    return any(
        c.rule in ("gazetteer", "army_unit") and c.end <= post
        for c in reading.starts_at(start, ("ORG", "PLACE"))
    )


def _behind_person(reading: Reading, position: int) -> bool:
    """Whether a full name ends here: 毛泽东主席, but not 毛主席."""
    return any(c.length > 1 and c.end == position for c in reading.ends_at(position, ("PERSON",)))


def _acting(text: str, start: int) -> int:
    """署, 署理, 护理, 候补, 出使 before an office belong to it."""
    return next((start - len(word) for word in _ACTING if text.endswith(word, 0, start)), start)


def _start(reading: Reading, position: int, persons: list[int]) -> int:
    best = position
    lowest = persons[bisect_right(persons, position) - 1]
    nearest = position - _GAP_LENGTH
    before = [
        c
        for c in reading.candidates
        if nearest <= c.end <= position and c.label in ("ORG", "PLACE", "EVENT")
    ]
    for candidate in before:
        if any(candidate.start < c.start < candidate.end < c.end for c in before):
            continue
        near = candidate.start >= lowest
        touching = candidate.label == "EVENT" and candidate.end == position
        touching = touching and reading.plain.startswith("秘书长", position)
        allowed = ("ORG",) if reading.plain.startswith("代表", position) else ("ORG", "PLACE")
        if not (candidate.label in allowed or touching) or candidate.blocks or not near:
            continue
        between = reading.plain[candidate.end : position]
        if _GAP.fullmatch(between) and not _BREAK.search(between):
            best = min(best, candidate.start)
    while further := [
        c.start for c in reading.ends_at(best, ("ORG",)) if c.start >= lowest and c.length > 1
    ]:
        best = min(further)
    return best
