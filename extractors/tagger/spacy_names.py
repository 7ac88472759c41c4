"""Names by a spaCy pipeline in the place of the shipped model: one trained on the project's made
titles (``extractors/training/cnn.py``), or one of spaCy's own for Chinese, such as zh_core_web_sm.

Such a model tells no probabilities. A find of the rules that it reads as well is supported more
than one that it does not see, and that more than one that it reads otherwise; its own names are
trusted less than any of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from extractors.reading import Candidate, Reading
from extractors.text import without_surrogates
from graph_model.errors import BadInput
from graph_model.mention import LABELS, Label

if TYPE_CHECKING:
    from spacy.language import Language

#: Labels of spaCy's Chinese pipelines (OntoNotes) that mean one of ours.
_SAME: dict[str, Label] = {
    **{label: label for label in LABELS},
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}
_CONFIDENCE = 0.6
#: Support of a find that the pipeline reads as well, does not see, reads otherwise; of its own.
_AGREED, _UNSEEN, _OTHERWISE, _OWN = 0.9, 0.5, 0.2, 0.75


class SpacyNames:
    """The tagger's step over a spaCy pipeline."""

    def __init__(self, name: str) -> None:
        """Raises BadInput where no such pipeline can be loaded, or it reads no names."""
        self._nlp = _load(name)

    def __call__(self, reading: Reading) -> None:
        """Add its names as candidates; the gazetteer names the entries."""
        self.read_all([reading])

    def read_all(self, readings: Sequence[Reading]) -> None:
        """The same for many titles at once."""
        texts = [without_surrogates(reading.plain) for reading in readings]
        for reading, doc in zip(readings, self._nlp.pipe(texts), strict=True):
            names = [
                (name.start_char, name.end_char, _SAME[name.label_])
                for name in doc.ents
                if name.label_ in _SAME
            ]
            for candidate in reading.candidates:
                candidate.support = _support(candidate, names)
            known = {(c.start, c.end, c.label) for c in reading.candidates if not c.blocks}
            for start, end, label in names:
                if (start, end, label) not in known:
                    reading.add(start, end, label, "spacy_pipeline", _CONFIDENCE, support=_OWN)


def _support(candidate: Candidate, names: Sequence[tuple[int, int, Label]]) -> float:
    over = [name for name in names if name[0] < candidate.end and candidate.start < name[1]]
    if (candidate.start, candidate.end, candidate.label) in over:
        return _AGREED
    return _OTHERWISE if over else _UNSEEN


@cache
def _load(name: str) -> Language:
    import spacy

    import extractors.spacy_components  # noqa: F401

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise BadInput("TAGGER_PIPELINE", name=name, reason=reason) from None
    if not any(nlp.has_pipe(pipe) for pipe in ("ner", "entity_ruler")):
        raise BadInput("TAGGER_PIPELINE", name=name, reason='no component "ner"')
    return nlp


def version_of(name: str) -> str:
    """Changes with the pipeline."""
    meta = _load(name).meta
    return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"
