"""All URI rules of the export, in one place.

Things have slash URIs under a base that is a setting: ``{base}id/record/3f…``,
``{base}id/person/mao-zedong``, ``{base}id/person/~5c…`` for a name that only texts know,
``{base}id/relation/…`` for a claim. An IRI depends on the id alone, so exports repeat; everything
outside the unreserved characters of RFC 3986 is percent-encoded as UTF-8, so every IRI is plain
ASCII and two ids never share one.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from graph_model.claim import Claim
from graph_model.errors import BadInput
from graph_model.ids import content_hash

DEFAULT_BASE = "https://example.org/shimai/"

_BASE = re.compile(r"[a-z][a-z0-9+.-]*://[!-~]+", re.IGNORECASE)
#: IRIs of nodes that are remembered: claims name the same few again and again.
_KEPT = 20_000
_SAFE = re.compile(r"[A-Za-z0-9._~-]+")


class Iris:
    """IRIs under one base. Raises ``USAGE`` where the base is no absolute IRI."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not _is_absolute(base):
            raise BadInput(
                "USAGE",
                zh=f"--base 不是绝对 IRI：{base}；例如 {DEFAULT_BASE}。",
                en=f"--base is not an absolute IRI: {base}; give one such as {DEFAULT_BASE}.",
            )
        self.base = base if base.endswith(("/", "#")) else base + "/"
        self._known: dict[str, str] = {}

    def thing(self, node_id: str) -> str:
        """IRI of a node: ``person:mao-zedong`` → ``{base}id/person/mao-zedong``."""
        iri = self._known.get(node_id)
        if iri is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            prefix, _, local = node_id.partition(":")
            iri = self._known[node_id] = f"{self.base}id/{_segment(prefix)}/{_segment(local)}"
        return iri

    def date(self, node_id: str) -> str:
        """IRI of the date of a record."""
        return f"{self.base}id/date/{_segment(node_id.partition(':')[2])}"

    def term(self, vocabulary: str, text: str) -> str:
        """IRI of a term as catalogued: ``{base}voc/documentary-form/%E7%94%B5``."""
        return f"{self.base}voc/{vocabulary}/{_segment(text)}"

    def claim_hash(self, claim: Claim) -> str:
        """16 hex digits that stand for a claim: its identity, nothing that may be revised."""
        return content_hash(claim.subject, claim.predicate, claim.object, claim.key)

    def relation(self, digest: str) -> str:
        """IRI of the relation node of a claim."""
        return f"{self.base}id/relation/{digest}"

    def annotation(self, digest: str, part: str = "") -> str:
        """IRI of the annotation behind a claim, or of its ``target``, ``position`` or ``quote``."""
        whole = f"{self.base}id/annotation/{digest}"
        return f"{whole}/{part}" if part else whole


def _is_absolute(base: str) -> bool:
    """Whether IRIs can be built on the base: RFC 3987, ASCII only, with an authority."""
    try:
        NamedNode(base + "id/x")
    except ValueError:
        return False
    return bool(_BASE.fullmatch(base))


def _segment(text: str) -> str:
    if _SAFE.fullmatch(text):
        return text
    return quote(text, safe="", errors="surrogatepass")
