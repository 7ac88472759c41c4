"""A record and what was read out of it → nodes and claims.

The catalogue's own cells speak first: creator, addressee, index terms, holder, fonds. Then the
title. One span gives one claim about the record, and sender and addressee give one about each
other. A name that no authority knows becomes an entity of its own name; a single character that no
authority knows stands for too many people to be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.authority import Authority, load_authority
from extractors.linking import Candidate, Context, Linker, load_linker
from extractors.linking.context import context
from extractors.reading import Reading
from extractors.salutation import read_salutation
from extractors.text import plain
from extractors.themes import Themer, load_themer
from graph_model.claim import Claim, Evidence, check_claim
from graph_model.errors import ClaimRefused
from graph_model.ids import record_set_id, text_entity_id
from graph_model.mention import Label
from graph_model.node import Node
from graph_model.record import Record
from graph_model.schema import Schema, load_schema
from loaders.authorities import authority_node
from loaders.cells import split_names
from loaders.themes import finding_claims, scope_note, subject_of_record, theme_node

_ROLE = {"sender": "SENT_BY", "recipient": "SENT_TO"}
_INDEX_TERMS: tuple[tuple[str, Label], ...] = (
    ("persons", "PERSON"),
    ("organizations", "ORG"),
    ("places", "PLACE"),
    ("meetings", "EVENT"),
    ("events", "EVENT"),
)
_AGENTS = ("Person", "Organization", "Office")
_ORG_WORD = re.compile(
    r"(?:部|委|委员会|府|局|院|会|社|军|厅|处|署|党|校|司|馆|公司|银行|团|报|盟|衙门|总署|内阁|大会|学|厂|书记处|政治局|中央)$"
)
_LONGEST_NAME = 40
#: An office speaks for its holder, though another may have acted for it.
_HOLDER = 0.8
_BRACKETS = str.maketrans("", "", '《》〈〉「」“”"')
_RECORD_PROPERTIES = (
    "reference_code", "date_text", "creator", "addressee", "salutation", "genre", "holder", "fonds",
    "regime", "language", "pages", "access_text", "notes", "summary", "source_file", "row",
)  # fmt: skip


@dataclass(slots=True)
class Graph:
    """Nodes and claims of one record. ``refused`` holds claims that the schema does not allow,
    with the reason; ``unlinked`` counts mentions that became no entity.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    refused: list[ClaimRefused] = field(default_factory=list)
    unlinked: int = 0


