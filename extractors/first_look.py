"""First looks: what characters a text has, as bits.

Most texts have nothing of most kinds of names, and a search that finds nothing costs nearly as much
as one that finds something. A step says of which characters every match of its pattern has one, and
is given a bit; a text without that bit need not be searched. All bits of many texts are told at
once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

#: Of a text that has not been looked at: it may have everything.
EVERY = -1
_MOST_BITS = 62
#: From here on a character counts as every one.
_LAST = 0x10000
#: Sets of characters; the place is the number of the bit.
_known: list[frozenset[str]] = []
_table = np.zeros(0, np.int64)


def bit_for(characters: Iterable[str]) -> int:
    """The bit of a text that has one of some characters; the same characters have the same bit."""
    wanted = frozenset(characters)
    if wanted not in _known:
        if len(_known) == _MOST_BITS:
            return EVERY
        _known.append(wanted)
    return 1 << _known.index(wanted)


def bit_for_words(words: Iterable[str]) -> int:
    """The bit of a text that may have one of some words: of each it has a character."""
    chosen: set[str] = set()
    left = sorted({word for word in words if word})
    while left:
        counts = Counter(character for word in left for character in sorted(set(word)))
        chosen.add(counts.most_common(1)[0][0])
        left = [word for word in left if chosen.isdisjoint(word)]
    return bit_for(chosen)


def every_character(is_one: str) -> list[str]:
    """The characters of which a method of ``str`` says that they are one: ``isspace``."""
    return [c for c in map(chr, range(_LAST)) if getattr(c, is_one)()]


def bits_of(texts: Sequence[str]) -> list[int]:
    """The bits of each text."""
    codes = "".join([*texts, "\0"]).encode("utf-32-le", "surrogatepass")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    bits = _bits().take(np.frombuffer(codes, "<u4"), mode="clip")
    # Of an empty text any bits will do.
    told: list[int] = np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths).tolist()
    return told


def _bits() -> npt.NDArray[np.int64]:
    """By code point the bits of a character."""
    global _table
    every = (1 << len(_known)) - 1
    if not len(_table) or _table[_LAST] != every:
        table = np.zeros(_LAST + 1, np.int64)
        for number, characters in enumerate(_known):
            table[[ord(c) for c in characters if ord(c) < _LAST]] |= 1 << number
        table[_LAST] = every
        _table = table
    return _table
