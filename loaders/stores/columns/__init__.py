"""Reads that look at many claims at once, over columns of numbers held in memory.

A store streams its nodes and claims into a ``Table`` once for each state of the graph; what one
reader may see of it is a ``View``. Counts, networks, paths and facets are taken from the view by
array operations, so that they cost the same in every store. See docs/decisions/0040.
"""

from loaders.stores.columns.reads import ColumnReads
from loaders.stores.columns.table import CLAIM_ROW, NODE_ROW, Table

__all__ = ["CLAIM_ROW", "NODE_ROW", "ColumnReads", "Table"]
