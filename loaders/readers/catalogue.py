"""Open a catalogue file of any accepted format and read its entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_model.errors import BadInput
from graph_model.record import Record
from loaders.readers.base import Encoding, Reject, Row, Source, Table
from loaders.readers.delimited import open_delimited
from loaders.readers.ead import looks_like_ead, open_ead
from loaders.readers.encoding import decide
from loaders.readers.headings import Vocabulary, normalise
from loaders.readers.jsonl import looks_like_jsonl, open_jsonl
from loaders.readers.mapping import Mapper
from loaders.readers.profile import Profile, builtin_profiles, named_profile, vocabulary
from loaders.readers.signature import check_readable, is_workbook, sha256
from loaders.readers.xlsx import open_xlsx


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An opened catalogue. ``chosen`` says why this profile, in zh and en."""

    source: Source
    profile: Profile
    chosen: tuple[str, str]
    table: Table
    mapper: Mapper

    @property
    def mapped(self) -> dict[str, str]:
        """Field of Record -> heading of the file."""
        return self.mapper.mapped

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings that no field takes; their cells are kept in ``Record.extra``."""
        return self.mapper.unmapped

    def entries(self) -> Iterator[Record | Reject]:
        """Each row that is not blank as exactly one Record or one Reject, in file order; reads as
        it goes, and anew at each call. May raise BadInput FILE_UNREADABLE when a workbook breaks
        off."""
        return (entry for _, entry in self.pairs())

    def pairs(self) -> Iterator[tuple[Row, Record | Reject]]:
        """The same with the row that each entry was read from."""
        read = self.mapper.read
        try:
            for row in self.table.rows():
                yield row, read(row)
        except OSError as error:
            reason = error.strerror or error
            raise BadInput("FILE_UNREADABLE", file=self.source.path, reason=reason) from None


def read_catalogue(
    path: str | Path,
    *,
    profile: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Catalogue:
    """Open a catalogue: CSV, TSV, XLSX, JSON Lines or EAD, told apart by content.

    ``profile`` is a name or the path of a YAML file, recognised by the headings when None.
    ``encoding`` is for text files, ``sheet`` for workbooks (name, or number from 1); each is
    ignored for the other kind. Raises BadInput: FILE_* for a file that cannot be used, PROFILE_*
    for the profile, USAGE for the rest.
    """
    path = Path(path)
    wanted = named_profile(profile) if profile else None
    check_readable(path)
    words = vocabulary([wanted] if wanted else builtin_profiles())
    table, decided = _open(path, words, encoding, sheet)
    if next(table.rows(), None) is None:
        raise BadInput("FILE_NO_ROWS", file=path)
    chosen, why = _choose(table.headings, wanted)
    source = Source(
        path=path,
        format=table.format,
        digest=sha256(path),
        headings=table.headings,
        heading_row=table.heading_row,
        encoding=decided,
        delimiter=getattr(table, "delimiter", ""),
        sheet=getattr(table, "sheet", ""),
    )
    return Catalogue(source, chosen, why, table, Mapper(chosen, table.headings, path.name))


def _open(
    path: Path, words: Vocabulary, encoding: str | None, sheet: str | None
) -> tuple[Table, Encoding | None]:
    if is_workbook(path):
        return open_xlsx(path, words, sheet), None
    if looks_like_ead(path):
        return open_ead(path), None
    decided = decide(path, encoding)
    if looks_like_jsonl(path, decided.name):
        return open_jsonl(path, decided.name, words), decided
    return open_delimited(path, decided.name, words), decided


def _choose(headings: Sequence[str], wanted: Profile | None) -> tuple[Profile, tuple[str, str]]:
    """The profile and why it was taken, in zh and en."""
    if wanted is not None:
        return wanted, ("由 --profile 指定", "given by --profile")
    names = [normalise(heading) for heading in headings]
    for profile in builtin_profiles():
        if profile.recognises(names):
            groups = [group & set(names) for group in profile.recognise]
            marks = "、".join(
                h for h, n in zip(headings, names, strict=True) if any(n in g for g in groups)
            )
            return profile, (f"有标题 {marks}", f"it has the headings {marks}")
    plain = named_profile("plain")
    return plain, ("有题名列", "it has a title column")
