"""The schema holds what the design names, and refuses what it does not allow, with a code."""

from __future__ import annotations

import pytest

from graph_model.errors import MESSAGES, ClaimRefused, ShimaiError
from graph_model.schema import load_schema

SCHEMA = load_schema()
LABELS = {
    "Record", "RecordSet", "Person", "Organization", "Place", "Event", "Office", "Theme", "Run",
    "Source",
}  # fmt: skip
RELATIONSHIPS = {
    "CREATED_BY", "SENT_BY", "SENT_TO", "MENTIONS", "ABOUT", "PART_OF", "HELD_BY", "HELD_OFFICE",
    "MEMBER_OF", "PARTICIPATED_IN", "TOOK_PLACE_AT", "EMBODIES", "IN_SCOPE", "INHERITS_FROM",
    "REPLIES_TO", "CORRESPONDED_WITH", "SUCCEEDED_BY", "SAME_AS", "PRECEDES",
}  # fmt: skip


def test_it_holds_the_labels_and_relationships_of_the_design() -> None:
    assert set(SCHEMA.nodes) == LABELS
    assert set(SCHEMA.edges) == RELATIONSHIPS


def test_every_name_is_given_in_both_languages() -> None:
    for node in SCHEMA.nodes.values():
        assert all((node.zh, node.en, node.definition["zh"], node.definition["en"]))
        assert all(prop.zh and prop.en for prop in node.properties.values())
    for edge in SCHEMA.edges.values():
        names = (edge.zh, edge.en, edge.inverse["zh"], edge.inverse["en"])
        assert all(names)
        assert edge.definition["zh"]
        assert edge.definition["en"]


def test_prefixes_and_tags_are_told_apart() -> None:
    prefixes = [node.id_prefix for node in SCHEMA.nodes.values()]
    assert len(set(prefixes)) == len(prefixes)
    tags = {node.tag: node.label for node in SCHEMA.nodes.values() if node.tag}
    assert set(tags) == {"PERSON", "ORG", "PLACE", "EVENT", "OFFICE"}


def test_every_allowed_pair_has_an_rdf_rule() -> None:
    for edge in SCHEMA.edges.values():
        for subject in edge.domain:
            assert any(edge.rule_for(subject, object_) for object_ in edge.range), edge.type


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "code"),
    [
        ("SENT_TO", "Record", "Place", "CLAIM_RANGE"),
        ("SENT_TO", "Person", "Person", "CLAIM_DOMAIN"),
        ("PART_OF", "Place", "Organization", "CLAIM_RANGE"),
        ("LOVES", "Person", "Person", "CLAIM_PREDICATE"),
        ("MENTIONS", "Record", "Planet", "CLAIM_LABEL"),
    ],
)
def test_a_relationship_outside_domain_or_range_is_refused(
    predicate: str, subject: str, object_: str, code: str
) -> None:
    with pytest.raises(ClaimRefused) as error:
        SCHEMA.check(predicate, subject, object_)
    assert error.value.code == code


def test_what_the_schema_allows_passes() -> None:
    SCHEMA.check("SENT_TO", "Record", "Office")
    SCHEMA.check("PART_OF", "Record", "RecordSet")


def test_an_id_tells_its_label() -> None:
    assert SCHEMA.label_of("person:mao-zedong") == "Person"
    assert SCHEMA.label_of("record:00ff") == "Record"
    with pytest.raises(ClaimRefused):
        SCHEMA.label_of("planet:mars")


def test_every_message_has_both_languages_and_an_exit_code() -> None:
    for code, (exit_code, zh, en) in MESSAGES.items():
        assert exit_code in (1, 2), code
        assert zh
        assert en
        import string

        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (zh, en)]
        if code != "USAGE":
            assert fields[0] == fields[1] or code == "FILE_ENCODING", code


def test_an_error_speaks_both_languages_on_one_line() -> None:
    error = ShimaiError("FILE_MISSING", file="x.csv")
    assert error.both().startswith("[FILE_MISSING] 找不到文件 x.csv")
    assert "There is no file x.csv" in error.both()
    assert "\n" not in error.both()
