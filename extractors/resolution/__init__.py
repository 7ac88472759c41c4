"""Resolution: which names that no authority knows are one person, body or place, and which equal
names are several.
"""

from extractors.resolution.compare import Comparer, Match, Named
from extractors.resolution.resolve import Entity, Proposal, Resolution, Seen, resolve

__all__ = [
    "Comparer",
    "Entity",
    "Match",
    "Named",
    "Proposal",
    "Resolution",
    "Seen",
    "resolve",
]
