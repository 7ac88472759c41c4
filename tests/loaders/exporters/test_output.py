from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.exporters.output import atomic_output


def test_a_file_appears_whole(tmp_path: Path):
    target = tmp_path / "a.nt"
    with atomic_output(target) as out:
        out.write(b"x")
        assert not target.exists()
    assert target.read_bytes() == b"x"
    assert os.listdir(tmp_path) == ["a.nt"]  # noqa: PTH208


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error):
    target = tmp_path / "a.nt"
    target.write_bytes(b"old")

    def fail() -> None:
        with atomic_output(target) as out:
            out.write(b"half")
            raise error

    with pytest.raises(error):
        fail()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.nt"]


def test_a_missing_folder_and_a_folder_are_unwritable(tmp_path: Path):
    for target in (tmp_path / "no" / "a.nt", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(BadInput) as caught, atomic_output(target):
            pass
        assert caught.value.code == "OUTPUT_UNWRITABLE"


def test_a_device_is_written_to_directly():
    with atomic_output(Path("/dev/null")) as out:
        out.write(b"x")
    assert not Path("/dev/null").is_file()
