"""Mapping profiles: YAML files that say which heading fills which field. A new layout is a new
file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from graph_model.access import Access
from graph_model.errors import BadInput
from graph_model.record import LIST_FIELDS, TEXT_FIELDS
from loaders.readers.headings import Vocabulary, normalise

FIELDS = (*TEXT_FIELDS, *LIST_FIELDS)
SEPARATORS = "；;，,、|\n"
_ACCESS = {level.en: level for level in Access}
_DATA_FILES = {"aliases.yaml", "common_han.yaml"}
#: What a profile file may hold.
KEYS = {
    "profile", "zh", "en", "priority", "recognise", "columns", "fallbacks", "constants", "compose",
    "separators", "empty_terms", "access", "untruncate", "person_file", "running_numbers", "dates",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compose:
    """A text field put together from others when it is empty and every required part is there."""

    parts: tuple[str, ...]
    required: frozenset[str]
    separator: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One layout. Headings in it are normalised; ``columns`` holds, per field, its own headings and
    then the shared aliases. ``dates`` says how dates are written, for people; nothing here parses
    them."""

    name: str
    zh: str
    en: str
    priority: int
    recognise: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    fallbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    compose: Mapping[str, Compose] = field(default_factory=dict)
    separators: str = SEPARATORS
    empty_terms: frozenset[str] = frozenset()
    access_no_column: Access = Access.OPEN
    access_empty: Access = Access.RESTRICTED
    access_open: frozenset[str] = frozenset()
    untruncate_from: str = ""
    untruncate_endings: tuple[str, ...] = ()
    person_file: re.Pattern[str] | None = None
    running_numbers: frozenset[str] = frozenset()
    dates: str = ""

    def recognises(self, headings: Iterable[str]) -> bool:
        """Whether each of its heading groups has a heading among these normalised ones."""
        found = set(headings)
        return bool(self.recognise) and all(group & found for group in self.recognise)


@cache
def builtin_profiles() -> tuple[Profile, ...]:
    """The project's profiles, the most particular first."""
    folder = files("loaders") / "profiles"
    paths = [path for path in folder.iterdir() if path.name.endswith(".yaml")]
    texts = [(p.name, p.read_text("utf-8")) for p in paths if p.name not in _DATA_FILES]
    profiles = [parse_profile(name, text) for name, text in texts]
    return tuple(sorted(profiles, key=lambda profile: (profile.priority, profile.name)))


def named_profile(name: str) -> Profile:
    """A profile by its name, or by the path of a .yaml file. Raises BadInput PROFILE_UNKNOWN,
    PROFILE_FILE or FILE_MISSING."""
    for profile in builtin_profiles():
        if profile.name == name:
            return profile
    path = Path(name)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        known = "、".join(profile.name for profile in builtin_profiles())
        raise BadInput("PROFILE_UNKNOWN", profile=name, known=known)
    try:
        return parse_profile(name, path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=name) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("PROFILE_FILE", file=name, reason=error) from None


def vocabulary(profiles: Iterable[Profile]) -> Vocabulary:
    """All headings that these profiles know."""
    chosen = list(profiles)
    titles = {
        name
        for profile in chosen
        for name in (*profile.columns["title"], *profile.fallbacks.get("title", ()))
    }
    known = {name for profile in chosen for names in profile.columns.values() for name in names}
    return Vocabulary(frozenset(titles), frozenset(known | titles))


def parse_profile(file: str, text: str) -> Profile:
    """A profile from YAML text. Raises BadInput PROFILE_FILE saying what is wrong."""
    try:
        data = yaml.safe_load(text)
        if not isinstance(data, dict):
            raise ValueError("not a mapping")
        _check_keys("profile", data, KEYS)
        return _profile(data)
    except yaml.YAMLError as error:
        reason: object = " ".join(str(error).split())
    except KeyError as error:
        reason = f"missing key {error}"
    except (ValueError, TypeError, AttributeError, re.error) as error:
        reason = error
    raise BadInput("PROFILE_FILE", file=file, reason=reason)


def _profile(data: Mapping[str, Any]) -> Profile:
    access = data.get("access", {})
    _check_keys("access", access, {"no_column", "empty", "open"})
    untruncate = data.get("untruncate", {})
    _check_keys("untruncate", untruncate, {"from", "endings"})
    if untruncate:
        _check_keys("untruncate.from", [untruncate["from"]], set(TEXT_FIELDS))
    constants = data.get("constants", {})
    _check_keys("constants", constants, set(TEXT_FIELDS) - {"title"})
    pattern = data.get("person_file")
    return Profile(
        name=str(data["profile"]),
        zh=str(data.get("zh", data["profile"])),
        en=str(data.get("en", data["profile"])),
        priority=int(data.get("priority", 50)),
        recognise=tuple(frozenset(_headings(group)) for group in data.get("recognise", ())),
        columns=_columns(data.get("columns", {})),
        fallbacks=_by_field("fallbacks", data.get("fallbacks", {})),
        constants={name: str(value) for name, value in constants.items()},
        compose={name: _compose(name, part) for name, part in data.get("compose", {}).items()},
        separators=str(data.get("separators", SEPARATORS)),
        empty_terms=frozenset(_texts(data.get("empty_terms", ()))),
        access_no_column=_level(access.get("no_column", "open")),
        access_empty=_level(access.get("empty", "restricted")),
        access_open=frozenset(_texts(access.get("open", ()))),
        untruncate_from=untruncate.get("from", ""),
        untruncate_endings=_texts(untruncate.get("endings", ())),
        person_file=re.compile(pattern, re.DOTALL) if pattern else None,
        running_numbers=frozenset(_headings(data.get("running_numbers", ()))),
        dates=str(data.get("dates", "")),
    )


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    text = (files("loaders") / "profiles" / "aliases.yaml").read_text("utf-8")
    return _by_field("aliases", yaml.safe_load(text))


def _columns(own: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    given = _by_field("columns", own)
    return {
        name: tuple(dict.fromkeys((*given.get(name, ()), *_aliases().get(name, ()), name)))
        for name in FIELDS
    }


def _by_field(where: str, data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    _check_keys(where, data, set(FIELDS))
    return {name: _headings(value) for name, value in data.items()}


def _compose(name: str, data: Mapping[str, Any]) -> Compose:
    _check_keys("compose", [name], set(TEXT_FIELDS))
    _check_keys(f"compose.{name}", data, {"parts", "required", "separator"})
    parts = _texts(data["parts"])
    required = _texts(data.get("required", parts))
    _check_keys(f"compose.{name}.parts", (*parts, *required), set(TEXT_FIELDS))
    return Compose(parts, frozenset(required), str(data.get("separator", "-")))


def _headings(value: Any) -> tuple[str, ...]:
    return tuple(normalise(text) for text in _texts(value))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not all(isinstance(item, str) for item in value):
        raise ValueError(f"expected texts, found {value!r}; put numbers and 无/no in quotes")
    return tuple(value)


def _level(name: str) -> Access:
    if name not in _ACCESS:
        raise ValueError(f"access level {name!r}; known: {', '.join(_ACCESS)}")
    return _ACCESS[name]


def _check_keys(where: str, keys: Iterable[str], allowed: set[str]) -> None:
    wrong = sorted(set(map(str, keys)) - allowed)
    if wrong:
        raise ValueError(f"{where}: unknown {', '.join(wrong)}")
