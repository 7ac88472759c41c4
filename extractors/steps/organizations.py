"""Organizations by their forms: numbered army units, and a name that ends in a body's word.

A composed name starts at a place or organization that is known, or at the edge of the title's
phrase.
"""

from __future__ import annotations

import re

from extractors.authority import load_authority
from extractors.first_look import bit_for_words
from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register

_DIGIT = "[一二三四五六七八九十百零〇０-９0-9]"
#: A single figure without 第 counts units (六师) rather than naming one, unless the unit's word is
#: long.
_LONG_UNITS = "集团军|军团|兵团|纵队|方面军|路军|野战军|战区|军分区|支队"
#: Words that name a body only behind a known place or body: 昆明机床厂, 上饶专区农业局.
_ANCHORED_WORDS = (
    "革委会|党委|公社党委|公社|大队|生产队|组织部|宣传部|办公室|领导小组|工作队|工作组|指挥部|慰问团|"
    "登山队|考察队|勘探队|支行|分行|分社|分部|管理局|工程局|矿务局|农业局|海关|总厂|机床厂|纺织厂|电机厂|"
    "机厂|钢厂|铁厂|化厂|电厂|药厂|布厂|纱厂|糖厂|纸厂|盐厂|油厂|煤厂|水厂|泥厂|造厂|"
    "农场|林场|渔场|纪念馆|总公司|总社|经济参赞处|总领事馆|前委|前敌委员会|"
    "高等法院|地方法院|法院|检察厅|审判厅|留守处|后方医院|兵站|通讯处|联络站|厂|铁矿|金矿|锡矿|铜矿|商务分会|分会|分局|分处|分署|分所|分校|分厂|分院|分卡|分站|分馆|分校|合作社|供销社|粮站|电厂|水库管理处|"
    "水师|船政局|机器局|矿务局|煤务局|电报局|官书局|洋行|洋务局|学务处|练兵处|织造局|大营|税务司|商埠局"
)
#: A commune with its brigade and team: 红旗公社前进大队第三生产队.
_COMMUNE = re.compile(
    rf"(?:(?<=[、，,：:县区乡镇市省])|^)[\u4e00-\u9fff]{{2,4}}?(?<!巴黎)公社(?:[\u4e00-\u9fff]{{2,4}}?大队)?(?:第?{_DIGIT}{{1,3}}生产队)?"
)
#: Ends of common words, and of an event.
_NO_BODY = ("巴黎公社", *(word + "厂" for word in "迁建办设改并停开转进丝船牧"))
_NOT_BEHIND = "(?![长员势面])"
_ANCHORED = re.compile(f"(?:{_ANCHORED_WORDS}){_NOT_BEHIND}")
#: The same where some other bureau may stand as well.
_ANCHORED_BUREAU = re.compile(
    rf"(?:{_ANCHORED_WORDS}|"
    rf"[^\W致给电复函呈转与和及在对由据接向为于关的之各时大当战]{{1,3}}局){_NOT_BEHIND}"
)
_STAFF = "(?:司令部|指挥部|政治部|党委|军部|师部|旅部|团部)?"
_KIND = (
    "(?:新编|新|暂编|暂|独立|教导|预备|骑兵|重?[炮砲]兵|工兵|补充|保安|陆军|步兵|挺进|空军|高射炮)?"
)
_UNIT = re.compile(
    rf"{_KIND}(?:(?:第{_DIGIT}{{1,6}}|[保新暂独骑补教]{_DIGIT}{{1,3}}|(?<!{_DIGIT}){_DIGIT}{{2,6}})(?:{_LONG_UNITS}|军|师|旅|团)|(?:第?{_DIGIT}{{1,3}}(?:军|师|旅|团|营|连)){{2,}}|{_DIGIT}(?:{_LONG_UNITS})|{_DIGIT}纵(?![队横])){_STAFF}"
)
_BODIES = (
    "省政府|市政府|县政府|省府(?!州)|市府|县府|边区政府|政府委员会|政府|人民委员会|革命委员会|军事委员会|执行委员会|工作委员会|委员会|省委|市委|县委|区党委|地委|"
    "特委|分局|中央局|党部|参议会|议会|司令部|总部|指挥部|警备部|军区|军分区|公署|总署|督军署|"
    "公司|银行|工厂|钢铁厂|机器厂|酒精厂|制造局|制造厂|兵工厂|铁路局|电报局|招商局|书局|书店|"
    "高等法院|地方法院|人民法院|留守处|缫丝厂|纱厂|面粉厂|火柴厂|水泥厂|瓷厂|酒厂|药厂|洋行|"
    "大学|学院|中学|小学|学校|学堂|军校|研究所|研究院|科学院|图书馆|博物馆|医院|"
    "日报|晚报|周报|时报|周刊|月刊|杂志社|报社|通讯社|出版社|广播电台|电台|"
    "总工会|工会|农会|农民协会|商会|学会|协会|联合会|联谊会|救国会|促进会|同盟会|同盟|俱乐部|合作社|讲习所|传习所|巡警总厅|警察总厅|实验所|试验所|试验场|工作站|福利社|"
    "布政使司|按察使司|提学使司|提法使司|"
    "大使馆|公使馆|领事馆|使馆|代表处|办事处|代表团|访问团|视察团|考察团|外交部|教育部|国防部|参谋部|政治部|秘书处|主席团|文书局|侍从室"
)
_BODY = re.compile(rf"(?:{_BODIES})(?![生员史]|议(?!长))")
#: The seat of a post, with its sections.
_YAMEN = re.compile(
    "(?:将军|副都统|都统|总督|巡抚|[札扎]萨克|提督|总兵|知府|知县|大臣|道)?衙门"
    "(?:[左右]司|印房处?|[户兵刑礼工吏]司)?"
)
#: A committee or government of the area that everybody knows: 「电报省委」「奉省府令」.
_ALONE = re.compile(
    "(?<=[致报呈给电奉转告复示])(?:省委|市委|县委|地委|区党委|省府|县府|市府)(?![员会座任派托州])"
)
#: A newspaper or journal between quotation marks: 《新文字报》.
_PRESS = re.compile(
    r"(?<=[《「])[^《》「」]{1,14}?(?:报|周刊|月刊|半月刊|杂志|通讯|评论|画报)(?=[》」])"
)
#: 复 begins a name in these and is no word for an answer.
_REVIVED = ("复兴", "复旦", "复华")
#: The party's committee of a province: 粤委.
_OF_PROVINCE = re.compile("[粤豫皖苏鄂湘赣闽浙鲁晋陕川滇黔桂冀绥]委(?![员会座任派托])")
_BANK = re.compile("中央|中国|交通|农民")
_BANKS = re.compile("((?:(?:中央|中国|交通|农民)[、,]?){2,4})[二两三四]银?行")
#: The troops of a province: 川军, 桂军.
_ARMY = re.compile("[满川滇黔桂粤湘赣皖浙闽鲁晋陕康绥奉直]军(?![政事队官务区部阀长令需委械费])")
_OWNED = ("国营", "公私合营", "私立", "国立", "省立", "县立", "市立", "官办", "商办", "地方国营")
_EDGE = set("【】:,;：，、；：（）()《》「」“”。 致给电复函呈转与和及暨在对由据接向为于任派令")
#: Bodies that a meeting has: 政治协商会议秘书处.
_OF_MEETING = ("秘书处", "主席团", "委员会")
#: A body that ends so may have an office that ends so: 部 + 司.
_HEADS = frozenset("部院府会局处厅署党军团区")
_OFFICES_OF = frozenset("部局处厅司科组室会团所队")
#: A firm, mill or school and its branch or its workers' body: 申新第四纺织公司宝鸡分厂.
_HAVE_BRANCHES = frozenset("司厂馆社行矿校院局部处")
_BRANCHES = ("分厂", "分行", "支行", "分公司", "分校", "工会", "党支部", "党委", "职工会", "车间")
_JOINED = 2
_SHORTEST_AREA = 3
_LONGEST, _LONGEST_CHAIN = 14, 30
_LONGEST_UNKNOWN = 8
#: What stands before a body's word without being part of its name.
_NOT_PART = re.compile(
    r"[英美法德俄日丹荷义比华]商|援(?!助)|附(?![属近设加])|创设|兴办|捐资|所属|附设|拟建|接办|审理|关于|有关|倡办|创办|开办|设立|战役|会议|奏|改设|增设|添设|改善|改进|重订|立停|推广|请求|攻占|发展|利用|拥护|改组|从事|击溃|饬|拨交|分交|拟设|拟先|否则|受|核准|奏设|公布|出席|访问|谈判|停战|赴|咨|札|成立|组织|建立|召开|参加|加强|召集|称|报|谓|奉|获|之|与|各|我|敌|该|本|伪|的|等|兼|前|原|所谓"
)


