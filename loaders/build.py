"""The build: catalogue files → store, shard by shard.

A shard is read, extracted and written in one transaction together with its checkpoint, so that an
interrupt loses nothing that was written and repeats nothing: the same command goes on behind the
last shard. A record whose content digest is unchanged is left alone; a changed one gives up its
own claims and gets new ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.dates import read_date
from extractors.pipeline import Title, read_each, version
from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import MESSAGES
from graph_model.ids import content_hash, run_id
from graph_model.mention import Label
from graph_model.node import Node
from graph_model.record import Record
from loaders.authorities import load_authorities
from loaders.claims import ClaimMaker
from loaders.decisions import Decisions
from loaders.readers import Catalogue, Reject, read_catalogue
from loaders.report import BuildReport, FileReport
from loaders.runs import mark_ended
from loaders.seen import SeenRecords
from loaders.stores.base import GraphStore
from loaders.theme_databases import themer_of

SHARD = 500
#: Called with rows done and rows in all.
Progress = Callable[[int, int], None]
#: Takes a row that is set aside.
RejectWriter = Callable[[Reject], None]
Shard = list[Record | Reject]


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read; empty values mean: find out."""

    profile: str | None = None
    encoding: str | None = None
    sheet: str | None = None


def build(
    paths: Sequence[Path],
    store: GraphStore,
    rejects: RejectWriter,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Load files one after the other; returns the report. Errors of a file stop the build before
    that file.
    """
    began = time.monotonic()
    report = BuildReport(store=store.uri, version=version())
    asked = options or Options()
    catalogues = [
        read_catalogue(path, profile=asked.profile, encoding=asked.encoding, sheet=asked.sheet)
        for path in paths
    ]
    load_authorities(store, version())
    for catalogue in catalogues:
        report.files.append(_FileBuild(catalogue, store, rejects).run(progress))
    Decisions(store).reapply()
    if any(file.updated for file in report.files):
        store.prune()
    _remember(store, report)
    seen = store.aggregate(Access.CLASSIFIED)
    report.nodes, report.claims = dict(seen.nodes), dict(seen.claims)
    report.seconds = round(time.monotonic() - began, 2)
    return report


def _remember(store: GraphStore, report: BuildReport) -> None:
    """A new graph version, when something changed: views keep what they computed under it."""
    if any(file.created or file.updated for file in report.files):
        runs = [file.run for file in report.files]
        store.set_state("graph_version", content_hash(store.get_state("graph_version"), *runs))
        store.summarize()


class _FileBuild:
    """The build of one file."""

    def __init__(self, catalogue: Catalogue, store: GraphStore, rejects: RejectWriter) -> None:
        source = catalogue.source
        self._catalogue = catalogue
        self._store = store
        self._rejects = rejects
        self._run = run_id(source.digest, catalogue.profile.name, version())
        self._checkpoint = f"build:{self._run}"
        self._maker = ClaimMaker(self._run, version(), themer=themer_of(store))
        self._report = FileReport(
            file=source.name,
            profile=catalogue.profile.name,
            encoding=source.encoding.name if source.encoding else "",
            run=self._run,
        )

    def run(self, progress: Progress | None) -> FileReport:
        """Read and write all shards; returns the counts."""
        began = time.monotonic()
        report = self._report
        report.rows_in = sum(1 for _ in self._catalogue.entries())
        report.resumed_at = int(self._store.get_state(self._checkpoint) or 0)
        done = 0
        with SeenRecords() as seen:
            for shard in _shards(self._catalogue.entries()):
                kept = self._set_aside(shard, seen)
                done += len(shard)
                self._load(kept, done, written=done <= report.resumed_at)
                if progress:
                    progress(done, report.rows_in)
        self._store.set_state(self._checkpoint, "")
        if report.created or report.updated:
            mark_ended(self._store, self._run)
        report.seconds = round(time.monotonic() - began, 2)
        return report

    def _set_aside(self, shard: Shard, seen: SeenRecords) -> list[Record]:
        kept = []
        for entry in shard:
            found = entry if isinstance(entry, Reject) else self._duplicate(entry, seen)
            if found is None and isinstance(entry, Record):
                kept.append(replace(entry, date=read_date(entry.date_text)))
                continue
            if found is not None:
                self._report.set_aside += 1
                self._report.reasons[found.code] += 1
                self._rejects(found)
        return kept

    @staticmethod
    def _duplicate(record: Record, seen: SeenRecords) -> Reject | None:
        first = seen.first_row(record.id, record.row)
        if first == record.row:
            return None
        _, zh, en = MESSAGES["ROW_DUPLICATE"]
        fields = {"other": first, "reference_code": record.reference_code}
        return Reject(
            file=record.source_file,
            row=record.row,
            column="reference_code" if record.reference_code else "title",
            code="ROW_DUPLICATE",
            zh=zh.format(**fields),
            en=en.format(**fields),
            raw=record.title,
        )

    def _load(self, records: list[Record], done: int, *, written: bool) -> None:
        """Extract and write what is new or changed, with the checkpoint, in one transaction."""
        report = self._report
        report.loaded += len(records)
        for record in records:
            known = "dates_read" if record.date.edtf else "dates_unread"
            name = known if record.date_text else "dates_empty"
            setattr(report, name, getattr(report, name) + 1)
        states = self._store.record_states([record.id for record in records])
        changed = [
            record
            for record in records
            if record.id not in states or states[record.id].digest != record.digest(version())
        ]
        stale = [record.id for record in changed if record.id in states]
        report.updated += len(stale)
        report.created += len(changed) - len(stale)
        report.unchanged += len(records) - len(changed)
        if written and not changed:
            return
        nodes, claims = self._extract(changed)
        with self._store.batch():
            if stale:
                self._store.delete_by_source(stale)
            if nodes:
                self._store.upsert_nodes([self._run_node(), *nodes])
                self._store.upsert_edges(claims)
            self._store.set_state(self._checkpoint, str(done))

    def _extract(self, records: list[Record]) -> tuple[list[Node], list[Claim]]:
        nodes: dict[str, Node] = {}
        claims: list[Claim] = []
        for record, reading in read_each(records, _title):
            graph = self._maker.graph(record, reading)
            nodes.update(graph.nodes)
            claims.extend(graph.claims)
            self._report.unlinked += graph.unlinked
            self._report.refused.update(error.code for error in graph.refused)
        self._report.claims.update(claim.predicate for claim in claims)
        return list(nodes.values()), claims

    def _run_node(self) -> Node:
        source = self._catalogue.source
        properties = {
            "software": version(),
            "profile": self._catalogue.profile.name,
            "file_digest": source.digest,
        }
        return Node(self._run, "Run", source.name, Access.OPEN, (), properties)


def _title(record: Record) -> Title:
    """The record's title, with the columns that are evidence for the names in it."""
    creator = "、".join(filter(None, (record.creator, record.addressee)))
    listed: dict[Label, tuple[str, ...]] = {}
    if record.persons:
        listed["PERSON"] = record.persons
    if record.organizations:
        listed["ORG"] = record.organizations
    return Title(record.title, creator, record.date_text, listed)


def _shards(entries: Iterator[Record | Reject]) -> Iterator[Shard]:
    shard: Shard = []
    for entry in entries:
        shard.append(entry)
        if len(shard) == SHARD:
            yield shard
            shard = []
    if shard:
        yield shard
