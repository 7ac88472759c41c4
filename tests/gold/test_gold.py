"""The constructed gold keeps its own format: spans, roles, labels, keys, tune/test halves."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FIELDS = {
    "key",
    "source",
    "split",
    "title",
    "creator",
    "date",
    "entities",
    "roles",
    "genre",
    "scope",
    "spirits",
}
LABELS = {"PERSON", "ORG", "PLACE", "EVENT", "DATE", "OFFICE"}
ROLE_LABELS = {"PERSON", "ORG", "OFFICE"}


def read(name):
    with (HERE / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


FILES = ("qing", "prc", "periods", "further")


@pytest.fixture(params=FILES)
def records(request):
    return read(request.param)


@pytest.mark.parametrize("name", ["qing", "prc", "further"])
def test_enough_lines_and_halves_alternate(name):
    records = read(name)
    assert len(records) >= 160
    assert [r["split"] for r in records] == [("tune", "test")[n % 2] for n in range(len(records))]


def test_a_third_of_the_further_titles_is_for_testing():
    splits = [r["split"] for r in read("periods")]
    assert (splits.count("tune"), splits.count("test")) == (320, 160)


def test_fields(records):
    for record in records:
        assert set(record) == FIELDS, record["title"]
        assert record["source"].startswith("constructed/")
        assert record["title"] == record["title"].strip() != ""
        assert record["scope"] == record["spirits"] == []


def test_keys_come_from_titles_and_are_unique():
    every = [record for name in FILES for record in read(name)]
    assert len({r["key"] for r in every}) == len({r["title"] for r in every}) == len(every)
    for record in every:
        assert record["key"] == hashlib.sha256(record["title"].encode("utf-8")).hexdigest()[:10]


def test_spans_lie_inside_and_do_not_overlap(records):
    for record in records:
        end = 0
        for entity in record["entities"]:
            assert set(entity) == {"start", "end", "label", "text"}
            assert entity["label"] in LABELS
            assert end <= entity["start"] < entity["end"] <= len(record["title"]), record["title"]
            assert record["title"][entity["start"] : entity["end"]] == entity["text"]
            end = entity["end"]


def test_roles_stand_on_entities(records):
    for record in records:
        spans = {(e["start"], e["end"]): e["label"] for e in record["entities"]}
        roles = [(r["start"], r["end"]) for r in record["roles"]]
        assert len(set(roles)) == len(roles), record["title"]
        for role in record["roles"]:
            assert set(role) == {"role", "start", "end"}
            assert role["role"] in {"sender", "recipient"}
            assert spans.get((role["start"], role["end"])) in ROLE_LABELS, record["title"]


def test_genre_is_printed_in_the_title(records):
    for record in records:
        assert record["genre"] in record["title"], record["title"]


def test_no_title_of_the_sample_catalogue():
    catalogue_path = HERE.parent.parent / "samples" / "key_archives.csv"
    with catalogue_path.open(encoding="utf-8-sig", newline="") as lines:
        catalogue = {row["文件题名"] for row in csv.DictReader(lines)}
    for record in [record for name in FILES for record in read(name)]:
        assert record["title"] not in catalogue
