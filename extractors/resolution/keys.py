"""Keys that bring names together that may be one (blocking), and how names are compared bare."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from extractors.linking.forms import shortened, unit_form

_FIRM = re.compile(r"(?:股份)?(?:有限)?公司$")
_WRITTEN = str.maketrans({"羣": "群", "峯": "峰", "菴": "庵", "凃": "涂", "脩": "修", "昇": "升"})


@lru_cache(maxsize=65536)
def bare(label: str, plain_name: str) -> str:
    """The name without what writers add or leave out: unit numbers in figures, 国立, 有限."""
    name = plain_name.translate(_WRITTEN)
    if label not in ("ORG", "OFFICE"):
        return name
    name = unit_form(name) or name
    return _FIRM.sub("公司", shortened(name))


@lru_cache(maxsize=65536)
def sound(plain_name: str) -> str:
    """The name's pinyin without tones."""
    return " ".join(lazy_pinyin(plain_name))


def is_short_for(short: str, long: str) -> bool:
    """Whether a body's short form can be made of the long one: its characters in their order, the
    last one the same, and at most half as long: 资委会, 资源委员会.
    """
    if not 2 <= len(short) < len(long) or short[-1] != long[-1] or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
