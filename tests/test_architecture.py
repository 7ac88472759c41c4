"""Imports point one way: explorer_app → loaders → extractors → graph_model."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph_model", "extractors", "loaders", "explorer_app")
#: What a room must not import, beside the rooms above it.
FOREIGN = {
    "graph_model": {"spacy", "streamlit", "neo4j", "sqlite3", "rdflib", "pyoxigraph"},
    "extractors": {"streamlit", "neo4j", "sqlite3", "rdflib", "pyoxigraph"},
    "loaders": {"streamlit"},
    "explorer_app": {"sqlite3", "neo4j"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_looks_only_at_the_rooms_below_it(room: str) -> None:
    above = set(ROOMS[ROOMS.index(room) + 1 :]) | FOREIGN[room]
    files = [p for p in (ROOT / room).rglob("*.py") if "node_modules" not in p.parts]
    assert files
    wrong = {str(p.relative_to(ROOT)): imported(p) & above for p in files if imported(p) & above}
    assert wrong == {}


@pytest.mark.parametrize("path", sorted((ROOT / "explorer_app" / "views").glob("*.py")))
def test_view_models_do_not_import_streamlit(path: Path) -> None:
    assert "streamlit" not in imported(path)
