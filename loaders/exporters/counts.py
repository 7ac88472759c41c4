"""Counting what is written, for the dataset's description: triples, classes, properties, and links
to other authorities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph_model.matches import space_of
from loaders.exporters.base import Part, Triple
from loaders.exporters.namespaces import expand

_TYPE = expand("rdf:type")
_MATCHES = (expand("skos:exactMatch"), expand("skos:closeMatch"))


class Counts:
    """Triples that have passed, by property and by class of their subjects. Triples are counted as
    written; an export writes none twice in one graph."""

    def __init__(self) -> None:
        self.properties: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        #: Links by property and by the start that the IRIs of an authority have in common.
        self.links: Counter[tuple[str, str]] = Counter()

    @property
    def triples(self) -> int:
        """All triples."""
        return self.properties.total()

    def watched(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The same parts, counted as they pass."""
        for graph, triples in parts:
            yield Part(graph, self._watched(triples))

    def _watched(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        properties, classes = self.properties, self.classes
        for triple in triples:
            properties[triple[1]] += 1
            if triple[1] == _TYPE:
                classes[str(triple[2])] += 1
            elif triple[1] in _MATCHES and isinstance(triple[2], str):
                self.links[triple[1], space_of(triple[2])] += 1
            yield triple
