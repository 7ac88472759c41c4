"""The reading level of a server."""

from __future__ import annotations

import pytest

from explorer_app.reader import VARIABLE, current_reader
from graph_model.access import Access


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("", Access.OPEN),
        ("open", Access.OPEN),
        ("restricted", Access.RESTRICTED),
        (" Classified ", Access.CLASSIFIED),
        ("2", Access.OPEN),
        ("all", Access.OPEN),
    ],
)
def test_only_a_known_name_gives_clearance(
    monkeypatch: pytest.MonkeyPatch, value: str, level: Access
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    assert current_reader() == level
