"""A catalogue entry after its columns have been mapped to the field's terms, before anything is
read out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_model.access import Access
from graph_model.dates import HistoricalDate, unknown
from graph_model.ids import content_hash, record_id

#: Fields that hold one text each, in the order of the national field list.
TEXT_FIELDS = (
    "reference_code", "title", "creator", "addressee", "salutation", "date_text", "genre",
    "holder_code", "holder", "fonds_code", "fonds", "series_code", "series", "file_code", "file",
    "item_code", "regime", "language", "pages", "access_text", "secrecy", "summary", "notes",
    "document_number",
)  # fmt: skip
#: Fields that hold index terms.
LIST_FIELDS = ("persons", "organizations", "places", "meetings", "events")


@dataclass(frozen=True, slots=True)
class Record:
    """One file-level entry, every cell as catalogued. ``extra`` keeps the columns that no field
    takes, and ``row`` is the line or sheet row in ``source_file``, counted from 1 with the heading
    line as row 1.
    """

    title: str
    row: int
    source_file: str = ""
    reference_code: str = ""
    creator: str = ""
    addressee: str = ""
    salutation: str = ""
    date_text: str = ""
    genre: str = ""
    holder_code: str = ""
    holder: str = ""
    fonds_code: str = ""
    fonds: str = ""
    series_code: str = ""
    series: str = ""
    file_code: str = ""
    file: str = ""
    item_code: str = ""
    regime: str = ""
    language: str = ""
    pages: str = ""
    access_text: str = ""
    secrecy: str = ""
    summary: str = ""
    notes: str = ""
    document_number: str = ""
    persons: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    access: Access = Access.OPEN
    date: HistoricalDate = field(default_factory=lambda: unknown(""))
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def holder_key(self) -> str:
        """The holder's code, or its name where there is no code."""
        return self.holder_code or self.holder

    @property
    def id(self) -> str:
        """Id from holder and reference code, or from the entry's own words where it has no code."""
        fallback = (self.title, self.creator, self.date_text, self.fonds, self.file)
        return record_id(self.holder_key, self.reference_code, fallback)

    def digest(self, version: str) -> str:
        """Changes when any cell of the entry, its access level, or the reading software changes."""
        texts = [str(getattr(self, name)) for name in TEXT_FIELDS]
        lists = ["|".join(getattr(self, name)) for name in LIST_FIELDS]
        extra = [f"{key}={value}" for key, value in sorted(self.extra.items())]
        return content_hash(version, str(int(self.access)), *texts, *lists, *extra)
