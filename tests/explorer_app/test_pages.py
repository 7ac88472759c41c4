"""Page logic without a browser: what is shown, what is kept in the address, and friendly errors."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer_app.store import VARIABLE
from explorer_app.texts import say
from tests.explorer_app.views.graph import MAO, R1, make_store

APP = Path(__file__).resolve().parents[2] / "explorer_app"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_store(tmp_path).close()
    path = tmp_path / "views.sqlite"
    monkeypatch.setenv(VARIABLE, str(path))
    monkeypatch.setenv("SHIMAI_CLEARANCE", "")
    st.cache_data.clear()
    st.cache_resource.clear()
    return path


def run(script: str, **params: str) -> AppTest:
    """Run the app or one page with parameters in its address."""
    app = AppTest.from_file(str(APP / script), default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """All HTML that the page wrote."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.usefixtures("store")
def test_the_front_page_counts_and_names_examples() -> None:
    app = run("app.py")
    html = shown(app)
    assert say("tagline", "zh") in html
    assert "sm-tally" in html
    assert len(app.text_input) == 1


@pytest.mark.usefixtures("store")
def test_the_language_of_the_address_is_used() -> None:
    assert say("tagline", "en") in shown(run("app.py", lang="en"))
    assert say("tagline", "zh") in shown(run("app.py", lang="xx"))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("query", ["", "绝无此人"])
def test_a_search_without_results_says_what_to_try(query: str) -> None:
    html = shown(run("app_pages/search.py", q=query))
    assert say("nothing_hint" if query else "ask_hint", "zh") in html


@pytest.mark.usefixtures("store")
def test_a_filter_in_the_address_narrows_and_pages_start_anew() -> None:
    app = run("app_pages/search.py", q="毛泽东", labels="Person", p="9")
    assert app.get("button_group")[0].value == ["Person"]
    assert say("entities", "zh") in shown(app)
    assert "档案</h2>" not in shown(app)


@pytest.mark.usefixtures("store")
def test_a_record_shows_cells_and_claims() -> None:
    app = run("app.py")
    app.query_params["id"] = R1.id
    app.switch_page("app_pages/record.py").run()
    assert not app.exception
    html = shown(app)
    assert "示例馆" in html
    assert "82%" in html


def test_a_missing_store_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.sqlite"))
    st.cache_data.clear()
    st.cache_resource.clear()
    html = shown(run("app.py"))
    assert say("store_error", "zh") in html
    assert "shimai build" in html
    assert "Traceback" not in html


def test_a_file_that_is_no_store_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "no.sqlite"
    path.write_text("not a store", "utf-8")
    monkeypatch.setenv(VARIABLE, str(path))
    st.cache_data.clear()
    st.cache_resource.clear()
    assert say("store_error", "zh") in shown(run("app.py"))


@pytest.mark.usefixtures("store")
def test_the_examples_are_those_most_recorded() -> None:
    from explorer_app import data

    found = data.most_recorded(data.scope(), ("Person", "Event"), 1)
    assert [node.id for node in found["Person"]] == [MAO.id]
