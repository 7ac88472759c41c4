"""Kinds of the authority tables and rules that read claims have names in both languages."""

from __future__ import annotations

import pytest

from explorer_app.texts import TEXTS, say_value
from extractors.authority import read_table
from extractors.pipeline import read_title
from extractors.themes import load_themer
from graph_model.record import Record
from loaders.claims import ClaimMaker
from loaders.readers import read_catalogue
from tests.paths import SAMPLE


@pytest.mark.parametrize("table", ["organizations", "places", "events"])
def test_kinds_have_names(table: str) -> None:
    assert {row["kind"] for row in read_table(table)} <= {
        key.removeprefix("kind_") for key in TEXTS if key.startswith("kind_")
    }


def test_rules_have_names() -> None:
    maker = ClaimMaker("run:1", "v")
    rules = {"authority"}
    for entry in read_catalogue(SAMPLE).entries():
        if isinstance(entry, Record):
            rules |= {claim.rule for claim in maker.graph(entry, read_title(entry.title)).claims}
    assert [rule for rule in sorted(rules) if say_value("rule", rule, "zh") == rule] == []


def test_stages_of_the_spirits_have_names() -> None:
    stages = {theme.period for theme in load_themer().themes.values() if theme.period}
    assert stages
    assert {f"stage_{stage}" for stage in stages} <= set(TEXTS)
