"""Persons of the China Biographical Database in its SQLite form (BIOG_MAIN, ALTNAME_DATA,
ALTNAME_CODES). Names there are in traditional characters; the tables compare simplified ones.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extractors.text import plain
from graph_model.errors import BadInput
from graph_model.matches import PREFIXES
from loaders.authority_files.entry import Item

#: Words of CBDB's own kinds of names -> kinds of alias in the tables.
_KINDS = {
    "字": "字",
    "号": "号",
    "室名": "号",
    "谥": "谥",
    "小名": "原名",
    "别名": "别名",
    "法号": "法名",
}
_PERSONS = (
    "SELECT c_personid, c_name_chn, c_name, c_birthyear, c_deathyear FROM BIOG_MAIN "
    "WHERE c_name_chn IS NOT NULL AND c_name_chn <> '' ORDER BY c_personid"
)
_NAMES = (
    "SELECT d.c_personid, d.c_alt_name_chn, c.c_name_type_desc_chn FROM ALTNAME_DATA d "
    "LEFT JOIN ALTNAME_CODES c ON c.c_name_type_code = d.c_alt_name_type_code "
    "WHERE d.c_alt_name_chn IS NOT NULL AND d.c_alt_name_chn <> '' "
    "ORDER BY d.c_personid, d.c_alt_name_chn"
)


def read_cbdb(path: Path, *, since: int = 1600) -> Iterator[Item]:
    """Persons who can have lived since a year; those without any year are left out, as they can
    be of any time.
    """
    if not path.is_file():
        raise BadInput("FILE_MISSING", file=path)
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
    try:
        aliases: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for person, name, kind in database.execute(_NAMES):
            aliases[person].append((_kind(str(kind or "")), plain(str(name))))
        for id, name, english, born, died in database.execute(_PERSONS):
            if max(int(born or 0), int(died or 0)) >= since:
                yield _item(int(id), str(name), str(english or ""), born, died, aliases[id])
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
    finally:
        database.close()


def _kind(told: str) -> str:
    simple = plain(told)
    return next((kind for word, kind in _KINDS.items() if word in simple), "别名")


def _item(
    id: int, name: str, english: str, born: object, died: object, names: list[tuple[str, str]]
) -> Item:
    simple = plain(name)
    return Item(
        "persons",
        simple,
        f"cbdb-{id}",
        english,
        _year(born),
        _year(died),
        tuple(dict.fromkeys((kind, text) for kind, text in names if text != simple)),
        source="CBDB",
        exact=(f"{PREFIXES['cbdb']}{id}",),
    )


def _year(value: object) -> str:
    year = int(str(value)) if value not in (None, "") else 0
    return f"{year:04d}" if 0 < year <= 9999 else ""
