"""Write a file whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from graph_model.errors import BadInput, ShimaiError


@contextmanager
def atomic_output(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes its name only when everything is written; on an exception the old
    file stays.

    Raises ``OUTPUT_UNWRITABLE`` where the system refuses. A device or pipe is written to directly.
    """
    try:
        final = path.resolve()
        direct = final.exists() and not final.is_file()
        place = final if direct else final.with_name(f".{final.name}.{os.getpid()}.part")
        with _removed_on_failure(place, keep=direct):
            with place.open("wb") as out:
                yield out
            if not direct:
                place.replace(final)
    except ShimaiError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=str(path), reason=reason) from None


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """The same for what opens its file itself: the path to write to. Raises
    ``OUTPUT_UNWRITABLE``."""
    with atomic_output(path) as out:
        yield Path(out.name)


@contextmanager
def atomic_folder(folder: Path) -> Iterator[Path]:
    """An empty folder that takes its name only when everything is written. Raises
    ``OUTPUT_UNWRITABLE`` where the folder exists and is not empty, or the system refuses."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _unwritable(folder, "已存在且不为空 (it exists and is not empty)")
    made = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        made.mkdir(parents=True)
        yield made
        if folder.exists():
            folder.rmdir()
        made.replace(folder)
    except ShimaiError:
        raise
    except OSError as error:
        raise _unwritable(folder, error.strerror or str(error)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unwritable(path: Path, reason: str) -> BadInput:
    return BadInput("OUTPUT_UNWRITABLE", file=str(path), reason=reason)


@contextmanager
def _removed_on_failure(place: Path, *, keep: bool) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if not keep:
            with suppress(OSError):
                place.unlink()
        raise
