"""Titles are read as the annotation guide says: names, roles, forms. All titles here are
constructed.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pipeline import read_title, step_names
from extractors.reading import Reading
from extractors.steps.base import STEPS


def roles(title: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"sender": [], "recipient": []}
    for mention in read_title(title).mentions:
        if mention.role:
            found[mention.role].append(mention.text)
    return found


@pytest.mark.parametrize(
    ("title", "senders", "recipients"),
    [
        ("毛泽东关于召开会议给李济深、沈钧儒的电报", ["毛泽东"], ["李济深", "沈钧儒"]),
        ("周恩来致蒋中正电", ["周恩来"], ["蒋中正"]),
        ("蔣中正電何應欽", ["蔣中正"], ["何應欽"]),
        ("戴笠呈蔣中正情報", ["戴笠"], ["蔣中正"]),
        ("致彭德怀、左权电", [], ["彭德怀", "左权"]),
        ("复林彪等电", [], ["林彪"]),
        ("给范长江的信", [], ["范长江"]),
        ("蔣中正接宋子文電", ["宋子文"], ["蔣中正"]),
        ("军政部长何应钦致蒋中正函", ["何应钦"], ["蒋中正"]),
        ("财政部致外交部公函", ["财政部"], ["外交部"]),
        ("朱德电彭德怀转左权", ["朱德"], ["彭德怀", "左权"]),
        ("李鸿章奏为筹办铁路折", ["李鸿章"], []),
        ("为杨虎城题词", [], ["杨虎城"]),
        ("张闻天在延安干部会议上的讲话", ["张闻天"], []),
        ("关于对待桂系部队的问题", [], []),
        ("署理湖广总督湖北巡抚端方札江夏县知县", ["端方"], ["江夏县知县"]),
        ("直隶总督李鸿章条谕周馥查办", ["李鸿章"], ["周馥"]),
        ("陈毅同法国驻华大使佩耶谈话纪要", ["陈毅"], ["佩耶"]),
        ("戴笠电蒋中正报告汪精卫与周佛海谈话", ["戴笠"], ["蒋中正"]),
        ("董其武等三十九人致傅作义电", ["董其武"], ["傅作义"]),
    ],
)
def test_who_wrote_to_whom(title: str, senders: list[str], recipients: list[str]) -> None:
    assert roles(title) == {"sender": senders, "recipient": recipients}


@pytest.mark.parametrize(
    ("title", "mentions"),
    [
        ("致赵某、钱裕电", [("赵某", "PERSON"), ("钱裕", "PERSON")]),
        ("王明远致李素芬函", [("王明远", "PERSON"), ("李素芬", "PERSON")]),
        ("欧阳振声、诸葛亮明电", [("欧阳振声", "PERSON"), ("诸葛亮明", "PERSON")]),
        ("第三十四军致红四军电", [("第三十四军", "ORG"), ("红四军", "ORG")]),
        ("为《新春秋报》题词", [("新春秋报", "ORG")]),
        ("兴化县农民协会报告", [("兴化县农民协会", "ORG")]),
        ("一九四七年七月七日谈话", [("一九四七年七月七日", "DATE")]),
        ("民國二十六年七月報告", [("民國二十六年七月", "DATE")]),
        ("在国共谈判期间", [("国共谈判", "EVENT")]),
        ("关于国共关系", [("国", "ORG"), ("共", "ORG")]),
        ("军政部长何应钦", [("军政部长", "OFFICE"), ("何应钦", "PERSON")]),
        ("东北局势报告", [("东北", "PLACE")]),
        ("关于十年建设的计划", []),
    ],
)
def test_names_are_found(title: str, mentions: list[tuple[str, str]]) -> None:
    assert [(m.text, m.label) for m in read_title(title).mentions] == mentions


@pytest.mark.parametrize(
    ("title", "genre", "form"),
    [
        ("毛泽东致宋庆龄信", "信", "信"),
        ("上海市參議會電呈國民政府", "電呈", "呈"),
        ("陳布雷簽呈", "簽呈", "签呈"),
        ("周恩来关于形势的报告", "报告", "报告"),
        ("张澜等电国民政府陈述意见", "电", "电报"),
        ("中央人民政府命令第五号", "命令", "命令"),
        ("目前形势和我们的任务", "", ""),
        ("李鸿章致张之洞书，论矿务", "书", "信"),
        ("晋察冀边区口粮定量表", "定量表", "表册"),
        ("岑毓英為法兵撲宣光電請總署轉奏", "電", "电报"),
        ("呈为民夫坠崖身死恳请抚恤由", "呈", "呈"),
        ("告满军士兵书", "告满军士兵书", ""),
        ("罗卓英报告黄陂战役情形致陈诚函", "函", "函"),
        ("何应钦主持受降式照片十二帧", "照片", "照片"),
        ("雷锋日记五册", "日记", "日记"),
        ("关于上海市图书", "", ""),
    ],
)
def test_the_stated_form_is_kept_as_printed(title: str, genre: str, form: str) -> None:
    reading = read_title(title)
    assert (reading.genre, reading.form) == (genre, form)


@pytest.mark.parametrize(
    ("title", "no_name"),
    [
        ("中央关于逼蒋抗日问题的指示", "蒋抗日"),
        ("在五个条件下恢复蒋之自由", "蒋之"),
        ("准备应付边打边谈局面", "边打边"),
        ("广占乡村不打大城市", "大城市"),
        ("倫敦報導社論及相關新聞報導", "新聞報導"),
    ],
)
def test_clauses_and_common_words_are_no_names(title: str, no_name: str) -> None:
    assert no_name not in [m.text for m in read_title(title).mentions]


def test_offsets_are_those_of_the_text_as_catalogued() -> None:
    title = "𠮷林省政府致蔣中正電"
    mention = next(m for m in read_title(title).mentions if m.text == "蔣中正")
    assert title[mention.start : mention.end] == "蔣中正"


def test_either_script_gives_the_same_reading() -> None:
    simplified = read_title("蒋中正电汉口何应钦")
    traditional = read_title("蔣中正電漢口何應欽")
    assert [(m.start, m.end, m.label, m.role, m.entity_id) for m in simplified.mentions] == [
        (m.start, m.end, m.label, m.role, m.entity_id) for m in traditional.mentions
    ]


def test_every_registered_step_is_in_the_pipeline() -> None:
    assert sorted(step_names()) == sorted(STEPS)


PIECES = st.sampled_from(
    [
        "毛泽东",
        "蔣中正",
        "致",
        "电",
        "第",
        "一",
        "军",
        "、",
        "，",
        "年",
        "月",
        "会议",
        "政府",
        "上海",
        "主席",
        "\0",
        "😀",
        "\ud800",
        "（",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_with_spans_inside_and_apart(text: str) -> None:
    reading: Reading = read_title(text)
    end = 0
    for mention in reading.mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert 0 <= mention.confidence <= 1
        end = mention.end
    assert reading.genre in text
