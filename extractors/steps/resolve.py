"""Choose among overlapping candidates: one flat set of mentions.

Each candidate weighs as much as the tagger supports it plus what its kind has proved to be worth
(``_TRUST``); the set of candidates apart from each other with the greatest weight is taken. Where no
tagger has been asked, longer wins over shorter; between equals, a name of the authority tables wins
over a pattern, then the surer one. A stop phrase removes shorter names of its label inside it
(东北局 in 东北局势) and leaves the others.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from operator import itemgetter

from extractors.reading import Candidate, Reading
from extractors.steps.base import Step, register
from extractors.tagger.calibration import confidence
from graph_model.mention import Mention

#: A gazetteer name counts as this much longer than a pattern's find.
_KNOWN = 1.5
_LABEL_ORDER = {"EVENT": 0, "PLACE": 1, "ORG": 2, "PERSON": 3, "OFFICE": 4, "DATE": 5}
#: What a find of a rule is worth beside the tagger's support (0 to 1); a candidate counts from 0.5.
_TRUST = {
    "gazetteer": 0.5,
    "surname_pair": 0.85,
    "date": 0.45,
    "day_of_diary": 0.45,
    "telegram_day": 0.45,
    "rhyme_day": 0.75,
    "army_of_province": 0.6,
    "festival": 0.45,
    "numbered_sitting": 0.45,
    "press_in_quotes": 0.45,
    "army_unit": 0.45,
    "emperor": 0.45,
    "place_event": 0.45,
    "further_gazetteer": 0.1,
    "abbreviation": 0.2,
    "abbreviation_run": 0.75,
    "abbreviation_moved": 0.6,
    "place_of_province": 0.6,
    "place_word": 0.5,
    "place_works": 1.2,
    "place_of_list": 0.75,
    "one_of_several": 1.2,
    "office_word": 0.3,
    "office_of_person": 1.15,
    "office_appointed": 0.8,
    "meeting_opened": 1.4,
    "sitting_of_body": 1.3,
    "column": 0.6,
    "listed": 0.8,
    "mission": 0.45,
    "joined_bodies": 0.55,
    "spacy_pipeline": -0.2,
}
#: The tagger's own finds, by label.
_TRUST_TAGGER = {
    "PERSON": -0.12,
    "ORG": -0.22,
    "PLACE": -0.25,
    "EVENT": -0.3,
    "OFFICE": -0.2,
    "DATE": -0.4,
}
_TRUST_RULE = 0.3
#: Two characters may be a word.
_SHORT_NAME, _TRUST_SHORT_NAME = 2, -0.3
_BY_END = itemgetter(0, 1)
#: A longer name is worth a little more, up to so many characters; not so a find of the tagger.
_PER_CHARACTER = 0.02
_COUNTED_CHARACTERS = 12
_COUNTS_FROM = 0.5


@register("resolve")
def make() -> Step:
    """The step."""
    return resolve


def resolve(reading: Reading) -> None:
    """Fill ``mentions`` in order of position."""
    open_ = reading.candidates
    stops = [c for c in open_ if c.blocks]
    if stops:
        open_ = [c for c in open_ if not c.blocks and not any(_stopped(c, stop) for stop in stops)]
    if not open_:
        reading.mentions = []
        return
    supported = None not in [c.support for c in open_]
    if supported and "各" in reading.plain:
        open_ = [c for c in open_ if not _of_each(reading.plain, c)]
    chosen = _heaviest(open_) if supported else _longest(open_, len(reading.text))
    text = reading.text
    reading.mentions = [
        Mention(
            c.start,
            c.end,
            c.label,
            text[c.start : c.end],
            c.rule,
            confidence(c),
            "",
            c.entity_id or _known(open_, c),
        )
        for c in chosen
    ]


def _of_each(text: str, candidate: Candidate) -> bool:
    """各镇守使 names no post."""
    at = candidate.start
    return candidate.label == "OFFICE" and at > 0 and text[at - 1] == "各"


def _known(candidates: list[Candidate], chosen: Candidate) -> str:
    """What the tables know of a name holds whichever step's find of it is taken."""
    start, end, label = chosen.start, chosen.end, chosen.label
    ids = [
        c.entity_id
        for c in candidates
        if c.start == start and c.entity_id and c.end == end and c.label == label
    ]
    return ids[-1] if ids else ""


