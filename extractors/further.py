"""A folder of further authority tables at the user's side, up to millions of names.

The folder has files in the format of ``extractors/tables`` (``persons.tsv``, ``organizations.tsv``,
``places.tsv``, ``events.tsv``, ``offices.tsv``; those that are there). Nothing of it is kept as
objects: an automaton finds the names, arrays lead from a name to its rows, and a row is read from
the file when it is asked for. Automaton and arrays are made once and kept in a file beside the
tables, named by their content.
"""

from __future__ import annotations

import mmap
import os
import zipfile
from array import array
from collections.abc import Iterator
from hashlib import blake2b, sha256
from itertools import count
from pathlib import Path
from typing import Any

import daachorse
import numpy as np
import numpy.typing as npt

from extractors.entries import TABLES, Entry, entry_of
from extractors.text import plain_all
from graph_model.errors import BadInput
from graph_model.ids import authority_id
from graph_model.mention import Label

#: An id that begins so tells a name and nobody: it is read, and no entry is named.
ONLY_A_NAME = "seen-"
#: A change in what the index holds.
_FORMAT = 1
_TABLES = tuple(TABLES)
_INDEX = ".shimai-index-"
_AT_ONCE = 20_000
_SHORTEST = 2
#: An automaton needs one pattern; where there is no name, it is not asked.
_NO_NAME = "\ufffe\uffff"
Arrays = dict[str, npt.NDArray[Any]]


class Further:
    """The names and rows of a folder."""

    def __init__(self, folder: Path) -> None:
        """Raises BadInput for a folder without tables, or a table that cannot be read."""
        self._files = {
            number: folder / f"{table}.tsv"
            for number, table in enumerate(_TABLES)
            if (folder / f"{table}.tsv").is_file()
        }
        if not self._files:
            raise BadInput("AUTHORITY_FOLDER", folder=folder)
        self._texts = {number: _mapped(path) for number, path in self._files.items()}
        self._columns = {n: _columns(self._files[n], text) for n, text in self._texts.items()}
        self.digest = self._digest()
        arrays = _load(folder, self.digest) or self._make(folder)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(
            arrays.pop("automaton").tobytes()
        )
        self._arrays = arrays
        first = int(arrays["first_single"])
        self._has_names = first > 0
        self._singles = {str(form): at for at, form in enumerate(arrays["singles"], first)}

    def _digest(self) -> str:
        digest = sha256(f"{_FORMAT} {daachorse.__name__}".encode())
        for number, text in self._texts.items():
            digest.update(f"{number} {len(text)} ".encode())
            digest.update(text)
        return digest.hexdigest()[:16]

    # -- asked while reading -----------------------------------------------------------------

    def names_in(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of each name of two or more characters in a plain text, by end."""
        if not self._has_names:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_overlapping(text)
        return found

    def named(self, number: int) -> dict[Label, tuple[int, str]]:
        """What a name stands for: by label, how many rows, and the id of the one that it names (the
        only one, or the only one whose preferred name it is), else "".
        """
        begin, end = self._arrays["begins"][number : number + 2].tolist()
        rows: dict[Label, list[tuple[int, bool]]] = {}
        for value in self._arrays["rows"][begin:end].tolist():
            row = value >> 1
            label = TABLES[_TABLES[self._arrays["table"][row]]][0]
            rows.setdefault(label, []).append((row, bool(value & 1)))
        found = {}
        for label, listed in rows.items():
            preferred = [row for row, is_preferred in listed if is_preferred]
            one = listed[0][0] if len(listed) == 1 else -1
            one = preferred[0] if len(preferred) == 1 else one
            found[label] = (len(listed), self._named_by(one) if one >= 0 else "")
        return found

    def _named_by(self, row: int) -> str:
        """The id of a row, "" where it tells no more than a name."""
        table, cells = self._row(row)
        own = cells["id"]
        return "" if own.startswith(ONLY_A_NAME) else authority_id(TABLES[table][1], own)

    def labels_of(self, form: str) -> dict[Label, tuple[int, str]]:
        """The same for a plain form; empty where no row has it."""
        number = self._singles.get(form)
        if number is not None:
            return self.named(number)
        for start, end, name in self.names_in(form):
            if start == 0 and end == len(form):
                return self.named(name)
        return {}

    @property
    def names(self) -> int:
        """How many different names there are."""
        return len(self._arrays["begins"]) - 1

    @property
    def singles(self) -> list[str]:
        """The forms of one character."""
        return list(self._singles)

    def entry(self, id: str) -> Entry | None:
        """The row of an id; None where no table has it."""
        hashed = np.uint64(_hash(id))
        hashes = self._arrays["id_hashes"]
        at = int(np.searchsorted(hashes, hashed))
        while at < len(hashes) and hashes[at] == hashed:
            row = int(self._arrays["id_rows"][at])
            if self._id(row) == id:
                table, cells = self._row(row)
                return entry_of(table, cells)
            at += 1
        return None

    def _row(self, row: int) -> tuple[str, dict[str, str]]:
        number = int(self._arrays["table"][row])
        text, start = self._texts[number], int(self._arrays["at"][row])
        end = text.find(b"\n", start)
        line = text[start : end if end >= 0 else len(text)].decode("utf-8")
        return _TABLES[number], _cells(self._columns[number], line)

    def _id(self, row: int) -> str:
        table, cells = self._row(row)
        return authority_id(TABLES[table][1], cells["id"])

    # -- made once -----------------------------------------------------------------------------

    def _make(self, folder: Path) -> Arrays:
        """The index of the tables; kept beside them, or in the user's cache, where it may be."""
        forms, arrays = self._collected()
        order = sorted(range(len(forms)), key=forms.__getitem__)
        order.sort(key=lambda at: len(forms[at]) < _SHORTEST)
        names: list[str] = []
        begins: list[int] = []
        for rank, at in enumerate(order):
            if not names or forms[at] != names[-1]:
                names.append(forms[at])
                begins.append(rank)
        arrays["begins"] = np.array([*begins, len(order)], np.int32)
        arrays["rows"] = arrays["rows"][np.array(order, np.int64)]
        del order, begins
        longer = sum(len(name) >= _SHORTEST for name in names)
        arrays["singles"] = np.array(names[longer:], "U1")
        arrays["first_single"] = np.array(longer)
        del names[longer:]
        automaton = daachorse.CharwiseDoubleArrayAhoCorasick(names or [_NO_NAME])
        arrays["automaton"] = np.frombuffer(automaton.serialize(), np.uint8)
        _keep(folder, self.digest, arrays)
        return arrays

    def _collected(self) -> tuple[list[str], Arrays]:
        """All forms, and for each its row and whether it is preferred; where the rows are."""
        forms: list[str] = []
        rows, tables, places = array("I"), array("B"), array("Q")
        hashes = array("Q")
        for number, text in self._texts.items():
            waiting: list[str] = []
            for place, row_number, cells in self._rows(number, text):
                entry = self._checked(number, row_number, cells)
                names = dict.fromkeys((entry.name, *(alias.text for alias in entry.aliases)))
                rows.extend(2 * len(places) + (name == entry.name) for name in names)
                waiting += names
                tables.append(number)
                places.append(place)
                hashes.append(_hash(entry.id))
                if len(waiting) > _AT_ONCE:
                    forms += plain_all(waiting)
                    waiting = []
            forms += plain_all(waiting)
        id_hashes = np.array(hashes, np.uint64)
        by_hash = np.argsort(id_hashes, kind="stable")
        return forms, {
            "rows": np.array(rows, np.uint32),
            "table": np.array(tables, np.uint8),
            "at": np.array(places, np.uint64),
            "id_hashes": id_hashes[by_hash],
            "id_rows": by_hash.astype(np.uint32),
        }

    def _rows(self, number: int, text: mmap.mmap | bytes) -> Iterator[tuple[int, int, str]]:
        """Place, number (2 is the first below the head) and text of each row."""
        at = text.find(b"\n") + 1 or len(text)
        for row in count(2):
            if at >= len(text):
                return
            end = text.find(b"\n", at)
            end = end if end >= 0 else len(text)
            try:
                line = text[at:end].decode("utf-8")
            except UnicodeDecodeError:
                raise BadInput(
                    "AUTHORITY_TABLE", file=self._files[number], row=row, reason="UTF-8"
                ) from None
            if line.strip():
                yield at, row, line
            at = end + 1

    def _checked(self, number: int, row: int, line: str) -> Entry:
        cells = _cells(self._columns[number], line)
        for column in ("id", "name"):
            if not cells.get(column, "").strip():
                raise BadInput(
                    "AUTHORITY_TABLE", file=self._files[number], row=row, reason=f"{column} —"
                )
        return entry_of(_TABLES[number], cells)


def _mapped(path: Path) -> mmap.mmap | bytes:
    """The file's bytes, read by the system when they are asked for."""
    try:
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return b""
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason) from None


