"""How sure a find is: the share of finds of its kind and support that were right on tuning titles.

``calibration.tsv``: kind, least support, confidence, and on how many finds it rests. It is measured
(docs/extraction.md), not learned with the model.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import files

from extractors.reading import Candidate

_KINDS = {
    "gazetteer": "known",
    "further_gazetteer": "known",
    "surname_pair": "known",
    "abbreviation": "known",
    "tagger": "tagger",
}
_DIGITS = 2


def kind_of(rule: str) -> str:
    """The kind of a rule: known, tagger, or rule."""
    return _KINDS.get(rule, "rule")


@cache
def _table() -> dict[str, tuple[list[float], list[float]]]:
    text = (files("extractors") / "tagger" / "calibration.tsv").read_text(encoding="utf-8")
    table: dict[str, tuple[list[float], list[float]]] = {}
    for line in text.splitlines()[1:]:
        kind, least, share, _ = line.split("\t")
        supports, shares = table.setdefault(kind, ([], []))
        supports.append(float(least))
        shares.append(round(float(share), _DIGITS))
    return table


@cache
def _measured(rule: str) -> tuple[list[float], list[float]]:
    return _table()[kind_of(rule)]


def confidence(candidate: Candidate) -> float:
    """The candidate's own confidence where the tagger was not asked, else the measured share; two
    digits.
    """
    if candidate.support is None:
        return round(candidate.confidence, _DIGITS)
    supports, shares = _measured(candidate.rule)
    return shares[bisect_right(supports, candidate.support) - 1]
