"""A release: the graph in shards, their checksums, and the description of the dataset, in one
folder that appears only when it is complete."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from loaders.exporters.base import Exporter, Part
from loaders.exporters.counts import Counts
from loaders.exporters.dataset import About, Dump, description
from loaders.exporters.output import atomic_folder

CHECKSUMS = "SHA256SUMS"
DESCRIPTION = "dataset.ttl"
#: Triples in a shard unless another number is asked for.
SHARD = 5_000_000
_GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Shards:
    """How files are cut: triples in each at most (one part more or less), and whether they are
    compressed."""

    exporter: Exporter
    size: int = SHARD
    gzip: bool = True

    def name(self, number: int) -> str:
        """File name of a shard, counted from 1."""
        return f"shimai-{number:05}.{self.exporter.name}{'.gz' if self.gzip else ''}"


def compressed(out: BinaryIO) -> gzip.GzipFile:
    """A gzip stream without name and time, so that equal content gives equal bytes."""
    return gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=_GZIP_LEVEL)


def write_release(folder: Path, parts: Iterable[Part], shards: Shards, about: About) -> Counts:
    """Write the shards, ``SHA256SUMS`` (as ``sha256sum -c`` reads it) and ``dataset.ttl``.

    Raises ``OUTPUT_UNWRITABLE`` where the folder exists and is not empty, or the system refuses.
    """
    with atomic_folder(folder) as made:
        counts = Counts()
        dumps = list(_shards(made, counts.watched(parts), shards))
        (made / DESCRIPTION).write_text(description(about, counts, dumps), encoding="utf-8")
        _checksums(made)
    return counts


def _shards(folder: Path, parts: Iterator[Part], shards: Shards) -> Iterator[Dump]:
    number = 0
    first = next(parts, None)
    while first is not None or not number:
        number += 1
        path = folder / shards.name(number)
        cut = _Cut(chain([first] if first is not None else [], parts), shards.size)
        with path.open("wb") as raw:
            if shards.gzip:
                with compressed(raw) as out:
                    count = shards.exporter.write(cut, out)  # type: ignore[arg-type]
            else:
                count = shards.exporter.write(cut, raw)
        yield Dump(path.name, path.stat().st_size, count)
        first = cut.next


class _Cut:
    """Parts until ``size`` triples have passed; ``next`` is the part that opens the next shard."""

    def __init__(self, parts: Iterator[Part], size: int) -> None:
        self.next: Part | None = None
        self._parts, self._size = parts, size

    def __iter__(self) -> Iterator[Part]:
        passed = 0
        for graph, triples in self._parts:
            if passed >= self._size:
                self.next = Part(graph, triples)
                return
            held = list(triples)
            passed += len(held)
            yield Part(graph, held)


def _checksums(folder: Path) -> None:
    lines = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path.name}\n")
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
