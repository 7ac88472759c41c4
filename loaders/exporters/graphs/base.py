"""The contract of an exporter of nodes and claims, and what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.exporters.choice import Choice, Source, chunks
from loaders.exporters.selection import Selection


class PropertyGraph:
    """The chosen nodes and claims that a reader sees; each call to ``nodes`` and ``claims`` starts
    again. ``store`` is for what goes beyond."""

    def __init__(self, store: Source, selection: Selection, choice: Choice, reader: Access) -> None:
        self.store, self.choice, self.reader = store, choice, reader
        self._selection = selection

    def nodes(self) -> Iterator[Node]:
        """The nodes, each once: chosen ones, and those that the claims name."""
        if self.choice.everything:
            yield from self.store.iter_nodes(self.reader)
            return
        ids = set(self.choice.ids) | set(self.choice.within)
        for claim in self.claims():
            ids.update((claim.subject, claim.object))
        for part in chunks(sorted(ids)):
            yield from self.store.nodes(part, self.reader)

    def claims(self) -> Iterator[Claim]:
        """The claims, each once."""
        return self._selection.claims()


class GraphExporter(Protocol):
    """Writes nodes and claims in one format; memory stays flat for the whole graph."""

    @property
    def name(self) -> str:
        """The value of ``--format``."""
        ...

    @property
    def folder(self) -> bool:
        """Whether it writes several files into a folder."""
        ...

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """Write the file, or into the empty folder; returns what to tell the user, or ``""``."""
        ...