class ClaimMaker:
    """Makes the nodes and claims of records; holds the schema, the authority, and the run's id."""

    def __init__(
        self,
        run: str,
        version: str,
        authority: Authority | None = None,
        themer: Themer | None = None,
    ) -> None:
        self._run = run
        self._version = version
        self._authority = authority or load_authority()
        self._linker: Linker = load_linker(self._authority)
        self._schema: Schema = load_schema()
        self._themer = themer or load_themer()

    def graph(self, record: Record, reading: Reading) -> Graph:
        """The record's part of the graph; ``record.date`` must have been read."""
        graph = Graph()
        node = self._record_node(record, reading)
        graph.nodes[node.id] = node
        self._structure(graph, record, node)
        creators = self._names(graph, record, node, "creator", record.creator, "CREATED_BY")
        addressees = self._names(graph, record, node, "addressee", record.addressee, "SENT_TO")
        senders, recipients = self._title(graph, record, node, reading)
        recipients += self._salutation(graph, record, node, recipients or addressees)
        self._index_terms(graph, record, node)
        pairs = [
            (a, b) for a in (senders or creators) for b in (recipients or addressees) if a != b
        ]
        for first, second in dict.fromkeys(pairs):
            said = Evidence(node.id, "title", 0, len(record.title), record.title)
            self._claim(
                graph, record, first, "CORRESPONDED_WITH", second, said, "title_grammar", 0.85
            )
        self._themes(graph, record, node, reading)
        return graph

    def _record_node(self, record: Record, reading: Reading) -> Node:
        date = record.date
        properties: dict[str, Any] = {name: getattr(record, name) for name in _RECORD_PROPERTIES}
        properties["genre"] = record.genre or reading.form or reading.genre
        properties["digest"] = record.digest(self._version)
        properties["run"] = self._run
        properties["extra"] = dict(record.extra)
        properties["date_note"] = date.note
        if date.edtf:
            properties["date_edtf"] = date.edtf
            properties["date_earliest"] = date.earliest
            properties["date_latest"] = date.latest
            properties["date_precision"] = date.precision
        kept = {key: value for key, value in properties.items() if value not in ("", None, {}, ())}
        return Node(
            id=record.id,
            label="Record",
            name=record.title,
            access=record.access,
            properties=kept,
            earliest=date.earliest,
            latest=date.latest,
        )

    # -- where the record is kept ----------------------------------------------------------------

    def _structure(self, graph: Graph, record: Record, node: Node) -> None:
        holder = record.holder_key
        below = node.id
        levels = [
            ("file", record.file_code, record.file),
            ("series", record.series_code, record.series),
            ("fonds", record.fonds_code, record.fonds),
        ]
        names = [name or code for _, code, name in levels]
        for depth, (level, code, name) in enumerate(levels):
            if not (code or name):
                continue
            above = "/".join(names[depth + 1 :])
            id = record_set_id(holder, level, code, name, above)
            properties = {"level": level, **({"reference_code": code} if code else {})}
            graph.nodes[id] = Node(id, "RecordSet", name or code, None, (), properties)
            self._catalogued(graph, record, below, "PART_OF", id, level, name or code)
            below = id
        for start, name in split_names(record.holder):
            id = self._entity(graph, record, "ORG", name)
            if id:
                said = Evidence(node.id, "holder", start, start + len(name), name)
                self._claim(graph, record, node.id, "HELD_BY", id, said, "catalogue", 1.0)

    def _catalogued(
        self,
        graph: Graph,
        record: Record,
        subject: str,
        predicate: str,
        object_: str,
        field: str,
        quote: str,
    ) -> None:
        said = Evidence(record.id, field, 0, len(quote), quote)
        self._claim(graph, record, subject, predicate, object_, said, "catalogue", 1.0)

    # -- who and what ----------------------------------------------------------------------------

    def _names(
        self, graph: Graph, record: Record, node: Node, field: str, cell: str, predicate: str
    ) -> list[str]:
        """Claims for the names in a creator or addressee cell."""
        found = []
        for start, name in split_names(cell):
            label = self._agent_label(name)
            id = self._entity(graph, record, label, name)
            if not id:
                graph.unlinked += 1
                continue
            said = Evidence(node.id, field, start, start + len(name), name)
            self._claim(graph, record, node.id, predicate, id, said, "catalogue", 0.95)
            found.append(id)
        return found

    def _agent_label(self, name: str) -> Label:
        known: tuple[Label, ...] = ("PERSON", "ORG", "OFFICE")
        labels = self._authority.labels_of(plain(name))
        for label in known:
            if label in labels:
                return label
        if "PLACE" in labels or "EVENT" in labels:
            return "ORG"
        return "ORG" if _ORG_WORD.search(plain(name)) or len(name) > 4 else "PERSON"

    def _title(
        self, graph: Graph, record: Record, node: Node, reading: Reading
    ) -> tuple[list[str], list[str]]:
        """Claims for the mentions of the title; returns senders and recipients."""
        by_role: dict[str, list[str]] = {"sender": [], "recipient": []}
        office: tuple[int, int, str] | None = None
        links = self._linker.link(reading.mentions, self._where(record))
        for mention, link in zip(reading.mentions, links, strict=True):
            if mention.label == "DATE":
                continue
            id = link.entity_id or self._text_entity(graph, mention.label, mention.text)
            if not id:
                graph.unlinked += 1
                continue
            if link.best:
                self._known(graph, id)
            said = Evidence(node.id, "title", mention.start, mention.end, mention.text)
            predicate = _ROLE.get(mention.role, "MENTIONS")
            sure = min(mention.confidence, link.best.score if link.best else 1.0)
            self._claim(graph, record, node.id, predicate, id, said, mention.rule, sure)
            if link.holder:
                self._holder(graph, record, node, predicate, link.holder, said)
            if mention.role:
                by_role[mention.role].append(id)
            if office and office[1] == mention.start and mention.label == "PERSON":
                words = record.title[office[0] : mention.end]
                said = Evidence(node.id, "title", office[0], mention.end, words)
                self._claim(
                    graph, record, id, "HELD_OFFICE", office[2], said, "office_and_name", 0.8
                )
            office = (mention.start, mention.end, id) if mention.label == "OFFICE" else None
        return by_role["sender"], by_role["recipient"]

    def _salutation(
        self, graph: Graph, record: Record, node: Node, recipients: list[str]
    ) -> list[str]:
        """Claims for those whom the salutation addresses: a recipient already known, told again by
        surname or given name, or whom the linker takes the name for at the record's date. A name
        that means no entry becomes no entity. Returns the recipients that are new.
        """
        if not record.salutation:
            return []
        new = []
        mentions = read_salutation(record.salutation, self._authority)
        links = self._linker.link(mentions, self._where(record, record.salutation))
        for mention, link in zip(mentions, links, strict=True):
            name = plain(mention.text)
            named = [id for id in recipients if _is_part(name, graph.nodes[id].name)]
            id = named[0] if len(named) == 1 else link.entity_id
            if not id:
                graph.unlinked += 1
                continue
            if not named:
                self._known(graph, id)
            if id not in recipients and id not in new:
                new.append(id)
            said = Evidence(node.id, "salutation", mention.start, mention.end, mention.text)
            score = link.best.score if link.best and not named else 1.0
            sure = min(mention.confidence, score)
            self._claim(graph, record, node.id, "SENT_TO", id, said, mention.rule, sure)
        return new

    def _holder(
        self,
        graph: Graph,
        record: Record,
        node: Node,
        predicate: str,
        holder: Candidate,
        said: Evidence,
    ) -> None:
        """A claim of its own for who held the office named, at the record's date."""
        self._known(graph, holder.entity_id)
        sure = round(holder.score * _HOLDER, 2)
        self._claim(
            graph, record, node.id, predicate, holder.entity_id, said, "office_at_date", sure
        )

    @staticmethod
    def _where(record: Record, text: str = "") -> Context:
        around = (record.creator, record.fonds, record.holder)
        return context(text or record.title, record.date.earliest, record.date.latest, *around)

    def _index_terms(self, graph: Graph, record: Record, node: Node) -> None:
        for field_name, label in _INDEX_TERMS:
            for term in getattr(record, field_name):
                # A place term may carry its province: 四川-成都.
                name = term.rpartition("-")[2] if label == "PLACE" else term
                id = self._entity(graph, record, label, name)
                if not id:
                    graph.unlinked += 1
                    continue
                said = Evidence(node.id, field_name, len(term) - len(name), len(term), name)
                self._claim(graph, record, node.id, "ABOUT", id, said, "catalogue", 0.95)

    def _themes(self, graph: Graph, record: Record, node: Node, reading: Reading) -> None:
        """Claims for the themes that the record's words support."""
        subject = subject_of_record(record, reading, graph.claims)
        findings = self._themer.judge(subject)
        for finding in findings:
            graph.nodes.setdefault(finding.theme, theme_node(self._themer.themes[finding.theme]))
            graph.claims += finding_claims(node, self._run, self._themer.themes, finding)
        note = scope_note(findings, subject)
        if note:
            properties = {**node.properties, "scope_note": note}
            graph.nodes[node.id] = replace(node, properties=properties)

    # -- entities --------------------------------------------------------------------------------

    def _entity(self, graph: Graph, record: Record, label: Label, name: str) -> str:
        bare, where = name.translate(_BRACKETS), self._where(record)
        for form in dict.fromkeys((name, bare, bare.removesuffix("社"))):
            id = self._linker.one(label, form, where).entity_id
            if id:
                self._known(graph, id)
                return id
        return self._text_entity(graph, label, bare)

    def _known(self, graph: Graph, id: str) -> None:
        graph.nodes.setdefault(id, authority_node(self._authority, id))

    def _text_entity(self, graph: Graph, label: Label, name: str) -> str:
        """Id of an entity known by its name alone; ``""`` for a name too short or too long to be
        one.
        """
        form = " ".join(plain(name).split())
        node_type = self._schema.by_tag(label)
        if node_type is None or not 1 < len(form) <= _LONGEST_NAME:
            return ""
        id = text_entity_id(node_type.id_prefix, form.lower())
        graph.nodes.setdefault(id, Node(id, node_type.label, form))
        return id

    def _claim(
        self,
        graph: Graph,
        record: Record,
        subject: str,
        predicate: str,
        object_: str,
        said: Evidence,
        rule: str,
        confidence: float,
    ) -> None:
        claim = Claim(
            subject=subject,
            predicate=predicate,
            object=object_,
            evidence=said,
            rule=rule,
            confidence=confidence,
            access=record.access,
            run=self._run,
            earliest=record.date.earliest,
            latest=record.date.latest,
        )
        try:
            check_claim(claim, self._schema)
        except ClaimRefused as error:
            graph.refused.append(error)
            return
        graph.claims.append(claim)


def _is_part(short: str, name: str) -> bool:
    """刘 and 伯承 are parts of 刘伯承: its surname, or its given name."""
    return len(short) < len(name) and (name.startswith(short) or name.endswith(short))
