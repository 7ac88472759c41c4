"""Files in the encodings that archives keep: read rightly or refused, never misread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.readers import read_catalogue
from tests.loaders.readers.helpers import read

Write = Callable[..., Path]
TRADITIONAL = (
    "題名,責任者\n蔣中正電宋子文關於購買軍火事,蔣中正\n國民政府主席接見代表談話紀錄,文官處\n"
)
SIMPLIFIED = "题名,责任者\n关于召开会议的通知,省政府\n𠮷田茂致外交部函,𠮷田茂\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_simplified_text_reads_the_same_in_every_encoding(write: Write, encoding: str) -> None:
    records, rejects = read(write(SIMPLIFIED, encoding=encoding))
    assert [record.title for record in records] == ["关于召开会议的通知", "𠮷田茂致外交部函"]
    assert rejects == []


@pytest.mark.parametrize("mark", ["little", "big"])
def test_utf16_with_either_byte_order_is_read(write: Write, mark: str) -> None:
    codec, bom = ("utf-16-le", b"\xff\xfe") if mark == "little" else ("utf-16-be", b"\xfe\xff")
    records, _ = read(write(bom + SIMPLIFIED.encode(codec)))
    assert len(records) == 2


def test_utf16_without_mark_is_refused_with_its_name(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write(SIMPLIFIED, encoding="utf-16-le"))
    assert (error.value.code, error.value.fields["hint"]) == ("FILE_ENCODING", "utf-16-le")


def test_traditional_text_in_gb18030_is_read(write: Write) -> None:
    records, _ = read(write(TRADITIONAL, encoding="gb18030"))
    assert records[0].creator == "蔣中正"


def test_big5_is_recognised_and_not_misread(write: Write) -> None:
    path = write(TRADITIONAL, encoding="big5")
    with pytest.raises(BadInput) as error:
        read_catalogue(path)
    assert (error.value.code, error.value.fields["hint"]) == ("FILE_ENCODING", "big5")
    records, _ = read(path, encoding="big5")
    assert records[0].creator == "蔣中正"


def test_ascii_catalogue_is_utf8(write: Write) -> None:
    assert read_catalogue(write("title,creator\na,b\n")).source.encoding.name == "utf-8"


def test_a_few_gb_characters_among_ascii_are_enough(write: Write) -> None:
    records, _ = read(write("title,creator\nreport,王\n", encoding="gb18030"))
    assert records[0].creator == "王"


def test_the_encoding_is_decided_on_text_that_comes_late(write: Write) -> None:
    head = "title,creator\n" + f"{'a' * 60},{'b' * 38}\n" * 12_000
    records, rejects = read(write(head + "关于召开会议的通知,省政府\n", encoding="gb18030"))
    assert records[-1].title == "关于召开会议的通知"
    assert len(records) == 12_001
    assert rejects == []


def test_bad_bytes_far_down_set_their_own_row_aside(write: Write) -> None:
    body = ("关于召开会议的通知,省政府\n" * 40_000).encode()
    path = write("题名,责任者\n".encode() + body + b"\xff\xfe,x\n" + "训令,省政府\n".encode())
    records, rejects = read(path)
    assert (len(records), len(rejects)) == (40_001, 1)
    assert (rejects[0].code, rejects[0].row, rejects[0].column) == (
        "ROW_UNREADABLE",
        40_002,
        "题名",
    )


def test_a_bad_byte_near_the_top_asks_for_the_encoding_and_then_costs_one_row(write: Write) -> None:
    path = write(SIMPLIFIED.encode() + b"abc\xff\n" + SIMPLIFIED.encode())
    with pytest.raises(BadInput) as error:
        read_catalogue(path)
    assert error.value.fields["hint"] == "utf-8"
    records, rejects = read(path, encoding="utf-8")
    assert [reject.code for reject in rejects] == ["ROW_UNREADABLE"]
    assert len(records) == 5


def test_a_wrong_override_is_refused(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write(SIMPLIFIED, encoding="gb18030"), encoding="utf-8")
    assert (error.value.code, error.value.fields["hint"]) == ("FILE_ENCODING", "gb18030")


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", ""])
def test_an_override_that_is_no_encoding_is_a_usage_error(write: Write, name: str) -> None:
    path = write(SIMPLIFIED)
    if not name:
        assert read_catalogue(path, encoding=name).source.encoding.name == "utf-8"
        return
    with pytest.raises(BadInput) as error:
        read_catalogue(path, encoding=name)
    assert error.value.code == "USAGE"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 9,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + b"\0" * 60,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60,
        b"\0" * 100,
        bytes(range(256)) * 20,
    ],
)
def test_binary_files_are_recognised(write: Write, content: bytes) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write(content))
    assert error.value.code in {"FILE_BINARY"}
    assert error.value.exit_code == 2


def test_old_excel_says_to_save_as_xlsx(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "老.xls"))
    assert ".xlsx" in error.value.message("zh")
    assert "save it as .xlsx" in error.value.message("en")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \n", b"\xff\xfe"])
def test_empty_files_are_called_empty(write: Write, content: bytes) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write(content))
    assert error.value.code == "FILE_EMPTY"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "无.csv", "FILE_MISSING"), (tmp_path, "FILE_UNREADABLE")):
        with pytest.raises(BadInput) as error:
            read_catalogue(path)
        assert error.value.code == code
