"""Addresses and edge references."""

from __future__ import annotations

import pytest

from explorer_app.links import EdgeRef, edge_ref, href, read_edge
from loaders.stores.results import CO_MENTIONED, Link


def test_an_address_carries_what_is_given_and_the_language() -> None:
    assert href("entity", id="person:x") == "entity?id=person%3Ax"
    assert href("entity", "en", id="person:x", p="") == "entity?id=person%3Ax&lang=en"
    assert href("search", q="毛 & 泽") == "search?q=%E6%AF%9B+%26+%E6%B3%BD"
    assert href("about") == "about"


def test_an_edge_reads_back() -> None:
    ref = edge_ref(Link("person:b", "person:a", "CORRESPONDED_WITH", 2))
    assert str(ref) == "person:b,CORRESPONDED_WITH,person:a"
    assert read_edge(str(ref)) == ref


def test_an_undirected_edge_has_one_name() -> None:
    one = edge_ref(Link("person:b", "person:a", CO_MENTIONED, 2))
    assert one == edge_ref(Link("person:a", "person:b", CO_MENTIONED, 2))
    assert one == EdgeRef("person:a", CO_MENTIONED, "person:b")


@pytest.mark.parametrize("text", ["", "a", "a,b", "a,SENT_TO,", "a,NO_SUCH,b", "a,b,c,d", ",,"])
def test_what_is_no_edge_is_none(text: str) -> None:
    assert read_edge(text) is None
