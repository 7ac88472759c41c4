"""The review page's values and logic, on a small store."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer_app.store import VARIABLE
from explorer_app.texts import say
from explorer_app.views.review import bulk, question
from graph_model.access import Access
from graph_model.decision import Verdict
from loaders.review import make_queue
from loaders.stores.sqlite import SqliteStore
from tests.loaders.review.test_review import FIRM, FOUR, LIMITED, WANG, mention

PAGE = Path(__file__).resolve().parents[3] / "explorer_app" / "app_pages" / "review.py"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqliteStore:
    store = SqliteStore(tmp_path / "graph.sqlite", create=True)
    store.upsert_nodes([FIRM, LIMITED, WANG, *FOUR])
    named = [FIRM, LIMITED, WANG, WANG, FIRM]
    store.upsert_edges(mention(r, of) for r, of in zip(FOUR, named, strict=True))
    monkeypatch.setenv(VARIABLE, store.uri)
    monkeypatch.setenv("SHIMAI_CLEARANCE", "")
    st.cache_data.clear()
    st.cache_resource.clear()
    return store


def test_a_question_shows_both_sides_with_evidence(store: SqliteStore) -> None:
    queue = make_queue(store, Access.OPEN)
    for item in queue:
        asked = question(item, store, Access.OPEN, "zh")
        assert asked is not None
        left, right = asked.sides
        assert left.records
        assert right.records
        assert {row.id for row in left.records}.isdisjoint(row.id for row in right.records)
        assert asked.why
        assert asked.yes is (Verdict.SPLIT if item.kind == "split" else Verdict.SAME)
        assert "record:5" not in {row.id for side in asked.sides for row in side.records}


def test_bulk_takes_sure_pairs_of_the_types(store: SqliteStore) -> None:
    queue = make_queue(store, Access.OPEN)
    assert len(bulk(queue, 0.9, ["Organization"])) == 1
    assert bulk(queue, 0.9, ["Person"]) == []
    assert bulk(queue, 1.0, ["Organization"]) == []


def test_the_page_decides_and_takes_back(store: SqliteStore) -> None:
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not app.exception
    assert all(b.disabled for b in app.button if b.key in ("review_same", "review_split"))
    app.text_input(key="shimai_review_user").set_value("王某").run()
    yes = next(b for b in app.button if b.key in ("review_same", "review_split"))
    yes.click().run()
    assert not app.exception
    (decision,) = store.decisions()
    assert decision.user == "王某"
    app.button(key="review_undo").click().run()
    assert not app.exception
    assert [d.verdict for d in store.decisions()] == [decision.verdict, Verdict.UNDO]
    app.button(key="review_accept").click().run()
    assert len(store.decisions()) == 3
    assert say("review_bulk", "zh") in {e.label for e in app.expander}
