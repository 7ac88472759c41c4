"""Graphs that many tests begin with. Writing the ten thousand entries of the authority tables takes
seconds: a worker does it once, and each test has a copy of the file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from loaders.build import build
from loaders.stores import GraphStore, open_store


def built(target: Path, catalogues: Iterable[Path] = (), *, on: Path | None = None) -> Path:
    """A SQLite store of the catalogues, closed; ``on`` is a store to begin with a copy of."""
    store = copied(on, target) if on else open_store(str(target), create=True)
    build(list(catalogues), store, lambda _: None)
    store.close()
    return target


def copied(graph: Path, target: Path) -> GraphStore:
    """A copy of a closed store, opened."""
    shutil.copyfile(graph, target)
    return open_store(str(target))
