"""Frames that tell a name, an office, a form or a role. All titles here are constructed."""

from __future__ import annotations

import pytest

from extractors.pipeline import read_title
from tests.extractors.test_field_rules import candidates, roles


@pytest.mark.parametrize(
    ("title", "rule", "spans"),
    [
        ("英国驻重庆领事谭德乐为租地事照会", "office_posted", ["英国驻重庆领事"]),
        ("驻藏帮办大臣桂丰奏为接任事", "office_posted", ["驻藏帮办大臣"]),
        ("会办福建海疆事宜张佩纶奏报到任", "office_charged", ["会办福建海疆事宜"]),
        ("着福珠隆阿确查具奏", "edict_frame", ["福珠隆阿"]),
        ("着该督抚会同查办", "edict_frame", []),
        ("关于奉贤、金山等县水利的报告", "place_of_list", ["金山"]),
        ("关于王五、金山等人的报告", "place_of_list", []),
        ("同意周长根同志任支书", "addressed", ["周长根"]),
        ("已晤毛财长", "surname_title", ["毛财长"]),
        ("汤玉麟勘电张学良", "telegram_day_behind", ["勘"]),
        ("给粤委的信", "committee_of_province", ["粤委"]),
        ("给粤委员会的信", "committee_of_province", []),
    ],
)
def test_a_frame_proposes(title: str, rule: str, spans: list[str]) -> None:
    assert candidates(title, rule) == spans


@pytest.mark.parametrize(
    ("title", "rule", "span"),
    [
        ("红旗公社前进大队第三生产队收益分配方案", "body_word", "红旗公社前进大队第三生产队"),
        ("黑龙江生产建设兵团二师十六团报告", "army_unit", "黑龙江生产建设兵团二师十六团"),
        ("国营上海机床厂工会报告", "body_word", "国营上海机床厂"),
        ("陕甘宁边区高等法院陇东分庭判决书", "part_of_body", "陕甘宁边区高等法院陇东分庭"),
        ("湖北谷城县知县为捕务事", "office_of_person", "谷城县知县"),
        ("淮扬镇总兵欧阳利见奏报", "office_word", "淮扬镇总兵"),
    ],
)
def test_longer_names_are_among_the_candidates(title: str, rule: str, span: str) -> None:
    assert any(found.endswith(span) for found in candidates(title, rule))


def test_a_commune_of_paris_is_no_commune() -> None:
    assert candidates("巴黎公社纪念大会", "body_word") == []


def test_a_place_of_the_longer_list_gives_way_to_the_known_prefecture() -> None:
    assert candidates("龙安府属灾情", "place_list") == []
    assert candidates("龙安府属灾情", "gazetteer") == ["龙安府"]


@pytest.mark.parametrize(
    ("title", "genre", "form"),
    [
        ("商部为立案事咨两江总督刘坤一文", "咨", "咨"),
        ("严复为国体事呈大总统文", "呈", "呈"),
        ("河北省人民政府办公厅简报第四十七期", "简报", "简报"),
        ("林铁给刘子厚的信，附座谈记录", "信", "信"),
        ("毛泽东致彭德怀信：关于边区问题", "信", "信"),
        ("有关台湾归还问题之相关函电及剪报，外交部谈话情形", "函电", "电报"),
        ("丁宝桢奏为堵筑合龙折；又奏请以曾国荃署理片", "折", "奏折"),
        ("汤玉麟勘电张学良：开鲁失守", "电", "电报"),
        ("陕甘宁边区政府关于冬学的宣传大纲", "宣传大纲", "大纲"),
        ("毛泽东致周恩来电", "电", "电报"),
        ("江西省政府指令黎川县政府准予备案", "指令", "指令"),
    ],
)
def test_forms(title: str, genre: str, form: str) -> None:
    reading = read_title(title)
    assert (reading.genre, reading.form) == (genre, form)


@pytest.mark.parametrize(
    ("title", "senders", "recipients"),
    [
        ("江苏巡抚程德全为税收事禀两江总督张人骏", ["程德全"], ["张人骏"]),
        ("中共江西省委给赣东北特委并转方志敏的信", ["中共江西省委"], ["赣东北特委", "方志敏"]),
        ("林彪致军委并告陈毅：作战计划电", ["林彪"], ["军委", "陈毅"]),
        ("山东分局对清河区党委关于开辟工作的指示", ["山东分局"], ["清河区党委"]),
        ("陕甘宁边区政府教育厅关于冬学的宣传大纲", ["陕甘宁边区政府教育厅"], []),
        ("王恩茂日记(一九三九年七月)", ["王恩茂"], []),
        ("收许景澄为劝停战事电", ["许景澄"], []),
        ("中国航空公司与泛美航空公司关于航线问题备忘录", [], []),
        ("汤玉麟勘电张学良：开鲁失守", ["汤玉麟"], ["张学良"]),
    ],
)
def test_who_sends_to_whom(title: str, senders: list[str], recipients: list[str]) -> None:
    assert (roles(title, "sender"), roles(title, "recipient")) == (senders, recipients)


def test_banks_that_share_a_word_are_named_one_by_one() -> None:
    title = "核定中央中国交通农民四银行统一方案"
    assert candidates(title, "one_of_several") == ["中央", "中国", "交通", "农民"]


@pytest.mark.parametrize(
    ("title", "rule", "span"),
    [
        ("土默特左旗札萨克云丹桑布呈国民政府", "office_of_person", "土默特左旗札萨克"),
        ("第八十九师师长汤恩伯电", "office_of_person", "第八十九师师长"),
        ("秘书长人选请示", "office_word", "秘书长"),
        ("新竹县正堂方谕", "office_of_person", "新竹县正堂"),
        ("江西按察使余肇康禀南昌教案中南昌县知县受伤", "office_of_person", "南昌县知县"),
    ],
)
def test_posts_of_an_area_a_unit_or_a_vacancy(title: str, rule: str, span: str) -> None:
    assert span in candidates(title, rule)


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("派史迪威为入缅华军指挥官", ["入缅华军指挥官"]),
        ("任命于学忠为平津卫戍司令兼委员长", ["平津卫戍司令"]),
        ("为委员长事", []),
    ],
)
def test_posts_that_somebody_is_appointed_to(title: str, offices: list[str]) -> None:
    assert candidates(title, "office_appointed") == offices
