"""Names that a catalogue's titles show again and again and that no table has: collected once, they
help to read the titles where their frame alone would not do.

Such a row tells a name and nobody: bearers of one name stay apart until somebody decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from extractors.authority import load_authority
from extractors.further import ONLY_A_NAME
from extractors.reading import Reading
from extractors.text import plain
from graph_model.ids import content_hash
from graph_model.mention import Label
from loaders.authority_files.entry import Item

#: Titles that must show a name.
LEAST = 3
#: Names kept in mind; above it those seen once are forgotten.
MOST = 1_000_000
_TABLES: dict[Label, str] = {"PERSON": "persons", "ORG": "organizations", "PLACE": "places"}
#: A name counts where its reader was that sure.
_SURE = 0.85
_SHORTEST = 2
_SOURCE = "seen"


def seen_names(readings: Iterable[Reading], least: int = LEAST, most: int = MOST) -> Iterator[Item]:
    """Names of persons, bodies and places that at least so many titles show, the commonest first.
    Memory is bounded: with more than ``most`` names those that were seen once are forgotten.
    """
    counted: Counter[tuple[Label, str]] = Counter()
    for reading in readings:
        counted.update(set(_unknown(reading)))
        if len(counted) > most:
            counted = Counter({name: times for name, times in counted.items() if times > 1})
    known = load_authority()
    for (label, form), times in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if times >= least and label not in known.labels_of(form):
            yield Item(
                table=_TABLES[label],
                name=form,
                id=ONLY_A_NAME + content_hash(label, form)[:12],
                note=f"见于 {times} 条题名 (in {times} titles)",
                source=_SOURCE,
            )


def _unknown(reading: Reading) -> Iterator[tuple[Label, str]]:
    for mention in reading.mentions:
        if mention.label in _TABLES and not mention.entity_id and mention.confidence >= _SURE:
            form = plain(mention.text)
            if len(form) >= _SHORTEST:
                yield mention.label, form
