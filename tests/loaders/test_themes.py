"""Themes in the graph: claims with words and grades, profiles, and saved thematic databases."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.themes import load_themes
from graph_model.access import Access
from graph_model.claim import Claim, Status, check_claim
from graph_model.decision import Verdict, of_claims
from graph_model.errors import BadInput, ClaimRefused
from graph_model.schema import load_schema
from loaders.build import build
from loaders.cli.main import main
from loaders.decisions import Decisions
from loaders.exporters import Choice, Iris, Profile, Selection, Style
from loaders.stores import GraphStore
from loaders.theme_databases import members, preview, save, versions
from loaders.themes import theme_claims
from tests.graphs import built, copied

ALL = Access.CLASSIFIED
ROWS = [
    ["A-1", "中央红军长征途中给养情况报告", "", "1935-06", "开放"],
    ["A-2", "关于苏区春耕的训令", "毛泽东", "1932-02-08", "开放"],
    ["A-3", "红军长征经过情形密报", "", "1935-07", "控制"],
    ["A-4", "某某事项", "", "1936", "开放"],
    ["A-5", "北平接管委员会报告", "", "1949-02", "开放"],
]
PROFILE = """id: jieguan
name: 接管
rules:
  - grade: direct
    any: [接管]
    examples: [接管委员会报告]
"""


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["档号", "题名", "责任者", "日期", "开放标识"], *rows])
    return path


@pytest.fixture(scope="module")
def graph(authority_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows, built."""
    folder = tmp_path_factory.mktemp("themes")
    return built(folder / "graph.sqlite", [write(folder / "c.csv", ROWS)], on=authority_graph)


@pytest.fixture
def store(graph: Path, tmp_path: Path) -> Iterator[GraphStore]:
    write(tmp_path / "c.csv", ROWS)
    store = copied(graph, tmp_path / "graph.sqlite")
    yield store
    store.close()


def themed(store: GraphStore, theme: str, reader: Access = ALL) -> list[Claim]:
    found = (c for c in store.iter_edges(reader) if c.object == f"theme:{theme}")
    return [claim for claim in found if claim.grade]


def titles(store: GraphStore, claims: list[Claim]) -> set[str]:
    return {node.name for node in store.nodes(sorted({c.subject for c in claims}), ALL)}


def test_a_record_s_theme_is_a_claim_with_words_rule_and_grade(store: GraphStore) -> None:
    (claim,) = [c for c in themed(store, "suqu") if c.evidence.quote == "苏区"]
    assert (claim.predicate, claim.grade, claim.rule) == ("EMBODIES", "direct", "suqu-2")
    assert (claim.evidence.field, claim.evidence.start, claim.evidence.end) == ("title", 2, 4)
    assert (claim.earliest, claim.latest) == ("1932-02-08", "1932-02-08")
    assert {c.predicate for c in themed(store, "scope-2")} == {"IN_SCOPE"}


def test_a_reader_sees_the_themes_of_open_records_only(store: GraphStore) -> None:
    seen = titles(store, themed(store, "chang-zheng", Access.OPEN))
    assert seen == {"中央红军长征途中给养情况报告"}
    assert len(titles(store, themed(store, "chang-zheng"))) == 2


def test_what_cannot_be_told_says_why(store: GraphStore) -> None:
    notes = {n.name: n.properties.get("scope_note") for n in store.iter_nodes(ALL)
             if n.label == "Record"}  # fmt: skip
    assert notes["某某事项"] == "before"
    assert notes["关于苏区春耕的训令"] is None


def test_profiles_and_the_official_statement_are_told_apart(store: GraphStore) -> None:
    claims = list(store.iter_edges(Access.OPEN, types=("INHERITS_FROM",)))
    assert len(claims) == 45
    assert {(c.object, c.evidence.source) for c in claims} == {("theme:jian-dang", "source:S-20")}
    stated = list(theme_claims(load_themes().values()))
    for claim in stated:
        check_claim(claim, load_schema())
    assert {c.rule for c in stated} == {"theme_profile"}


def test_themes_are_no_neighbours_of_whom_records_name(store: GraphStore) -> None:
    near = store.co_mentions("person:mao-zedong", ALL)
    assert {n.node.label for n in near}.isdisjoint({"Theme"})


def test_a_grade_is_one_of_the_known() -> None:
    claim = next(theme_claims(load_themes().values()))
    with pytest.raises(ClaimRefused) as caught:
        check_claim(replace(claim, grade="sure"), load_schema())
    assert caught.value.code == "CLAIM_GRADE"


def test_the_full_export_shows_words_and_grade(store: GraphStore) -> None:
    selection = Selection(
        store,
        load_schema(),
        Iris("https://data.example/"),
        style=Style(Profile.FULL),
        choice=Choice(within=("theme:suqu",)),
    )
    triples = list(selection.triples())
    grades = {
        s for s, p, o in triples if p.endswith("#grade") and getattr(o, "text", "") == "direct"
    }
    quotes = {o.text for _, p, o in triples if p.endswith("#exact") and not isinstance(o, str)}
    assert grades
    assert "苏区" in quotes


