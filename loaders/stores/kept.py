"""What readers keep in a store: working sets and saved views."""

from __future__ import annotations

from dataclasses import dataclass

from graph_model.access import Access


@dataclass(frozen=True, slots=True)
class Kept:
    """Something kept by one person: ``owner`` (a name or address), ``kind`` (``set``, ``view``),
    a name, and ``value`` (JSON). ``access`` is the level of the reader who kept it: who reads
    below that level does not see it, as its name and notes may speak of closed records.
    ``changed`` is the moment of the last change (ISO, UTC).
    """

    id: str
    owner: str
    kind: str
    name: str
    value: str
    access: Access = Access.OPEN
    changed: str = ""
