"""Reconciliation answers."""

from __future__ import annotations

from extractors.linking.reconcile import reconcile


def test_a_name_of_one_is_a_match() -> None:
    (one, *_) = reconcile("張之洞", "Person")
    assert (one.id, one.label, one.match) == ("person:zhang-zhidong", "Person", True)
    assert "1837" in one.description


def test_a_name_of_two_is_told_apart_by_birth() -> None:
    both = reconcile("李达", "Person")
    assert {one.id for one in both} == {"person:li-da-1890", "person:li-da-1905"}
    assert not any(one.match for one in both)
    first = reconcile("李达", "Person", {"born": "1905-04"})[0]
    assert (first.id, first.match) == ("person:li-da-1905", True)


def test_types_and_unknown_names() -> None:
    assert reconcile("毛泽东", "Place") == []
    assert reconcile("绝无此人", "") == []
    assert reconcile("外交部", "Organization", {"date": "1955"})[0].id.endswith("prc-waijiaobu")
    assert len(reconcile("李达", limit=1)) == 1
