"""A text much longer than any title is read piece by piece, so that the cost grows with its length
only: the steps compare what stands in one piece, never all with all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.reading import Reading

#: A text of up to so many characters is one piece.
LONGEST_TITLE = 1_000
_PIECE = 500
#: A piece ends behind one of these where one stands in its second half.
_ENDS = frozenset("，。；;,\n 、：:")
#: What the title as a whole states: the last piece that states it counts.
_STATED = ("genre", "form", "direction")


def cut(reading: Reading) -> Reading:
    """Give a reading that is not yet begun its pieces, if it is long."""
    if len(reading.text) > LONGEST_TITLE:
        reading.pieces = [
            (start, _piece(reading, start, end)) for start, end in _bounds(reading.plain)
        ]
    return reading


def parts(readings: Iterable[Reading]) -> Iterator[Reading]:
    """What the steps work on: short readings, and the pieces of long ones."""
    for reading in readings:
        if reading.pieces:
            yield from (piece for _, piece in reading.pieces)
        else:
            yield reading


def join(reading: Reading) -> Reading:
    """Give a long reading what its pieces have read."""
    for start, piece in reading.pieces:
        for mention in piece.mentions:
            moved = mention._replace(start=mention.start + start, end=mention.end + start)
            reading.mentions.append(moved)
        if piece.genre:
            for name in _STATED:
                setattr(reading, name, getattr(piece, name))
    reading.pieces = ()
    return reading


def _piece(reading: Reading, start: int, end: int) -> Reading:
    text, copy = reading.text[start:end], reading.plain[start:end]
    return Reading(text, reading.creator, reading.date, copy, listed=reading.listed)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            breaks = (at for at in range(end, start + _PIECE // 2, -1) if text[at - 1] in _ENDS)
            end = next(breaks, end)
        yield start, end
        start = end
