"""Themes: spirits, the four histories and the scope classes that a record's own words support.

Profiles (``profiles/*.yaml``) say what a theme is and by which rules a record belongs to it;
``tables/words.tsv`` and ``tables/sides.tsv`` name the words and entities that rules share.
"""

from extractors.themes.engine import Themer, load_themer
from extractors.themes.model import Finding, Ground, Known, Subject, Theme
from extractors.themes.profiles import load_themes, read_profile
from extractors.themes.subject import subject_of_title

__all__ = [
    "Finding",
    "Ground",
    "Known",
    "Subject",
    "Theme",
    "Themer",
    "load_themer",
    "load_themes",
    "read_profile",
    "subject_of_title",
]
