"""Catalogue files in, records and rejects out: ``read_catalogue(path).entries()``."""

from loaders.readers.base import Encoding, Reject, Row, Source
from loaders.readers.catalogue import Catalogue, read_catalogue
from loaders.readers.profile import Profile, builtin_profiles
from loaders.readers.rejects import rejects_csv

__all__ = [
    "Catalogue",
    "Encoding",
    "Profile",
    "Reject",
    "Row",
    "Source",
    "builtin_profiles",
    "read_catalogue",
    "rejects_csv",
]
