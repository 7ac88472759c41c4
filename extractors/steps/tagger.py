"""Names by the trained tagger (``extractors/tagger``): it supports or doubts the candidates of the
steps before it and adds its own; the resolver weighs them.
"""

from __future__ import annotations

from extractors.reading import Reading
from extractors.steps.base import Step, register
from extractors.tagger.model import Model, load_model


@register("tagger")
def make() -> Step:
    """The step over the shipped model."""
    return Tagger(load_model())


class Tagger:
    """Tells each candidate its support and adds the tagger's spans that none of them is."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __call__(self, reading: Reading) -> None:
        """Add candidates without an entry: the gazetteer names the entries."""
        found = self._model.read(reading.plain, reading.candidates)
        known = {(c.start, c.end, c.label) for c in reading.candidates if not c.blocks}
        for span in found:
            if (span.start, span.end, span.label) not in known:
                reading.add(
                    span.start,
                    span.end,
                    span.label,
                    "tagger",
                    span.probability,
                    support=span.probability,
                )
