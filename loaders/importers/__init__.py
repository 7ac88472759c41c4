"""Graphs from outside into a store: RDF in the terms of our own ``full`` export."""

from loaders.importers.rdf import Imported, import_rdf

__all__ = ["Imported", "import_rdf"]
