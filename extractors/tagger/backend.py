"""Which model reads names beside the rules: the shipped one, or a spaCy pipeline."""

from __future__ import annotations

import os

#: Names a spaCy pipeline: a folder (that of ``shimai train --model cnn``) or an installed package.
TAGGER = "SHIMAI_TAGGER"


def spacy_pipeline() -> str:
    """The spaCy pipeline that this process reads names with; "" is the shipped model."""
    return os.environ.get(TAGGER, "")
