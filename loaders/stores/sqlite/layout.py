"""Tables of the SQLite store. Labels and relationships come from the schema, and foreign keys hold
rows to them.

Evidence has typed columns; repeated texts (labels, types, fields, rules) are numbered once. The
full-text index is contentless: its rows are removed with FTS5's own 'delete' command and the text
that was indexed. ``column_part`` holds the columns of docs/decisions/0040 as they were when a load
last ended, and ``kept`` what readers keep: working sets and saved views.
"""

from __future__ import annotations

import sqlite3

from graph_model.schema import Schema

FORMAT = "3"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE label (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);
CREATE TABLE type (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE term (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE node (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  label INTEGER NOT NULL REFERENCES label(no),
  name TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '',
  access INTEGER CHECK (access BETWEEN 0 AND 2),
  earliest TEXT NOT NULL DEFAULT '',
  latest TEXT NOT NULL DEFAULT '',
  properties TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX node_by_label ON node (label, id);
CREATE TABLE name (
  form TEXT NOT NULL, node INTEGER NOT NULL REFERENCES node(no), preferred INTEGER NOT NULL,
  PRIMARY KEY (form, node)
) WITHOUT ROWID;
CREATE INDEX name_by_node ON name (node);
CREATE TABLE edge (
  no INTEGER PRIMARY KEY,
  src INTEGER NOT NULL REFERENCES node(no),
  type INTEGER NOT NULL REFERENCES type(no),
  dst INTEGER NOT NULL REFERENCES node(no),
  key TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES node(no),
  field INTEGER NOT NULL REFERENCES term(no),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  quote TEXT NOT NULL,
  rule INTEGER NOT NULL REFERENCES term(no),
  run INTEGER REFERENCES node(no),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  status TEXT NOT NULL CHECK (status IN ('extracted', 'confirmed', 'rejected')),
  access INTEGER NOT NULL CHECK (access BETWEEN 0 AND 2),
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  told_src INTEGER,
  told_dst INTEGER,
  grade TEXT NOT NULL DEFAULT '',
  UNIQUE (src, type, dst, key)
);
CREATE INDEX edge_by_dst ON edge (dst, access, type, src);
CREATE INDEX edge_by_source ON edge (source);
CREATE TABLE column_part (
  name TEXT NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (name, part)
);
CREATE TABLE kept (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  access INTEGER NOT NULL CHECK (access BETWEEN 0 AND 2), changed TEXT NOT NULL,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX kept_by_owner ON kept (owner, kind, changed);
CREATE TABLE decision (no INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
  BEGIN SELECT RAISE(ABORT, 'the log of decisions only grows'); END;
CREATE TRIGGER decision_stands BEFORE UPDATE ON decision
  BEGIN SELECT RAISE(ABORT, 'the log of decisions only grows'); END;
CREATE VIRTUAL TABLE fts USING fts5 (grams, content='', tokenize="unicode61 remove_diacritics 0");
"""


def create(connection: sqlite3.Connection, schema: Schema) -> None:
    """Make the tables and fill labels and relationships from the schema, in one transaction."""
    connection.executescript("BEGIN IMMEDIATE;" + _TABLES + "COMMIT;")
    with connection:
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    update_schema(connection, schema)


def update_schema(connection: sqlite3.Connection, schema: Schema) -> None:
    """Add labels and relationships that the schema has gained since the store was made."""
    labels = [(node.label, node.kind) for node in schema.nodes.values()]
    with connection:
        connection.executemany("INSERT OR IGNORE INTO label (name, kind) VALUES (?, ?)", labels)
        types = [(edge,) for edge in schema.edges]
        connection.executemany("INSERT OR IGNORE INTO type (name) VALUES (?)", types)
