"""Names seen again and again: collected from a catalogue, then read where their frame is not clear,
without an entry.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.authority import FURTHER
from extractors.pipeline import read_title, read_titles
from extractors.reading import Reading
from graph_model.mention import Mention
from loaders.authority_files.seen import seen_names
from loaders.cli.main import main

NAME = "邬芷蘅"
TITLES = [
    f"{NAME}致毛泽东电",
    f"周恩来致{NAME}函",
    f"{NAME}、朱德致彭德怀电",
    f"蒋中正电{NAME}转何应钦",
    "毛泽东致周恩来电",
]


def test_only_names_that_no_table_has_and_several_titles_show() -> None:
    items = list(seen_names(read_titles(TITLES), least=3))
    assert [(item.table, item.name) for item in items] == [("persons", NAME)]
    assert "4" in items[0].note
    assert not list(seen_names(read_titles(TITLES), least=5))


def test_memory_is_bounded_by_forgetting_what_was_seen_once() -> None:
    def reading(name: str) -> Reading:
        made = Reading(name)
        made.mentions = [Mention(0, len(name), "PERSON", name, "tagger", 0.9)]
        return made

    often = [reading(NAME)] * 3
    rare = [reading(f"某{number}") for number in range(50)]
    items = list(seen_names([*often, *rare, *often], least=3, most=10))
    assert [item.name for item in items] == [NAME]


def test_what_is_collected_is_read_and_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue, folder = tmp_path / "catalogue.csv", tmp_path / "authority"
    rows = "\n".join(f"A-{number},{title}" for number, title in enumerate(TITLES))
    catalogue.write_text(f"档号,题名\n{rows}\n", "utf-8")
    words = ["authority", "collect", str(catalogue), "--folder", str(folder), "--least", "3"]
    assert main(words) == 0
    assert "1" in capsys.readouterr().out
    unclear = f"所见{NAME}照片"
    monkeypatch.setenv(FURTHER, str(folder))
    found = [m for m in read_title(unclear).mentions if m.text == NAME]
    assert found
    assert found[0].label == "PERSON"
    assert found[0].entity_id == ""
