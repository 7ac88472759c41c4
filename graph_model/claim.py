"""Claims: everything that the graph says, each with its evidence.

A claim is an edge of the graph: subject, predicate, object, the source that says it (a record, or
a reference work behind an authority table), where in the source, what read it, how sure that is,
its status, and who may see it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from graph_model.access import Access
from graph_model.errors import ClaimRefused
from graph_model.ids import claim_key, moved_claim_key
from graph_model.schema import Schema


class Status(StrEnum):
    """What people have said of a claim."""

    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


#: How firmly a record's words support a theme; ``against``: words that speak against it.
GRADES = ("direct", "contextual", "weak", "against")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim is said: ``field`` of the source, and code-point offsets into it, end
    exclusive.

    ``start == end == 0`` means the whole field. ``quote`` is the words as printed there.
    """

    source: str
    field: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. ``rule`` names the component that read it; ``earliest`` and ``latest`` are
    ISO days, inclusive, in which the statement holds (the record's own date for what a record
    says), ``""`` when unknown. ``told_subject`` and ``told_object`` are the ends as they were read,
    where a decision has moved the claim to others, else ``""``. ``grade`` is one of
    GRADES for a record's theme, else ``""``.
    """

    subject: str
    predicate: str
    object: str
    evidence: Evidence
    rule: str
    confidence: float = 1.0
    status: Status = Status.EXTRACTED
    access: Access = Access.OPEN
    run: str = ""
    earliest: str = ""
    latest: str = ""
    told_subject: str = ""
    told_object: str = ""
    grade: str = ""

    @property
    def key(self) -> str:
        """Tells this claim from others between the same two nodes."""
        said = self.evidence
        own = claim_key(said.source, said.field, said.start, said.end, self.rule)
        if not (self.told_subject or self.told_object):
            return own
        return moved_claim_key(own, self.told_subject, self.told_object)

    @property
    def told(self) -> Claim:
        """The claim as it was read, before any decision."""
        return replace(
            self,
            subject=self.told_subject or self.subject,
            object=self.told_object or self.object,
            status=Status.EXTRACTED,
            told_subject="",
            told_object="",
        )


def check_claim(claim: Claim, schema: Schema, *, field_length: int | None = None) -> None:
    """Refuse a claim that breaks the schema or whose evidence cannot be; raises ClaimRefused with
    a code.
    """
    subject, object_ = schema.label_of(claim.subject), schema.label_of(claim.object)
    schema.check(claim.predicate, subject, object_)
    if not 0.0 <= claim.confidence <= 1.0:
        raise ClaimRefused("CLAIM_CONFIDENCE", value=claim.confidence)
    if claim.grade not in ("", *GRADES):
        raise ClaimRefused("CLAIM_GRADE", value=claim.grade, known=", ".join(GRADES))
    said = claim.evidence
    length = said.end if field_length is None else field_length
    if not 0 <= said.start <= said.end <= length:
        raise ClaimRefused(
            "CLAIM_SPAN", start=said.start, end=said.end, field=said.field, length=length
        )
