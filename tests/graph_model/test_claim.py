"""A claim is checked before it is kept, and its key follows its evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_model.claim import Claim, Evidence, check_claim
from graph_model.errors import ClaimRefused
from graph_model.schema import load_schema

GOOD = Claim(
    subject="record:01",
    predicate="SENT_TO",
    object="person:song-qingling",
    evidence=Evidence("record:01", "title", 4, 7, "宋庆龄"),
    rule="gazetteer",
    confidence=0.9,
)


def refused(claim: Claim, length: int = 8) -> str:
    with pytest.raises(ClaimRefused) as error:
        check_claim(claim, load_schema(), field_length=length)
    return error.value.code


def test_a_good_claim_passes() -> None:
    check_claim(GOOD, load_schema(), field_length=8)


def test_a_claim_outside_the_schema_is_refused() -> None:
    assert refused(replace(GOOD, object="place:yan-an")) == "CLAIM_RANGE"
    assert refused(replace(GOOD, subject="person:mao-zedong")) == "CLAIM_DOMAIN"
    assert refused(replace(GOOD, predicate="NOPE")) == "CLAIM_PREDICATE"
    assert refused(replace(GOOD, object="nothing")) == "CLAIM_LABEL"


def test_evidence_outside_its_field_is_refused() -> None:
    assert refused(GOOD, length=6) == "CLAIM_SPAN"
    assert refused(replace(GOOD, evidence=Evidence("record:01", "title", 5, 4))) == "CLAIM_SPAN"


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan")])
def test_a_confidence_outside_0_to_1_is_refused(confidence: float) -> None:
    assert refused(replace(GOOD, confidence=confidence)) == "CLAIM_CONFIDENCE"


def test_the_key_tells_evidence_and_rule_apart_and_nothing_else() -> None:
    assert GOOD.key == replace(GOOD, confidence=0.1, run="run:x").key
    assert GOOD.key != replace(GOOD, rule="surname").key
    assert GOOD.key != replace(GOOD, evidence=Evidence("record:01", "title", 3, 7)).key
    assert GOOD.key != replace(GOOD, evidence=Evidence("record:02", "title", 4, 7)).key
