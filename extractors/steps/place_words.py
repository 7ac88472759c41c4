"""Places and events composed of a known place: 宣化府, 余江县, 保定专区; 扬州教案, 江孜之战."""

from __future__ import annotations

import re

from extractors.authority import Authority, load_authority
from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register

_AREA = re.compile(
    r"(?:专区|地区|自治州|自治县|行政区|府|州|厅|县|市|省|旗|盟|镇|乡|区|圩|墟|屯|寨|庄|村|场(?![所地面合景务]))(?![长委政党署官员域别段])"
)
#: A county that no table knows, behind a known place: 江西余江县.
_WITHIN = re.compile(
    r"([\u4e00-\u9fff]{2})(县|府|州|厅|旗|镇|乡|村|街|堡|寨|屯|墟|圩|庄|闸)(?![长委政党署官员民社道])"
)
#: Areas named for a town; behind a lake or an island the word is a common one.
_OF_TOWNS = ("地区", "专区", "区", "镇", "乡")
_EVENT = re.compile(
    r"(?:教案|之战|之役|之变|兵变|民变|政变|事变|事件|惨案|血案|大捷|起义|暴动|叛乱|战役|会战|保卫战|工潮|学潮)"
)
#: Buildings and works named for a place: 重庆机场, 延安清真寺, 西北铁路; no body that runs them.
_WORKS = re.compile(
    r"(?:飞?机场|火?车站|清真寺|天主堂|教堂|炮台|灯塔|码头|监狱|公园|陵园|公墓|水库|大桥|隧道|铁路|公路|垦区|灌区)"
    r"(?![局处厅司署长员警工]|[\u4e00-\u9fff]{0,5}(?:[局处厂所会段社院校]|部(?!队)|队(?!伍)))"
)
_NOT_NAME = re.compile(
    r"[的了在是于关为对及与和或等之其此该各本有无不未已全两三四五六七八九十数某更改撤划设县府州厅省道]"
)


_BANNER = re.compile(
    r"(?:^|(?<=[、，,:;与及和电函令呈致盟]))([\u4e00-\u9fff]{2,4}?[左右](?:翼[前后中左右])?旗)"
)
#: What a list of places has in common: 奉贤、金山等县.
_LISTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4}?)(?:等|[二三四五六七八九十两数各])(?:[一二三四五六七八九十]{1,3})?个?(?:县|省|市|府|州|厅|旗|区|镇|乡|地|处|口)(?![长委])"
)


@register("place_words")
def make() -> Step:
    """The step over the authority tables."""
    return PlaceWords(load_authority())


class PlaceWords:
    """Finds what is composed of a place that the tables know."""

    def __init__(self, authority: Authority) -> None:
        self._entries = authority.entries

    def __call__(self, reading: Reading) -> None:
        """Add PLACE and EVENT candidates that begin with, or follow, a known place."""
        _drop_shorter(reading)
        known = [
            c for c in reading.candidates if c.label == "PLACE" and c.length > 1 and not c.blocks
        ]
        _add_listed(reading)
        _add_banners(reading)
        for place in known:
            id = place.entity_id
            _add_composed(reading, place, self._entries[id].fields.get("kind") if id else "")


def _add_composed(reading: Reading, place: Candidate, kind: str | None) -> None:
    """Add what a place of the tables begins, or what follows it."""
    text = reading.plain
    area = _AREA.match(text, place.end)
    if area and area.group() in _OF_TOWNS and kind not in ("city", "county", "prefecture", "town"):
        area = None
    if area and not text[place.start : place.end].endswith(area.group()):
        reading.add(place.start, area.end(), "PLACE", "place_word", 0.8)
    works = _WORKS.match(text, place.end)
    if works and kind != "country":
        reading.add(place.start, works.end(), "PLACE", "place_works", 0.8)
    event = _EVENT.match(text, place.end)
    if event:
        reading.add(place.start, event.end(), "EVENT", "place_event", 0.8)
    within = _WITHIN.match(text, place.end)
    if within and not _NOT_NAME.search(within.group(1)):
        reading.add(place.end, within.end(), "PLACE", "place_word", 0.6)


def _add_banners(reading: Reading) -> None:
    """Add the banners of Mongol leagues: 土默特左旗, 科尔沁右翼前旗."""
    if "旗" in reading.plain:
        for found in _BANNER.finditer(reading.plain):
            reading.add(found.start(1), found.end(1), "PLACE", "place_word", 0.7)


def _add_listed(reading: Reading) -> None:
    """Add the members of a list of places of which the tables know the first."""
    if "、" not in reading.plain:
        return
    for found in _LISTED.finditer(reading.plain):
        at = found.start()
        for number, name in enumerate(found.group(1).split("、")):
            end = at + len(name)
            if number == 0:
                ends = [c.start for c in reading.ends_at(end, ("PLACE",)) if c.start >= at]
                if not ends:
                    break
            else:
                reading.add(at, end, "PLACE", "place_of_list", 0.8)
            at = end + 1


def _drop_shorter(reading: Reading) -> None:
    """Of 龙安府 the longer list's 龙安 is no name of its own: another place of today has it."""
    ends: dict[int, int] = {}
    for c in reading.candidates:
        if c.label == "PLACE" and c.rule == "gazetteer":
            ends[c.start] = max(ends.get(c.start, 0), c.end)
    if ends:
        reading.candidates = [
            c for c in reading.candidates if c.rule != "place_list" or ends.get(c.start, 0) <= c.end
        ]
