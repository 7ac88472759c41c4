"""From a record and its reading to nodes and claims."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.dates import read_date
from extractors.pipeline import read_title
from graph_model.access import Access
from graph_model.claim import check_claim
from graph_model.record import Record
from graph_model.schema import load_schema
from loaders.cells import split_names
from loaders.claims import ClaimMaker, Graph

MAKER = ClaimMaker("run:1", "v")


def graph(title: str, **fields: Any) -> Graph:
    record = Record(title=title, row=2, **{"date": read_date("1936-09-18"), **fields})
    return MAKER.graph(record, read_title(title))


def said(made: Graph) -> set[tuple[str, str, str]]:
    """Predicate, object's name, and the words of the evidence; themes have tests of their own."""
    return {
        (c.predicate, made.nodes[c.object].name, c.evidence.quote)
        for c in made.claims
        if not c.grade
    }


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("毛泽东", [(0, "毛泽东")]),
        ("沈钧儒、谭平山等", [(0, "沈钧儒"), (4, "谭平山")]),
        ("毛泽东 朱德", [(0, "毛泽东"), (4, "朱德")]),
        ("国家档案局（某网站）", [(0, "国家档案局")]),
        ("中央档案馆 / 国家档案局", [(0, "中央档案馆"), (8, "国家档案局")]),
        ("《解放日报》社", [(1, "解放日报》社")]),
        ("形成机关待核", []),
        ("佚名", []),
        ("", []),
        ("〔毛泽东〕", [(0, "〔毛泽东〕")]),
    ],
)
def test_cells_are_split_into_names_with_their_places(
    cell: str, names: list[tuple[int, str]]
) -> None:
    found = list(split_names(cell))
    assert found == names
    assert all(cell[start : start + len(name)] == name for start, name in found)


def test_the_title_and_the_cells_each_give_their_claims() -> None:
    made = graph("毛泽东致宋庆龄信", creator="毛泽东", addressee="宋庆龄", holder="某某档案馆")
    assert said(made) == {
        ("SENT_BY", "毛泽东", "毛泽东"),
        ("SENT_TO", "宋庆龄", "宋庆龄"),
        ("CREATED_BY", "毛泽东", "毛泽东"),
        ("CORRESPONDED_WITH", "宋庆龄", "毛泽东致宋庆龄信"),
        ("HELD_BY", "某某档案馆", "某某档案馆"),
    }
    sent_to = [c.evidence.field for c in made.claims if c.predicate == "SENT_TO"]
    assert sorted(sent_to) == ["addressee", "title"]


def test_creator_and_addressee_correspond_where_the_title_is_silent() -> None:
    made = graph("论持久战的讨论", creator="毛泽东", addressee="周恩来")
    wrote = [c for c in made.claims if c.predicate == "CORRESPONDED_WITH"]
    assert [(c.subject, c.object) for c in wrote] == [("person:mao-zedong", "person:zhou-enlai")]


def test_every_claim_keeps_the_schema_and_its_span() -> None:
    made = graph(
        "军政部长何应钦呈蒋中正关于第三战区在浙江作战情形",
        persons=("何应钦",),
        places=("浙江-杭州",),
        fonds="军政部",
        fonds_code="M001",
        file="作战",
    )
    assert made.refused == []
    for claim in made.claims:
        check_claim(claim, load_schema())
        words = claim.evidence
        assert words.end - words.start == len(words.quote)
        assert {claim.subject, claim.object} <= set(made.nodes)
    assert ("HELD_OFFICE", "军政部部长", "军政部长何应钦") in said(made)
    assert ("ABOUT", "杭州", "杭州") in said(made)


def test_either_script_names_the_same_entity() -> None:
    simplified, traditional = graph("蒋中正致张某远函"), graph("蔣中正致張某遠函")
    assert {c.object for c in simplified.claims} == {c.object for c in traditional.claims}
    assert {n.name for n in traditional.nodes.values() if n.label == "Person"} == {
        n.name for n in simplified.nodes.values() if n.label == "Person"
    }


def test_a_single_unknown_character_is_no_entity() -> None:
    made = graph("关于电报", creator="刘")
    assert made.unlinked == 1
    assert [n.label for n in made.nodes.values()] == ["Record"]


def test_claims_have_the_record_s_access_and_date() -> None:
    made = graph("毛泽东致宋庆龄信", access=Access.RESTRICTED)
    assert {c.access for c in made.claims} == {Access.RESTRICTED}
    assert {(c.earliest, c.latest) for c in made.claims} == {("1936-09-18", "1936-09-18")}
    levels = {n.label: n.access for n in made.nodes.values() if n.label != "Theme"}
    assert levels == {"Record": Access.RESTRICTED, "Person": Access.OPEN}


def test_structure_goes_from_record_to_file_to_fonds() -> None:
    made = graph("某件", fonds_code="G001", fonds="示例全宗", file_code="0012", holder="某馆")
    chain = [(made.nodes[c.subject].label, made.nodes[c.object].name) for c in made.claims
             if c.predicate == "PART_OF"]  # fmt: skip
    assert chain == [("Record", "0012"), ("RecordSet", "示例全宗")]


def test_the_salutation_names_recipients_and_agrees_with_the_title() -> None:
    day = read_date("1947-08-15")
    made = graph("关于战局的电报", salutation="陈、粟、谭，并告刘、邓", date=day)
    told = {
        (made.nodes[c.object].name, c.evidence.quote)
        for c in made.claims
        if c.evidence.field == "salutation" and c.predicate == "SENT_TO"
    }
    assert ("刘伯承", "刘") in told
    assert ("邓小平", "邓") in told
    again = graph("致彭德怀电", salutation="德怀同志")
    sent = [c for c in again.claims if c.predicate == "SENT_TO"]
    assert {again.nodes[c.object].name for c in sent} == {"彭德怀"}
    assert {c.evidence.field for c in sent} == {"title", "salutation"}


def test_a_salutation_that_fits_nobody_makes_no_entity() -> None:
    made = graph("关于经费的信", salutation="升兄、仲廉先生")
    assert not [c for c in made.claims if c.evidence.field == "salutation"]
    assert made.unlinked == 1
