"""Read theme profiles (YAML) and the tables beside them; a wrong profile is refused with its
reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from extractors.themes.model import GRADES, Example, Link, Rule, Theme
from graph_model.dates import from_edtf
from graph_model.errors import BadInput, ShimaiError

KINDS = ("places", "events", "persons", "organizations", "terms")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEYS = {
    "id", "scheme", "name", "name_en", "alternatives", "definition", "period", "order", "issued",
    "formation", "sources", "rules", *KINDS,
}  # fmt: skip
_RULE_KEYS = {
    "grade", "any", "with", "and_with", "unless", "against", "from", "to", "undated", "examples",
}  # fmt: skip
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Wrong(Exception):
    """What is wrong with a profile."""


@cache
def load_themes() -> dict[str, Theme]:
    """The project's own themes by id, in scheme and order."""
    folder = files("extractors") / "themes" / "profiles"
    found = [
        read_profile(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".yaml")
    ]
    found.sort(key=lambda theme: (theme.scheme, theme.order, theme.id))
    return {theme.id: theme for theme in found}


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table in ``themes/tables``."""
    path = files("extractors") / "themes" / "tables" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


def read_text(path: Path) -> str:
    """The text of a profile file; raises BadInput."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except UnicodeDecodeError as error:
        raise BadInput("FILE_ENCODING", file=path, reason=error.reason, hint="utf-8") from None
    except OSError as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error.strerror or error) from None


def read_profile(text: str, file: str) -> Theme:
    """The theme that a YAML text describes; raises BadInput with ``THEME_FILE``."""
    try:
        data = yaml.load(text, Loader=_Loader)
        if not isinstance(data, dict):
            raise _Wrong("not a mapping")
        return _theme(data)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise BadInput("THEME_FILE", file=file, reason=reason) from None
    except (_Wrong, ShimaiError) as error:
        raise BadInput("THEME_FILE", file=file, reason=str(error)) from None


def _theme(data: Mapping[str, Any]) -> Theme:
    _known(data, _KEYS, "profile")
    key = _text(data, "id", needed=True)
    if not _ID.fullmatch(key):
        raise _Wrong(f"id {key!r}: small letters, figures and hyphens only")
    id = f"theme:{key}"
    start, end = _formation(data)
    links = {kind: tuple(_links(data, kind)) for kind in KINDS if data.get(kind)}
    rules = data.get("rules") or []
    if not isinstance(rules, list):
        raise _Wrong("rules: not a list")
    return Theme(
        id=id,
        scheme=_text(data, "scheme") or "local",
        name=_text(data, "name", needed=True),
        name_en=_text(data, "name_en"),
        alternatives=_texts(data, "alternatives"),
        definition={k: str(v) for k, v in (data.get("definition") or {}).items()},
        period=_text(data, "period"),
        order=int(data.get("order") or 0),
        issued=_text(data, "issued"),
        start=start,
        end=end,
        sources=_texts(data, "sources"),
        links=links,
        rules=tuple(_rule(id, number, rule) for number, rule in enumerate(rules, 1)),
    )


def _rule(theme: str, number: int, data: Any) -> Rule:
    name = f"{theme.partition(':')[2]}-{number}"
    if not isinstance(data, dict):
        raise _Wrong(f"rule {number}: not a mapping")
    _known(data, _RULE_KEYS, f"rule {number}")
    grade = data.get("grade", "contextual")
    if grade not in GRADES:
        raise _Wrong(f"rule {number}: grade {grade!r} is none of {', '.join(GRADES)}")
    starts = _texts(data, "any")
    if not starts:
        raise _Wrong(f"rule {number}: 'any' names no word or entity")
    groups = tuple(g for g in (_texts(data, "with"), _texts(data, "and_with")) if g)
    start, end = _text(data, "from"), _text(data, "to")
    return Rule(
        id=name,
        theme=theme,
        grade=grade,
        any=starts,
        groups=groups,
        unless=_texts(data, "unless"),
        against=_texts(data, "against"),
        start=from_edtf(start).earliest if start else "",
        end=from_edtf(end).latest if end else "",
        undated=bool(data.get("undated", grade == "direct")),
        examples=tuple(_examples(data, number)),
    )


def _examples(data: Mapping[str, Any], number: int) -> Iterator[Example]:
    for item in data.get("examples") or []:
        if isinstance(item, str):
            item = {"title": item}
        if not isinstance(item, dict) or not set(item) <= {"title", "creator", "date"}:
            raise _Wrong(f"rule {number}: an example has title, creator, date")
        yield Example(**{key: str(value) for key, value in item.items()})


def _links(data: Mapping[str, Any], kind: str) -> Iterator[Link]:
    """Lines of a kind: ``source: [values]``."""
    value = data[kind]
    if not isinstance(value, dict):
        raise _Wrong(f"{kind}: must be 'source: [values]'")
    for source, values in value.items():
        for one in values if isinstance(values, list) else [values]:
            yield Link(str(one), str(source))


def _formation(data: Mapping[str, Any]) -> tuple[str, str]:
    value = data.get("formation") or {}
    if not isinstance(value, dict) or not set(value) <= {"from", "to"}:
        raise _Wrong("formation: has 'from' and 'to'")
    start, end = _text(value, "from"), _text(value, "to")
    for day in (start, end):
        if day:
            from_edtf(day)
    return start, end


def _text(data: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    value = data.get(key)
    if value is None or value == "":
        if needed:
            raise _Wrong(f"no {key}")
        return ""
    if isinstance(value, list | dict):
        raise _Wrong(f"{key}: must be one text")
    return str(value)


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if isinstance(value, dict):
        raise _Wrong(f"{key}: must be a list")
    values = value if isinstance(value, list) else [value]
    return tuple(str(one) for one in values)


def _known(data: Mapping[str, Any], keys: set[str], where: str) -> None:
    strange = sorted(str(key) for key in data if key not in keys)
    if strange:
        raise _Wrong(f"{where}: unknown {', '.join(strange)}")
