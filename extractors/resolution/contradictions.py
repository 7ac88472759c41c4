"""What cannot be one: lives that do not meet, different numbers, different ranks of place."""

from __future__ import annotations

import re

from extractors.linking.forms import number
from extractors.linking.spans import Span

_HAN = "[〇零○一二三四五六七八九十百]+"
_NUMBER = re.compile(rf"\d+|{_HAN}(?=[届次期年号军师旅团营连路区分厅中小大])|(?<=第){_HAN}")
_RANK = re.compile(r"(省|市|县|府|乡|镇|村|区)$")


def numbers(plain_name: str) -> tuple[str, ...]:
    """The numbers that a name contains, in figures, in order."""
    return tuple(number(found) for found in _NUMBER.findall(plain_name))


def of_numbers(first: str, second: str) -> str:
    """``一二九 ≠ 一一五`` where the two names carry different numbers: units, sessions, years."""
    a, b = numbers(first), numbers(second)
    return f"{'·'.join(a) or '—'} ≠ {'·'.join(b) or '—'}" if a != b else ""


def of_ranks(first: str, second: str) -> str:
    """``县 ≠ 市`` where one stem has two ranks of place."""
    a, b = _RANK.search(first), _RANK.search(second)
    if a and b and a[1] != b[1] and first[:-1] == second[:-1]:
        return f"{a[1]} ≠ {b[1]}"
    return ""


def of_lives(first: Span, second: Span) -> str:
    """The years where two lives do not meet."""
    if first.last and second.first and first.last < second.first:
        return f"{first.last // 10_000} < {second.first // 10_000}"
    if second.last and first.first and second.last < first.first:
        return f"{second.last // 10_000} < {first.first // 10_000}"
    return ""


def of_document(life: Span, day: int) -> str:
    """The years where somebody was born after the document."""
    if life.first and day and day < life.first:
        return f"{day // 10_000} < {life.first // 10_000}"
    return ""
