"""The names in a cell of creators, addressees or holders."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME_EDGE = re.compile(
    r"^[\s《〈「“\"'（(【\[]+|[（(][^（()）]*[)）]$|[\s》〉」”\"'）)。．.】\]]+$|等(?:人)?$"
)
#: What a cell says when it names nobody.
_NOBODY = re.compile(r"(?:.*(?:待核|待考|不详|不詳|未知|佚名|无名|缺|空白).*|无|無|同上|〃|[-—]+)")
_SPLIT = re.compile(
    r"[、，,；;/／|](?![^（(]*[）)])|\s{2,}|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])"
)


def split_names(cell: str) -> Iterator[tuple[int, str]]:
    """Names of a creator or addressee cell with their code-point offsets: 「沈钧儒、谭平山等」 →
    two.
    """
    position = 0
    for piece in [*_SPLIT.finditer(cell), None]:
        end = piece.start() if piece else len(cell)
        name, start = cell[position:end], position
        while True:
            shorter = _NAME_EDGE.sub("", name, count=1)
            if shorter == name:
                break
            start += name.index(shorter) if shorter else 0
            name = shorter
        if name and not _NOBODY.fullmatch(name):
            yield start, name
        position = piece.end() if piece else end
