"""Who sent the document to whom: the grammar of catalogue titles.

The frames are
「A关于…给B的电报」「A致B电」「A电B」「A呈B…」「A接B电」「A奏…」「给B的信」「为B题词」.
Neighbouring names joined by 、 与 和 及 or nothing form one group and share a role; beside an
office the role is the person's (annotation guide, case 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.dates.telegram import DAY_OF_TELEGRAM
from extractors.reading import Reading
from extractors.steps.base import Step, register
from extractors.steps.genre import end_of_title
from graph_model.mention import Mention, Role

_JOINS = re.compile(r"[、，,/／]?(?:与|和|及|暨|并|兼)?|（|\(|）|\)|转|并转|并报|并")
_AND_OTHERS = r"(?:[）)]?(?:同志|先生|将军|女士)?(?:等[0-9一二三四五六七八九十百两]+[人名位]|等各界人士|等人士|等人|等同志|等各界|等|等各界|各界|等人士|代表)?)"
_DOCUMENT = "敕谕|诏书|电报|电|信|函|指示信|指示|训令|命令|令|复信|回信|复电|贺电|贺信|慰问信|慰问电|唁电|致敬电|公开信|通知|报告|请示|批复|密电|急电|书|咨|照会|国书"
#: What a sender does. Words that begin with one of these count as well (电 for 电令, 电请 …).
_SENDING = (
    "来函|来信|来电|来文|联名|合词|公禀|具奏|具禀|覆奏|密陈|手书|口述|造报|造送|检送|拟请|请求|"
    "请示|请领|请发|请假|恳请|恳免|恳求|建议|提议|提请|签注|通报|通知|移付|移送|知会|纠正|签呈|"
    "签请|签报|条谕|示谕|报告|覆呈|合呈|会呈|移请|牒|檄|片奏|片行|谨奏|抄送|抄转|呼吁|写给|答|"
    "手谕|训令|关于|致|给|电|函|呈|令|复|咨|札|奏|禀|题|谕|发|为|就|告|会奏|会同奏|密奏|移会|"
    "移文|照会|照复|条陈|详|批|牌|饬|晓谕|劝谕|寄|进|上|通告|通令|通电|命令|布告|宣言|声明|指示|"
    "征求|决议|决定|公告|朱谕|印发|转|手令|指令|揭帖|代电|申"
)
_SENDS = re.compile(
    rf"{_AND_OTHERS}(?:{DAY_OF_TELEGRAM}|彙|汇|密|急|联名|再|并|分|先后|会衔|驰|飞)?"
    rf"(?:{_SENDING}|自[\u4e00-\u9fff]{{1,3}}(?=[致电报函])|报(?!刊|纸|社|馆|界))"
)
_SPEAKS = re.compile(
    rf"{_AND_OTHERS}在.{{0,40}}(?:讲话|发言|演说|报告|谈话|致辞|致词|闭幕词|开幕词|祝词|欢迎词)"
)
_RECEIVING = re.compile(rf"{_AND_OTHERS}(?:接|获|据|奉|准|得|收)(?:到)?")
_RECEIVES = tuple(verb + end for verb in "接获据奉准得收" for end in ("", "到"))
_TO_BEFORE = (
    "呈请", "电嘱", "电催", "恳请", "移付", "移送", "知会", "报请", "致信", "移请", "函请", "函告", "电请", "电陈", "电询", "咨行", "咨请", "咨询", "令知", "条谕", "谕饬", "示谕", "牒", "檄", "指示", "请示", "禀请", "详请", "呈报",
    "申", "事移", "案移", "电报", "致", "电", "函", "呈", "复", "覆", "转", "电示", "电告", "令", "谕", "咨", "札", "札饬", "禀", "牌", "批", "寄",
    "寄信", "移会", "移文", "照会", "转告", "答", "慰问", "祝贺", "勉励", "并告", "并报", "抄送", "抄报", "详", "提请", "转陈", "转呈",
)  # fmt: skip
#: Who is asked to hand on what he is sent: 「呈请四川总督王人文代奏」.
_ASKED = ("请", "恳")
_TO_HAND_ON = ("代奏", "代递", "代呈", "转奏", "转呈")
_AGAIN = tuple(
    a + hand + b for a in "又及并复另" for hand in ("", "手") for b in "电谕函令致转报告"
)
_GIVE_BEFORE = ("给", "致", "复", "答", "写给", "发给", "颁给")
#: Whom the document goes on to.
_AND_TO = "(?:并转|转|并告|并报|并致|并)[^的之,;:]{1,30}(?:的|之)"
_GIVE_AFTER = re.compile(rf"{_AND_OTHERS}[“”\"]?(?:{_AND_TO}|(?:的|之)?.{{0,4}})(?:{_DOCUMENT})")
#: An order or answer about what somebody has asked: 「…对…区党委关于…的指示」.
_ANSWERED = re.compile(r"(?:的)?(?:关于|请示|呈请|来[函电]|报告)")
_ORDERS = frozenset(["指示", "训令", "命令", "令"])
#: Forms that answer whoever 对 names.
_REPLIES = frozenset(["批复", "批覆", "复函", "覆函", "复示", "复电"])
#: A telegram that is addressed by its first words: 「刘邓：…」.
_TO_ALL = re.compile("(?:并(?:告|报)?[\u4e00-\u9fff]{1,6})?:")
_ANSWERS = frozenset(["指示", "批", "批复", "训令", "指令", "命令", "令", "意见", "函", "电报"])
_INSCRIBED_BEFORE = (
    *(word + mark for word in "为赠送给和与同" for mark in ("", "《")),
    "为追悼", "为纪念", "为悼念",
)  # fmt: skip
_INSCRIBED_AFTER = re.compile(
    r"》?(?:的)?.{0,4}?(?:题词|题写|题赠|题签|题字)|.{0,2}谈话(?!纪录|记录)$"
)
#: What follows an addressee that ends the title: 「…致外务部电」「…咨户部」.
_ENDS = re.compile(rf"{_AND_OTHERS}(?:的)?[\u4e00-\u9fff]{{0,6}}[”\"」》]?(?:[（(].*[)）])?$")
_UP_TO = (
    "致", "上", "咨", "移会", "札", "谕", "照会", "呈", "函", "电", "寄", "向", "禀", "详", "牌", "事移", "案移", "申",
)  # fmt: skip
#: A talk, right behind the last of those who are talked to.
_TALK = re.compile(
    "[同与].{0,30}?()(?:第[一二三四五六七八九十0-9]{1,3}次)?(?:双边)?的?(?:谈话|会谈)"
)
_FORWARDS = re.compile(r"(?:批转|转发|转报|转呈|转来|批准|转)")
#: An edict that opens with its addressee: 「寄信闽浙总督…」「四川总督…电旨」.
_TO_OPENING = re.compile(r"(?:寄信|寄谕|字寄|电谕|谕|札|咨|移会|发|致|复|电复|颁给|赐|敕|电旨)$")
#: Forms that the throne sends: whom they open with did not write them.
_EDICTS = frozenset(["上谕", "廷寄", "电旨", "懿旨", "诏"])
_THRONE = re.compile(r"(?:帝|太后|军机处|内阁)$")
#: Kinds that have no sender in the title even where a name opens it.
_NO_SENDER = frozenset(
    [
        "照片",
        "名册",
        "名单",
        "资料",
        "录音录像",
        "目录",
        "清单",
        "清册",
        "合同",
        "协定",
        "条约",
        "公约",
        "公报",
        "议定书",
        "会议记录",
        "谈话记录",
        "剪报",
        "汇编",
        "情报",
        "表册",
        "证书",
        "大纲",
        "纲领",
        "备忘录",
        "换文",
        "契约",
    ]
)
#: Of these who speaks about something is the sender: 「…教育厅关于冬学的宣传大纲」.
_SENT_ABOUT = frozenset(["大纲", "纲领", "资料", "汇编", "情报", "表册", "协定"])
#: People without an office who hand in a paper: 「佃户林阿旺为…甘结」.
_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,14}?(?:佃户|民人|民妇|商人|职商|绅士|绅商|客民|船户|生员|监生|举人|贡生|武生|童生|代表|学生|居民|村民|工人|农民|社员|业主|铺户|行商|车夫|难民|侨民|华侨|灾民|代理人|华商|侨商|会员|军属|烈属|头目|译官|船主)"
)
_WRITTEN = re.compile(rf"{_AND_OTHERS}(?:电|函|呈|咨|照会|令|训令|来电|来函|报告|奏|致)")
#: A letter or telegram that is told of: 「据X电称」.
_TOLD = re.compile(rf"{_AND_OTHERS}(?:电|函|呈|咨|照会|令|训令|来电|来函|报告|奏)")
#: What two do together.
_TOGETHER = re.compile(
    "(?:等|代表)*(?:[密会]?[商晤谈议]|会[见同]|联[合络]|合[作并]|协[商议]|冲突|交涉|往来|勾结|有关|关系|签订|接洽|接触|谈判|问题)"
)
_ABOUT = re.compile(
    rf"{_AND_OTHERS}(?:[〇零一二三四五六七八九十廿0-9年月日]{{2,12}})?(?:《)?(?:关于|对|就|报告)"
)
_WITH = re.compile(r"[与和同]|接见|会见|[\u4e00-\u9fff]{0,2}谈话")
#: What may stand before the first name.
_OPENING_WORDS = re.compile(r"批转|转发|全\S{0,3}士绅|前|兼|署|署理|收|收到|[《「“\"]")
_AGENTS = ("PERSON", "ORG", "OFFICE")
#: A verb of sending and what may stand with it between two names.
_SHORT = 6


@dataclass(slots=True)
class _Group:
    """Neighbouring names: indices into the mentions, and the span from the first to the last."""

    indices: list[int]
    start: int
    end: int


@register("title_grammar")
def make() -> Step:
    """The step."""
    return read_roles


def read_roles(reading: Reading) -> None:
    """Give senders and recipients among the mentions their role; each document of a joined title
    has its own.
    """
    groups = _groups(reading)
    if not groups:
        return
    roles: dict[int, Role] = {}
    talk = _talking(reading)
    if talk:
        said = [i for group in groups for i in group.indices if i < talk[0]]
        heard = [i for group in groups for i in group.indices if talk[0] <= i <= talk[1]]
        roles |= dict.fromkeys(_bearers(reading, said), "sender")
        roles |= dict.fromkeys(_bearers(reading, heard), "recipient")
    for part in _parts(reading, groups):
        told: list[Role] = []
        for number, group in enumerate(part):
            begin = part[number - 1].end if number else _begin(reading, group)
            before = reading.plain[begin : group.start]
            role = _role(reading, part, number, before, told)
            told.append(role)
            if role:
                bearers = _bearers(reading, group.indices)
                if role == "recipient":
                    bearers = _without_company(reading, group, bearers)
                for index in bearers:
                    roles.setdefault(index, role)
    for index, role in roles.items():
        m = reading.mentions[index]
        reading.mentions[index] = Mention(
            m.start, m.end, m.label, m.text, m.rule, m.confidence, role, m.entity_id
        )


def _parts(reading: Reading, groups: list[_Group]) -> list[list[_Group]]:
    """The groups of each document: a new one begins behind ；, or behind ， or a full stop where a
    name and a verb of sending follow at once.
    """
    parts: list[list[_Group]] = []
    end = 0
    for group in groups:
        mark = reading.plain[group.start - 1] if group.start else ""
        semicolon = ";" in reading.plain[end : group.start]
        opens = mark in (",", "。") and bool(_WRITTEN.match(reading.plain, group.end))
        if not parts or semicolon or opens:
            parts.append([])
        parts[-1].append(group)
        end = group.end
    return parts


def part_starts(reading: Reading) -> list[int]:
    """Where the documents of a joined title begin, by their first names and the semicolons."""
    groups = _groups(reading)
    parts = _parts(reading, groups) if groups else []
    marks = [at + 1 for at, character in enumerate(reading.plain) if character == ";"]
    begun = [_begin(reading, part[0]) for part in parts[1:]]
    return sorted({*marks, *begun})


def _begin(reading: Reading, group: _Group) -> int:
    """Where the text before the first group of a part begins."""
    marks = (reading.plain.rfind(mark, 0, group.start) for mark in ";,。")
    return max(marks) + 1


def _groups(reading: Reading) -> list[_Group]:
    groups: list[_Group] = []
    for index, mention in enumerate(reading.mentions):
        if mention.label not in _AGENTS:
            continue
        last = groups[-1] if groups else None
        if last and _joined(reading, last, mention):
            last.indices.append(index)
            last.end = mention.end
        else:
            groups.append(_Group([index], mention.start, mention.end))
    return groups


def _joined(reading: Reading, last: _Group, mention: Mention) -> bool:
    between = reading.plain[last.end : mention.start]
    previous = reading.mentions[last.indices[-1]]
    if between == "":
        same = previous.label == mention.label
        return mention.label == "PERSON" or (same and mention.label in ("ORG", "OFFICE"))
    return bool(_JOINS.fullmatch(between)) and "转" not in between


def _bearers(reading: Reading, indices: list[int]) -> list[int]:
    """Persons and bodies of a group; an office only where no person holds it, a body only where
    none with an office follows (教育部马叙伦部长).
    """
    kept = []
    mentions = reading.mentions
    for index in indices:
        if _held_with_next(reading, index):
            continue
        beside = index + 1 in indices and mentions[index + 1].start == mentions[index].end
        named = beside and mentions[index + 1].label == "PERSON"
        if mentions[index].label == "OFFICE" and named:
            continue
        if mentions[index].label == "ORG" and named and _holds_office(mentions, index + 1):
            continue
        kept.append(index)
    return kept


def _held_with_next(reading: Reading, index: int) -> bool:
    """Whether an office stands before another one that a person holds: 「署湖广总督湖北巡抚端方」."""
    mentions = reading.mentions
    while mentions[index].label == "OFFICE" and index + 1 < len(mentions):
        following = mentions[index + 1]
        between = reading.plain[mentions[index].end : following.start]
        if following.label == "PERSON" and not between:
            return True
        if between not in ("", "兼", "兼署", "兼理"):
            return False
        index += 1
    return False


def _talking(reading: Reading) -> tuple[int, int] | None:
    """Where those who talk and those who are talked to part, as indices into the mentions: the
    first behind 同 or 与, and the last before the talk: 「陈毅同法国大使佩耶谈话纪要」.
    """
    talk = _TALK.search(reading.plain) if "谈" in reading.plain else None
    if not talk:
        return None
    mentions = reading.mentions
    last = next((i for i, m in enumerate(mentions) if m.end == talk.start(1)), None)
    if (
        last is None
        or mentions[last].label != "PERSON"
        or "PERSON" not in {m.label for m in mentions[:last]}
    ):
        return None
    for index, m in enumerate(mentions[: last + 1]):
        if index and m.label in _AGENTS and reading.plain[m.start - 1] in "同与":
            between = reading.plain[mentions[index - 1].end : m.start - 1]
            opens = _opens(reading.plain[: mentions[0].start]) and mentions[0].label in _AGENTS
            beside = not between or between.startswith("在")
            sent = _SENDS.match(reading.plain, mentions[0].end)
            return (index, last) if opens and beside and not sent else None
    return None


def _holds_office(mentions: list[Mention], index: int) -> bool:
    """Whether an office stands right behind a person."""
    if index + 1 == len(mentions):
        return False
    following = mentions[index + 1]
    return following.label == "OFFICE" and following.start == mentions[index].end


def _without_company(reading: Reading, group: _Group, bearers: list[int]) -> list[int]:
    """「呈蒋中正汪精卫与影佐祯昭密商」: who did something with somebody is not written to;
    the first is.
    """
    if len(bearers) == 1 or not _TOGETHER.match(reading.plain, group.end):
        return bearers
    mentions = reading.mentions
    for place, index in enumerate(bearers[1:], 1):
        between = reading.plain[mentions[index - 1].end : mentions[index].start]
        if between in ("与", "和", "同"):
            return bearers[: max(1, place - 1)]
    return bearers


def _role(
    reading: Reading, groups: list[_Group], number: int, before: str, told: list[Role]
) -> Role:
    group = groups[number]
    after = reading.plain[reading.behind_date(group.end) :]
    before = _without_place(reading, group.start, before)
    if number == 0:
        role = _role_of_first(reading, groups, before, after)
        if role:
            return role
    elif told[-1] == "sender" and _FORWARDS.fullmatch(before) and _forwarded(after):
        return "sender"
    quoted = "recipient" in told and not told[-1]
    last = after.partition(",并")[0].rstrip("…")
    ends = before.endswith(_UP_TO) and not _opens(before) and _ENDS.fullmatch(last)
    if ends and reading.genre and not quoted:
        return "recipient"
    if number and before.endswith(_RECEIVES) and _TOLD.match(after):
        return "sender"
    if _is_addressee(before, after, number, told):
        return "recipient"
    answered = number == 1 and before.endswith("对") and told[0] == "sender"
    if answered and reading.genre in _REPLIES:
        return "recipient"
    if answered and reading.form in _ANSWERS and _ANSWERED.match(after):
        return "recipient"
    if before.endswith(_INSCRIBED_BEFORE) and _INSCRIBED_AFTER.match(after):
        return "recipient"
    return ""


def _without_place(reading: Reading, start: int, before: str) -> str:
    """The words before a name without the place where its bearer is: 「复上海宋子文」."""
    for m in reading.mentions:
        if m.end == start and m.label == "PLACE" and m.end - m.start <= len(before):
            return before[: len(before) - (m.end - m.start)]
    return before


def _role_of_first(reading: Reading, groups: list[_Group], before: str, after: str) -> Role:
    if _TO_OPENING.fullmatch(before):
        return "recipient"
    if before == "对" and (reading.form in _ORDERS or reading.genre in _REPLIES):
        return "recipient"
    if _TO_ALL.match(reading.plain, groups[0].end) and _surnames_only(reading, groups[0]):
        return "recipient"
    if not _opens(before) and not _PEOPLE.fullmatch(before):
        return ""
    if _receives(groups, 0, reading):
        return "recipient"
    if reading.form in _EDICTS:
        return "sender" if _THRONE.search(reading.plain[: groups[0].end]) else ""
    first = groups[0]
    between = any(word in reading.plain[first.start : first.end] for word in "与和同及暨")
    about = reading.form in _SENT_ABOUT and after.startswith("关于") and not between
    if reading.form in _NO_SENDER and not about and not _WRITTEN.match(after):
        return ""
    if _SENDS.match(after) or _SPEAKS.match(after):
        return "sender"
    return "sender" if _stated(reading) and not _with_another(after) else ""


def _surnames_only(reading: Reading, group: _Group) -> bool:
    """Whether several persons are named by one character each."""
    named = [reading.mentions[index] for index in group.indices]
    return len(named) > 1 and all(m.label == "PERSON" and m.end - m.start == 1 for m in named)


def _forwarded(after: str) -> bool:
    return bool(_ABOUT.match(after) or _FORWARDS.match(after))


def _stated(reading: Reading) -> bool:
    """Whether the title, or its part before a colon, ends with a kind that somebody sends, issues
    or speaks.
    """
    if not reading.genre or not reading.form or reading.form in _NO_SENDER:
        return False
    text, end = reading.text, end_of_title(reading.plain)
    first = text.partition("：")[0]
    ends = text, text[:end], first, first[: end_of_title(reading.plain[: len(first)])]
    return any(end.rstrip("）)》」”").endswith(reading.genre) for end in ends)


def _with_another(after: str) -> bool:
    """「A与B关于…」: the two act together, and neither is the sender."""
    return bool(_WITH.match(after))


def _opens(before: str) -> bool:
    return not before or bool(_OPENING_WORDS.fullmatch(before))


def _receives(groups: list[_Group], number: int, reading: Reading) -> bool:
    if number + 1 >= len(groups):
        return False
    following = groups[number + 1]
    between = reading.plain[groups[number].end : following.start]
    after = reading.plain[following.end :]
    return bool(_RECEIVING.fullmatch(between)) and bool(_WRITTEN.match(after))


def _is_addressee(before: str, after: str, number: int, told: list[Role]) -> bool:
    """``told`` are the roles of the groups before."""
    if before.endswith(_AGAIN):
        return True
    if before.endswith(_GIVE_BEFORE) and _GIVE_AFTER.match(after):
        return "recipient" not in told
    if before.endswith(_ASKED) and after.startswith(_TO_HAND_ON):
        return True
    if not before.endswith(_TO_BEFORE) or before.endswith("签呈"):
        return False
    return len(before) <= _SHORT and (number <= 1 or bool(told[-1]))
