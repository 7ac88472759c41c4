"""Read an RDF file in the terms of our own ``full`` export into a store; the store's own ``full``
export is then the file again. Nothing is fetched, and memory does not grow with the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from graph_model.access import Access
from graph_model.claim import Claim, check_claim
from graph_model.errors import BadInput, ClaimRefused
from graph_model.ids import content_hash
from graph_model.node import Node
from graph_model.schema import Schema, load_schema
from loaders.exporters.namespaces import expand
from loaders.importers.claims import ClaimReader, Unreadable
from loaders.importers.nodes import Names, NodeReader
from loaders.rdf_files import Triples
from loaders.readers.signature import sha256
from loaders.stores.base import GraphStore

T = TypeVar("T")
_BATCH = 1000
_REASONS = 20


@dataclass(slots=True)
class Imported:
    """What was read. ``set_aside`` counts relation nodes that became no claim, ``reasons`` holds
    the first of them with the reason."""

    nodes: int = 0
    claims: int = 0
    set_aside: int = 0
    reasons: list[str] = field(default_factory=list)

    def aside(self, subject: str, reason: object) -> None:
        """Count a relation node that is not loaded."""
        self.set_aside += 1
        if len(self.reasons) < _REASONS:
            self.reasons.append(f"{subject}: {reason}")


def import_rdf(path: Path, store: GraphStore, base: str = "") -> Imported:
    """Load the file; without ``base`` the base of its IRIs is told from them. A node of which the
    file says class and name only does not replace one that the store has.

    Raises FILE_* for a file that cannot be read, USAGE for one without things or claims of ours.
    """
    schema, triples = load_schema(), Triples(path)
    try:
        names = Names(base or _base(triples, schema, path))
        report = Imported()
        _load_nodes(NodeReader(schema, names), triples, store, report)
        if not report.nodes:
            raise _no_graph(path)
        _load_claims(ClaimReader(schema, names, triples), triples, store, report)
        if not (report.claims or report.set_aside) and _has_links(triples, schema):
            raise BadInput(
                "USAGE",
                zh=f"{path} 只有直接属性（core），没有断言；请导出 --profile full 再导入。",
                en=f"{path} has direct properties only (core) and no claims; export it with "
                "--profile full.",
            )
    finally:
        triples.close()
    version = content_hash(store.get_state("graph_version"), sha256(path))
    store.set_state("graph_version", version)
    return report


def _base(triples: Triples, schema: Schema, path: Path) -> str:
    prefixes = "|".join(re.escape(node.id_prefix) for node in schema.nodes.values())
    thing = re.compile(f"(.+?)id/(?:{prefixes})/[^/]+")
    for subject in triples.with_property(expand("rdf:type")):
        found = thing.fullmatch(subject)
        if found:
            return found[1]
    raise _no_graph(path)


def _no_graph(path: Path) -> BadInput:
    return BadInput(
        "USAGE",
        zh=f"{path} 中没有史脉的图谱；请给 shimai export --profile full 写出的文件，"
        "必要时用 --base 指明前缀。",
        en=f"{path} holds no graph of Shimai; give a file that shimai export --profile full wrote, "
        "with --base if need be.",
    )


def _has_links(triples: Triples, schema: Schema) -> bool:
    terms = {expand(rule.property) for edge in schema.edges.values() for rule in edge.rdf}
    return any(next(triples.with_property(term), None) for term in sorted(terms))


def _load_nodes(reader: NodeReader, triples: Triples, store: GraphStore, report: Imported) -> None:
    found = (reader.node(subject, pairs) for subject, pairs in triples.subjects())
    for part in _chunks(pair for pair in found if pair is not None):
        brief = [node.id for node, is_brief in part if is_brief]
        kept = {node.id for node in store.nodes(brief, Access.CLASSIFIED)} if brief else set()
        nodes: list[Node] = [node for node, _ in part if node.id not in kept]
        with store.batch():
            store.upsert_nodes(nodes)
        report.nodes += len(part)


def _load_claims(
    reader: ClaimReader, triples: Triples, store: GraphStore, report: Imported
) -> None:
    for part in _chunks(triples.with_property(expand("smo:confidence"))):
        claims: list[Claim] = []
        for subject in part:
            try:
                claim = reader.claim(subject)
                check_claim(claim, load_schema())
                claims.append(claim)
            except (Unreadable, ClaimRefused, ValueError, KeyError) as error:
                report.aside(subject, error)
        with store.batch():
            written = store.upsert_edges(claims)
        if written.missing:
            missing = set(written.missing)
            for claim in claims:
                told = {claim.told_subject, claim.told_object}
                absent = ({claim.subject, claim.object, claim.evidence.source} | told) & missing
                if absent:
                    report.aside(claim.subject, f"absent: {', '.join(sorted(absent))}")
                    report.claims -= 1
        report.claims += len(claims)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while part := list(islice(iterator, _BATCH)):
        yield part
