"""What a record offers to theming, made from a reading and its cells."""

from __future__ import annotations

from functools import lru_cache

from extractors.authority import Authority, load_authority
from extractors.entries import TABLES
from extractors.reading import Reading
from extractors.themes.model import Known, Subject
from graph_model.dates import HistoricalDate
from graph_model.mention import Label

_AGENTS: tuple[Label, ...] = ("PERSON", "ORG", "OFFICE")
#: Makes a named tuple of a tuple, at half the cost of naming its fields.
_made = tuple.__new__
_NAMELESS: dict[Label, str] = {
    label: f"{prefix}:~" for label, prefix in dict(TABLES.values()).items()
}


def known_of_title(reading: Reading) -> list[Known]:
    """The title's mentions; one that is no authority entry has an id such as ``person:~``."""
    return [
        _made(Known, ("title", start, end, id or _NAMELESS[label], role))
        for start, end, label, _, _, _, role, id in reading.mentions
        if label in _NAMELESS
    ]


@lru_cache(8192)
def known_of_creator(creator: str, authority: Authority) -> tuple[Known, ...]:
    """The creator cell as one agent of the authority, if it is one."""
    for label in _AGENTS:
        id = authority.find(creator, label)
        if id:
            return (Known("creator", 0, len(creator), id, "creator"),)
    return ()


def subject_of_title(
    reading: Reading, date: HistoricalDate, authority: Authority | None = None
) -> Subject:
    """The subject of an entry that has title, creator and date only."""
    known = known_of_title(reading)
    texts = {"title": reading.text}
    if reading.creator:
        known += known_of_creator(reading.creator, authority or load_authority())
        texts["creator"] = reading.creator
    values = texts, tuple(known), date.earliest, date.latest, {"title": reading.plain}
    return _made(Subject, values)
