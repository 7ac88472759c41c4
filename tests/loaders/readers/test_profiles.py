"""Profiles: recognised by their headings, and what each makes of a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph_model.access import Access
from graph_model.errors import BadInput
from loaders.readers import builtin_profiles, read_catalogue
from tests.loaders.readers.helpers import read, to_csv

Write = Callable[..., Path]
NATIONAL = ["档案馆代码", "全宗号", "目录号", "案卷号", "件号", "档号", "文件题名", "控制使用标识"]
DRNH = [
    "題名",
    "典藏號",
    "全宗號",
    "密等",
    "內容描述",
    "本件日期",
    "本卷日期",
    "相關人員",
    "相關地點",
]


def drnh(*row: str) -> str:
    return to_csv([DRNH, [*row, *[""] * (len(DRNH) - len(row))]])


def test_the_order_of_recognition_is_fixed() -> None:
    assert [profile.name for profile in builtin_profiles()] == ["drnh", "national", "plain"]


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (NATIONAL, "national"),
        (DRNH, "drnh"),
        (["序号", "标题"], "plain"),
        (["档号", "题名"], "plain"),
    ],
)
def test_profiles_are_recognised_by_their_headings(
    write: Write, headings: list[str], name: str
) -> None:
    catalogue = read_catalogue(write(to_csv([headings, ["1"] * len(headings)])))
    assert catalogue.profile.name == name
    assert all(catalogue.chosen)


def test_a_code_is_put_together_only_from_all_required_parts(write: Write) -> None:
    rows = [
        ["1", "Q001", "002", "0003", "004", "", "甲", "开放"],
        ["1", "Q001", "002", "", "004", "", "乙", "开放"],
        ["1", "Q001", "002", "0003", "004", "Q-4", "丙", "开放"],
    ]
    records, _ = read(write(to_csv([NATIONAL, *rows])))
    assert [record.reference_code for record in records] == ["Q001-002-0003-004", "", "Q-4"]


@pytest.mark.parametrize(
    ("flag", "level"),
    [
        ("开放", Access.OPEN),
        ("控制", Access.RESTRICTED),
        ("延期开放", Access.RESTRICTED),
        ("", Access.RESTRICTED),
    ],
)
def test_an_access_column_that_is_empty_means_not_reviewed(
    write: Write, flag: str, level: Access
) -> None:
    row = ["1", "Q001", "002", "0003", "004", "", "甲", flag]
    records, _ = read(write(to_csv([NATIONAL, row])))
    assert records[0].access is level


def test_without_an_access_column_records_are_open(write: Write) -> None:
    assert read(write("题名\n甲\n"))[0][0].access is Access.OPEN


def test_the_strictest_of_several_access_columns_holds(write: Write) -> None:
    text = "题名,开放标识,控制使用标识,密级\n甲,开放,控制,\n乙,开放,,\n丙,开放,开放,机密★10年\n"
    records, _ = read(write(text))
    levels = [Access.RESTRICTED, Access.OPEN, Access.CLASSIFIED]
    assert [record.access for record in records] == levels


def test_short_numbers_that_count_rows_are_no_codes(write: Write) -> None:
    records, _ = read(write("序号,题名\n1,甲\nefdf1560ef,乙\n"))
    assert [(r.reference_code, r.item_code) for r in records] == [("", "1"), ("efdf1560ef", "")]


def test_a_cut_off_title_is_taken_from_the_description(write: Write) -> None:
    records, _ = read(write(drnh("蔣中正電…", "002", "002", "普通", "蔣中正電宋子文購買軍火")))
    assert (records[0].title, records[0].summary) == ("蔣中正電宋子文購買軍火", "")
    assert records[0].extra == {"題名": "蔣中正電…"}


def test_a_description_that_says_something_else_stays_the_summary(write: Write) -> None:
    records, _ = read(write(drnh("政情剪報（六）", "002", "002", "普通", "全國動員戡亂剪報")))
    assert (records[0].title, records[0].summary) == ("政情剪報（六）", "全國動員戡亂剪報")


@pytest.mark.parametrize(
    "life", ["高崇民（男，健國，遼寧開原）學歷：北京大學", "高崇民（遼寧） 經歷：東北"]
)
def test_a_personal_file_keeps_its_name_and_takes_no_date_of_birth(write: Write, life: str) -> None:
    records, _ = read(write(drnh("高崇民", "129", "129", "普通", life, "", "1891/00/00")))
    assert (records[0].title, records[0].summary, records[0].date_text) == ("高崇民", life, "")
    assert records[0].extra["本卷日期"] == "1891/00/00"


def test_index_terms_are_split_and_places_stay_whole(write: Write) -> None:
    row = (
        "甲",
        "002",
        "002",
        "普通 / 概括解密",
        "",
        "1946/07/16 ~ 1946/07/16",
        "",
        "劉湘，黃炎培，無",
    )
    records, _ = read(write(drnh(*row, "四川-成都，重慶")))
    assert records[0].persons == ("劉湘", "黃炎培")
    assert records[0].places == ("四川-成都", "重慶")
    assert (records[0].access, records[0].date_text) == (Access.OPEN, "1946/07/16 ~ 1946/07/16")


def test_a_profile_of_ones_own(write: Write) -> None:
    mine = write(
        "profile: 我馆\ncolumns:\n  title: [事由]\naccess: {empty: open, open: [是]}\n", "我馆.yaml"
    )
    records, _ = read(write("事由,是否开放\n甲,是\n乙,否\n丙,\n"), profile=str(mine))
    levels = [Access.OPEN, Access.RESTRICTED, Access.OPEN]
    assert [record.access for record in records] == levels


@pytest.mark.parametrize(
    "text",
    [
        "", "- 一", "profile: x\ncolour: red", "profile: x\ncolumns: {titel: [题名]}", "zh: x",
        "profile: x\ncolumns: [题名]", "profile: x\nperson_file: '('", "profile: [x\n",
        "profile: x\naccess: {empty: 开放}", "profile: x\nempty_terms: [no]",
    ],
)  # fmt: skip
def test_a_wrong_profile_is_refused_in_one_sentence(write: Write, text: str) -> None:
    mine = write(text, "错.yaml")
    with pytest.raises(BadInput) as error:
        read_catalogue(write("题名\n甲\n"), profile=str(mine))
    assert error.value.code == "PROFILE_FILE"
    assert "\n" not in error.value.both()


def test_an_unknown_profile_names_those_there_are(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write("题名\n甲\n"), profile="无")
    assert error.value.code == "PROFILE_UNKNOWN"
    assert "national" in error.value.message()
