"""All ids of the graph, in one place. An id depends on content only, so runs repeat.

Shapes: ``record:3f…`` (16 hex digits of SHA-256 over the key fields, NUL-separated),
``person:mao-zedong`` for entities of an authority table, ``person:~5c…`` for names read from text
that no authority knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

HEX_DIGITS = 16


def content_hash(*parts: str) -> str:
    """16 hex digits over the parts; order counts, and no two part lists run together."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:HEX_DIGITS]


def authority_id(prefix: str, key: str) -> str:
    """Id of a row of an authority table: ``person:mao-zedong``."""
    return f"{prefix}:{key}"


def text_entity_id(prefix: str, plain_name: str) -> str:
    """Id of an entity known only by its name; ``plain_name`` is normalized and simplified."""
    return f"{prefix}:~{content_hash(prefix, plain_name)}"


def is_authority(entity_id: str) -> bool:
    """Whether the id names a row of an authority table."""
    return ":~" not in entity_id


def record_id(holder: str, reference_code: str, fallback: Iterable[str] = ()) -> str:
    """Id of a record: holder and 档号 as catalogued, or the row's own content where it has no
    档号.
    """
    if reference_code:
        return f"record:{content_hash('code', holder, reference_code)}"
    return f"record:{content_hash('row', holder, *fallback)}"


def record_set_id(holder: str, level: str, code: str, name: str, parent: str = "") -> str:
    """Id of a fonds, series or file. The name is part of it, so that nothing in the node depends
    on which row, open or closed, was read first.
    """
    return f"set:{content_hash(holder, level, code, name, parent)}"


def run_id(file_digest: str, profile: str, version: str) -> str:
    """Id of a build run: the same file, mapping and software give the same run."""
    return f"run:{content_hash(file_digest, profile, version)}"


def claim_key(source: str, field: str, start: int, end: int, rule: str) -> str:
    """Key that tells parallel claims apart: same evidence, same key."""
    return content_hash(source, field, str(start), str(end), rule)


def moved_claim_key(key: str, told_subject: str, told_object: str) -> str:
    """Key of a claim that a decision has moved from the ends it was told of."""
    return content_hash("moved", key, told_subject, told_object)
