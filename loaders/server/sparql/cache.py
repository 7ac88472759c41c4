"""The graph that SPARQL answers from: the export for the server's reader, in a pyoxigraph store on
disk, kept until the graph, the reader, the profile, the base or the software changes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph

from extractors.pipeline import version
from graph_model.ids import content_hash
from graph_model.schema import load_schema
from loaders.exporters import NTriples, Selection, Style
from loaders.server.settings import Settings
from loaders.stores.base import GraphStore

_DONE = "complete"


def rdf_store(settings: Settings, store: GraphStore) -> Path:
    """The directory of the store, built when there is none for this graph version; older ones of
    the same graph are removed. Raises ShimaiError, and OSError where the disk refuses."""
    place = _place(settings, store)
    if (place / _DONE).is_file():
        return place / "data"
    made = place.with_name(f"{place.name}.{os.getpid()}.part")
    shutil.rmtree(made, ignore_errors=True)
    try:
        (made / "data").mkdir(parents=True)
        _fill(made, settings, store)
        (made / _DONE).touch()
        shutil.rmtree(place, ignore_errors=True)
        made.replace(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for old in place.parent.glob(place.name.partition("-")[0] + "-*"):
        if old != place and not old.name.endswith(".part"):
            shutil.rmtree(old, ignore_errors=True)
    return place / "data"


def _place(settings: Settings, store: GraphStore) -> Path:
    graph = content_hash(store.uri, settings.reader.en, settings.profile, settings.iris.base)
    key = content_hash(store.get_state("graph_version"), version(), pyoxigraph.__version__)
    return settings.cache.resolve() / f"{graph}-{key}"


def _fill(made: Path, settings: Settings, store: GraphStore) -> None:
    selection = Selection(
        store,
        load_schema(),
        settings.iris,
        reader=settings.reader,
        style=Style(settings.profile),
    )
    lines = made / "graph.nt"
    with lines.open("wb") as out:
        NTriples().write(selection.parts(), out)
    data = pyoxigraph.Store(str(made / "data"))
    data.bulk_load(path=str(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)
    data.optimize()
    data.flush()
    lines.unlink()
