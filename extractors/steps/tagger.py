"""Names by the trained tagger (``extractors/tagger``): it supports or doubts the candidates of the
steps before it and adds its own; the resolver weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register
from extractors.tagger.model import Model, load_model

#: No name that only the tagger sees has these inside: poems, OCR debris, clauses.
_NOT_INSIDE = re.compile(r"[，。；：:？?！!\"'“”‘’…/\\]|·.*·")
_POEM = re.compile(r"[诗词律绝]·|^(?:沁园春|念奴娇|菩萨蛮|清平乐|浪淘沙|蝶恋花|减字木兰花)")
_NEVER = frozenset("向反要把被让使从而但并又再仍均皆各该此其本")


def _is_name(text: str, start: int, end: int, label: str) -> bool:
    name = text[start:end]
    if _NOT_INSIDE.search(name) or _POEM.search(name):
        return False
    if label != "PERSON":
        return True
    if len(name) == 1:
        return text[start - 1 : start] == "、" or text[end : end + 1] == "、"
    return name[0] not in _NEVER


@register("tagger")
def make() -> Step:
    """The step over the shipped model."""
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
            for start, end, label, chance in found:
                if _is_name(reading.plain, start, end, label):
                    reading.candidates.append(
                        Candidate(start, end, label, "tagger", chance, support=chance)
                    )
