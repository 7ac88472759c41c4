"""Linking: the judged table by halves, and what a link shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.authority import Authority, read_table
from extractors.entries import TABLES, entry_of
from extractors.further import Further
from extractors.linking import REASONS, Candidate, Context, Link, load_linker
from extractors.linking.context import context
from extractors.linking.forms import number, shortened, unit_form
from extractors.pipeline import read_title
from graph_model.mention import Mention
from loaders.bench.linking import measure_links, read_links
from tests.paths import ROOT

LINKS = ROOT / "tests" / "linking" / "links.tsv"
LINKER = load_linker()


def links(title: str, year: str = "", *around: str) -> dict[str, Link]:
    mentions = read_title(title).mentions
    days = (f"{year}-01-01", f"{year}-12-31") if year else ("", "")
    found = LINKER.link(mentions, context(title, *days, *around))
    return {m.text: link for m, link in zip(mentions, found, strict=True)}


@pytest.mark.parametrize("half", ["tune", "test"])
def test_judged_links(half: str) -> None:
    rows = read_links(LINKS, half)
    assert len(rows) >= 200
    found = measure_links(LINKER, rows)
    assert found.share >= 95.0, [(row.title, row.mention, answer) for row, answer in found.wrong]


def test_the_judged_table_names_entries_that_exist() -> None:
    for half in ("tune", "test"):
        for row in read_links(LINKS, half):
            assert row.expected == "NIL" or row.expected in LINKER.index.authority.entries


def test_an_office_without_a_name_gives_the_office_and_its_holder() -> None:
    found = links("军政部长呈整军计划", "1938")["军政部长"]
    assert found.entity_id == "office:junzhengbu-buzhang"
    assert found.holder is not None
    assert found.holder.entity_id == "person:he-yingqin"


def test_an_office_beside_its_holder_gives_no_other() -> None:
    found = links("军政部长何应钦呈报军费", "1945")
    assert found["军政部长"].holder is None
    assert found["何应钦"].entity_id == "person:he-yingqin"


def test_a_body_of_the_republic_stays_its_own_after_1949() -> None:
    assert links("外交部致美国大使馆照会", "1955")["外交部"].entity_id == (
        "organization:prc-waijiaobu"
    )
    kept = links("外交部致美国大使馆照会", "1955", "国史馆")["外交部"].entity_id
    assert kept == "organization:waijiaobu"


def test_who_was_not_born_is_not_meant() -> None:
    mention = Mention(0, 2, "PERSON", "王杰", "t", 1.0)
    assert LINKER.link([mention], context("王杰奏折", "1790-01-01", "1790-12-31"))[0].best is None
    found = LINKER.link([mention], context("王杰事迹", "1965-01-01", "1965-12-31"))[0]
    assert found.entity_id == "person:wang-jie"


def test_reasons_are_told_in_both_languages() -> None:
    best = links("伍豪关于时局的报告", "1931")["伍豪"].best
    assert isinstance(best, Candidate)
    assert "伍豪" in best.reason()
    assert "1898" in best.reason("en")
    assert all(r.kind in REASONS for r in best.reasons)


def test_without_a_date_a_name_of_two_stays_open() -> None:
    found = LINKER.one("PERSON", "李达", Context())
    assert found.best is None
    assert {c.entity_id for c in found.others} == {"person:li-da-1890", "person:li-da-1905"}


@pytest.mark.parametrize(
    ("text", "figures"), [("一一五", "115"), ("二十九", "29"), ("一百二十", "120"), ("十", "10")]
)
def test_chinese_numbers(text: str, figures: str) -> None:
    assert number(text) == figures


def test_forms_of_bodies() -> None:
    assert unit_form("第一一五师") == unit_form("115师") == "115师"
    assert unit_form("总理衙门") == ""
    assert shortened("中华人民共和国外交部部长") == "外交部长"
    assert shortened("行政院") == "行政院"


def test_a_further_folder_is_linked_too(tmp_path: Path) -> None:
    (tmp_path / "persons.tsv").write_text(
        "id\tname\tname_en\tborn\tdied\tnative_place\taliases\tnote\tsource\texample\texact\n"
        "zhao-shili\t赵示例\t\t1890\t1950\t\t字:示之\t\tX\t\thttp://x.org/1\n",
        encoding="utf-8",
    )
    own = (entry_of(table, row) for table in TABLES for row in read_table(table))
    linker = load_linker(Authority(own, Further(tmp_path)))
    assert linker.one("PERSON", "趙示例", context("", "1938-01-01")).entity_id == (
        "person:zhao-shili"
    )
    assert linker.one("PERSON", "赵示例", context("", "1850-01-01", "1850-01-01")).best is None
    assert linker.one("PERSON", "毛泽东", Context()).entity_id == "person:mao-zedong"
