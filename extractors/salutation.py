"""The salutation of a letter or telegram (称谓): whom it addresses, most often by surname alone.

「刘、邓，并告陈、粟」 names four persons, 「德怀同志」 one by his given name, 「东北局及林」 a body
and a person; 「同志们」 and 「各首长」 name nobody. Whom a surname means the linker says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.authority import Authority, load_authority, read_table
from extractors.text import plain
from graph_model.mention import Label, Mention

#: What stands between two who are addressed.
_BETWEEN = re.compile(r"[、,;:/|\s]+|并?[告致转报]|[及和暨并]")
_AROUND = re.compile(r"^[\s\"'“”‘’「」()《》.。!]+|[\s\"'“”‘’「」()《》.。!]+$")
#: Forms of address behind a name.
_ADDRESS = re.compile(
    r"(?:诸?同志|诸?先生|[吾仁学大诸贤老]?兄(?:弟)?|女士|夫人|阁下|足下|将军|主席|总司令|司令员?|政委|总|老|公|等)+(?:[均台勋大赐钧惠]鉴)?$"
)
#: Whoever is meant by these is not named.
_NOBODY = re.compile(r"们$|^[各诸全]|首长|^(?:同志|先生|诸君|父母)$")
_BODY = re.compile(r"(?:局|委|部|军|会|处|府|社|区|师|旅|纵队|兵团|中央)$")
_LONGEST_NAME = 4


def read_salutation(cell: str, authority: Authority | None = None) -> list[Mention]:
    """Persons and bodies that a salutation names, each with the role ``recipient``; offsets are
    code points of the cell, end exclusive.
    """
    known = authority or load_authority()
    text = plain(cell)
    found = []
    for first, last in _pieces(text, known):
        label = _label(text[first:last], known)
        if label:
            named = cell[first:last]
            found.append(Mention(first, last, label, named, "salutation", 0.85, "recipient"))
    return found


def _pieces(text: str, authority: Authority) -> Iterator[tuple[int, int]]:
    """Spans of the names, without what stands around them; a known name stays whole (毛主席)."""
    first = 0
    for mark in [*_BETWEEN.finditer(text), None]:
        start, end = first, mark.start() if mark else len(text)
        first = mark.end() if mark else end
        while start < end and not authority.labels_of(text[start:end]):
            found = _AROUND.search(text[start:end]) or _ADDRESS.search(text[start:end])
            if not found:
                break
            if found.start():
                end = start + found.start()
            else:
                start += found.end()
        if start < end:
            yield start, end


def _label(name: str, authority: Authority) -> Label | None:
    if _NOBODY.search(name):
        return None
    labels = authority.labels_of(name)
    for label in ("PERSON", "ORG"):
        if label in labels:
            return label
    if len(name) > 1 and _BODY.search(name):
        return "ORG"
    if len(name) == 1:
        return "PERSON" if name in _surnames() else None
    return "PERSON" if len(name) <= _LONGEST_NAME else None


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames"))
