"""What surrounds a mention: the record's days, the words of its title and fonds, its creator."""

from __future__ import annotations

from typing import NamedTuple

from extractors.text import plain

#: Days as whole numbers, 19380707; an unknown day is 0.
Day = int


def day(iso: str) -> Day:
    """An ISO day as a whole number; 0 for ``""``."""
    return int(iso.replace("-", "")) if iso else 0


class Context(NamedTuple):
    """``first`` and ``last`` day of the record (0 unknown), the title in plain characters, and the
    plain words of creator, fonds and holder together.
    """

    first: Day = 0
    last: Day = 0
    title: str = ""
    around: str = ""

    @property
    def middle(self) -> Day:
        """A day in the middle of the record's days, good for comparing years."""
        return (self.first + self.last) // 2


def context(title: str, earliest: str = "", latest: str = "", *around: str) -> Context:
    """The context of a record: title, its days (ISO, inclusive), and further cells."""
    beside = plain(" ".join(filter(None, around)))
    return Context(day(earliest), day(latest or earliest), plain(title), beside)
