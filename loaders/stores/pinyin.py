"""Pinyin tokens of a Chinese name, so that it is found by its sound: whole, from any syllable on,
or by its initials (``zhouenlai``, ``enlai``, ``zel``). Tones are left out; ü is ü, v or u.
"""

from __future__ import annotations

import re
from itertools import product

from pypinyin import Style, pinyin

from extractors.text import search_form

_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
#: Longer names are found by their beginning only.
_LONGEST = 16


def pinyin_tokens(name: str, *, person: bool = False) -> list[str]:
    """The tokens of every run of Chinese characters in a name, each once, in order. A surname is
    read in all its ways: 单 is dan and shan.
    """
    found: dict[str, None] = {}
    for run in _NAME.findall(search_form(name)):
        for syllables in _readings(run[:_LONGEST], person):
            for start in range(len(syllables) - 1):
                found["".join(syllables[start:])] = None
            found["".join(s[0] for s in syllables)] = None
    return list(found)


def _readings(run: str, person: bool) -> list[list[str]]:
    plain = [options[0] for options in pinyin(run, style=Style.NORMAL)]
    firsts = pinyin(run[0], style=Style.NORMAL, heteronym=True)[0] if person else [plain[0]]
    options = [list(dict.fromkeys([plain[0], *firsts])), *([s] for s in plain[1:])]
    rows = [list(row) for row in product(*options)]
    spelt = [[s.replace("v", u) for s in row] for row in rows for u in ("v", "u", "ü")]
    return [list(row) for row in dict.fromkeys(map(tuple, spelt))]
