"""Other ways to say whether two names are one, asked the same pairs: nomenklatura's logic-v2 and
name-based matchers, and rapidfuzz's ratio.

Each is given what it takes: names, and for nomenklatura the schema. Measured only where installed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from loaders.bench.linking import JudgedPair, PairScorer

_SCHEMATA = {"PERSON": "Person", "ORG": "Organization", "PLACE": "Address"}


class Peer(NamedTuple):
    """A way of scoring, the package that it comes from, and the threshold that it documents
    (0 where it has none).
    """

    name: str
    package: str
    make: Callable[[], PairScorer]
    threshold: float


def _nomenklatura(algorithm: str) -> Callable[[], PairScorer]:
    def make() -> PairScorer:
        matching: Any = importlib.import_module("nomenklatura.matching")
        model: Any = importlib.import_module("followthemoney")
        chosen = matching.get_algorithm(algorithm)
        config = chosen.default_config()

        def entity(row: JudgedPair, name: str, id: str) -> Any:
            made = model.model.make_entity(_SCHEMATA[row.label])
            made.id = id
            made.add("full" if row.label == "PLACE" else "name", name)
            return made

        def score(row: JudgedPair) -> float:
            first, second = entity(row, row.first, "a"), entity(row, row.second, "b")
            return float(chosen.compare(first, second, config).score)

        return score

    return make


def _rapidfuzz() -> PairScorer:
    fuzz: Any = importlib.import_module("rapidfuzz.fuzz")

    def score(row: JudgedPair) -> float:
        return float(fuzz.ratio(row.first, row.second)) / 100

    return score


PEERS = (
    Peer("nomenklatura logic-v2", "nomenklatura", _nomenklatura("logic-v2"), 0.7),
    Peer("nomenklatura name-based", "nomenklatura", _nomenklatura("name-based"), 0.7),
    Peer("rapidfuzz ratio", "rapidfuzz", _rapidfuzz, 0.0),
)


def installed(peer: Peer) -> str:
    """The version, ``""`` where it is not installed."""
    try:
        return version(peer.package)
    except PackageNotFoundError:
        return ""
