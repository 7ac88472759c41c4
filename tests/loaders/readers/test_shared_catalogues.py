"""Real catalogues, every row accounted for."""

from __future__ import annotations

from graph_model.access import Access
from loaders.readers import read_catalogue
from tests.loaders.readers.helpers import read, shared_catalogue


def test_the_academia_historica_export() -> None:
    path = shared_catalogue("drnh_republican.csv")
    records, rejects = read(path)
    assert (len(records), len(rejects)) == (582, 0)
    assert read_catalogue(path).profile.name == "drnh"
    assert {record.access for record in records} == {Access.OPEN}
    assert not any(record.title.endswith("…") for record in records)
    assert sum(record.fonds_code == "129" and len(record.title) < 12 for record in records) == 193


def test_the_scanned_editions() -> None:
    path = shared_catalogue("mao_documents_1901_1949.csv")
    records, rejects = read(path)
    assert (len(records), len(rejects)) == (2563, 0)
    assert read_catalogue(path).profile.name == "plain"
    assert len({record.id for record in records}) == 2563
    assert all(record.file for record in records)


def test_the_catalogue_in_gb18030() -> None:
    path = shared_catalogue("cppcc_1948_1949.csv")
    records, rejects = read(path)
    assert (len(records), len(rejects)) == (135, 0)
    catalogue = read_catalogue(path)
    assert (catalogue.source.encoding.name, catalogue.profile.name) == ("gb18030", "plain")
    assert all(record.holder and record.series for record in records)
