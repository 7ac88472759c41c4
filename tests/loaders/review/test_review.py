"""The queue, the sheet and the alarms, on a small store."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph_model.access import Access
from graph_model.claim import Claim, Evidence
from graph_model.decision import DecisionRefused, Verdict, of_claims, of_pair
from graph_model.node import Node
from loaders.cli.main import main
from loaders.decisions import Decisions
from loaders.review import alarms, make_queue, open_queue, read_sheet, write_sheet
from loaders.stores.base import GraphStore
from loaders.stores.sqlite import SqliteStore

OPEN, CLOSED = Access.OPEN, Access.RESTRICTED


def record(no: int, title: str, year: int, access: Access = OPEN) -> Node:
    days = (f"{year}-01-01", f"{year}-12-31")
    return Node(f"record:{no}", "Record", title, access, (), {}, *days)


def mention(source: Node, of: Node) -> Claim:
    said = Evidence(source.id, "title", 0, len(of.name), of.name)
    level = source.access or OPEN
    return Claim(
        source.id, "MENTIONS", of.id, said, "test", 0.9, access=level,
        earliest=source.earliest, latest=source.latest,
    )  # fmt: skip


FIRM = Node("organization:~a", "Organization", "通裕轮船公司")
LIMITED = Node("organization:~b", "Organization", "通裕轮船有限公司")
WANG = Node("person:~wang", "Person", "王秀英")
FOUR = [
    record(1, "=通裕轮船公司呈", 1915), record(2, "通裕轮船有限公司函", 1916),
    record(3, "王秀英诉状", 1862), record(4, "王秀英控案", 1951),
    record(5, "通裕轮船公司密呈", 1915, CLOSED),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = SqliteStore(tmp_path / "graph.sqlite", create=True)
    store.upsert_nodes([FIRM, LIMITED, WANG, *FOUR])
    named = [FIRM, LIMITED, WANG, WANG, FIRM]
    store.upsert_edges(mention(r, of) for r, of in zip(FOUR, named, strict=True))
    yield store
    store.close()


def test_the_queue_asks_for_pairs_and_namesakes(store: GraphStore) -> None:
    queue = make_queue(store, OPEN)
    assert {(item.kind, item.first) for item in queue} == {
        ("same", FIRM.id), ("split", WANG.id),
    }  # fmt: skip
    assert [item.impact for item in queue] == sorted((i.impact for i in queue), reverse=True)
    pair = next(item for item in queue if item.kind == "same")
    assert (pair.second, pair.records) == (LIMITED.id, (1, 1))
    assert pair.score > 0.9
    assert all(item.why[0] and item.why[1] for item in queue)


def test_each_level_has_a_queue_of_what_it_sees(store: GraphStore) -> None:
    pair = next(item for item in make_queue(store, CLOSED) if item.kind == "same")
    assert pair.records == (2, 1)
    opened = open_queue(store, OPEN)
    assert opened is not None
    assert next(item for item in opened if item.kind == "same").records == (1, 1)


def test_what_is_decided_leaves_the_queue_and_comes_back(store: GraphStore) -> None:
    queue = make_queue(store, OPEN)
    book = Decisions(store)
    decided = book.decide(
        item.decision(Verdict.SPLIT if item.kind == "split" else Verdict.SAME, user="甲")
        for item in queue
    )
    assert open_queue(store, OPEN) == []
    assert len(store.records(WANG.id, OPEN).hits) == 1
    book.undo(decided[0].no, user="甲")
    assert open_queue(store, OPEN) == [queue[0]]


def test_that_a_name_is_nobody_else_is_an_answer_too(store: GraphStore) -> None:
    item = next(item for item in make_queue(store, OPEN) if item.kind == "split")
    before = list(store.iter_edges(CLOSED))
    book = Decisions(store)
    (decided,) = book.decide([item.decision(Verdict.WHOLE, user="甲")])
    assert list(store.iter_edges(CLOSED)) == before
    assert item not in (open_queue(store, OPEN) or [])
    assert decided.target == item.target
    book.decide([item.decision(Verdict.SPLIT, user="乙")])
    assert len(store.records(WANG.id, OPEN).hits) == 1
    book.undo(2, user="乙")
    assert list(store.iter_edges(CLOSED)) == before
    book.undo(1, user="甲")
    assert item in (open_queue(store, OPEN) or [])
    for wrong in (
        of_pair(Verdict.WHOLE, WANG.id, FIRM.id, user="甲"),
        of_pair(Verdict.WHOLE, WANG.id, WANG.id, user="甲"),
    ):
        with pytest.raises(DecisionRefused):
            book.decide([wrong])


@pytest.mark.parametrize("answer", ["同", "whole", "不拆"])
def test_the_sheet_takes_the_answer_that_a_name_is_whole(
    store: GraphStore, tmp_path: Path, answer: str
) -> None:
    path = tmp_path / "审核.csv"
    write_sheet(path, make_queue(store, OPEN), store, OPEN)
    fill(path, {"same": "", "split": answer})
    (decision,) = read_sheet(path, user="甲")
    assert (decision.verdict, decision.first) == (Verdict.WHOLE, WANG.id)


@pytest.mark.parametrize("name", ["审核.csv", "审核.xlsx"])
def test_a_sheet_goes_out_and_comes_back(store: GraphStore, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    queue = make_queue(store, OPEN)
    assert write_sheet(path, queue, store, OPEN) == len(queue)
    assert read_sheet(path, user="甲") == []
    fill(path, {"same": "同", "split": "拆分"})
    decisions = read_sheet(path, user="甲")
    assert [d.target for d in decisions] == [item.target for item in queue]
    assert {d.verdict for d in decisions} == {Verdict.SAME, Verdict.SPLIT}
    assert {d.reason for d in decisions} == {"见原件"}


def fill(path: Path, answers: dict[str, str]) -> None:
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        sheet = book.active
        for row in range(2, sheet.max_row + 1):
            assert sheet.cell(row, 11).data_type != "f"
            sheet.cell(row, 1, answers[sheet.cell(row, 3).value])
            sheet.cell(row, 2, "见原件")
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    for row in rows[1:]:
        assert not any(cell.startswith("=") for cell in row)
        row[:2] = [answers[row[2]], "见原件"]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def test_a_wrong_answer_is_refused_with_its_row(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_sheet(path, make_queue(store, OPEN), store, OPEN)
    fill(path, {"same": "也许", "split": ""})
    with pytest.raises(DecisionRefused) as error:
        read_sheet(path, user="甲")
    assert error.value.code == "REVIEW_ANSWER"
    assert "也许" in error.value.message()


def test_alarms_tell_contradictions(store: GraphStore) -> None:
    mao = Node("person:mao-zedong", "Person", "毛泽东", OPEN)
    lin = Node("person:lin-zexu", "Person", "林则徐", OPEN)
    store.upsert_nodes([mao, lin])
    book = Decisions(store)
    book.decide([
        of_pair(Verdict.SAME, mao.id, WANG.id, user="甲"),
        of_pair(Verdict.SAME, mao.id, lin.id, user="甲"),
        of_pair(Verdict.SAME, FIRM.id, LIMITED.id, user="甲"),
        of_pair(Verdict.NOT_SAME, FIRM.id, LIMITED.id, user="乙"),
        *of_claims(Verdict.CONFIRM, [mention(FOUR[3], WANG)], user="甲"),
    ])  # fmt: skip
    store.delete_by_source([FOUR[3].id])
    kinds = {(alarm.decision.no, alarm.kind) for alarm in alarms(store, Access.CLASSIFIED)}
    assert {(1, "born_after"), (2, "lives"), (5, "unread")} <= kinds
    book.reapply()
    kinds = {(alarm.decision.no, alarm.kind) for alarm in alarms(store, Access.CLASSIFIED)}
    assert (5, "kept") in kinds
    assert (5, "unread") not in kinds
    assert all(alarm.message("zh") and alarm.message("en") for alarm in alarms(store, OPEN))


def test_the_commands(
    store: GraphStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--store", store.uri]
    assert main(["review", "make", "--accept", "0.9", *at]) == 0
    assert "accepted: 1" in capsys.readouterr().out
    assert main(["decide", "not_same", FIRM.id, WANG.id, "--user", "甲", *at]) == 2
    assert "DECISION_PAIR" in capsys.readouterr().err
    assert main(["decide", "reject", "record:3", WANG.id, "--predicate", "MENTIONS", *at]) == 2
    assert "DECISION_USER" in capsys.readouterr().err
    assert main(
        ["decide", "reject", "record:3", WANG.id, "--predicate", "MENTIONS", "--user", "甲", *at]
    ) == 0  # fmt: skip
    capsys.readouterr()
    log = tmp_path / "log.jsonl"
    assert main(["decisions", "-o", str(log), *at]) == 0
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2
    assert main(["decisions", "--undo", "1", "--user", "甲", *at]) == 0
    assert main(["decisions", "--undo", "1", "--user", "甲", *at]) == 2
    capsys.readouterr()
    assert main(["decisions", "--active", *at]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["decisions", "--import", str(log), *at]) == 0
    assert len(store.decisions()) == 5
