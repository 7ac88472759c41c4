"""What the tagger sees at each character: the characters around it, and the marks of the steps
before it.

A mark is a candidate's label and kind, with the place in it (B first, I inside, E last, S single).
Known names (``k``) and finds of rules (``r``) are marked apart; in training some marks are hidden
and some false ones added, so that the tagger weighs them instead of copying them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.authority import read_table
from extractors.reading import Candidate

#: Rules whose finds are names of the tables.
KNOWN_RULES = frozenset({"gazetteer", "abbreviation", "surname_pair", "stop_phrase"})
_LABEL_CODE = {"PERSON": "p", "ORG": "o", "PLACE": "l", "EVENT": "e", "DATE": "d", "OFFICE": "f"}
_NUMERALS = frozenset("〇零一二三四五六七八九十百千廿卅两")
_PUNCTUATION = frozenset("，、；：。（）()《》「」“”【】·…/-—")
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_EDGE = "^"
#: Stands for a character that is not known.
UNKNOWN = "\ue000"


def _kind(character: str, surnames: frozenset[str]) -> str:
    if character in surnames:
        return "s"
    if character in _NUMERALS:
        return "n"
    if _FIRST_HAN <= character <= _LAST_HAN or character == UNKNOWN:
        return "h"
    if character in _PUNCTUATION:
        return "p"
    if character.isdigit():
        return "d"
    return "a" if character.isalpha() else "x"


class Features:
    """Makes the features of a text; keeps the kinds of characters that it has met."""

    def __init__(self) -> None:
        rows = (row["surname"] for row in read_table("surnames"))
        self._surnames = frozenset(name for name in rows if len(name) == 1)
        self._kinds: dict[str, str] = {}

    def __call__(self, text: str, candidates: Iterable[Candidate]) -> list[list[str]]:
        """A list of features a character."""
        return self.of(text, marks_of(len(text), candidates))

    def of(self, text: str, marks: Sequence[str]) -> list[list[str]]:
        """The same, from the marks of the characters."""
        kinds = [self._kind_of(c) for c in text]
        c = [_EDGE, _EDGE, *(_safe(x) for x in text), _EDGE, _EDGE]
        k = ["^", *kinds, "^"]
        m = ["", *marks, ""]
        found = []
        for i in range(len(text)):
            a, b, x, y, z = c[i : i + 5]
            here = m[i + 1]
            features = [
                f"0{x}", f"1{b}", f"2{y}", f"3{a}", f"4{z}",
                f"5{b}{x}", f"6{x}{y}", f"7{a}{b}", f"8{y}{z}", f"9{b}{x}{y}",
                f"a{k[i]}{k[i + 1]}{k[i + 2]}",
                f"b{m[i]}|{here}|{m[i + 2]}",
            ]  # fmt: skip
            if here:
                features += [f"c{mark}" for mark in here.split(" ")]
                features.append(f"d{here}{y}")
            if m[i]:
                features += [f"e{mark}" for mark in m[i].split(" ")]
            if m[i + 2]:
                features += [f"f{mark}" for mark in m[i + 2].split(" ")]
            found.append(features)
        return found

    def _kind_of(self, character: str) -> str:
        kind = self._kinds.get(character)
        if kind is None:
            kind = self._kinds[character] = _kind(character, self._surnames)
        return kind


def _safe(character: str) -> str:
    return "\ufffd" if "\ud800" <= character <= "\udfff" or character == "\0" else character


def marks_of(length: int, candidates: Iterable[Candidate]) -> list[str]:
    """At each character the marks of the longest candidate of each label and kind, sorted."""
    layers: dict[str, list[str]] = {}
    listed = sorted(
        (c for c in candidates if not c.blocks), key=lambda c: (c.start - c.end, c.start)
    )
    for candidate in listed:
        code = _LABEL_CODE[candidate.label] + ("k" if candidate.rule in KNOWN_RULES else "r")
        layer = layers.setdefault(code, [""] * length)
        start, end = candidate.start, candidate.end
        if layer[start] or layer[end - 1]:
            continue
        if end - start == 1:
            layer[start] = "S" + code
            continue
        layer[start:end] = ["I" + code] * (end - start)
        layer[start] = "B" + code
        layer[end - 1] = "E" + code
    if not layers:
        return [""] * length
    rows = [layers[code] for code in sorted(layers)]
    return [" ".join(filter(None, marks)) for marks in zip(*rows, strict=True)]