#: A country's mission abroad: 中国驻刚果（布）经济代表处.
_MISSION = re.compile(
    r"(?:中国|中华民国|中华人民共和国)?驻[\u4e00-\u9fff]{1,8}?(?:\([\u4e00-\u9fff]{1,3}\))?(?:[\u4e00-\u9fff]{2})?"
    r"(?:总领事馆|领事馆|大使馆|公使馆|使馆|代办处|代表处|联络处|特派员公署|办事处)(?:(?:经济|商务|文化|武官|新闻)(?:参赞)?处)?"
)
#: An office of the body before it: 国防部史政局, 军令部第二厅, 全国文协昆明分会.
_PART = re.compile(
    rf"(?:第{_DIGIT}{{1,3}}(?:[厅处局司科组室课股]|分院|分会|分局|分校|分厂|大队|中队|支队)|"
    r"[民刑]事(?:第[一二三])?庭|编辑部|[\u4e00-\u9fff]{2,3}工作部|"
    r"(?:组织|宣传|统战|统一战线工作|社会|城工|城市工作|民运|敌工|联络|农村工作|财贸|文教|武装|妇女|青年)部|"
    r"[^\W致给电复函呈转与和及在对由据接向为于的之各时大当战以并拟请等兼令准免长员席议查惩论编]{1,5}?(?:分[会局处社部行署所庭校厂院店站库卡队台馆]|(?<!部)署|[局处厅司室科组课股]|训练[团班]))"
    r"(?![长员理置罚分决务势面令法死境以织书学目])"
)
#: Finds that a composed name can begin with.
_ANCHOR_RULES = ("gazetteer", "army_unit")
_CHAIN_RULES = ("gazetteer", "army_unit", "place_list")
_ANCHORS = ("PLACE", "ORG", "EVENT")
#: What has none of these has no unit.
_HAS_UNIT = re.compile(rf"{_DIGIT}(?:{_LONG_UNITS}|军|师|旅|团|纵)")
_MAY_HAVE_UNIT = bit_for_words([*_LONG_UNITS.split("|"), *"军师旅团纵"])
_MAY_BE_ANCHORED = bit_for_words([*_ANCHORED_WORDS.split("|"), "局"])
_MAY_HAVE_BODY = bit_for_words(re.sub(r"\(.*?\)", "", _BODIES).split("|"))


