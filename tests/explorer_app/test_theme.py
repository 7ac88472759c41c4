"""The theme's palette is that of the schema, in the order that the charts rely on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from explorer_app.views.timeline import _PALETTE
from explorer_app.widgets import TINTS
from graph_model.schema import load_schema

CONFIG = Path(__file__).resolve().parents[2] / "explorer_app" / ".streamlit" / "config.toml"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_are_those_of_the_schema(mode: str) -> None:
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][mode]
    nodes = load_schema().nodes
    order = [nodes[label].color[mode] for label in (*_PALETTE, "Record", "Theme")]
    assert theme["chartCategoricalColors"] == order
    for label, name in TINTS.items():
        assert theme[f"{name}Color"] == nodes[label].color[mode]


def test_nothing_is_told_to_others() -> None:
    config = tomllib.loads(CONFIG.read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["server"]["enableXsrfProtection"] is True
