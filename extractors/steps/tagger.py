"""Names by the trained tagger (``extractors/tagger``): it supports or doubts the candidates of the
steps before it and adds its own; the resolver weighs them. A spaCy pipeline may stand in its place
(``extractors/tagger/spacy_names.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register
from extractors.tagger.backend import spacy_pipeline
from extractors.tagger.model import Model, load_model

#: No name that only the tagger sees has these inside: poems, OCR debris, clauses.
_NOT_INSIDE = re.compile(r"[，,。；;：:？?！!\"'“”‘’…/\\〔〕]|·.*·")
_POEM = re.compile(r"[诗词律绝]·|^(?:沁园春|念奴娇|菩萨蛮|清平乐|浪淘沙|蝶恋花|减字木兰花)")
_NEVER = frozenset("向反要把被让使从而但并又再仍均皆各该此其本")


#: What a find of the tagger's own never ends in or is: clauses, counts.
_NEVER_NAME = re.compile(
    r"^(?:城镇|法院|医院|学校|农村|前线|后方|国外|海外|内地|乡村|灾区|牧区|林区|矿区|会场|现场|武斗|省区|南北|"
    r"大城市|外县|海岛|南渡|万国|区|北|国内外|共和国)$|"
    r"新闻(?:报导)?$|事有|"
    r"[俄英日法德中藏满蒙]文$|[矣也焉乎哉耳已]$|动员$|方面$|^第[〇零一二三四五六七八九十百0-9]+[期号次届卷章节条件篇]$"
)
#: A clause around a surname: 逼蒋抗日, 蒋之自由, 边打边谈.
_NO_PERSON = re.compile(r"^.(?:之|抗日|矛盾|政权|军队)$|^边[打谈]边$")
#: A meeting that is opened somewhere is no name: 津开军事会议.
_OPENS = re.compile(r"(?<!^)开(?![国幕封城滦平罗展放])")
#: Common words that end up behind a body's name: 浙大学生, 解放军部队.
_PEOPLE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:学生|部队|分子|官兵|职员|职工|同志)$")
#: A name of three characters and 旅, 师, 团, 部, 军.
_NAME_AND_UNIT = 4
_UNITS = frozenset("旅师团部军")
#: What several do together begins behind the last name: 周馥会禀.
_TOGETHER = re.compile("会(?=[奏禀衔咨同])")
_SHORTEST_FULL = 2
#: Words that end up at the head of a name; the name begins behind them.
_BEFORE_NAME = frozenset("附间对各该与及和于在向由将把使请")


#: What tells of the holder, or of what is done to him, and not of the office.
_NOT_OF_OFFICE = re.compile("前任|原任|已革|新授|特参|参奏|调任|升任|现任|续任")


def _trimmed(text: str, start: int, end: int, label: str) -> int:
    """Where the name begins; 各 makes it a common word, which ``_is_name`` refuses."""
    if label == "OFFICE":
        before = _NOT_OF_OFFICE.match(text, start, end)
        if before and before.end() + 1 < end:
            return before.end()
    if label != "PERSON" and end - start > 2 and text[start] in _BEFORE_NAME:
        return start + 1
    return start


def _end(text: str, start: int, end: int, label: str) -> int:
    """Where a name ends: a person's before the unit that is named for its commander and before
    figures, a body's before its people.
    """
    if label == "ORG":
        people = _PEOPLE.search(text, start, end)
        return people.start() if people else end
    if label != "PERSON":
        return end
    while end - start > 1 and text[end - 1].isascii() and not text[start].isascii():
        end -= 1
    if end - start == _NAME_AND_UNIT and text[end - 1] in _UNITS:
        return end - 1
    if end - start > _SHORTEST_FULL and _TOGETHER.match(text, end - 1):
        return end - 1
    return end


def _is_name(text: str, start: int, end: int, label: str) -> bool:
    name = text[start:end]
    if _NOT_INSIDE.search(name) or _POEM.search(name) or _NEVER_NAME.search(name):
        return False
    if label == "DATE" and len(name) == 1:
        return text[end : end + 1] in ("电", "日") and text[start - 1 : start] != "致"
    if label == "EVENT" and _OPENS.search(name):
        return False
    if label != "PERSON":
        return not (label in ("ORG", "OFFICE") and text[start - 1 : start] == "各")
    if text[start - 1 : start + 1] in ("叩谢", "致谢", "恭谢"):
        return False
    if len(name) == 1:
        return text[start - 1 : start] == "、" or text[end : end + 1] == "、"
    return name[0] not in _NEVER and not _NO_PERSON.search(name)


@register("tagger")
def make() -> Step:
    """The step over the shipped model, or over the spaCy pipeline that this process reads with."""
    pipeline = spacy_pipeline()
    if pipeline:
        from extractors.tagger.spacy_names import SpacyNames

        return SpacyNames(pipeline)
    return Tagger(load_model())


class Tagger:
    """Tells each candidate its support and adds the tagger's spans that none of them is."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __call__(self, reading: Reading) -> None:
        """Add candidates without an entry: the gazetteer names the entries."""
        self.read_all([reading])

    def read_all(self, readings: Sequence[Reading]) -> None:
        """The same for many titles at once."""
        texts = [reading.plain for reading in readings]
        of_all = self._model.read_all(texts, [reading.candidates for reading in readings])
        for reading, found in zip(readings, of_all, strict=True):
            if not found:
                continue
            known = {(c.start, c.end, c.label) for c in reading.candidates if not c.blocks}
            for first, last, label, chance in found:
                start = _trimmed(reading.plain, first, last, label)
                end = _end(reading.plain, start, last, label)
                if (start, end, label) not in known and _is_name(reading.plain, start, end, label):
                    reading.candidates.append(
                        Candidate(start, end, label, "tagger", chance, support=chance)
                    )
