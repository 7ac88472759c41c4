"""``shimai bench extract``: the score, the peers' spans, and a run over a small gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_model.mention import Label
from loaders.bench.extract import Gold, installed, measure, read_gold, score
from loaders.bench.extract_peers import PEERS, Peer, Read, _spans
from loaders.cli.main import main
from tests.paths import SAMPLE

LINE = {
    "title": "毛泽东致宋庆龄信",
    "entities": [
        {"label": "PERSON", "start": 0, "end": 3},
        {"label": "PERSON", "start": 4, "end": 7},
    ],
    "roles": [{"role": "sender", "start": 0, "end": 3}],
    "genre": "信",
}


def test_the_score_counts_exact_spans() -> None:
    wanted = [Read(frozenset({("PERSON", 0, 3), ("PLACE", 5, 7)}), frozenset(), "电")]
    found = [Read(frozenset({("PERSON", 0, 3), ("PLACE", 4, 7)}), frozenset(), "函")]
    f1 = score(wanted, found)
    assert (f1["PERSON"], f1["PLACE"], f1["all"], f1["genre"]) == (100, 0, 50, 0)


def test_words_of_a_date_are_one_span_and_others_stand_alone() -> None:
    words = [("民国", "TIME"), ("二十六年", "TIME"), ("何", "PER"), ("蒋", "PER"), ("信", "n")]
    labels: dict[str, Label] = {"TIME": "DATE", "PER": "PERSON"}
    assert list(_spans(words, labels)) == [("DATE", 0, 6), ("PERSON", 6, 7), ("PERSON", 7, 8)]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_readers_read(peer: Peer) -> None:
    if installed(peer) is None:
        pytest.skip(f"{peer.package} is not installed")
    gold = Gold(["毛泽东致宋庆龄信"], [Read(frozenset({("PERSON", 0, 3)}))])
    result = measure(peer, gold, gold.titles, 0.0)
    assert result["f1"]["PERSON"] > 50
    assert ("roles" in result["f1"]) == peer.whole


def test_the_command_prints_a_row_a_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(LINE) + "\n", "utf-8")
    words = ["bench", "extract", "--gold", str(gold), "--titles", str(SAMPLE), "--seconds", "0.01"]
    assert main(words) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(PEERS)
    cells = rows[2].split(" | ")
    assert cells[0].startswith("| shimai")
    assert float(cells[1].replace(",", "")) > 0


def test_wrong_gold_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"title": 3}\n', "utf-8")
    sample = str(SAMPLE)
    assert main(["bench", "extract", "--gold", str(tmp_path / "none"), "--titles", sample]) == 2
    wrong = str(tmp_path / "gold.jsonl")
    assert main(["bench", "extract", "--gold", wrong, "--titles", sample]) == 2
    assert read_gold([]).titles == []
