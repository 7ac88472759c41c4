"""The run report: what went in, what was loaded, what was set aside, what the graph holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class FileReport:
    """One catalogue file. ``rows_in == loaded + set_aside`` always; ``loaded`` splits into the
    three counts after it.
    """

    file: str
    profile: str = ""
    encoding: str = ""
    run: str = ""
    rows_in: int = 0
    loaded: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    dates_read: int = 0
    dates_unread: int = 0
    dates_empty: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unlinked: int = 0
    resumed_at: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class BuildReport:
    """All files of one command. ``graph`` counts nodes and claims of the whole store afterwards."""

    store: str
    version: str
    files: list[FileReport] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rows_in(self) -> int:
        """Data rows of all files."""
        return sum(file.rows_in for file in self.files)

    @property
    def loaded(self) -> int:
        """Rows that are records of the store."""
        return sum(file.loaded for file in self.files)

    @property
    def set_aside(self) -> int:
        """Rows that were set aside with a reason."""
        return sum(file.set_aside for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        totals = {"rows_in": self.rows_in, "loaded": self.loaded, "set_aside": self.set_aside}
        files = [
            {field.name: _plain(getattr(file, field.name)) for field in fields(file)}
            for file in self.files
        ]
        graph = {"nodes": self.nodes, "claims": self.claims}
        seconds = {"seconds": self.seconds, "store": self.store, "version": self.version}
        return {**totals, **seconds, **graph, "files": files}


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Counter) else value
