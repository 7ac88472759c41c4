"""A node that stands for very many others is shown with the names of the first of them only."""

from __future__ import annotations

import numpy as np
import pytest

from loaders.stores.columns import search


def test_of_each_leader_the_first_members_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MOST_OTHERS", 2)
    stands = np.zeros(10, np.int32)
    stands[[5, 1, 3]], stands[[9, 7, 8]] = 5, 9
    members = np.array([5, 9, 1, 7, 3, 8], np.int32)
    assert search._first_of_each(members, stands).tolist() == [5, 9, 1, 7]
    assert search._first_of_each(members[:0], stands).tolist() == []
