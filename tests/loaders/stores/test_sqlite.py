"""The SQLite store keeps the contract, and its file says when it is not a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_model.errors import StoreError
from loaders.stores import GraphStore, open_store
from tests.loaders.stores.contract import StoreContract
from tests.loaders.stores.contract_selections import SelectionContract
from tests.loaders.stores.decision_contract import DecisionContract


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "one.sqlite"), create=True)
    yield store
    store.close()


@pytest.fixture
def other_store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "two.sqlite"), create=True)
    yield store
    store.close()


class TestSqliteStore(StoreContract, SelectionContract, DecisionContract):
    """The contract over SQLite."""


def test_an_absent_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(str(tmp_path / "none.sqlite"))
    assert (error.value.code, error.value.exit_code) == ("STORE_MISSING", 2)
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"x" * 200]
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError) as error:
        open_store(str(path), create=True)
    assert error.value.code == "STORE_FORMAT"
    assert path.read_bytes() == content