def test_every_claim_of_a_theme_carries_its_words_into_rdf(store: GraphStore) -> None:
    said = [c for c in store.iter_edges(ALL, types=("EMBODIES", "IN_SCOPE")) if c.grade]
    assert len(said) > 10
    names = {node.id: node.name for node in store.iter_nodes(ALL, labels=("Record",))}
    for claim in said:
        evidence = claim.evidence
        assert evidence.quote
        assert claim.rule.startswith(claim.object.removeprefix("theme:"))
        if evidence.field == "title":
            assert names[claim.subject][evidence.start : evidence.end] == evidence.quote
    base = Iris("https://data.example/")
    within = Choice(within=tuple(sorted({claim.object for claim in said})))
    style = Style(Profile.FULL)
    selection = Selection(store, load_schema(), base, reader=ALL, style=style, choice=within)
    told: dict[str, list[tuple[str, object]]] = {}
    for subject, predicate, object_ in selection.triples():
        if isinstance(subject, str):
            told.setdefault(subject, []).append((predicate, object_))

    def words(node: str) -> set[str]:
        """The quoted texts that a relation leads to by its annotation and the selectors."""
        found: set[str] = set()
        for predicate, value in told.get(node, []):
            name = re.split("[/#]", predicate)[-1]
            if name == "exact":
                found.add(getattr(value, "text", ""))
            elif name in ("wasDerivedFrom", "hasTarget", "hasSelector") and isinstance(value, str):
                found |= words(value)
        return found

    for claim in said:
        node = base.relation(base.claim_hash(claim))
        assert claim.evidence.quote in words(node), (claim.rule, told.get(node))


def test_a_saved_theme_is_previewed_versioned_and_asked_of_new_records(
    store: GraphStore, tmp_path: Path
) -> None:
    from extractors.themes import read_profile

    theme = read_profile(PROFILE, "p.yaml")
    seen = preview(store, theme, Access.OPEN)
    assert ([one.node.name for one in seen.gained], seen.lost) == (["北平接管委员会报告"], ())
    assert versions(store, theme.id) == []
    assert save(store, PROFILE, "p.yaml").number == 1
    assert save(store, PROFILE, "p.yaml").number == 1
    assert titles(store, list(members(store, theme, ALL))) == {"北平接管委员会报告"}
    rows = [*ROWS, ["A-6", "上海接管经过", "", "1949-06", "开放"]]
    build([write(tmp_path / "c.csv", rows)], store, lambda _: None)
    assert len(titles(store, list(members(store, theme, ALL)))) == 2
    narrower = PROFILE.replace("[接管]", "[接管经过]")
    after = preview(store, read_profile(narrower, "p.yaml"), ALL)
    assert ([n.name for n in after.lost], after.kept) == (["北平接管委员会报告"], 1)
    assert save(store, narrower, "p.yaml").number == 2
    assert titles(store, list(members(store, theme, ALL))) == {"上海接管经过"}
    assert [version.number for version in versions(store, theme.id)] == [1, 2]


def test_a_person_s_decision_wins_over_the_rules(store: GraphStore, tmp_path: Path) -> None:
    save(store, PROFILE, "p.yaml")
    said = themed(store, "jieguan")
    decided = of_claims(Verdict.REJECT, said, user="某甲", reason="不属本专题", everywhere=True)
    Decisions(store).decide(decided)
    assert {c.status for c in themed(store, "jieguan")} == {Status.REJECTED}
    save(store, PROFILE.replace("name: 接管", "name: 接管专题"), "p.yaml")
    build([write(tmp_path / "c.csv", ROWS)], store, lambda _: None)
    assert {c.status for c in themed(store, "jieguan")} == {Status.REJECTED}


def test_a_built_in_theme_cannot_be_overwritten(store: GraphStore) -> None:
    with pytest.raises(BadInput) as caught:
        save(store, PROFILE.replace("id: jieguan", "id: suqu"), "p.yaml")
    assert caught.value.code == "THEME_TAKEN"


@pytest.fixture
def shimai(
    capsys: pytest.CaptureFixture[str], store: GraphStore, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    (tmp_path / "p.yaml").write_text(PROFILE, encoding="utf-8")

    def run(*words: object) -> tuple[int, str, str]:
        code = main(["theme", *map(str, words), "--store", store.uri])
        return (code, *capsys.readouterr())

    return run


def test_a_theme_is_tried_saved_shown_and_exported_without_python(
    shimai: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, _ = shimai("try", tmp_path / "p.yaml")
    assert code == 0
    assert "+1" in out
    assert "北平接管委员会报告 ← 接管" in out
    assert shimai("save", tmp_path / "p.yaml")[0] == 0
    assert "local\t\tjieguan\t接管\t1" in shimai("list")[1]
    assert "version 1" in shimai("show", "jieguan")[1]
    rows = list(csv.reader(shimai("export", "接管")[1].splitlines()))
    assert [row[1] for row in rows] == ["title", "北平接管委员会报告"]
    code, out, _ = shimai("export", "jieguan", "--format", "nt")
    assert "接管" in out.encode().decode("unicode_escape") or "接管" in out
    assert code == 0


def test_closed_records_are_in_no_list_or_export_of_an_uncleared_reader(
    shimai: Callable[..., tuple[int, str, str]],
) -> None:
    for words in (("export", "chang-zheng"), ("show", "chang-zheng")):
        assert "密报" not in shimai(*words)[1]
    assert "密报" in shimai("export", "chang-zheng", "--clearance", "classified")[1]
    (line,) = [x for x in shimai("list")[1].splitlines() if "\tchang-zheng\t" in x]
    assert line.endswith("\t1")


@pytest.mark.parametrize(
    "words",
    [("show", "nobody"), ("try", "no.yaml"), ("show",)],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    shimai: Callable[..., tuple[int, str, str]], words: tuple[str, ...]
) -> None:
    status, out, error = shimai(*words)
    assert (status, out) == (2, "")
    assert len(error.strip().splitlines()) == 1
    assert "Traceback" not in error
