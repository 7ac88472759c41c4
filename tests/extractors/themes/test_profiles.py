"""The profiles of the 46 spirits: complete, linked, dated, each line with its source."""

from __future__ import annotations

import pytest

from extractors.authority import load_authority, read_table
from extractors.themes import Theme, load_themes, read_profile
from extractors.themes.model import GRADES
from extractors.themes.profiles import read_table as theme_table
from graph_model.dates import from_edtf
from graph_model.errors import BadInput
from tests.paths import SHARED

THEMES = load_themes()
SPIRITS = [theme for theme in THEMES.values() if theme.scheme == "spirits"]
ENTRIES = load_authority().entries
SOURCES = {row["key"] for row in read_table("sources")}
#: Spirits of which no three persons or bodies are named one by one.
FEW_AGENTS = {"theme:wangjie", "theme:sanniu"}
PERIODS = {
    "建党": 1,
    "新民主主义革命时期": 16,
    "社会主义革命和建设时期": 12,
    "改革开放和社会主义现代化建设新时期": 9,
    "中国特色社会主义新时代": 8,
}


def test_there_are_46_in_the_announced_order_and_groups() -> None:
    assert [theme.order for theme in SPIRITS] == list(range(1, 47))
    counts = {period: sum(t.period == period for t in SPIRITS) for period in PERIODS}
    assert counts == PERIODS
    assert {theme.issued for theme in SPIRITS} == {"2021-09-29"}


def test_names_are_those_of_the_announcement() -> None:
    table = SHARED / "data" / "gazetteers" / "spirits46.tsv"
    if not table.exists():
        pytest.skip("shared reference tables are absent")
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    assert [row[1] for row in rows] == [theme.name for theme in SPIRITS]
    assert [row[2] for row in rows] == [theme.period for theme in SPIRITS]


@pytest.mark.parametrize("theme", SPIRITS, ids=lambda theme: theme.id)
def test_a_profile_is_complete(theme: Theme) -> None:
    count = {kind: len({link.value for link in links}) for kind, links in theme.links.items()}
    assert theme.start
    assert theme.end
    assert count["places"] >= 2
    assert count["events"] >= 3
    assert count["terms"] >= 5
    agents = count.get("persons", 0) + count.get("organizations", 0)
    assert agents >= (2 if theme.id in FEW_AGENTS else 3)
    assert theme.name_en
    assert theme.sources


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.id)
def test_links_lead_to_entries_and_rest_on_sources(theme: Theme) -> None:
    labels = {"places": "PLACE", "events": "EVENT", "persons": "PERSON", "organizations": "ORG"}
    assert set(theme.sources) <= SOURCES
    for kind, links in theme.links.items():
        assert {link.source for link in links} <= SOURCES
        values = [link.value for link in links]
        assert len(values) == len(set(values))
        if kind in labels:
            assert [v for v in values if v not in ENTRIES] == []
            assert {ENTRIES[v].label for v in values} == {labels[kind]}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.id)
def test_dates_are_in_order(theme: Theme) -> None:
    if theme.start and theme.end:
        assert from_edtf(theme.start).earliest <= from_edtf(theme.end).latest
    for rule in theme.rules:
        assert not (rule.start and rule.end) or rule.start <= rule.end, rule.id


def test_profile_events_lie_near_the_formation() -> None:
    """An event of a profile is dated, and not later than the announcement."""
    for theme in SPIRITS:
        for link in theme.links["events"]:
            fields = ENTRIES[link.value].fields
            day = fields.get("start") or fields.get("end")
            if day:
                assert from_edtf(day).earliest < "2021-09-29", (theme.id, link.value)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.id)
def test_rules_name_known_entities_and_have_examples(theme: Theme) -> None:
    for rule in theme.rules:
        assert rule.examples, rule.id
        assert rule.grade in GRADES
        tokens = [*rule.any, *rule.unless, *rule.against]
        tokens += [token for group in rule.groups for token in group]
        for token in tokens:
            role, _, rest = token.partition(":")
            id = rest if role in ("creator", "sender", "recipient", "fonds") else token
            if id.partition(":")[0] in ("person", "organization", "place", "event", "office"):
                assert id in ENTRIES, (rule.id, token)


def test_cues_of_rules_have_words_or_entities() -> None:
    cues = {row["cue"] for row in theme_table("words")} | {r["side"] for r in theme_table("sides")}
    made = {"spirit", "any-person", "any-organization", "any-office"}
    for theme in THEMES.values():
        for rule in theme.rules:
            for group in (rule.any, *rule.groups, rule.unless, rule.against):
                named = {token.rpartition("@")[2] for token in group if "@" in token}
                assert named <= cues | made, rule.id


def test_tables_rest_on_sources_and_known_entities() -> None:
    for row in theme_table("words"):
        assert row["word"], row
        assert row["source"] in SOURCES, row
    for row in theme_table("sides"):
        assert row["entity"] in ENTRIES, row
        assert ENTRIES[row["entity"]].name == row["name"], row
        assert row["source"] in SOURCES, row


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n- b", "not a mapping"),
        ("id: x", "no name"),
        ("id: Ä\nname: x", "small letters"),
        ("id: x\nname: x\ncolour: red", "unknown colour"),
        ("id: x\nname: x\nrules: [{grade: sure, any: [y]}]", "grade"),
        ("id: x\nname: x\nrules: [{grade: direct}]", "names no word"),
        ("id: x\nname: x\nrules: [{any: [y], from: 19xx}]", "19xx"),
        ("id: x\nname: [", "flow"),
        ("id: x\nname: x\nplaces: [a]", "source"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_reason(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_profile(text, "f.yaml")
    assert caught.value.code == "THEME_FILE"
    assert "f.yaml" in caught.value.both()
    assert told in caught.value.both()