@register("organizations")
def make() -> Step:
    """The step."""
    return find_organizations


def find_organizations(reading: Reading) -> None:
    """Add candidates for numbered units and composed bodies."""
    text = reading.plain
    if reading.bits & _MAY_HAVE_UNIT and _HAS_UNIT.search(text):
        for found in _UNIT.finditer(text):
            start = _start_of_unit(reading, found.start())
            reading.add(start, found.end(), "ORG", "army_unit", 0.75)
    if reading.bits & _MAY_BE_ANCHORED and any(
        c.rule in _ANCHOR_RULES and c.label in _ANCHORS for c in reading.candidates
    ):
        anchored = _ANCHORED_BUREAU if "局" in text else _ANCHORED
        for found in anchored.finditer(text):
            if text.endswith(_NO_BODY, 0, found.end()):
                continue
            begin = _start_of_body(reading, found.start(), found.group(), anchored=True)
            if begin is not None and begin[0] < found.start():
                start = _with_owner(text, begin[0])
                reading.add(start, found.end(), "ORG", "body_word", begin[1])
    if "公社" in text:
        for found in _COMMUNE.finditer(text):
            before = reading.ends_at(found.start(), ("PLACE",))
            start = min((c.start for c in before), default=found.start())
            reading.add(start, found.end(), "ORG", "body_word", 0.7)
    if "《" in text or "「" in text:
        for found in _PRESS.finditer(text):
            reading.add(found.start(), found.end(), "ORG", "press_in_quotes", 0.85)
    if "驻" in text:
        for found in _MISSION.finditer(text):
            of = reading.ends_at(found.start(), ("ORG", "PLACE"))
            start = min((c.start for c in of if c.length > 1), default=found.start())
            reading.add(start, found.end(), "ORG", "mission", 0.8)
    if "军" in text:
        for found in _ARMY.finditer(text):
            reading.add(found.start(), found.end(), "ORG", "army_of_province", 0.7)
    if "行" in text:
        _add_banks(reading)
    for found in _OF_PROVINCE.finditer(text) if "委" in text else ():
        reading.add(found.start(), found.end(), "ORG", "committee_of_province", 0.7)
    if "衙门" in text:
        _add_yamens(reading)
    for found in _ALONE.finditer(text) if reading.bits & _MAY_HAVE_BODY else ():
        reading.add(found.start(), found.end(), "ORG", "body_word", 0.7)
    for found in _BODY.finditer(text) if reading.bits & _MAY_HAVE_BODY else ():
        known = reading.ends_at(found.end(), ("ORG",))
        if any(c.rule == "gazetteer" and c.start < found.start() for c in known):
            continue
        begin = _start_of_body(reading, found.start(), found.group())
        if begin is not None:
            start, confidence = begin
            start = _with_owner(text, start)
            reading.add(start, found.end(), "ORG", "body_word", confidence)
    _add_parts(reading)
    _join_bodies(reading)


