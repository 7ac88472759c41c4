"""Rules of the field: columns as evidence, short names of provinces, sittings, joined documents,
edicts, directions of forms. All titles here are constructed.
"""

from __future__ import annotations

import pytest

from extractors.pipeline import read_title, step_names
from extractors.reading import Reading
from extractors.steps.base import STEPS
from extractors.text import plain


def found(title: str, label: str) -> list[str]:
    return [m.text for m in read_title(title).mentions if m.label == label]


def roles(title: str, role: str) -> list[str]:
    return [m.text for m in read_title(title).mentions if m.role == role]


def candidates(title: str, rule: str, **cells: str) -> list[str]:
    """What a rule proposes, before anything is weighed."""
    reading = Reading(title, **cells)
    for name in step_names()[: step_names().index("tagger")]:
        STEPS[name]()(reading)
    return [title[c.start : c.end] for c in reading.candidates if c.rule == rule]


def test_names_of_the_columns_are_candidates_where_the_title_has_them() -> None:
    title = "福锟奏为征收税课期满事"
    assert candidates(title, "column", creator="福锟、李鸿章") == ["福锟"]
    assert candidates(title, "column", creator="別人") == []
    assert "福锟" in [m.text for m in read_title(title, creator="福锟").mentions]


def test_index_columns_keep_their_label() -> None:
    title = "关于青山站移交问题"
    reading = read_title(title, listed={"ORG": ("青山站",), "PERSON": ("王某某",)})
    assert ("青山站", "ORG") in [(m.text, m.label) for m in reading.mentions]


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("苏浙皖赣四省防务", ["苏", "浙", "皖", "赣"]),
        ("滇省匪情报告", ["滇省"]),
        ("中苏关系问题", ["中", "苏"]),
    ],
)
def test_short_names_of_provinces_and_countries(title: str, places: list[str]) -> None:
    assert found(title, "PLACE") == places


def test_short_names_inside_a_known_name_are_none() -> None:
    assert candidates("宁波商会报告", "abbreviation_run") == []


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("行政院第三十二次会议记录", "行政院第三十二次会议"),
        ("周恩来在新政治协商会议筹备会开幕典礼上的讲话", "新政治协商会议筹备会"),
        ("天津市革命委员会第三次扩大会议纪要", "天津市革命委员会第三次扩大会议"),
    ],
)
def test_sittings_and_meetings_that_open(title: str, event: str) -> None:
    assert found(title, "EVENT") == [event]


def test_a_unit_is_no_part_of_its_commanders_name() -> None:
    assert "李家鈺" in found("蔣中正電劉湘請令李家鈺旅速進", "PERSON")


def test_a_preposition_is_no_surname() -> None:
    assert candidates("向叶挺等询问情况", "surname") == []


@pytest.mark.parametrize(
    ("title", "senders", "recipients"),
    [
        ("外交部函财政部请拨款；教育部呈行政院请备案", ["外交部", "教育部"], ["财政部", "行政院"]),
        ("外务部为借款合同画押事咨户部", ["外务部"], ["户部"]),
        ("寄信两江总督曾国藩筹办军务", [], ["曾国藩"]),
        ("戴笠呈蒋中正据白崇禧致陈诚电称战况", ["戴笠"], ["蒋中正"]),
        ("沈钧儒、谭平山等各界人士函蒋中正", ["沈钧儒", "谭平山"], ["蒋中正"]),
    ],
)
def test_roles_of_joined_documents_and_edicts(
    title: str, senders: list[str], recipients: list[str]
) -> None:
    assert (roles(title, "sender"), roles(title, "recipient")) == (senders, recipients)


@pytest.mark.parametrize(
    ("title", "genre", "form", "direction"),
    [
        ("外务部为借款合同画押事咨户部", "咨", "咨", "平行"),
        ("李鸿章、张之洞会奏筹办铁路折", "折", "奏折", "上行"),
        ("寄信两江总督曾国藩筹办军务", "寄信", "廷寄", "下行"),
        ("国大情报合订本三：国大情报第九号", "情报", "情报", "上行"),
        ("财政部致外交部函：请拨经费", "函", "函", "平行"),
        ("召開會議辦法；財政部訓令對各廠應嚴加管理", "訓令", "训令", "下行"),
    ],
)
def test_forms_and_their_direction(title: str, genre: str, form: str, direction: str) -> None:
    reading = read_title(title)
    assert (reading.genre, reading.form, reading.direction) == (genre, form, direction)


def test_full_width_marks_are_marks_in_the_plain_copy_too() -> None:
    assert plain("；，：（）") == ";,:()"
    assert found("召开会议办法；周恩来致蒋中正电", "PERSON") == ["周恩来", "蒋中正"]


@pytest.mark.parametrize("piece", ["平津沪", "毛泽东", "1", "主席", "国民政府", "第三次会议"])
def test_spans_of_a_long_text_lie_inside_it(piece: str) -> None:
    length = 24_000
    reading = read_title((piece * length)[:length])
    assert all(0 <= m.start < m.end <= length for m in reading.mentions)
