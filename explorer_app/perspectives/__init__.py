"""Perspectives: a YAML file says which facets, columns and tabs a topic gets. No Python needed.

The project's own lie beside this file; an archive's own lie in the folder that
SHIMAI_PERSPECTIVES names, and win over one of the same name.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph_model.errors import BadInput
from graph_model.schema import load_schema
from loaders.stores.selection import FACETS

VARIABLE = "SHIMAI_PERSPECTIVES"
TABS = ("records", "network", "timeline", "map")
_OWN = Path(__file__).parent
_MOST_NODES = 400


@dataclass(frozen=True, slots=True)
class Perspective:
    """One view of the records; see general.yaml for an example of a file."""

    key: str
    names: Mapping[str, str]
    note: Mapping[str, str]
    facets: tuple[str, ...]
    open: tuple[str, ...]
    columns: tuple[str, ...]
    tabs: tuple[str, ...]
    labels: tuple[str, ...]
    nodes: int

    def name(self, language: str) -> str:
        """The name in ``zh`` or ``en``."""
        return self.names["zh" if language == "zh" else "en"]


def perspectives() -> dict[str, Perspective]:
    """All perspectives by key, ``general`` first; raises BadInput with the file and what is
    wrong in it."""
    return _read(os.environ.get(VARIABLE, ""))


@cache
def _read(own: str) -> dict[str, Perspective]:
    found: dict[str, Perspective] = {}
    for folder in (_OWN, Path(own)) if own else (_OWN,):
        for path in sorted(folder.glob("*.yaml")):
            found[path.stem] = read_perspective(path)
    return dict(sorted(found.items(), key=lambda item: (item[0] != "general", item[0])))


def read_perspective(path: Path) -> Perspective:
    """The perspective of one file; raises BadInput."""
    try:
        held = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise BadInput("PERSPECTIVE", file=path.name, reason=reason) from None
    return _Reader(path.name, held).perspective(path.stem)


class _Reader:
    """Checks what a file says against what the explorer knows."""

    def __init__(self, file: str, held: Any) -> None:
        self._file = file
        self._held = held if isinstance(held, Mapping) else self._refuse("not a mapping")

    def _refuse(self, reason: str) -> Any:
        raise BadInput("PERSPECTIVE", file=self._file, reason=reason)

    def perspective(self, key: str) -> Perspective:
        """All of it."""
        columns = tuple(load_schema().nodes["Record"].properties)
        known = ("zh", "en", "note", "facets", "open", "columns", "tabs", "network")
        for name in self._held:
            if name not in known:
                self._refuse(f"{name}: not one of {', '.join(known)}")
        facets = self._list("facets", FACETS)
        network = self._held.get("network") or {}
        labels = network.get("labels") or load_schema().entity_labels()
        nodes = network.get("nodes", 60)
        if not isinstance(nodes, int) or not 2 <= nodes <= _MOST_NODES:
            self._refuse(f"network.nodes: {nodes!r} is not a number from 2 to {_MOST_NODES}")
        return Perspective(
            key=key,
            names=self._texts(self._held),
            note=self._texts(self._held.get("note") or {"zh": "", "en": ""}),
            facets=facets,
            open=self._list("open", facets, needed=False),
            columns=self._list("columns", columns),
            tabs=self._list("tabs", TABS),
            labels=self._checked("network.labels", labels, load_schema().entity_labels()),
            nodes=nodes,
        )

    def _texts(self, held: Mapping[str, Any]) -> dict[str, str]:
        texts = {language: held.get(language) for language in ("zh", "en")}
        for language, text in texts.items():
            if not isinstance(text, str):
                self._refuse(f"{language}: a name is missing")
        return {language: str(text) for language, text in texts.items()}

    def _list(self, name: str, known: Sequence[str], *, needed: bool = True) -> tuple[str, ...]:
        values = self._held.get(name) or []
        if needed and not values:
            self._refuse(f"{name}: is missing")
        return self._checked(name, values, known)

    def _checked(self, name: str, values: Any, known: Sequence[str]) -> tuple[str, ...]:
        if not isinstance(values, list | tuple):
            self._refuse(f"{name}: not a list")
        for value in values:
            if value not in known:
                self._refuse(f"{name}: {value!r} is not one of {', '.join(known)}")
        return tuple(dict.fromkeys(values))
