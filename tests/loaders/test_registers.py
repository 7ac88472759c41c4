"""Registers of documentary heritage: full lists from CSV and SKOS, kept, written and read again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.cli.main import main
from loaders.registers import own_registers, read_items, registers, save, search_words
from loaders.stores import GraphStore, open_store

ROWS = '''序号,档案文献名称,公布年份,申报单位,批次
1,侨批档案,2013,某省档案馆,第一批
2,"=样式雷""图档""",2007,,
'''


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "g.sqlite"), create=True)
    yield store
    store.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_by_its_headings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(ROWS, encoding=encoding)
    first, second = read_items(file)
    assert (first.id, first.item, first.year) == ("1", "侨批档案", "2013")
    assert (first.holder, first.note) == ("某省档案馆", "第一批")
    assert second.item == '=样式雷"图档"'


def test_a_list_takes_the_place_of_what_was_held(store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(ROWS, encoding="utf-8")
    own = own_registers()["memory-of-the-world"]
    assert registers(store)["memory-of-the-world"] == own
    change = save(store, "memory-of-the-world", "", read_items(file))
    assert (len(change.added), change.kept, len(change.gone)) == (1, 1, len(own.items) - 1)
    held = registers(store)["memory-of-the-world"]
    assert (held.name, len(held.items)) == (own.name, 2)
    assert held.saved
    again = save(store, "memory-of-the-world", "", read_items(file))
    assert (again.added, again.gone, again.kept) == ((), (), 2)
    assert registers(store)["china-documentary-heritage"].saved == ""


def test_what_is_written_as_skos_or_csv_is_read_again(tmp_path: Path) -> None:
    address = str(tmp_path / "g.sqlite")
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    told = ["--register", "sheng-ming-lu", "--name", "省级名录"]
    assert main(["import", "register", str(tmp_path / "list.csv"), "--store", address, *told]) == 0
    for name in ("out.ttl", "out.csv"):
        format = name.partition(".")[2]
        options = ["--store", address, "--format", format, "-o", str(tmp_path / name)]
        assert main(["theme", "registers", "sheng-ming-lu", *options]) == 0
    turtle = {(i.item, i.year, i.holder) for i in read_items(tmp_path / "out.ttl")}
    assert turtle == {("侨批档案", "2013", "某省档案馆"), ('=样式雷"图档"', "2007", "")}
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["item"] for row in rows] == ["侨批档案", '\'=样式雷"图档"']
    assert {row["name"] for row in rows} == {"省级名录"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "编号,年份\n1,2013\n", "名称"),
        ("b.csv", "编号,名称\n", "no item"),
        ("c.csv", "编号,名称\n1,甲\n1,乙\n", "甲"),
        ("d.ttl", "@prefix : <x", "d.ttl"),
        ("e.doc", "x", "CSV"),
    ],
)
def test_a_bad_list_is_refused_with_its_reason(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_items(tmp_path / name)
    assert told in caught.value.both()


def test_a_new_register_needs_a_name_and_a_plain_id(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    items = read_items(tmp_path / "list.csv")
    for id, name in (("new", ""), ("Ä b", "名录")):
        with pytest.raises(BadInput):
            save(store, id, name, items)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("侨批档案", "侨批"),
        ("《本草纲目》（1593年金陵版）", "本草纲目"),
        ("招商局历史档案", "招商局"),
        ("档案", "档案"),
    ],
)
def test_the_words_to_look_for_an_item_by(item: str, words: str) -> None:
    assert search_words(item) == words