def _columns(path: Path, text: mmap.mmap | bytes) -> list[str]:
    end = text.find(b"\n")
    try:
        head = text[: end if end >= 0 else len(text)].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("AUTHORITY_TABLE", file=path, row=1, reason="UTF-8") from None
    columns = head.rstrip("\r").split("\t")
    for column in ("id", "name"):
        if column not in columns:
            raise BadInput("AUTHORITY_TABLE", file=path, row=1, reason=f"{column} —")
    return columns


def _cells(columns: list[str], line: str) -> dict[str, str]:
    return dict(zip(columns, line.rstrip("\r").split("\t"), strict=False))


def _hash(id: str) -> int:
    return int.from_bytes(blake2b(id.encode("utf-8"), digest_size=8).digest(), "big")


# -- the file that the index is kept in ----------------------------------------------------------


def _kept_in(folder: Path) -> tuple[Path, Path]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder, cache / "shimai"


def _load(folder: Path, digest: str) -> Arrays | None:
    for place in _kept_in(folder):
        try:
            with np.load(place / f"{_INDEX}{digest}.npz", allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            continue
    return None


def _keep(folder: Path, digest: str, arrays: Arrays) -> None:
    """Write the index beside the tables instead of an older one, else into the user's cache."""
    for place in _kept_in(folder):
        path = place / f"{_INDEX}{digest}.npz"
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            place.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]
            if place == folder:
                for older in place.glob(f"{_INDEX}*.npz"):
                    older.unlink(missing_ok=True)
            unfinished.replace(path)
            return
        except OSError:
            unfinished.unlink(missing_ok=True)
