"""The command with which ``shimai export --format neo4j-csv`` has its folder imported."""

from __future__ import annotations

import shlex
from pathlib import Path


def import_command(folder: Path) -> list[str]:
    """The words of ``import.sh`` in the folder, without ``neo4j-admin`` itself: what
    ``Neo4jServer`` takes as ``admin``. Raises ValueError where it is another command."""
    # A shell drops a line feed behind a backslash; shlex keeps it.
    script = (folder / "import.sh").read_text("utf-8").replace("\\\n", " ")
    words = shlex.split(script, comments=True)
    if words[:1] != ["neo4j-admin"]:
        raise ValueError(f"{folder}/import.sh calls no neo4j-admin")
    return words[1:]
