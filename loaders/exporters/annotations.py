"""The words behind a claim as a Web Annotation (W3C Recommendation, 2017).

``oa:start`` and ``oa:end`` count Unicode code points of the field as exported, from 0, end
exclusive. The body is the thing that the words identify, when the source itself is the claim's
subject, and else the relation that they support.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_model.claim import Claim, Evidence, Status
from loaders.exporters.base import Literal, Triple
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand

_TYPE = expand("rdf:type")
_COUNT = expand("xsd:nonNegativeInteger")


def has_span(said: Evidence) -> bool:
    """Whether the evidence names words, not only a source."""
    return bool(said.source and (said.quote or said.end))


def annotation(iris: Iris, claim: Claim, digest: str) -> Iterator[Triple]:
    """The annotation, its target, and the selectors; ``start == end == 0`` is the whole field and
    has no position."""
    said, node = claim.evidence, iris.annotation(digest)
    target = iris.annotation(digest, "target")
    identifies = (
        claim.subject == said.source and not claim.grade and claim.status is not Status.REJECTED
    )
    body = iris.thing(claim.object) if identifies else iris.relation(digest)
    yield node, _TYPE, expand("smo:Mention")
    yield node, _TYPE, expand("oa:Annotation")
    yield node, expand("oa:motivatedBy"), expand("oa:identifying" if identifies else "oa:linking")
    yield node, expand("oa:hasBody"), body
    yield node, expand("oa:hasTarget"), target
    yield target, _TYPE, expand("oa:SpecificResource")
    yield target, expand("oa:hasSource"), iris.thing(said.source)
    if said.field:
        yield target, expand("smo:field"), Literal(said.field)
    if said.end:
        position = iris.annotation(digest, "position")
        yield target, expand("oa:hasSelector"), position
        yield position, _TYPE, expand("oa:TextPositionSelector")
        yield position, expand("oa:start"), Literal(str(said.start), _COUNT)
        yield position, expand("oa:end"), Literal(str(said.end), _COUNT)
    if said.quote:
        quote = iris.annotation(digest, "quote")
        yield target, expand("oa:hasSelector"), quote
        yield quote, _TYPE, expand("oa:TextQuoteSelector")
        yield quote, expand("oa:exact"), Literal(said.quote)
