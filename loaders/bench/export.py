"""Measure the export beside rdflib's serializer and pyoxigraph's, on the same triples in the same
run; every measurement is a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from graph_model.access import Access
from graph_model.schema import load_schema
from loaders.bench.made_graph import fill
from loaders.exporters import DEFAULT_BASE, EXPORTERS, Iris, Profile, Selection, Style
from loaders.exporters.base import Triple, flat
from loaders.exporters.documents import graph_of
from loaders.exporters.rdfxml import Terms
from loaders.stores import open_store

#: What is measured: our own export, bytes and all, to the null device, and two serializers given
#: the triples at once.
OWN = ("core", "full", "core nq", "core rdf")
PEERS = ("rdflib", "pyoxigraph")
#: Triples that the peers, which hold the graph in memory, are given at most: half from the
#: descriptions of nodes, half from the claims.
PEERS_TRIPLES = 500_000


class Measured(NamedTuple):
    """One row: CPU seconds, and peak resident memory in MB."""

    records: int
    what: str
    triples: int
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        """Triples a second."""
        return self.triples / self.seconds if self.seconds else 0.0


def measure(sizes: list[int]) -> Iterator[Measured]:
    """Make a store of each size and measure."""
    with tempfile.TemporaryDirectory() as folder:
        for records in sizes:
            address = str(Path(folder) / f"{records}.sqlite")
            store = open_store(address, create=True)
            fill(store, records)
            store.close()
            yield from measure_store(address)


def measure_store(address: str) -> Iterator[Measured]:
    """Measure a store that is there."""
    store = open_store(address)
    records = store.aggregate(Access.CLASSIFIED).nodes.get("Record", 0)
    store.close()
    for what in OWN + PEERS:
        yield _in_process(records, address, what)


def _in_process(records: int, address: str, what: str) -> Measured:
    command = [sys.executable, "-m", "loaders.bench.export", address, what]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measured(records, what, **json.loads(printed))


def _one(address: str, what: str) -> dict[str, float]:
    profile, _, format = what.partition(" ")
    store = open_store(address)
    own = what in OWN
    style = Style(Profile(profile) if own else Profile.CORE, format == "nq")
    selection = Selection(store, load_schema(), Iris(DEFAULT_BASE), reader=Access.OPEN, style=style)
    if own:
        with Path(os.devnull).open("wb") as out:
            began = time.process_time()
            count = EXPORTERS[format or "nt"].write(selection.parts(), out)
            seconds = time.process_time() - began
    else:
        count, seconds = _peer(what, selection)
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"triples": count, "seconds": seconds, "peak": peak}


def _peer(what: str, selection: Selection) -> tuple[int, float]:
    """Only the making of the peer's own terms and its writing are timed, not our reading."""
    triples = list(_sample(selection))
    began = time.process_time()
    if what == "rdflib":
        graph_of(triples).serialize(io.BytesIO(), format="nt", encoding="utf-8")
    else:
        import pyoxigraph

        pyoxigraph.serialize(
            Terms().triples(triples), io.BytesIO(), format=pyoxigraph.RdfFormat.N_TRIPLES
        )
    return len(triples), time.process_time() - began


def _sample(selection: Selection) -> Iterable[Triple]:
    """All triples of a small graph, of a large one the first of nodes and of claims."""
    half = PEERS_TRIPLES // 2
    yield from islice(flat(selection.nodes()), half)
    yield from islice(flat(selection.links()), half)


if __name__ == "__main__":
    print(json.dumps(_one(sys.argv[1], sys.argv[2])))
