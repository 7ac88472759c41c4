"""Choose among overlapping candidates: one flat set of mentions.

Longer wins over shorter; between equals, a name of the authority tables wins over a pattern, then
the surer one. A stop phrase removes shorter names of its label inside it (东北局 in 东北局势) and
leaves the others.
"""

from __future__ import annotations

from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register
from graph_model.mention import Mention

#: A gazetteer name counts as this much longer than a pattern's find.
_KNOWN = 1.5
_LABEL_ORDER = {"EVENT": 0, "PLACE": 1, "ORG": 2, "PERSON": 3, "OFFICE": 4, "DATE": 5}


@register("resolve")
def make() -> Step:
    """The step."""
    return resolve


def _rank(candidate: Candidate) -> tuple[float, float, int, int, str]:
    known = _KNOWN if candidate.rule == "gazetteer" else 0.0
    weak = -1.5 if candidate.rule == "body_word" and candidate.confidence < 0.6 else 0.0
    return (
        -(candidate.length + known + weak),
        -candidate.confidence,
        _LABEL_ORDER[candidate.label],
        candidate.start,
        candidate.rule,
    )


def _stopped(candidate: Candidate, stop: Candidate) -> bool:
    inside = stop.start <= candidate.start and candidate.end <= stop.end
    return inside and candidate.label == stop.label and candidate.length <= stop.length


def resolve(reading: Reading) -> None:
    """Fill ``mentions`` in order of position."""
    taken = [False] * len(reading.text)
    chosen: list[Candidate] = []
    stops = [c for c in reading.candidates if c.blocks]
    for candidate in sorted(reading.candidates, key=_rank):
        if candidate.blocks or any(_stopped(candidate, stop) for stop in stops):
            continue
        if any(taken[candidate.start : candidate.end]):
            continue
        taken[candidate.start : candidate.end] = [True] * candidate.length
        chosen.append(candidate)
    chosen.sort(key=lambda c: c.start)
    reading.mentions = [
        Mention(
            start=c.start,
            end=c.end,
            label=c.label,
            text=reading.text[c.start : c.end],
            rule=c.rule,
            confidence=round(c.confidence, 2),
            entity_id=c.entity_id,
        )
        for c in chosen
    ]
