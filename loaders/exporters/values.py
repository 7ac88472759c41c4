"""Values of node properties as literals: one function for each property type of the schema."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pyoxigraph import NamedNode

from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand

XSD_DATE = expand("xsd:date")
XSD_DECIMAL = expand("xsd:decimal")
XSD_INTEGER = expand("xsd:integer")
EDTF = expand("edtf:EDTF")

#: Kinds of names, as the knowledge tables write them before a name.
NAME_KINDS = {
    "字", "号", "谥", "原名", "别名", "化名", "笔名", "译名", "法名", "敬称", "略称",
    "旧称", "全称",
}  # fmt: skip

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_EDTF = re.compile(r"[0-9XYESTZ?~%/.,:+\-\[\]{}]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@lru_cache(maxsize=4096)
def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI (RFC 3987)."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def label(text: str, language: str = "") -> Literal:
    """A name for people to read, tagged ``zh`` where it holds a Chinese character."""
    return Literal(text, language=language or ("zh" if _HAN.search(text) else ""))


def decimal(value: float) -> Literal:
    """An xsd:decimal without exponent and trailing zeros: ``0.85``, ``1.0``."""
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, XSD_DECIMAL)


def day(text: str) -> Literal:
    """An xsd:date, or a plain string where the text is no day."""
    return Literal(text, XSD_DATE if _DAY.fullmatch(text) else "")


def edtf(text: str) -> Literal:
    """A literal of the EDTF datatype, or a plain string where the text cannot be EDTF."""
    return Literal(text, EDTF if _EDTF.fullmatch(text) else "")


def plain_names(value: Any) -> Iterator[str]:
    """The names in a value of type ``names``: texts, ``kind:text``, pairs (kind, text), or text
    -> kind."""
    items = value.split("|") if isinstance(value, str) else value
    for item in items:
        name = item if isinstance(item, str) else str(item[-1])
        if not isinstance(value, Mapping):
            kind, _, rest = name.partition(":")
            name = rest if kind in NAME_KINDS else name
        if name:
            yield name


def literals(value: Any, kind: str) -> Iterator[Literal]:
    """A property's value as literals. ``kind`` is the type in the schema; an empty value gives
    none."""
    if value is None or value == "":
        return
    if kind == "names":
        yield from (Literal(name) for name in plain_names(value))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from literals(item, kind)
    elif kind == "edtf":
        yield edtf(str(value))
    elif kind == "day":
        yield day(str(value))
    else:
        yield _number(value) if kind in ("number", "integer") else Literal(str(value))


def _number(value: Any) -> Literal:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return Literal(str(value))
    if not math.isfinite(number):
        return Literal(str(value))
    if number == int(number) and isinstance(value, int):
        return Literal(str(value), XSD_INTEGER)
    return decimal(number)
