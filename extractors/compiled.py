"""The modules that an installation compiles (mypyc), and whether what was compiled is of today.

``setup.py`` compiles them where the machine has a C compiler, beside their sources; elsewhere the
sources themselves are run. Both give the same output. A compiled module would hide its source:
so it is only used as long as the sources are those that it was made from.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

#: The way of a title through the steps, where nearly all of the time goes that is not numpy's.
COMPILED = (
    "extractors/reading.py",
    "extractors/pieces.py",
    "extractors/steps/abbreviations.py",
    "extractors/steps/columns.py",
    "extractors/steps/dates.py",
    "extractors/steps/events.py",
    "extractors/steps/framed_names.py",
    "extractors/steps/gazetteer.py",
    "extractors/steps/genre.py",
    "extractors/steps/offices.py",
    "extractors/steps/organizations.py",
    "extractors/steps/persons.py",
    "extractors/steps/place_words.py",
    "extractors/steps/resolve.py",
    "extractors/steps/tagger.py",
    "extractors/steps/title_grammar.py",
    "extractors/tagger/calibration.py",
    "extractors/tagger/marks.py",
)
#: What the compiled modules share, and the file beside it that tells what they were made from.
GROUP = "extractors.compiled"
DIGEST = "compiled.digest"
#: ``0`` runs the sources.
VARIABLE = "SHIMAI_COMPILED"
_ROOT = Path(__file__).parent.parent


def digest(root: Path = _ROOT) -> str:
    """SHA-256 of the sources below the folder that holds the packages."""
    sources = sha256()
    for path in COMPILED:
        sources.update((root / path).read_bytes())
    return sources.hexdigest()


def is_of_today() -> bool:
    """Whether compiled modules were made from these sources and are wanted."""
    if os.environ.get(VARIABLE) == "0":
        return False
    try:
        return (_ROOT / "extractors" / DIGEST).read_text(encoding="ascii") == digest()
    except OSError:
        return False


def choose() -> None:
    """Make imports take the sources where nothing compiled is of today."""
    if not is_of_today() and not any(isinstance(finder, _Sources) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Sources())


class _Sources(MetaPathFinder):
    """Finds the sources of the modules, whatever stands beside them."""

    def __init__(self) -> None:
        self._files = {
            path.removesuffix(".py").replace("/", "."): _ROOT / path for path in COMPILED
        }

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The module's source; none of a module that is never compiled."""
        del path, target
        file = self._files.get(fullname)
        return spec_from_file_location(fullname, file) if file else None
