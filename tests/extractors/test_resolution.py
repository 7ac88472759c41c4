"""Resolution: judged pairs by halves, namesakes, contradictions, and growth."""

from __future__ import annotations

import pytest

from extractors.linking import load_linker
from extractors.resolution import Comparer, Named, Seen, resolve
from extractors.resolution.keys import bare, is_short_for
from loaders.bench.linking import make_pair_scorer, measure_pairs, read_pairs
from loaders.bench.resolve import occurrences
from tests.paths import ROOT

PAIRS = ROOT / "tests" / "linking" / "pairs.tsv"
COMPARER = Comparer(load_linker().index)


@pytest.mark.parametrize("half", ["tune", "test"])
def test_judged_pairs(half: str) -> None:
    rows = read_pairs(PAIRS, half)
    assert len(rows) >= 300
    counts, wrong = measure_pairs(make_pair_scorer(load_linker()), rows)
    assert counts.f1 >= 95.0, [(r.first, r.second, r.same) for r, _ in wrong]


def person(record: str, name: str, year: int, *company: str) -> Seen:
    return Seen(record, "PERSON", name, year * 10_000 + 101, year * 10_000 + 1231, company)


def test_namesakes_of_different_times_are_kept_apart() -> None:
    seen = [person("a", "王秀英", 1862), person("b", "王秀英", 1864), person("c", "王秀英", 1951)]
    found = resolve(seen, COMPARER)
    assert sorted(e.records for e in found.entities) == [("a", "b"), ("c",)]
    assert found.joined == []


def test_company_carries_a_name_over_a_gap() -> None:
    seen = [person("a", "赵文正", 1900, "李某某"), person("b", "赵文正", 1948, "李某某")]
    assert [e.records for e in resolve(seen, COMPARER).entities] == [("a", "b")]


def test_ways_of_writing_one_body_are_joined() -> None:
    seen = [
        Seen("a", "ORG", "通裕轮船公司", 19150101, 19151231),
        Seen("b", "ORG", "通裕轮船有限公司", 19160101, 19161231),
        Seen("c", "ORG", "通裕轮船公司", 19160101, 19161231),
    ]
    (entity,) = resolve(seen, COMPARER).entities
    assert entity.records == ("a", "b", "c")
    assert set(entity.forms) == {"通裕轮船公司", "通裕轮船有限公司"}
    kept = resolve(seen, COMPARER, join=False)
    assert (len(kept.entities), len(kept.proposals)) == (2, 1)


@pytest.mark.parametrize(
    ("label", "first", "second", "ground"),
    [
        ("ORG", "独立第三旅", "独立第四旅", "numbers"),
        ("ORG", "第六届理事会", "第七届理事会", "numbers"),
        ("EVENT", "1947年土地会议", "1948年土地会议", "numbers"),
        ("PLACE", "平阳县", "平阳市", "ranks"),
    ],
)
def test_contradictions_keep_names_apart(label: str, first: str, second: str, ground: str) -> None:
    match = COMPARER.compare(Named(label, first), Named(label, second))
    assert match.score < 0.01
    assert ground in {g.kind for g in match.grounds}
    assert match.explain("zh")
    assert match.explain("en") != match.explain("zh")


def test_forms() -> None:
    assert bare("ORG", "独立第三旅") == bare("ORG", "独立第3旅")
    assert is_short_for("资委会", "资源委员会")
    assert not is_short_for("资委会", "侨务委员会")


def test_made_mentions_are_resolved_rightly() -> None:
    seen = [one for one, _ in occurrences(3000)]
    found = resolve(seen, COMPARER)
    assert found.mentions == 3000
    assert {r for e in found.entities for r in e.records} == {s.record for s in seen}
    assert found.compared < 20 * len(found.entities)
