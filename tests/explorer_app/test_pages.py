"""Page logic without a browser: what is shown, what is kept in the address, and friendly errors."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer_app import keep_parts
from explorer_app.store import VARIABLE
from explorer_app.texts import say
from explorer_app.views.sets import WorkingSet
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores import open_store
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


def found(app: AppTest) -> str:
    """How many records the search page found, as its heading says."""
    return shown(app).partition("档案<span")[2].partition(">")[2].partition("<")[0]


def at_page(page: str, **params: str) -> AppTest:
    """Open the app at a page with parameters in its address."""
    app = run("app.py")
    for name, value in params.items():
        app.query_params[name] = value
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("store")
def test_a_search_without_results_says_what_to_try() -> None:
    assert say("nothing_hint", "zh") in shown(at_page("search", q="绝无此人"))
    none = at_page("search", q="西安", person="person:nobody")
    assert say("no_records_hint", "zh") in shown(none)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_no_title_has_leads_to_the_one_who_bears_it(lang: str) -> None:
    html = shown(at_page("search", q="润之", lang=lang))
    assert say("only_named_hint", lang) in html
    assert say("nothing_hint", lang) not in html


def test_a_name_without_records_is_shown_to_who_types_all_of_it(store: Path) -> None:
    graph = open_store(str(store))
    graph.upsert_nodes([Node("organization:none", "Organization", "无人提及之会", Access.OPEN)])
    graph.close()
    part, whole = (shown(at_page("search", q=text)) for text in ("无人提及", "無人提及之會"))
    assert say("matching_entities", "zh") not in part
    assert say("nothing_hint", "zh") in part
    assert say("matching_entities", "zh") in whole


@pytest.mark.usefixtures("store")
def test_an_end_that_is_gone_is_said_to_be() -> None:
    assert say("pick_gone", "zh") in shown(at_page("path", a="person:mao", b="person:gone"))
    assert say("pick_gone", "zh") not in shown(at_page("path", a="person:mao"))


@pytest.mark.usefixtures("store")
def test_a_list_is_headed_by_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[object] = []
    monkeypatch.setattr(keep_parts, "export_buttons", lambda *parts: heads.append(parts[2]))
    at_page("search", q="西安")
    assert heads == ["词语：西安"]


@pytest.mark.usefixtures("store")
def test_a_list_that_takes_the_first_only_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_parts, "MOST", 2)
    assert shown(at_page("search")).count("只取最前的 2 件，共 3 件") == 2
    assert "只取最前的" not in shown(at_page("search", q="西安"))


@pytest.mark.usefixtures("store")
def test_without_words_all_records_are_listed() -> None:
    assert found(at_page("search")) == "3"


@pytest.mark.usefixtures("store")
def test_facets_and_days_of_the_address_narrow() -> None:
    assert found(at_page("search", q="毛泽东", p="9")) == "3"
    assert found(at_page("search", event="event:xi-an")) == "1"
    assert found(at_page("search", **{"from": "民国三十八年", "to": "1949"})) == "1"
    unread = at_page("search", **{"from": "不是日期"})
    assert "不是日期" in shown(unread)
    assert found(unread) == "3"


@pytest.mark.usefixtures("store")
def test_a_condition_is_removed_by_its_chip() -> None:
    app = at_page("search", event="event:xi-an", q="毛泽东")
    (chip,) = [b for b in app.button if b.key == "chip_event|event:xi-an"]
    chip.click().run()
    assert not app.exception
    assert "event" not in app.query_params
    assert found(app) == "3"


@pytest.mark.usefixtures("store")
def test_a_set_is_made_noted_shared_and_deleted() -> None:
    app = at_page("search", event="event:xi-an")
    app.text_input(key="add_result_new_set_name").input("西安 *事变*")
    app.button(key="add_result_make").click().run()
    assert not app.exception
    assert [item.name for item in kept()] == ["西安 *事变*"]
    assert app.text_input(key="add_result_new_set_name").value == ""
    one = kept()[0]
    assert list(one.members) == ["record:2"]

    app = at_page("sets", id=one.id)
    assert "西安 *事变*" in shown(app)
    app.text_area(key="set_note").input("要点").run()
    app.text_input(key="note_record:2").input("此件待核").run()
    assert (kept()[0].note, kept()[0].members) == ("要点", {"record:2": "此件待核"})
    app.button(key="delete_sure").click().run()
    assert not app.exception
    assert kept() == []


def kept() -> list[WorkingSet]:
    """The sets in the store of the test."""
    from explorer_app.kept import working_sets

    return working_sets()


@pytest.mark.usefixtures("store")
def test_a_view_is_saved_with_its_address() -> None:
    app = at_page("search", event="event:xi-an")
    app.text_input(key="view_name").input("甲")
    app.button(key="view_save").click().run()
    assert not app.exception
    html = shown(at_page("sets"))
    assert 'href="search?event=event%3Axi-an"' in html


@pytest.mark.usefixtures("store")
def test_a_view_that_is_saved_again_is_there_once() -> None:
    from explorer_app.kept import saved_views

    for name in ("甲", "乙", "甲"):
        app = at_page("search", event="event:xi-an")
        app.text_input(key="view_name").input(name)
        app.button(key="view_save").click().run()
        assert not app.exception
    assert [view.name for view in saved_views()] == ["甲", "乙"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("page", ["network", "timeline", "map", "sets", "help", "path"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_and_has_its_heading(page: str, lang: str) -> None:
    html = shown(at_page(page, lang=lang))
    assert f">{say(f'{page}_title', lang)}<" in html


@pytest.mark.usefixtures("store")
def test_a_path_names_its_steps_and_shows_their_evidence() -> None:
    app = at_page("path", a="person:mao", b="person:song")
    assert "致文" in shown(app)
    edge = "person:mao,CORRESPONDED_WITH,person:song"
    html = shown(at_page("path", a="person:mao", b="person:song", edge=edge))
    assert "82%" in html
    assert say("evidence", "zh") in html


@pytest.mark.usefixtures("store")
def test_a_claim_is_rejected_in_place_and_leaves_the_network() -> None:
    from explorer_app.store import current_store

    edge = "person:mao,CORRESPONDED_WITH,person:song"
    app = at_page("entity", id="person:mao", edge=edge)
    app.button(key="reject_edge").click().run()
    assert not app.exception
    (claim,) = current_store().evidence(
        "person:mao", "CORRESPONDED_WITH", "person:song", Access.OPEN
    )
    assert claim.status == "rejected"
    # The page shows it at once, and takes it back.
    mao = current_store().neighbours("person:mao", Access.OPEN)
    assert ("person:song", "out") not in {(n.node.id, n.direction) for n in mao}
    assert "已否定" in shown(app)
    app.button(key="undo").click().run()
    assert not app.exception
    assert "已否定" not in shown(app)
    mao = current_store().neighbours("person:mao", Access.OPEN)
    assert ("person:song", "out") in {(n.node.id, n.direction) for n in mao}


@pytest.mark.usefixtures("store")
def test_what_was_decided_is_not_offered_on_another_page() -> None:
    edge = "person:mao,CORRESPONDED_WITH,person:song"
    app = at_page("entity", id="person:mao", edge=edge)
    app.button(key="confirm_edge").click().run()
    assert "已确认" in shown(app)
    app.query_params["id"] = "person:song"
    app.run()
    assert not app.exception
    assert "已确认" not in shown(app)


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
