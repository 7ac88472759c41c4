"""The formats by name and by a file's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from graph_model.errors import BadInput
from loaders.authority_files.cbdb import read_cbdb
from loaders.authority_files.eac import read_eac, write_eac
from loaders.authority_files.entry import Item
from loaders.authority_files.skos import read_skos, write_skos
from loaders.authority_files.tables_csv import read_csv, write_csv

FORMATS = ("csv", "skos", "eac", "cbdb")
_ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".ttl": "skos", ".rdf": "skos", ".nt": "skos", ".jsonld": "skos",
    ".xml": "eac", ".sqlite": "cbdb", ".sqlite3": "cbdb", ".db": "cbdb",
}  # fmt: skip


_WRITERS: dict[str, Callable[[Path, Iterable[Item]], int]] = {
    "csv": write_csv,
    "skos": write_skos,
    "eac": write_eac,
}


def format_of(path: Path, named: str | None) -> str:
    """The format that was named, or that the file's ending says; raises USAGE."""
    found = named or _ENDINGS.get(path.suffix.lower(), "")
    if not found:
        known = " ".join(FORMATS)
        raise BadInput(
            "USAGE",
            zh=f"不知道 {path.name} 的格式；请用 --format 指明（{known}）。",
            en=f"The format of {path.name} is not known; name it with --format ({known}).",
        )
    return found


def read(path: Path, format: str) -> Iterator[Item]:
    """Entries of a file."""
    readers = {"csv": read_csv, "skos": read_skos, "eac": read_eac, "cbdb": read_cbdb}
    return readers[format](path)


def write(path: Path, format: str, items: Sequence[Item]) -> int:
    """Write entries, and say how many the format could hold; CBDB is read only. Raises
    OUTPUT_UNWRITABLE.
    """
    if format not in _WRITERS:
        raise BadInput(
            "USAGE",
            zh="CBDB 只能读入；请导出为 csv、skos 或 eac。",
            en="CBDB is read only; export csv, skos or eac.",
        )
    try:
        return _WRITERS[format](path, items)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None
