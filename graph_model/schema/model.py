"""The schema's frozen dataclasses and the checks that they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_model.errors import ClaimRefused

ANY = "*"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node: its type, names, and RDF term (``""`` = not exported)."""

    name: str
    type: str
    zh: str
    en: str
    rdf: str = ""


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label. ``kind`` is record, entity, source or process; ``tag`` the extraction label,
    if any.
    """

    label: str
    zh: str
    en: str
    definition: Mapping[str, str]
    kind: str
    id_prefix: str
    order: int
    color: Mapping[str, str]
    classes: tuple[str, ...]
    properties: Mapping[str, Property]
    tag: str = ""

    def name(self, language: str) -> str:
        """The label's name in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class RdfRule:
    """How an edge between two labels is written in RDF.

    ``relation_source`` says which end is the source of the rico:Relation: subject, object or none
    (not oriented). Directions differ between RiC-O's relation classes, so they are data.
    """

    domain: str
    range: str
    property: str
    relation: str
    relation_source: str
    crm: str = ""
    schema: str = ""

    def fits(self, subject: str, object: str) -> bool:
        """Whether the rule is for this pair of labels."""
        return self.domain in (ANY, subject) and self.range in (ANY, object)


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship: names, domain and range labels, and its RDF rules in order of preference."""

    type: str
    zh: str
    en: str
    inverse: Mapping[str, str]
    definition: Mapping[str, str]
    family: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    directed: bool
    color: Mapping[str, str]
    rdf: tuple[RdfRule, ...]

    def name(self, language: str, *, inverse: bool = False) -> str:
        """The relationship's name in ``zh`` or ``en``, seen from the subject or (inverse) the
        object.
        """
        if inverse:
            return self.inverse[language]
        return self.zh if language == "zh" else self.en

    def rule_for(self, subject: str, object: str) -> RdfRule | None:
        """The first RDF rule for this pair of labels."""
        return next((rule for rule in self.rdf if rule.fits(subject, object)), None)


@dataclass(frozen=True, slots=True)
class Schema:
    """All labels and relationships, in display order."""

    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]

    def by_tag(self, tag: str) -> NodeType | None:
        """The label for an extraction label such as PERSON; None for DATE."""
        return next((node for node in self.nodes.values() if node.tag == tag), None)

    def by_prefix(self, prefix: str) -> NodeType | None:
        """The label whose ids begin with ``prefix``."""
        return next((node for node in self.nodes.values() if node.id_prefix == prefix), None)

    def label_of(self, node_id: str) -> str:
        """The label that an id belongs to; raises ``CLAIM_LABEL`` for an unknown prefix."""
        node = self.by_prefix(node_id.partition(":")[0])
        if node is None:
            raise ClaimRefused("CLAIM_LABEL", label=node_id)
        return node.label

    def entity_labels(self) -> tuple[str, ...]:
        """Labels of kind entity, in display order."""
        return tuple(node.label for node in self.nodes.values() if node.kind == "entity")

    def check(self, predicate: str, subject: str, object: str) -> None:
        """Refuse a relationship that the schema does not allow between two labels.

        Raises ClaimRefused with CLAIM_PREDICATE, CLAIM_LABEL, CLAIM_DOMAIN or CLAIM_RANGE.
        """
        edge = self.edges.get(predicate)
        if edge is None:
            raise ClaimRefused("CLAIM_PREDICATE", predicate=predicate)
        for label in (subject, object):
            if label not in self.nodes:
                raise ClaimRefused("CLAIM_LABEL", label=label)
        if subject not in edge.domain:
            allowed = ", ".join(edge.domain)
            raise ClaimRefused("CLAIM_DOMAIN", predicate=predicate, label=subject, allowed=allowed)
        if object not in edge.range or edge.rule_for(subject, object) is None:
            ranges = [o for o in edge.range if edge.rule_for(subject, o)]
            allowed = ", ".join(ranges)
            raise ClaimRefused("CLAIM_RANGE", predicate=predicate, label=object, allowed=allowed)
