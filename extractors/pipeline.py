"""The fast way through the steps, without spaCy: strings in, readings out.

``config.cfg`` names the steps and their order; the spaCy pipeline is assembled from the same file,
so both give the same result.
"""

from __future__ import annotations

import configparser
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

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
from extractors.reading import Reading
from extractors.steps.base import STEPS, Step
from graph_model.ids import content_hash
from graph_model.mention import Label

_PREFIX = "shimai_"


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
def _steps() -> tuple[Step, ...]:
    return tuple(STEPS[name]() for name in step_names())


def read_title(
    text: str,
    *,
    creator: str = "",
    date: str = "",
    listed: Mapping[Label, Sequence[str]] | None = None,
) -> Reading:
    """Read one title; any text is accepted. The other columns of its record are evidence:
    ``creator``, ``date``, and ``listed`` names of persons and bodies.
    """
    reading = Reading(text, creator=creator, date=date, listed=listed or {})
    for step in _steps():
        step(reading)
    return reading


@cache
def version() -> str:
    """Changes with the software's version, the steps, the calendars, any table, or the tagger's
    model: what was read before is read anew.
    """
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as package_version

    try:
        software = package_version("shimai")
    except PackageNotFoundError:
        software = "0"
    parts = [software, config_text()]
    model = (files("extractors") / "tagger" / "titles.crf").read_bytes()
    parts.append(sha256(model).hexdigest())
    for folder in (files("extractors"), files("graph_model") / "dates"):
        parts += _texts(folder)
    return f"{software}+{content_hash(*parts)[:8]}"


def _texts(folder: Traversable) -> list[str]:
    """Texts of the modules and tables in a folder and the folders in it, in a fixed order."""
    texts: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            texts += _texts(path)
        elif path.name.endswith((".tsv", ".py")):
            texts.append(path.read_text(encoding="utf-8"))
    return texts