def _add_yamens(reading: Reading) -> None:
    """Add the seats of posts: 黑龙江将军衙门, 三姓副都统衙门左司; the post is none there."""
    text = reading.plain
    for found in _YAMEN.finditer(text):
        begin = _start_of_body(reading, found.start(), found.group())
        if begin is not None:
            reading.add(begin[0], found.end(), "ORG", "body_word", 0.8)
        reading.candidates = [
            c
            for c in reading.candidates
            if c.label != "OFFICE" or not found.start() < c.end <= found.end()
        ]


def _add_banks(reading: Reading) -> None:
    """Add each of the government's banks where they share a word: 中央、中国、交通、农民四银行."""
    for banks in _BANKS.finditer(reading.plain):
        for bank in _BANK.finditer(banks.group(1)):
            start = banks.start() + bank.start()
            reading.add(start, start + len(bank.group()), "ORG", "one_of_several", 0.8)


def _add_parts(reading: Reading) -> None:
    """Add a known body together with an office of it, and with an office of that."""
    text = reading.plain
    for body in list(reading.candidates):
        if body.label != "ORG" or body.blocks or text[body.end - 1] not in _HEADS:
            continue
        end = body.end
        for _ in range(_JOINED):
            part = _PART.match(text, end)
            if not part or _NOT_PART.search(part.group()):
                break
            if reading.last_end("PERSON", end, part.end()):
                break
            end = part.end()
            reading.add(body.start, end, "ORG", "part_of_body", 0.7)


