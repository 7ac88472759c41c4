"""The command line: bad input gives one clear sentence in both languages and an exit code."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from loaders.cli.main import COMMANDS, main, make_parser
from tests.paths import ROOT, SAMPLE, SHARED, needs_shared

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shimai(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as exit:
            code = int(exit.code or 0)
        out, error = capsys.readouterr()
        return code, out, error

    return run


def one_sentence(error: str, code: str) -> None:
    lines = error.strip().splitlines()
    assert len(lines) == 1, error
    assert lines[0].startswith(f"[{code}] ")
    assert re.search("[\u4e00-\u9fff]", error)
    assert re.search("[a-z]{3}", error)
    assert "Traceback" not in error


def cells(title: str) -> str:
    return f"档号,题名\nA-1,{title}\n"


BIG5 = "檔號,題名\n" + "A-1,蔣中正電何應欽請速辦理軍事會議情形並呈國民政府\n" * 40
BAD_FILES: list[tuple[str, bytes, str]] = [
    ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "FILE_BINARY"),
    ("zeros.csv", bytes(5000), "FILE_BINARY"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "FILE_BINARY"),
    ("empty.csv", b"", "FILE_EMPTY"),
    ("blank.csv", b"\n \n", "FILE_EMPTY"),
    ("headings.csv", "档号,题名\n".encode(), "FILE_NO_ROWS"),
    ("no_title.csv", "档号,页数\nA-1,3\n".encode(), "FILE_NO_TITLE"),
    ("big5.csv", BIG5.encode("big5"), "FILE_ENCODING"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code"), BAD_FILES, ids=[b[0] for b in BAD_FILES])
@pytest.mark.parametrize("command", ["build", "inspect", "extract"])
def test_a_file_that_cannot_be_used_is_refused(
    shimai: Run, tmp_path: Path, command: str, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    exit_code, _, error = shimai(command, name)
    assert exit_code == 2
    one_sentence(error, code)


def test_a_refused_file_leaves_an_existing_store_as_it_was(
    shimai: Run, authority_graph: Path, tmp_path: Path
) -> None:
    copyfile(authority_graph, "s.sqlite")
    (tmp_path / "good.csv").write_text(cells("毛泽东致宋庆龄信"), encoding="utf-8")
    assert shimai("build", "good.csv", "--store", "s.sqlite", "--quiet")[0] == 0
    assert shimai("export", "--store", "s.sqlite", "-o", "before.nt")[0] == 0
    (tmp_path / "bad.csv").write_bytes(bytes(5000))
    assert shimai("build", "good.csv", "bad.csv", "--store", "s.sqlite", "--quiet")[0] == 2
    assert shimai("export", "--store", "s.sqlite", "-o", "after.nt")[0] == 0
    assert (tmp_path / "before.nt").read_bytes() == (tmp_path / "after.nt").read_bytes()


def test_a_wrong_encoding_given_by_hand_is_refused(shimai: Run, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(cells("毛泽东致宋庆龄信").encode("gb18030"))
    exit_code, _, error = shimai("build", "g.csv", "--encoding", "utf-8")
    assert exit_code == 2
    one_sentence(error, "FILE_ENCODING")
    exit_code, _, error = shimai("build", "g.csv", "--encoding", "klingon")
    assert exit_code == 2
    assert "Traceback" not in error


def test_a_cell_of_ten_megabytes_is_set_aside(
    shimai: Run, authority_graph: Path, tmp_path: Path
) -> None:
    copyfile(authority_graph, "s.sqlite")
    text = cells("长" * 3_500_000) + "A-2,毛泽东致宋庆龄信\n"
    (tmp_path / "long.csv").write_text(text, encoding="utf-8")
    code, _, _ = shimai("build", "long.csv", "--store", "s.sqlite", "--quiet", "--report", "r.json")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert code == 0
    assert (report["rows_in"], report["loaded"], report["set_aside"]) == (2, 1, 1)
    rejects = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")
    assert rejects.splitlines()[0] == "row,column,code,reason_zh,reason_en,raw"
    assert "ROW_CELL_TOO_LONG" in rejects


@pytest.mark.parametrize(
    "words", [["build", "none.csv"], ["inspect", "none.csv"], ["extract", "none.jsonl"]]
)
def test_a_missing_file_is_named(shimai: Run, words: list[str]) -> None:
    exit_code, _, error = shimai(*words)
    assert exit_code == 2
    one_sentence(error, "FILE_MISSING")


def test_a_missing_store_is_named(shimai: Run) -> None:
    for words in (["export", "--store", "none.sqlite"], ["explore", "--store", "none.sqlite"]):
        exit_code, _, error = shimai(*words)
        assert exit_code == 2
        one_sentence(error, "STORE_MISSING")


def test_an_output_that_cannot_be_written_is_named(shimai: Run, sample_graph: Path) -> None:
    copyfile(sample_graph, "s.sqlite")
    exit_code, _, error = shimai(
        "build", SAMPLE, "--store", "s.sqlite", "--quiet", "--report", "no/where.json"
    )
    assert exit_code == 2
    one_sentence(error, "OUTPUT_UNWRITABLE")
    exit_code, _, error = shimai(
        "build", SAMPLE, "--store", "s.sqlite", "--quiet", "--rejects", "no/where.csv"
    )
    assert exit_code == 2
    one_sentence(error, "OUTPUT_UNWRITABLE")


def test_an_unreachable_server_is_one_sentence(shimai: Run) -> None:
    exit_code, _, error = shimai("build", SAMPLE, "--store", "bolt://127.0.0.1:9")
    assert exit_code == 1
    one_sentence(error, "STORE_UNREACHABLE")


def test_an_address_of_another_kind_is_refused(shimai: Run, tmp_path: Path) -> None:
    exit_code, _, error = shimai("build", SAMPLE, "--store", "http://127.0.0.1:7474")
    assert exit_code == 2
    one_sentence(error, "STORE_ADDRESS")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_or_option_is_usage(shimai: Run) -> None:
    assert shimai("fly")[0] == 2
    assert shimai("build")[0] == 2
    assert shimai("build", SAMPLE, "--fly")[0] == 2


def test_a_broken_line_of_json_is_named_by_number(shimai: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"title": "毛泽东致宋庆龄信"}\n{"title"\n', encoding="utf-8"
    )
    exit_code, _, error = shimai("extract", "in.jsonl", "-o", "out.jsonl")
    assert exit_code == 2
    one_sentence(error, "FILE_UNREADABLE")
    assert "2" in error


def test_extract_passes_other_keys_through(shimai: Run, tmp_path: Path) -> None:
    line = {"key": "k1", "title": "毛澤東致宋慶齡信", "creator": "", "date": "1936", "shelf": 7}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    assert shimai("extract", "in.jsonl", "-o", "out.jsonl")[0] == 0
    (text,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    out = json.loads(text)
    assert {key: out[key] for key in line} == line
    spans = [(e["start"], e["end"], e["label"]) for e in out["entities"]]
    assert spans == [(0, 3, "PERSON"), (4, 7, "PERSON")]
    assert out["roles"] == [
        {"role": "sender", "start": 0, "end": 3},
        {"role": "recipient", "start": 4, "end": 7},
    ]
    assert (out["genre"], out["scope"], out["spirits"]) == ("信", [2, 4], [])


def test_extract_writes_the_same_lines_with_more_processes(tmp_path: Path) -> None:
    lines = [{"key": n, "title": f"毛泽东致第{n}师电等六则"} for n in range(1, 2_100)]
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for workers in ("1", "2"):
        out = tmp_path / workers
        words = ["extract", str(file), "--workers", workers, "-o", str(out)]
        subprocess.run([sys.executable, "-m", "loaders.cli.main", *words], check=True, cwd=ROOT)
    written = (tmp_path / "1").read_text("utf-8").splitlines()
    assert written == (tmp_path / "2").read_text("utf-8").splitlines()
    assert [json.loads(line)["key"] for line in written] == [line["key"] for line in lines]
    assert {json.loads(line)["stated_count"] for line in written} == {6}


@pytest.mark.parametrize("workers", ["0", "65"])
def test_extract_refuses_an_absurd_number_of_processes(shimai: Run, workers: str) -> None:
    code, _, error = shimai("extract", "in.jsonl", "--workers", workers)
    assert code == 2
    one_sentence(error, "WORKERS_OUT_OF_RANGE")


def test_extract_takes_a_catalogue(shimai: Run) -> None:
    code, out, _ = shimai("extract", SAMPLE)
    assert code == 0
    assert len(out.splitlines()) >= 300


@needs_shared
def test_extract_reads_the_tuning_gold_at_least_as_well_as_reported(tmp_path: Path) -> None:
    gold = SHARED / "data" / "gold"
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(gold / "dev.jsonl"), "-o", str(out)]) == 0
    scored = subprocess.run(
        [sys.executable, str(gold / "score.py"), str(gold / "dev.jsonl"), str(out)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    scores = dict(pair.split("=") for pair in scored.stdout.splitlines()[-1].split())
    assert float(scores["entities"]) >= 86
    assert float(scores["roles"]) >= 93
    assert float(scores["genre"]) >= 93


def test_every_command_and_option_is_documented() -> None:
    docs = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs").glob("*.md")))
    parser = make_parser()
    (sub,) = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    assert set(sub.choices) == set(COMMANDS)
    for name, command in sub.choices.items():
        assert f"shimai {name}" in docs, name
        for action in command._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in docs, f"{name} {option}"
