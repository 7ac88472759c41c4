"""What a server serves, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph_model.access import Access
from loaders.exporters import Iris, Profile


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one SPARQL query: seconds of wall clock, MB of memory above the idle process, rows
    or triples of the answer, characters of the query; and how many processes answer."""

    seconds: float = 20.0
    memory_mb: int = 1024
    rows: int = 100_000
    query_length: int = 64_000
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """``base`` is the public address, which all IRIs begin with."""

    store: str
    base: str
    reader: Access = Access.OPEN
    profile: Profile = Profile.CORE
    cache: Path = Path("var/rdf-cache")
    limits: Limits = field(default_factory=Limits)
    title: str = "史脉 Shimai"
    contact: str = "admin@example.org"

    @property
    def iris(self) -> Iris:
        """IRIs under the base."""
        return Iris(self.base)

    @property
    def path(self) -> str:
        """The path of the base without its last slash: ``""`` or ``/shimai``."""
        return urlsplit(self.iris.base).path.rstrip("/")
