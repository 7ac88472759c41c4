"""Linking: which entry of the authority tables a mention means, at the record's date and in its
company; nothing where no entry fits.
"""

from extractors.linking.context import Context
from extractors.linking.link import REASONS, Candidate, Link, Reason
from extractors.linking.linker import Linker, load_linker

__all__ = ["REASONS", "Candidate", "Context", "Link", "Linker", "Reason", "load_linker"]
