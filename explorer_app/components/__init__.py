"""Front-end components of the explorer: the entity graph and the record list."""

from explorer_app.components.graph import (
    GraphEdge,
    GraphEvent,
    GraphNode,
    GraphPayload,
    GraphText,
    Selection,
    entity_graph,
    node_size,
)
from explorer_app.components.records import (
    RecordEvent,
    RecordRow,
    RecordsText,
    TitleSpan,
    record_list,
    without_overlap,
)

__all__ = [
    "GraphEdge",
    "GraphEvent",
    "GraphNode",
    "GraphPayload",
    "GraphText",
    "RecordEvent",
    "RecordRow",
    "RecordsText",
    "Selection",
    "TitleSpan",
    "entity_graph",
    "node_size",
    "record_list",
    "without_overlap",
]
