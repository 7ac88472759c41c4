"""Checks shared by the payloads: what reaches the browser is checked before it leaves Python."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_COLOR = re.compile(
    r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
    r"|[a-zA-Z]{3,30}"
    r"|(?:rgb|hsl)a?\([0-9., %/]{5,40}\)"
)


def check_color(value: str | None, what: str) -> None:
    """Refuse what is not a hex, named, rgb() or hsl() colour; None passes."""
    if value is not None and not _COLOR.fullmatch(value):
        raise ValueError(f"{what}: not a colour: {value!r}")


def check_text(value: str, what: str) -> None:
    """Refuse an empty string (or one of blanks only)."""
    if not value.strip():
        raise ValueError(f"{what}: must not be empty")


def check_number(
    value: float, what: str, *, low: float = -math.inf, high: float = math.inf
) -> None:
    """Refuse a number that is not finite or lies outside ``low``-``high`` (both included)."""
    if not math.isfinite(value) or not low <= value <= high:
        raise ValueError(f"{what}: {value!r} is not a number from {low} to {high}")


def check_href(value: str | None, what: str) -> None:
    """Refuse a link that is neither relative nor http(s); None passes."""
    if value is None:
        return
    if not value or any(ord(c) <= 32 for c in value):
        raise ValueError(f"{what}: not a link: {value!r}")
    if urlsplit(value).scheme not in {"", "http", "https"}:
        raise ValueError(f"{what}: only relative and http(s) links: {value!r}")


def check_unique(values: Iterable[str], what: str) -> set[str]:
    """The values as a set; refuse one that occurs twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what}: {value!r} occurs twice")
        seen.add(value)
    return seen
