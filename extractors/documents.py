"""The documents that a joined title names (「…；…」, 「…，李四呈王五…」), and how many it says
there are (「等情报提要六则」).

A part begins behind a semicolon, and behind a comma or full stop where a sender and a verb of
sending follow at once: as the roles of a title are read (``steps/title_grammar.py``).
"""

from __future__ import annotations

import re

from extractors.dates.figures import to_int
from extractors.reading import Reading
from extractors.steps.title_grammar import part_starts

_EDGE = " ，,；;。"
_MEASURES = "则|件|份|通|封|案|纸|张|篇"
_COUNT = re.compile(
    rf"(?:等|共|计|提要|日报表|文电|函电|电报|信函|抄件)(?:等)?([一二三四五六七八九十百廿卅]{{1,4}}|[0-9]{{1,3}})(?:{_MEASURES})(?:[…。)）】]|$)"
)


def documents(reading: Reading) -> list[tuple[int, int]]:
    """Spans of the documents, code points, end exclusive, without the marks between them; a title
    of one document is one span, an empty one none.
    """
    text = reading.text
    starts = sorted({0, *part_starts(reading)})
    spans = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if start < end:
            spans.append((start, end))
    return spans


def stated_count(reading: Reading) -> int:
    """How many documents the end of the title states; 0 where it states none."""
    found = _COUNT.search(reading.plain)
    return (to_int(found.group(1)) or 0) if found else 0
