"""Documentary form (文种): the verb that carries the document, else the stated word at the end of the
title or of a part of it.

``tables/genres.tsv`` maps each stated form to the controlled term and its direction (上行, 平行,
下行).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.authority import read_table
from extractors.dates.telegram import DAY_OF_TELEGRAM
from extractors.first_look import bit_for, every_character
from extractors.reading import Reading
from extractors.steps.base import Step, register
from extractors.tagger.words import general_dictionary
from extractors.text import without_surrogates
from graph_model.mention import Mention

_AFTER_END = re.compile(
    r"(?:[（(][^）)]*[）)]|[“”\"'》」\s]|第[一二三四五六七八九十百零〇0-9]+[号期辑册]|[0-9〇一二三四五六七八九十百两廿卅]+[件份张幅帧册页种条则封通本卷枚款次盘组]|资料|合订本|影印件|抄件|抄本|译文|译件|译本|刊本|副本|原件|附件|油印件|石印件|复制件|残页|散页|抄白|摘抄|摘录|摘要|节录|(?<=[^手])[草底原初抄残]稿|(?<=[电折函书照会日])稿|[川山口凹叫])+$"
)
#: What such an ending ends in, beside spaces.
_LAST_AFTER_END = frozenset(
    "）)“”\"'》」号期料件文本川山口凹叫辑册份张幅帧页种条则封通卷枚款次盘组白抄录要稿"
)
#: What goes with the document: 「…的信，附…座谈记录」.
_ENCLOSED = re.compile(r"[,;]并?附(?!件)[^）)]*$")
_PART_CLOSES = re.compile(r"[:;]|—+|--+|\s|,(?=反映|报告|请求|询问|汇报|检举|揭发|要求|说明|证明)")
_PART_ENDS = re.compile("[;,。]")
_MAY_END = bit_for(";,。")
_MAY_CLOSE = bit_for([*",:;—-", *every_character("isspace")])
#: Verbs that are themselves the document, as printed between sender and addressee.
_VERBS = (
    "电呈|电奏|密奏|签呈|呈|签报|电报(?![局房所机线挂员学])|代电|急电|通电|电|公函|函|训令|指令|手令|密令|令|咨呈|咨|申呈|禀|奏|题|札|照会|照复|移会|移文|批复|批答|批|谕|牌|"
    "朱谕|条谕|条陈|揭帖|牒|檄|片奏|专报|"
    "报告(?!书|会|员|团|人|文学|大纲|提纲|附)|通报|通告(?!书)|通知(?!书)|布告|通令|请示|晓谕|"
    "申(?![请报明诉述])|详(?!细|情|加|尽)"
)
_VERB = re.compile(
    rf"(?:等各界|等|各界)?(?:{DAY_OF_TELEGRAM})?(?:彙|汇|密|急|联名|会衔|会|驰|飞)??({_VERBS})(?!话|台|报局|影|信|力|词|准|判|评|转|复|语|名|记|写|赠|签|定|(?<!电)示)"
)
_MEMORIAL = re.compile(r"(?:等)?(?:会)?(奏|题)(?=为|报|请|陈|明|谢|参|折)")
#: 奏 names a memorial wherever it stands; 题 only behind a name.
_REPORTED = re.compile(r"(奏)(?=为|报|请|陈|明|谢|参|折)")
#: Where the second memorial of a joined title begins.
_JOINED = re.compile("[;,。]?又奏")
_MEMORIAL_FORMS = ("奏折", "附片", "题本", "清单", "电奏")
#: A verb whose addressee ends the title: 「…事咨户部」.
_CARRIES = re.compile(
    r"(咨呈|咨|照会|照复|移会|移文|札|禀|牌|呈|函|申呈|申(?!请)|(?<=[事案])[移详])[^，；：,;:]{0,4}$"
)
#: The same before 文: 「…呈大总统文」.
_CARRIES_TEXT = re.compile(r"(咨呈|咨|呈|移|札|禀|详)[^，；：,;:]{0,4}$")
_TEXT = "文"
#: Verbs that give way to the form that the title ends in: 「…报告…致…函」.
_WEAK = frozenset(["报告", "通报", "通告", "通知", "布告", "通令", "请示", "晓谕"])
#: Verbs of one character, where a name stands on either side: 「顺天府移步军统领衙门…」.
_BETWEEN_NAMES = frozenset("移报谕")
#: What else was sent, to somebody else: 「…事札东路厅同知，并移…」.
_AND_ALSO = ",并"
_OPENING = re.compile(r"(电旨|电谕|寄谕|寄信|谕|札|移会|咨|呈|禀)(?=[^，；：,;:]{2})")
_NUMBERED = re.compile(r"(通令|命令|训令|布告|通告|决议案|情报|电)(?=第|[，；：,;:]|$)")
#: What at a title's end is the end of another word (问题, 图书).
_NOT_AT_END = frozenset("奏题批谕移报书")
_AGENTS = ("PERSON", "ORG", "OFFICE")
#: What stands before the addressee of a document that is named behind him: 「致外交部电，…」.
_TO = tuple("致复覆给与上寄答慰")
_COURTESY = re.compile("(?:等|先生|女士|同志|夫妇|将军|诸先生)?(?:的|之)?")
#: What may follow such a document.
_BEHIND_ADDRESSED = re.compile("[,;:(《「]|$|附|及|并|暨|论|谈|为|请|询|述|劝|陈")
_LONGEST_ADDRESSED = 4
#: A document that opens with its verb: 「呈为…」「具禀…」.
_OPENS = re.compile(
    "(?:谨|具|恭)?(呈|禀|咨|移|详|告|奏|题)(?=为)|(?:谨|具)(呈|禀|奏|题)|(题)(?=销|报)"
)
#: A verb of sending further on: 「…为…电请总署转奏」.
_LATE = re.compile(
    "(代电|咨呈|签|电|呈|函|咨|禀|详|奏)(?=[请恳陈复覆告报送示饬令知明乞商行](?!人|员|书|表|单|会|稿))"
)
#: Words that end in one of these name a documentary form, whether or not the table has them;
#: with the last of a word and the word before it (波长 + 表).
_HEADS = {
    "表": "表册", "册": "表册", "簿": "账册", "账": "账册", "证": "证书", "卡": "表册", "书": "", "状": "",
    "单": "", "图": "", "照": "照片", "信": "信", "录": "", "词": "", "诗": "", "票": "", "券": "",
}  # fmt: skip
#: 「告满军士兵书」.
_TOLD_TO = re.compile("告[^,;:的告]{2,8}书$")
_JOINED_HEADS = frozenset("表册簿证卡书状票")
_WORD_BEFORE_HEAD = 2
#: Ends of titles that are no forms: works, plain words.
_NO_FORM = frozenset([
    "图书", "丛书", "全书", "新书", "文书", "保证", "查证", "考证", "论证", "拍照", "按照", "依照",
    "图表", "手表", "代表", "发表", "简单", "孤单", "罪状",
])  # fmt: skip
#: How much of a title's end the general dictionary is asked about.
_TAIL = 6
#: How a file begins that holds papers about something.
_ABOUT = ("有关", "关于")
#: How far behind the part's edge, or behind the last name, the first name and its verb may stand.
_REACH = 8

_Span = tuple[int, int]


@register("genre")
def make() -> Step:
    """The step over the table of forms."""
    return Genre()


class Genre:
    """Fills ``genre`` (as printed), ``form`` (controlled term) and its ``direction``."""

    def __init__(self) -> None:
        self._rows = {row["form"]: row for row in read_table("genres")}
        #: Lengths of the forms that end in a character, longest first.
        self._lengths: dict[str, list[int]] = {}
        for length in sorted({len(form) for form in self._rows}, reverse=True):
            for last in {form[-1] for form in self._rows if len(form) == length}:
                self._lengths.setdefault(last, []).append(length)
        forms = "|".join(sorted(filter(_is_word, self._rows), key=len, reverse=True))
        self._collected = re.compile(
            rf"(?:相关|有关|往来|来往|之[\u4e00-\u9fff]{{0,3}}?)({forms})(?=[与及暨和、,;(]|$)"
        )

    def __call__(self, reading: Reading) -> None:
        """The verb behind the first names, then the end of the title, then what a part says."""
        about = reading.plain.startswith(_ABOUT)
        span = self._among(reading) if about else None
        span = span or self._memorial(reading) or self._verb(reading) or self._at_end(reading)
        span = span or self._carried(reading) or self._of_part(reading) or self._numbered(reading)
        span = span or self._addressed(reading) or _late(reading) or self._by_head(reading)
        if span:
            start, end = span
            row = self._rows.get(reading.plain[start:end], {})
            reading.genre = reading.text[start:end]
            reading.form = row.get("genre") or _HEADS.get(reading.plain[end - 1], "")
            reading.direction = row.get("direction", "")

    def _term(self, reading: Reading, span: _Span) -> str:
        return self._rows.get(reading.plain[slice(*span)], {}).get("genre", "")

    def _memorial(self, reading: Reading) -> _Span | None:
        """Qing memorials: the stated kind at the end (折, 片, 题本), else the verb that opens them."""
        text = reading.plain
        if "奏" not in text and "题" not in text:
            return None
        starts = [0, *(m.end for m in reading.mentions if m.label in ("PERSON", "OFFICE"))]
        found = next(filter(None, (_MEMORIAL.match(text, start) for start in starts)), None)
        found = found or _REPORTED.search(text)
        if not found:
            return None
        joined = _JOINED.search(text)
        end = self._at_end(reading, joined.start() if joined else None)
        if end and self._term(reading, end) in _MEMORIAL_FORMS:
            return end
        return found.span(1)

    def _at_end(self, reading: Reading, end: int | None = None) -> _Span | None:
        """The form that ends the text, or the text before ``end``."""
        text = reading.plain if end is None else reading.plain[:end]
        shorter = end_of_title(text)
        alone = shorter == len(text) or _ENCLOSED.match(text, shorter)
        for stop in [shorter] if alone else [len(text), shorter]:
            for length in self._lengths.get(text[stop - 1 : stop], ()):
                start = stop - length
                form = text[start:stop]
                if start < 0 or form not in self._rows or form in _NOT_AT_END:
                    continue
                if not any(_holds(m, start, stop) for m in reading.mentions):
                    return start, stop
        return None

    def _verb(self, reading: Reading) -> _Span | None:
        """The verb right behind the first names of a part; a longer word for the same form at the
        title's end is preferred (呈…呈文, 奏…折).
        """
        for begin in _parts(reading.plain, reading.bits & _MAY_END):
            span = self._verb_of_part(reading, begin)
            if span is None:
                continue
            end = self._at_end(reading)
            if end and reading.plain[slice(*span)] in _WEAK:
                return end
            term = self._term(reading, span)
            memorial = reading.plain[span[0] : span[1]].endswith("奏")
            if end and self._term(reading, end) == term and end[1] - end[0] > span[1] - span[0]:
                return end
            if end and memorial and self._term(reading, end) in _MEMORIAL_FORMS:
                return end
            return span
        return None

    def _verb_of_part(self, reading: Reading, begin: int) -> _Span | None:
        reach = begin + _REACH
        for name in reading.mentions:
            if name.start < begin or name.label not in _AGENTS:
                continue
            if name.start > reach:
                return None
            found = _VERB.match(reading.plain, reading.behind_date(name.end))
            if found and reading.plain[found.start(1) :] in self._rows:
                return found.start(1), len(reading.plain)
            if found and found.end() < len(reading.plain):
                return found.span(1)
            if reading.plain[name.end : name.end + 1] in _BETWEEN_NAMES and any(
                m.start == name.end + 1 and m.label in _AGENTS for m in reading.mentions
            ):
                return name.end, name.end + 1
            reach = name.end + 1
        return None

    def _carried(self, reading: Reading) -> _Span | None:
        if not reading.mentions:
            return None
        begin = _behind_date(reading)
        opening = _OPENING.match(reading.plain, begin)
        if opening and any(m.start == opening.end() for m in reading.mentions[:2]):
            return opening.span(1)
        text = reading.plain[: end_of_title(reading.plain)]
        text = text.partition(_AND_ALSO)[0].rstrip("等）)…")
        named = text.removesuffix(_TEXT)
        listed = [m for m in reading.mentions if m.end <= len(text)]
        if not listed:
            return None
        last = listed[-1]
        if last.label not in _AGENTS or last.end < len(named.rstrip("等")):
            return None
        first = last.start
        for mention in reversed(listed):
            if first - mention.end > 1 or mention.label not in _AGENTS:
                break
            first = mention.start
        carries = _CARRIES if named == text else _CARRIES_TEXT
        found = carries.search(reading.plain, 0, first)
        return found.span(1) if found else None

    def _of_part(self, reading: Reading) -> _Span | None:
        """The form before a colon, a dash or a semicolon: 「国大情报合订本：…」「…名单；…」."""
        if not reading.bits & _MAY_CLOSE:
            return None
        for found in _PART_CLOSES.finditer(reading.plain):
            span = self._at_end(reading, found.start())
            if span:
                return span
        return None

    def _among(self, reading: Reading) -> _Span | None:
        """What a file holds, behind what it is about: 「…相关函电及剪报，…」."""
        found = self._collected.search(reading.plain)
        return found.span(1) if found else None

    def _addressed(self, reading: Reading) -> _Span | None:
        """The form right behind an addressee, before what it is about: 「…致外交部书，论…」."""
        text = reading.plain
        for m in reading.mentions:
            if m.label not in _AGENTS or not text.endswith(_TO, 0, m.start):
                continue
            courtesy = _COURTESY.match(text, m.end)
            begin = courtesy.end() if courtesy else m.end
            for length in range(_LONGEST_ADDRESSED, 0, -1):
                end = begin + length
                if text[begin:end] in self._rows and _BEHIND_ADDRESSED.match(text, end):
                    return begin, end
        return None

    def _by_head(self, reading: Reading) -> _Span | None:
        """A form that the table lacks, by the character that it ends in: 「…口粮定量表」."""
        text = reading.plain
        stop = end_of_title(text)
        if text[stop - 1 : stop] not in _HEADS:
            return None
        told = _TOLD_TO.search(text, 0, stop)
        if told:
            return told.span()
        words = general_dictionary().cut(
            without_surrogates(text[max(0, stop - _TAIL) : stop]), False
        )
        form = words[-1]
        if len(form) == 1 and form in _JOINED_HEADS and len(words) > 1:
            if len(words[-2]) != _WORD_BEFORE_HEAD:
                return None
            form = words[-2] + form
        start = stop - len(form)
        if form in _NO_FORM or any(_holds(m, start, stop) for m in reading.mentions):
            return None
        return start, stop

    def _numbered(self, reading: Reading) -> _Span | None:
        found = _NUMBERED.search(reading.plain)
        return found.span(found.lastindex or 0) if found else None


def _late(reading: Reading) -> _Span | None:
    """The verb that opens a title without a name, else the last verb of sending."""
    opening = _OPENS.match(reading.plain)
    if opening:
        return opening.span(opening.lastindex or 0)
    if not reading.mentions or ";" in reading.plain or reading.mentions[0].label == "DATE":
        return None
    found = list(_LATE.finditer(reading.plain))
    return found[-1].span(1) if found else None


def end_of_title(text: str) -> int:
    """Where a simplified title ends without what only tells of its copy: brackets, a number."""
    enclosed = _ENCLOSED.search(text) if "附" in text else None
    if enclosed:
        return enclosed.start()
    last = text[-1:]
    may_trim = last in _LAST_AFTER_END or last.isspace()
    trimmed = _AFTER_END.search(text) if may_trim else None
    return trimmed.start() if trimmed else len(text)


def _is_word(form: str) -> bool:
    return len(form) > 1


def _holds(mention: Mention, start: int, stop: int) -> bool:
    """Whether a form's place is a name's: its end lies in one, or its beginning in a person's."""
    if mention.start < stop <= mention.end:
        return True
    return mention.label == "PERSON" and start < mention.end <= stop


def _behind_date(reading: Reading) -> int:
    """Where a title begins behind the date that opens it."""
    first = reading.mentions[0]
    return first.end if first.label == "DATE" and not first.start else 0


def _parts(text: str, may_end: int) -> Iterator[int]:
    """Where the documents of a joined title begin."""
    yield 0
    for found in _PART_ENDS.finditer(text) if may_end else ():
        yield found.end()
