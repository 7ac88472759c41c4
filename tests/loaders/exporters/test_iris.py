from __future__ import annotations

import pytest

from graph_model.errors import BadInput
from loaders.exporters import Iris
from tests.loaders.exporters.reading import BASE

HOSTILE = ["a b", "<x>", 'q"', "a/b", "../x", "%41", "\n", "\ud800", "\udfff", "毛", "a#b?c", "\\"]


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("person:mao-zedong", "id/person/mao-zedong"),
        ("person:~5c0f", "id/person/~5c0f"),
        ("record:3fa0", "id/record/3fa0"),
        ("person:毛", "id/person/%E6%AF%9B"),
    ],
)
def test_a_thing_has_a_slash_iri(id, path):
    assert Iris(BASE).thing(id) == BASE + path


def test_hostile_ids_give_ascii_iris_that_differ():
    found = [Iris(BASE).thing(f"person:{text}") for text in HOSTILE]
    assert len(set(found)) == len(HOSTILE)
    for iri in found:
        assert iri.isascii()
        assert not set(iri) & set('<>"{}|^`\\ \n')
        assert iri.count("/") == BASE.count("/") + 2


def test_a_base_gets_its_slash():
    assert Iris("https://a.example/x").thing("run:1") == "https://a.example/x/id/run/1"
    assert Iris("https://a.example/#").thing("run:1") == "https://a.example/#id/run/1"


@pytest.mark.parametrize(
    "base",
    [
        *("", "example", "x:", "https://", "https://a b/", "https://a/<x>", 'https://a/"'),
        *("https://a/%zz/", "https://a:port/", "https://a/#b/#c", "https://a/[b]/", "https://a/\n"),
    ],
)
def test_a_base_that_is_no_absolute_iri_is_refused(base):
    with pytest.raises(BadInput) as caught:
        Iris(base)
    assert caught.value.code == "USAGE"
