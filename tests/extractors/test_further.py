"""Further authority tables: names found, rows read when asked, the index made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.authority import load_authority, own_tables_only
from extractors.further import Further
from extractors.pipeline import read_title, version
from graph_model.errors import BadInput
from graph_model.mention import Mention
from loaders.cli.main import main
from tools.made_authority import write

PERSONS = (
    "id\tname\tnative_place\taliases\tsource\r\n"
    "zhu-keqiao\t竺可樵\t浙江\t字:仲南|\tX\r\n"
    "wang-a\t汪得霖\t\t\t\r\n"
    "wang-b\t汪得霖\t\t\t\n"
    "\n"
    "lin-2\t林則徐\t\t别名:林一人\t"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "persons.tsv").write_text(PERSONS, "utf-8-sig", newline="")
    (tmp_path / "places.tsv").write_text("id\tname\nge\t⿰\nxi\t溪柳屯\n", "utf-8")
    return tmp_path


def named(title: str) -> dict[str, Mention]:
    return {mention.text: mention for mention in read_title(title).mentions}


def test_names_are_found_with_their_entries(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version()
    monkeypatch.setenv("SHIMAI_AUTHORITY", str(folder))
    assert version() != before
    found = named("竺可樵致毛泽东信")
    assert found["竺可樵"].entity_id == "person:zhu-keqiao"
    assert found["竺可樵"].rule == "further_gazetteer"
    assert found["毛泽东"].entity_id == "person:mao-zedong"
    assert named("汪得霖致毛泽东信")["汪得霖"].entity_id == ""
    assert named("林则徐致邓廷桢信")["林则徐"].entity_id == "person:lin-zexu"


def test_entries_are_read_by_id_and_by_form(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIMAI_AUTHORITY", str(folder))
    authority = load_authority()
    entry = authority.entries["person:zhu-keqiao"]
    assert (entry.name, entry.fields["native_place"], entry.sources) == ("竺可樵", "浙江", ("X",))
    assert [alias.text for alias in entry.aliases] == ["仲南"]
    assert authority.find("仲南", "PERSON") == "person:zhu-keqiao"
    assert authority.find("林則徐", "PERSON") == "person:lin-zexu"
    assert authority.find("林一人", "PERSON") == "person:lin-2"
    assert authority.labels_of("溪柳屯") == {"PLACE"}
    assert "⿰" in authority.single_places()
    assert "person:nobody" not in authority.entries
    with own_tables_only():
        assert load_authority().find("仲南", "PERSON") == ""


def test_the_index_is_made_once_and_anew_when_a_table_changes(folder: Path) -> None:
    first = Further(folder)
    kept = list(folder.glob(".shimai-index-*.npz"))
    assert len(kept) == 1
    made = kept[0].stat().st_mtime_ns
    assert Further(folder).digest == first.digest
    assert kept[0].stat().st_mtime_ns == made
    kept[0].write_bytes(b"cut off")
    assert Further(folder).names_in("竺可樵")
    (folder / "persons.tsv").write_text("id\tname\nx\t薛仲梧\n", "utf-8")
    second = Further(folder)
    assert second.digest != first.digest
    assert second.labels_of("薛仲梧") == {"PERSON": (1, "person:x")}
    assert second.labels_of("竺可樵") == {}
    assert len(list(folder.glob(".shimai-index-*"))) == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("notes.txt", b"", "AUTHORITY_FOLDER"),
        ("persons.tsv", b"", "AUTHORITY_TABLE"),
        ("persons.tsv", b"key\tname\n", "AUTHORITY_TABLE"),
        ("persons.tsv", b"id\tname\na\t\n", "AUTHORITY_TABLE"),
        ("persons.tsv", b"id\tname\na\t\xff\xfe\n", "AUTHORITY_TABLE"),
    ],
)
def test_wrong_tables_are_said_so(tmp_path: Path, name: str, text: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(text)
    with pytest.raises(BadInput) as refused:
        Further(tmp_path)
    assert refused.value.code == code


def test_a_table_without_rows_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "persons.tsv").write_text("id\tname\n", "utf-8")
    assert Further(tmp_path).names_in("毛泽东致\ufffe\uffff信") == []


def test_the_commands_take_a_folder(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHIMAI_AUTHORITY", "")
    titles = tmp_path / "in.jsonl"
    titles.write_text('{"title": "竺可樵致毛泽东信"}\n', "utf-8")
    assert main(["extract", str(titles), "--authority", str(folder)]) == 0
    assert "further_gazetteer" in capsys.readouterr().out
    assert main(["extract", str(titles), "--authority", str(tmp_path / "none")]) == 2


def test_made_tables_are_repeatable_and_distinct(tmp_path: Path) -> None:
    write(tmp_path / "a", 500, seed=3)
    write(tmp_path / "b", 500, seed=3)
    for table in ("persons", "places", "organizations"):
        text = (tmp_path / "a" / f"{table}.tsv").read_text("utf-8")
        assert text == (tmp_path / "b" / f"{table}.tsv").read_text("utf-8")
        names = [line.split("\t")[1] for line in text.splitlines()[1:]]
        assert len(set(names)) == len(names) >= 50
