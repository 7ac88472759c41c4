"""Write a file whole or not at all."""

from __future__ import annotations

import os
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
def _removed_on_failure(place: Path, *, keep: bool) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if not keep:
            with suppress(OSError):
                place.unlink()
        raise
