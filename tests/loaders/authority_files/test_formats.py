"""Authority files: each format in and out, matches kept, bad files refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from graph_model.matches import PREFIXES
from loaders.authority_files import Item, read, read_folder, write, write_folder
from loaders.cli.main import main

WIKIDATA = "http://www.wikidata.org/entity/Q1"
VIAF = "http://viaf.org/viaf/2"
ITEMS = [
    Item(
        "persons", "赵示例", "zhao-shili", "Zhao Shili", "1893-12-26", "1976",
        (("字", "示之"), ("号", "例翁")), "示例人物", "", (WIKIDATA, VIAF), ("http://x.org/3",),
    ),
    Item("organizations", "示例商会", "shili-shanghui", begin="1905", exact=(VIAF,)),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.ttl", "a.xml"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    format = {"csv": "csv", "ttl": "skos", "xml": "eac"}[name[-3:]]
    path = tmp_path / name
    write(path, format, ITEMS)
    found = sorted(read(path, format), key=lambda item: item.table, reverse=True)
    assert [(i.table, i.id, i.name, i.name_en, i.begin, i.end) for i in found] == [
        (i.table, i.id, i.name, i.name_en, i.begin, i.end) for i in ITEMS
    ]
    for item, told in zip(found, ITEMS, strict=True):
        assert {text for _, text in item.aliases} == {text for _, text in told.aliases}
        assert set(item.exact) == set(told.exact)
        assert set(item.close) == set(told.close)
        assert item.note == told.note


def test_a_folder_is_written_read_and_added_to(tmp_path: Path) -> None:
    assert write_folder(tmp_path / "own", ITEMS) == {"organizations": 1, "persons": 1}
    assert set(read_folder(tmp_path / "own")) == set(ITEMS)
    more = Item("persons", "钱示例", "", begin="1900")
    assert write_folder(tmp_path / "own", [more]) == {"organizations": 1, "persons": 2}
    ids = {item.id for item in read_folder(tmp_path / "own")}
    assert len(ids) == 3
    assert write_folder(tmp_path / "own", [more])["persons"] == 2
    head = (tmp_path / "own" / "persons.tsv").read_text("utf-8").splitlines()[0].split("\t")
    assert head[:6] == ["id", "name", "name_en", "born", "died", "native_place"]


def test_csv_headings_in_chinese_and_bare_ids(tmp_path: Path) -> None:
    path = tmp_path / "人物.csv"
    path.write_text(
        "姓名,字,号,生年,卒年,籍贯,wikidata,viaf\n孙示例,明之,,1870年,1930,某县,Q9,77\n", "utf-8"
    )
    (item,) = read(path, "csv")
    assert (item.table, item.name, item.begin, item.end) == ("persons", "孙示例", "1870", "1930")
    assert item.aliases == (("字", "明之"),)
    assert item.exact == ("http://www.wikidata.org/entity/Q9", "http://viaf.org/viaf/77")
    assert dict(item.fields) == {"native_place": "某县"}


def test_matches_reach_the_graph_of_a_build_and_its_rdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an own entry, by a further row with its id, and of a further entry that a record names."""
    monkeypatch.delenv("SHIMAI_AUTHORITY", raising=False)
    listed = tmp_path / "人物.csv"
    listed.write_text(
        "id,姓名,exact,close\nmao-zedong,毛泽东,wikidata:Q5816,\n"
        "yu-wen-shili,宇文示例,cbdb:7|viaf:9,https://x.org/1\n",
        "utf-8",
    )
    folder, store = str(tmp_path / "own"), str(tmp_path / "g.sqlite")
    catalogue = tmp_path / "目录.csv"
    catalogue.write_text("档号,题名,责任者\nA-1,宇文示例致毛泽东函,宇文示例\n", "utf-8")
    assert main(["authority", "import", str(listed), "--folder", folder]) == 0
    assert main(["build", str(catalogue), "--store", store, "--authority", folder]) == 0
    for profile in ("core", "full"):
        out = tmp_path / f"{profile}.nt"
        assert main(["export", "--store", store, "--profile", profile, "-o", str(out)]) == 0
        said = {
            tuple(line.split(" ")[:3])
            for line in out.read_text("utf-8").splitlines()
            if "core#exactMatch" in line or "core#closeMatch" in line
        }
        assert {(s.rpartition("/")[2][:-1], p[-11:-1], o) for s, p, o in said} == {
            ("mao-zedong", "exactMatch", f"<{PREFIXES['wikidata']}Q5816>"),
            ("yu-wen-shili", "exactMatch", f"<{PREFIXES['cbdb']}7>"),
            ("yu-wen-shili", "exactMatch", f"<{PREFIXES['viaf']}9>"),
            ("yu-wen-shili", "closeMatch", "<https://x.org/1>"),
        }
    main(["validate", str(tmp_path / "full.nt")])
    assert "exactMatch" not in capsys.readouterr().out


def test_cbdb_persons_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "cbdb.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript("""
            CREATE TABLE BIOG_MAIN (c_personid, c_name_chn, c_name, c_birthyear, c_deathyear);
            CREATE TABLE ALTNAME_DATA (c_personid, c_alt_name_chn, c_alt_name_type_code);
            CREATE TABLE ALTNAME_CODES (c_name_type_code, c_name_type_desc_chn);
            INSERT INTO BIOG_MAIN VALUES (5, '張示例', 'Zhang Shili', 1837, 1909),
              (6, '王示例', 'Wang Shili', 1021, 1086), (7, '李示例', 'Li Shili', NULL, NULL);
            INSERT INTO ALTNAME_DATA VALUES (5, '孝示', 4), (5, '示濤', 5);
            INSERT INTO ALTNAME_CODES VALUES (4, '字'), (5, '室名、別號');
        """)
    (item,) = read(path, "cbdb")
    assert (item.name, item.id, item.begin, item.end) == ("张示例", "cbdb-5", "1837", "1909")
    assert set(item.aliases) == {("字", "孝示"), ("号", "示涛")}
    assert item.exact == ("https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=5",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "名,字\n甲,乙\n"),
        ("a.csv", "name,type\n甲,行星\n"),
        ("a.csv", "name,exact\n甲,not an IRI\n"),
        ("a.ttl", "this is no turtle"),
        ("a.xml", "<eac-cpf><control>"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><eac-cpf>&a;</eac-cpf>'),
        ("a.xml", "<html/>"),
        ("a.sqlite", "no database"),
    ],
)
def test_bad_files_are_one_sentence(
    tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert main(["authority", "import", str(path), "--folder", str(tmp_path / "own")]) == 2
    assert "FILE_UNREADABLE" in capsys.readouterr().err
    assert not (tmp_path / "own").exists()


def test_the_projects_own_tables_go_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.csv"
    assert main(["authority", "export", str(path), "--table", "persons"]) == 0
    assert "written" in capsys.readouterr().out
    assert "毛泽东" in {item.name for item in read(path, "csv")}
    assert main(["authority", "import", str(path), "--folder", str(tmp_path / "x")]) == 0
    assert main(["authority", "export", str(tmp_path / "a.doc")]) == 2
    capsys.readouterr()
    for name, left_out in (("own.ttl", False), ("own.xml", True)):
        assert main(["authority", "export", str(tmp_path / name)]) == 0
        told = capsys.readouterr().out
        written = int(told.split("written: ")[1].split(" ")[0])
        assert written == sum(1 for _ in read(tmp_path / name, {"t": "skos", "x": "eac"}[name[4]]))
        assert ("left out" in told) == left_out
    with pytest.raises(BadInput):
        write(tmp_path / "a.db", "cbdb", ITEMS)
