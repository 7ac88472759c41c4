"""The schema as data: one YAML file a node label (``nodes/``) and a relationship (``edges/``).

Stores, exporters, the OWL file, and the explorer's labels and colours all read it from here, so
that a new relationship is one new file.
"""

from graph_model.schema.load import load_schema
from graph_model.schema.model import EdgeType, NodeType, Property, RdfRule, Schema

__all__ = ["EdgeType", "NodeType", "Property", "RdfRule", "Schema", "load_schema"]
