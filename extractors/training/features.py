"""What the tagger sees at each character, as text for the trainer: the characters around it, their
kinds, the words of a general dictionary, and the marks of the steps before it.

``extractors/tagger`` reads the same features out of tables; a test holds both to each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading import Candidate
from extractors.tagger.kinds import Kinds
from extractors.tagger.marks import marks_of
from extractors.tagger.weights import FIRST_WORD
from extractors.tagger.words import Words

_EDGE = "^"


class Features:
    """Makes the features of a text."""

    def __init__(self) -> None:
        self._kinds = Kinds()
        self._words = Words()

    def __call__(
        self, text: str, candidates: Sequence[Candidate], whole: str | None = None
    ) -> list[list[str]]:
        """A list of features a character. ``whole`` is the text that words are read from, if some
        characters of ``text`` are made unknown.
        """
        return self.of(text, marks_of(len(text), candidates), whole)

    def of(self, text: str, marks: Sequence[str], whole: str | None = None) -> list[list[str]]:
        """The same, from the names of the marks of each character."""
        words = self._words.of([text if whole is None else whole]).tolist()
        w = [chr(FIRST_WORD + value) for value in (0, *words, 0)]
        kinds = [self._kinds.kind(c) for c in text]
        c = [_EDGE, _EDGE, *(_safe(x) for x in text), _EDGE, _EDGE]
        k = [_EDGE, *kinds, _EDGE]
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
                f"g{w[i + 1]}", f"h{w[i]}", f"i{w[i + 2]}",
                f"j{w[i]}{w[i + 1]}", f"k{w[i + 1]}{w[i + 2]}",
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


def _safe(character: str) -> str:
    return "\ufffd" if "\ud800" <= character <= "\udfff" or character == "\0" else character
