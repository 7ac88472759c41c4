"""Documentary form (文种): the stated word at the end of the title, or the verb that carries the
document.

``tables/genres.tsv`` maps each stated form to the controlled term and its direction (上行, 平行,
下行).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.authority import read_table
from extractors.reading import Reading
from extractors.steps.base import Step, register

_AFTER_END = re.compile(
    r"(?:[（(][^）)]*[）)]|[“”\"'》」\s]|第[一二三四五六七八九十百零〇0-9]+号|资料|影印件|抄件|[川山口凹叫])+$"
)
#: Verbs that are themselves the document, as printed between sender and addressee.
_VERB = re.compile(
    r"(?:等各界|等|各界)?(?:彙|汇|密|急|联名)?(电呈|呈|急电|电|函|训令|令|咨呈|咨|禀|会奏|奏|题|札|照会|照复|移会|移文|批|谕|牌)(?!话|台|报局|影|信|力|词|准|判|评|转|复|示|语|名|记|写|赠|签)"
)
_MEMORIAL = re.compile(r"(?:等)?(?:会)?(奏|题)(?=为|报|请|陈|明|谢|参|折)")
#: 奏 names a memorial wherever it stands; 题 only behind a name.
_REPORTED = re.compile(r"(奏)(?=为|报|请|陈|明|谢|参|折)")
_MEMORIAL_FORMS = ("奏折", "附片", "题本", "清单", "电奏")


@register("genre")
def make() -> Step:
    """The step over the table of forms."""
    return Genre({row["form"]: row["genre"] for row in read_table("genres")})


class Genre:
    """Fills ``genre`` (as printed) and ``form`` (controlled term)."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = forms
        self._longest = max(map(len, forms))

    def __call__(self, reading: Reading) -> None:
        """The verb behind the first names, then the end of the title, then a numbered form."""
        span = self._memorial(reading)
        span = span or self._verb(reading) or self._at_end(reading) or self._numbered(reading)
        if span:
            start, end = span
            reading.genre = reading.text[start:end]
            reading.form = self._forms.get(reading.plain[start:end], "")

    def _memorial(self, reading: Reading) -> tuple[int, int] | None:
        """Qing memorials: the stated kind at the end (折, 片, 题本), else the verb that opens them."""
        starts = [0, *(m.end for m in reading.mentions if m.label in ("PERSON", "OFFICE"))]
        found = next(
            filter(None, (_MEMORIAL.match(reading.plain, start) for start in starts)), None
        )
        found = found or _REPORTED.search(reading.plain)
        if not found:
            return None
        end = self._at_end(reading)
        if end and self._forms[reading.plain[slice(*end)]] in _MEMORIAL_FORMS:
            return end
        return found.span(1)

    def _at_end(self, reading: Reading) -> tuple[int, int] | None:
        end = len(reading.plain)
        trimmed = _AFTER_END.search(reading.plain)
        ends = [end, trimmed.start()] if trimmed else [end]
        for stop in ends:
            for length in range(min(self._longest, stop), 0, -1):
                start = stop - length
                inside = any(m.start < stop <= m.end for m in reading.mentions)
                if reading.plain[start:stop] in self._forms and not inside:
                    return start, stop
        return None

    def _verb(self, reading: Reading) -> tuple[int, int] | None:
        names = [m for m in reading.mentions if m.label in ("PERSON", "ORG", "OFFICE")]
        reach = 4
        for name in names:
            if name.start > reach:
                break
            found = _VERB.match(reading.plain, name.end)
            if found and reading.plain[found.start(1) :] in self._forms:
                return found.start(1), len(reading.plain)
            if found and found.end() < len(reading.plain):
                return found.span(1)
            reach = name.end + 1
        return None

    def _numbered(self, reading: Reading) -> tuple[int, int] | None:
        found = re.search(
            r"(通令|命令|训令|布告|通告|决议案|情报|电)(?=第|[，；：]|$)", reading.plain
        )
        return found.span(1) if found else None
