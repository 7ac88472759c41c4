"""What kind of file it is, by its first bytes; a file that is no table is refused here."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from graph_model.errors import BadInput

SAMPLE_BYTES = 1024 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: First bytes of formats that are often given by mistake.
_BINARY = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\x1f\x8b", b"7z\xbc\xaf",
    b"Rar!\x1a", b"SQLite format 3\0", b"PAR1", b"\x7fELF", b"{\\rtf",
)  # fmt: skip
_SAVE_AS = "旧版 Excel，请另存为 .xlsx / old Excel, save it as .xlsx"


def check_readable(path: Path) -> None:
    """Raise BadInput FILE_MISSING, FILE_UNREADABLE or FILE_EMPTY."""
    if not path.exists():
        raise BadInput("FILE_MISSING", file=path)
    if path.is_dir():
        raise BadInput("FILE_UNREADABLE", file=path, reason="是文件夹 / it is a folder")
    try:
        with path.open("rb") as stream:
            first = stream.read(1)
    except OSError as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error.strerror or error) from None
    if not first:
        raise BadInput("FILE_EMPTY", file=path)


def sha256(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_workbook(path: Path) -> bool:
    """True for .xlsx by content, False for what may be text; raises BadInput FILE_BINARY for
    formats that are known and are neither."""
    with path.open("rb") as stream:
        head = stream.read(64)
    if head.startswith(_ZIP):
        if _holds_workbook(path):
            return True
        raise BadInput("FILE_BINARY", file=path)
    if head.startswith(_OLD_EXCEL):
        raise BadInput("FILE_BINARY", file=f"{path}（{_SAVE_AS}）")
    if head.startswith(_BINARY):
        raise BadInput("FILE_BINARY", file=path)
    return False


def read_sample(path: Path) -> tuple[bytes, bool]:
    """The bytes to decide the encoding on, and whether they end the file: the first megabyte or,
    while that is pure ASCII, the first later megabyte that is not."""
    with path.open("rb") as stream:
        first = sample = stream.read(SAMPLE_BYTES)
        while sample.isascii() and len(sample) == SAMPLE_BYTES:
            sample = stream.read(SAMPLE_BYTES)
        return (sample or first), not stream.read(1)


def _holds_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
