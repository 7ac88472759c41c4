"""EAD 2002 and EAD3 finding aids as catalogues; unsafe XML is refused and nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_model.access import Access
from graph_model.errors import BadInput
from graph_model.record import Record
from loaders.readers import read_catalogue

EAD_2002 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd (EAD Version 2002)//EN" "ead.dtd">
<ead><eadheader><eadid>x</eadid></eadheader>
<archdesc level="fonds"><did><unitid repositorycode="100001">Q001</unitid>
<unittitle>示例全宗</unittitle><repository><corpname>示例馆</corpname></repository></did>
<dsc type="combined">
 <c01 level="series"><did><unitid>001</unitid><unittitle>文书类</unittitle></did>
  <c02 level="file"><did><unitid>0001</unitid><unittitle>往来函电卷</unittitle></did>
   <c03 level="item"><did><unitid>Q001-001-0001-001</unitid>
     <unittitle>毛泽东致<persname>宋庆龄</persname>信</unittitle>
     <unitdate normal="1936-09-18">民国二十五年九月十八日</unitdate>
     <origination><persname>毛泽东</persname></origination>
     <physdesc><extent>2</extent></physdesc>
     <langmaterial><language langcode="chi">汉语</language></langmaterial></did>
    <scopecontent><p>论统一战线</p><p>附件一</p></scopecontent>
    <accessrestrict><p>开放</p></accessrestrict>
    <controlaccess><persname>毛泽东</persname><controlaccess><persname>宋庆龄</persname>
      <corpname>中共中央</corpname><geogname>保安</geogname></controlaccess>
      <genreform>信</genreform><subject>统一战线</subject></controlaccess></c03>
  </c02></c01>
 <c01 level="file"><did><unitid>Q001-9</unitid><unittitle>无件之卷</unittitle>
   <unitdate type="inclusive" normal="1937/1938"/></did>
   <accessrestrict><p>控制</p></accessrestrict></c01>
</dsc></archdesc></ead>
"""
EAD3 = """<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/"><control><recordid>x</recordid></control>
<archdesc level="collection"><did><unittitle>Letters</unittitle></did><dsc>
<c level="item"><did><unitid>L-1</unitid><unittitle>Letter to Song</unittitle>
 <unitdatestructured><daterange><fromdate standarddate="1936-09-01">one</fromdate>
 <todate standarddate="1936-09-18"></todate></daterange></unitdatestructured>
 <origination><persname><part>Mao Zedong</part></persname></origination></did>
 <odd localtype="addressee"><p>Song Qingling</p></odd>
 <controlaccess><subject localtype="event"><part>西安事变</part></subject></controlaccess></c>
<c level="item"><did><unitid>L-2</unitid></did></c>
</dsc></archdesc></ead>
"""


def read(tmp_path: Path, text: str) -> list:
    path = tmp_path / "finding-aid.xml"
    path.write_text(text, encoding="utf-8")
    catalogue = read_catalogue(path)
    assert catalogue.source.format == "ead"
    return list(catalogue.entries())


def test_ead_2002(tmp_path: Path):
    item, file = read(tmp_path, EAD_2002)
    assert isinstance(item, Record)
    assert (item.holder_code, item.holder) == ("100001", "示例馆")
    assert (item.fonds_code, item.fonds) == ("Q001", "示例全宗")
    assert (item.series_code, item.series) == ("001", "文书类")
    assert (item.file_code, item.file) == ("0001", "往来函电卷")
    assert (item.reference_code, item.title) == ("Q001-001-0001-001", "毛泽东致宋庆龄信")
    assert item.date_text == "民国二十五年九月十八日"
    assert (item.creator, item.pages, item.language) == ("毛泽东", "2", "汉语")
    assert (item.genre, item.summary) == ("信", "论统一战线附件一")
    assert item.persons == ("毛泽东", "宋庆龄")
    assert (item.organizations, item.places) == (("中共中央",), ("保安",))
    assert item.extra["主题词"] == "统一战线"
    assert (item.access, file.access) == (Access.OPEN, Access.RESTRICTED)
    assert (file.title, file.date_text, file.file) == ("无件之卷", "1937/1938", "")


def test_ead3(tmp_path: Path):
    item, reject = read(tmp_path, EAD3)
    assert (item.reference_code, item.fonds) == ("L-1", "Letters")
    assert item.creator == "Mao Zedong"
    assert item.addressee == "Song Qingling"
    assert item.events == ("西安事变",)
    assert "1936-09" in item.date_text or item.date_text == "one"
    assert item.access is Access.OPEN
    assert reject.code == "ROW_NO_TITLE"


BOMB = (
    '<!DOCTYPE ead [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    + "]><ead><archdesc><did><unittitle>&i;</unittitle></did></archdesc></ead>"
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE ead [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<ead><archdesc><did><unittitle>&e;</unittitle></did></archdesc></ead>",
        '<!DOCTYPE ead [<!ENTITY % e SYSTEM "http://127.0.0.1:1/x"> %e;]>'
        "<ead><archdesc><did><unittitle>x</unittitle></did></archdesc></ead>",
        "<ead><archdesc><did><unittitle>x</did></archdesc></ead>",
        "<ead><archdesc level='fonds'><did>",
    ],
)
def test_unsafe_and_broken_xml_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "bad.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        list(read_catalogue(path).entries())
    assert caught.value.code == "FILE_UNREADABLE"


def test_a_finding_aid_without_components_has_no_rows(tmp_path: Path):
    path = tmp_path / "none.xml"
    path.write_text("<ead><eadheader/></ead>", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_catalogue(path)
    assert caught.value.code == "FILE_NO_ROWS"


def test_a_dtd_is_not_fetched(tmp_path: Path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        text = EAD_2002.replace('"ead.dtd"', f'"http://127.0.0.1:{port}/ead.dtd"')
        assert len(read(tmp_path, text)) == 2
        with pytest.raises(TimeoutError):
            listener.accept()