def _stopped(candidate: Candidate, stop: Candidate) -> bool:
    inside = stop.start <= candidate.start and candidate.end <= stop.end
    return inside and candidate.label == stop.label and candidate.length <= stop.length


#: The same less what a candidate counts from, plus what its length is worth.
_WORTH = {rule: trust - _COUNTS_FROM for rule, trust in _TRUST.items()}
_WORTH_RULE = _TRUST_RULE - _COUNTS_FROM
_WORTH_LENGTH = [_PER_CHARACTER * n for n in range(_COUNTED_CHARACTERS + 1)]
_WORTH_TAGGER = {
    (label, short): (_TRUST_SHORT_NAME if short and label == "PERSON" else trust) - _COUNTS_FROM
    for label, trust in _TRUST_TAGGER.items()
    for short in (False, True)
}


def _weight(candidate: Candidate) -> float:
    length = candidate.end - candidate.start
    support = candidate.support or 0.0
    if candidate.rule == "tagger":
        return support + _WORTH_TAGGER[candidate.label, length == _SHORT_NAME]
    worth = support + _WORTH.get(candidate.rule, _WORTH_RULE)
    return worth + _WORTH_LENGTH[length if length < _COUNTED_CHARACTERS else _COUNTED_CHARACTERS]


def _heaviest(candidates: list[Candidate]) -> list[Candidate]:
    """The set of candidates apart with the greatest sum of weights, in order (weighted interval
    scheduling).
    """
    candidates = _without_parts(candidates)
    weighed = [(c.end, c.start, _weight(c), c) for c in candidates]
    listed = [w for w in weighed if w[2] > 0]
    listed.sort(key=_BY_END)
    if all(a[0] <= b[1] for a, b in pairwise(listed)):
        return [w[3] for w in listed]
    listed.sort(key=lambda w: (w[0], w[1], -w[2]))
    if any(a[:3] == b[:3] for a, b in pairwise(listed)):
        listed.sort(key=lambda w: (w[0], w[1], -w[2], _rank(w[3])))
    ends = [end for end, _, _, _ in listed]
    #: best[i]: weight of the best set among the first i, and how it was reached.
    best: list[tuple[float, int, Candidate | None]] = [(0.0, 0, None)]
    for at, (_, start, weight, candidate) in enumerate(listed):
        before = bisect_right(ends, start, 0, at)
        taken = best[before][0] + weight
        if taken > best[at][0]:
            best.append((taken, before, candidate))
        else:
            best.append((best[at][0], at, None))
    chosen = []
    at = len(listed)
    while at:
        _, before, taken_one = best[at]
        if taken_one:
            chosen.append(taken_one)
        at = before
    return chosen[::-1]


#: From here the tagger is believed that a name is one and not several.
_ONE_NAME, _NO_NAME = 0.9, 0.1
_OF_MANY_WORDS = ("ORG", "OFFICE", "EVENT")


def _without_parts(candidates: list[Candidate]) -> list[Candidate]:
    """Without what lies in a name of which the tagger is sure, and what it holds for no name."""
    whole = [
        c
        for c in candidates
        if c.rule == "tagger" and c.label in _OF_MANY_WORDS and (c.support or 0) >= _ONE_NAME
    ]
    if not whole:
        return candidates
    return [
        c
        for c in candidates
        if (c.support or 0) > _NO_NAME
        or not any(w.start <= c.start and c.end <= w.end and w is not c for w in whole)
    ]


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


def _longest(candidates: list[Candidate], length: int) -> list[Candidate]:
    taken = [False] * length
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = [True] * candidate.length
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.start)
