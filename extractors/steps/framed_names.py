"""Names that no table knows, told by their frame: after an office (驻藏大臣和琳奏为…), after a reign (雍正帝).

A Manchu or Mongol name has no surname to begin with, but a memorial puts the office before it and the verb after it.
"""

from __future__ import annotations

import re

from extractors.first_look import bit_for
from extractors.reading import Reading
from extractors.steps.base import Step, register

_VERBS = "奏|会奏|题|咨|札|禀|详|谕|批|移会|照会|致|电|函|呈|代奏|代递|代呈|为|等|、|关于|之|员缺|曾|就|进|勘|条陈|上|请|报|著|着|承袭|病故|出缺|丁忧|开缺|密拿|查拿|确查|会同|迅即|迅速|即|督率|督饬|督同|遵旨|恭报|谢恩|呈递|揭帖|禀复|呈请|接办|办理|履任|到任|赴任|访|抵|偕|率团"
_NAME = re.compile(rf"([\u4e00-\u9fff]{{2,6}}?)(?={_VERBS})")
_NOT_NAME = re.compile(
    r"[战争的了在是于关为对及与和或等之其此该各本这那有无不未已将要事案务情形国省府州县部局厅署院会议团军师旅营兵政党委员长官臣督抚]"
)
_EMPEROR = re.compile(
    "(?:顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统)(?:皇)?帝|慈禧(?:皇)?太后|慈安(?:皇)?太后"
)


#: Whom an edict orders to do something: 着福珠隆阿确查具奏.
_ORDERED = re.compile(
    "[着著饬派]([\u4e00-\u9fff]{2,5}?)(?:确查|查办|查明|会同|迅速|迅即|即行|前往|严拿|严缉|督办|驰往|署理|补授|兼署|充任|办理|驰驿|复奏|具奏|详查|据实)"
)
_MAY_HAVE_EMPEROR, _MAY_ORDER = bit_for("帝后"), bit_for("着著饬派")
_COMMON = re.compile(
    "该|各|地方|有关|督抚|将军|大臣|巡抚|总督|知县|委员|员|弁|兵|再|即|先|其|伊|照|落|令|由|交"
)


@register("framed_names")
def make() -> Step:
    """The step."""
    return find_framed_names


def find_framed_names(reading: Reading) -> None:
    """Add PERSON candidates between an office and a verb, and the emperors by reign."""
    text = reading.plain
    for found in _EMPEROR.finditer(text) if reading.bits & _MAY_HAVE_EMPEROR else ():
        reading.add(found.start(), found.end(), "PERSON", "emperor", 0.9)
    for found in _ORDERED.finditer(text) if reading.bits & _MAY_ORDER else ():
        name = found.group(1)
        if not (_NOT_NAME.search(name) or _COMMON.search(name)):
            reading.add(found.start(1), found.end(1), "PERSON", "edict_frame", 0.6)
    for end in {c.end for c in reading.candidates if c.label == "OFFICE" and not c.blocks}:
        if reading.starts_at(end, ("PERSON", "PLACE", "ORG")):
            continue
        found_name = _NAME.match(text, end)
        if found_name and not _NOT_NAME.search(found_name.group(1)):
            reading.add(end, found_name.end(1), "PERSON", "office_frame", 0.6)
