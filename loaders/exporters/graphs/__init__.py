"""Exports that are no RDF: GraphML and GEXF for Gephi, Parquet for tables, CSV for Neo4j's bulk
import, EAD3 for finding aids."""

from collections.abc import Mapping

from loaders.exporters.graphs.base import GraphExporter, PropertyGraph
from loaders.exporters.graphs.ead3 import Ead3
from loaders.exporters.graphs.gephi import Gexf, GraphMl
from loaders.exporters.graphs.neo4j_csv import Neo4jCsv
from loaders.exporters.graphs.parquet import Parquet

#: By the value of ``--format``.
GRAPH_EXPORTERS: Mapping[str, GraphExporter] = {
    one.name: one for one in (GraphMl(), Gexf(), Parquet(), Neo4jCsv(), Ead3())
}

__all__ = ["GRAPH_EXPORTERS", "GraphExporter", "PropertyGraph"]