def _join_bodies(reading: Reading) -> None:
    """Add a body and its office as one: 总参谋部动员部, 水利部黄河水利委员会."""
    bodies = [c for c in reading.candidates if c.label == "ORG" and not c.blocks and c.length > 1]
    if len(bodies) < _JOINED:
        return
    text = reading.plain
    starts: dict[int, list[Candidate]] = {}
    for body in bodies:
        starts.setdefault(body.start, []).append(body)
    for first in bodies:
        for second in starts.get(first.end, ()):
            branch = text.endswith(_BRANCHES, second.start, second.end)
            of_body = text[first.end - 1] in _HEADS and text[second.end - 1] in _OFFICES_OF
            if of_body or (branch and text[first.end - 1] in _HAVE_BRANCHES):
                reading.add(first.start, second.end, "ORG", "joined_bodies", 0.7)


def _start_of_unit(reading: Reading, position: int) -> int:
    before = reading.ends_at(position, ("ORG",))
    return min((c.start for c in before), default=position)


def _start_of_body(
    reading: Reading, position: int, word: str, *, anchored: bool = False
) -> tuple[int, float] | None:
    """Where a composed name begins: at a known place or body within reach, else at the phrase's
    edge.
    """
    lowest = max(0, position - _LONGEST, _end_of_person(reading, position))
    anchors = [
        (c.start, c.end)
        for c in reading.candidates
        if (c.rule in _ANCHOR_RULES or _is_area(c))
        and lowest <= c.start
        and c.end <= position
        and (
            c.label in ("PLACE", "ORG")
            or (c.label == "EVENT" and c.end == position and word in _OF_MEETING)
        )
        and not c.blocks
        and not _broken(reading.plain[c.end : position])
    ]
    if anchors:
        start = min(max(anchors), max(anchors, key=lambda span: (span[1], -span[0])))[0]
        person = _end_of_person(reading, position)
        while touching := [
            c.start
            for c in reading.ends_at(start, ("PLACE", "ORG"))
            if c.rule in _CHAIN_RULES
            and not _is_country(c)
            and max(person, position - _LONGEST_CHAIN) <= c.start
        ]:
            start = min(touching)
        return start, 0.75
    if anchored:
        return None
    start = position
    while start > lowest and not _is_edge(reading.plain, start - 1):
        start -= 1
    parts = list(_NOT_PART.finditer(reading.plain, start, position))
    if parts:
        start = parts[-1].end()
    at_edge = start == lowest or start == 0 or _is_edge(reading.plain, start - 1) or bool(parts)
    if not 2 <= position - start <= _LONGEST_UNKNOWN or not at_edge:
        return None
    return start, 0.5


def _end_of_person(reading: Reading, position: int) -> int:
    """End of the last person within reach before the position: no body's name reaches across a
    person.
    """
    return reading.last_end("PERSON", max(0, position - _LONGEST), position)


def _is_area(candidate: Candidate) -> bool:
    """Whether it is a place of the longer list with its word: 昌吉回族自治州."""
    return candidate.rule == "place_list" and candidate.length >= _SHORTEST_AREA


def _is_country(candidate: Candidate) -> bool:
    entry = load_authority().entries.get(candidate.entity_id)
    return entry is not None and entry.fields.get("kind") == "country"


def _with_owner(text: str, start: int) -> int:
    """国营, 私立 before a body are part of its name."""
    return next((start - len(word) for word in _OWNED if text.endswith(word, 0, start)), start)


def _is_edge(text: str, at: int) -> bool:
    return text[at] in _EDGE and not text.startswith(_REVIVED, at)


def _broken(between: str) -> bool:
    return any(_is_edge(between, at) for at in range(len(between))) or bool(
        _NOT_PART.search(between)
    )
