"""The fast way through the steps, without spaCy: strings in, readings out.

``config.cfg`` names the steps and their order; the spaCy pipeline is assembled from the same file,
so both give the same result.
"""

from __future__ import annotations

import configparser
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple, TypeVar

import extractors.steps.abbreviations
import extractors.steps.columns
import extractors.steps.dates
import extractors.steps.events
import extractors.steps.framed_names
import extractors.steps.gazetteer
import extractors.steps.genre
import extractors.steps.offices
import extractors.steps.organizations
import extractors.steps.persons
import extractors.steps.place_words
import extractors.steps.resolve
import extractors.steps.tagger
import extractors.steps.title_grammar  # noqa: F401
from extractors.authority import further_folder, load_authority
from extractors.first_look import bits_of
from extractors.pieces import cut, join, parts
from extractors.reading import NOT_LISTED, Reading
from extractors.steps.base import STEPS, Step, apply
from extractors.tagger.backend import spacy_pipeline
from extractors.text import plain_all
from graph_model.ids import content_hash
from graph_model.mention import Label

#: Titles read at once, and characters after which no more are taken.
BATCH = 1_000
_BATCH_CHARACTERS = 200_000
_PREFIX = "shimai_"
T = TypeVar("T")


def config_text() -> str:
    """The text of ``config.cfg``."""
    return (files("extractors") / "config.cfg").read_text(encoding="utf-8")


@cache
def step_names() -> tuple[str, ...]:
    """Steps in the order of ``config.cfg``, without the prefix of their spaCy factories."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(config_text())
    listed = parser["nlp"]["pipeline"].strip("[]").split(",")
    names = [name.strip().strip('"') for name in listed]
    return tuple(
        name.removeprefix(_PREFIX) for name in names if name.removeprefix(_PREFIX) in STEPS
    )


@cache
def _steps(folder: str, pipeline: str) -> tuple[Step, ...]:
    """The steps, with a folder of further authority tables and a spaCy pipeline ("" is none).

    They stay to the end of the process, so the search for cycles need not go through them: what
    lives by then is left out of it (``gc.freeze``).
    """
    del folder, pipeline
    steps = tuple(STEPS[name]() for name in step_names())
    gc.freeze()
    return steps


class Title(NamedTuple):
    """A title to be read, with the cells beside it; ``listed`` are names of its index columns."""

    text: str
    creator: str = ""
    date: str = ""
    listed: Mapping[Label, Sequence[str]] = NOT_LISTED


def read_title(
    text: str,
    *,
    creator: str = "",
    date: str = "",
    listed: Mapping[Label, Sequence[str]] = NOT_LISTED,
) -> Reading:
    """Read one title; any text is accepted. Many are read much quicker by ``read_titles``."""
    return _read([Title(text, creator, date, listed)])[0]


def read_titles(titles: Iterable[Title | str]) -> Iterator[Reading]:
    """Read titles in their order, many at a time; memory does not grow with their number."""
    for _, reading in read_each(titles, lambda t: Title(t) if isinstance(t, str) else t):
        yield reading


def read_each(items: Iterable[T], title_of: Callable[[T], Title]) -> Iterator[tuple[T, Reading]]:
    """The same for things that have a title; each comes back with its reading."""
    for batch in _batches(items, title_of):
        readings = _read([title for _, title in batch])
        for (item, _), reading in zip(batch, readings, strict=True):
            yield item, reading


def _batches(items: Iterable[T], title_of: Callable[[T], Title]) -> Iterator[list[tuple[T, Title]]]:
    batch: list[tuple[T, Title]] = []
    characters = 0
    for item in items:
        title = title_of(item)
        batch.append((item, title))
        characters += len(title.text)
        if len(batch) == BATCH or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: a batch makes many small values and no cycle, and the search
    would go through all tables again and again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(titles: Sequence[Title]) -> list[Reading]:
    with _uncollected():
        return _read_batch(titles)


def _read_batch(titles: Sequence[Title]) -> list[Reading]:
    steps = _steps(further_folder(), spacy_pipeline())
    copies = plain_all([title.text for title in titles])
    readings = [
        cut(Reading(title.text, title.creator, title.date, copy, listed=title.listed, bits=bits))
        for title, copy, bits in zip(titles, copies, bits_of(copies), strict=True)
    ]
    listed = list(parts(readings))
    for step in steps:
        apply(step, listed)
    return [join(reading) if reading.pieces else reading for reading in readings]


def version() -> str:
    """Changes with the software's version, the steps, the calendars, any table, further authority
    tables, the tagger's model, or the spaCy pipeline in its place: what was read before is read
    anew.
    """
    return _version(further_folder(), spacy_pipeline())


@cache
def _version(folder: str, pipeline: str) -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as package_version

    try:
        software = package_version("shimai")
    except PackageNotFoundError:
        software = "0"
    parts = [software, config_text()]
    if folder:
        further = load_authority().further
        parts.append(further.digest if further else "")
    if pipeline:
        from extractors.tagger.spacy_names import version_of

        parts.append(version_of(pipeline))
    model = (files("extractors") / "tagger" / "titles.npz").read_bytes()
    parts.append(sha256(model).hexdigest())
    for inside in (files("extractors"), files("graph_model") / "dates"):
        parts += _texts(inside)
    return f"{software}+{content_hash(*parts)[:8]}"


def _texts(folder: Traversable) -> list[str]:
    """Texts of the modules and tables in a folder and the folders in it, in a fixed order."""
    texts: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            texts += _texts(path)
        elif path.name.endswith((".tsv", ".py", ".yaml")):
            texts.append(path.read_text(encoding="utf-8"))
    return texts
