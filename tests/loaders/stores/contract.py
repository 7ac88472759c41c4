"""The behaviour that every GraphStore owes; a store's test class inherits it and gives fixtures."""

from __future__ import annotations

import dataclasses
import random

import pytest

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.errors import ClaimRefused, NotFound
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.stores.results import CO_MENTIONED

OPEN, CLOSED, SECRET = Access.OPEN, Access.RESTRICTED, Access.CLASSIFIED


def record(no: int, title: str, day: str = "1936-09-18", access: Access = OPEN) -> Node:
    properties = {"reference_code": f"G001-001-0001-{no:03d}", "digest": f"d{no}", "row": no}
    return Node(f"record:{no:04d}", "Record", title, access, (), properties, day, day)


def entity(id: str, label: str, name: str, *aliases: str, access: Access | None = None) -> Node:
    return Node(id, label, name, access, aliases)


def claim(source: Node, predicate: str, object_: Node, *, subject: Node | None = None) -> Claim:
    said = Evidence(source.id, "title", 0, len(object_.name), object_.name)
    level = OPEN if source.access is None else source.access
    first = subject or source
    return Claim(
        first.id, predicate, object_.id, said, "test", 0.9, access=level,
        earliest=source.earliest, latest=source.latest,
    )  # fmt: skip


MAO = entity("person:mao-zedong", "Person", "毛泽东", "润之", "毛主席", access=OPEN)
SONG = entity("person:song-qingling", "Person", "宋庆龄", access=OPEN)
ZHANG = entity("person:~zhang", "Person", "张某某")
HIDDEN = entity("person:~hidden", "Person", "隐名者")
XIAN = entity("event:xi-an-shibian", "Event", "西安事变", "双十二事变", access=OPEN)
YANAN = entity("place:yan-an", "Place", "延安", access=OPEN)
HOLDER = entity("organization:~holder", "Organization", "示例馆")
FONDS = entity("set:fonds", "RecordSet", "示例全宗")
R1 = record(1, "毛泽东致宋庆龄信")
R2 = record(2, "宋庆龄关于西安事变致张某某函", "1936-12-20")
R3 = record(3, "毛泽东关于隐名者的报告", "1937-01-02", CLOSED)
R4 = record(4, "張某某在延安的電報", "")
ENTITIES = [MAO, SONG, ZHANG, HIDDEN, XIAN, YANAN, HOLDER, FONDS]
RECORDS = [R1, R2, R3, R4]
CLAIMS = [
    claim(R1, "SENT_BY", MAO),
    claim(R1, "SENT_TO", SONG),
    claim(R1, "CORRESPONDED_WITH", SONG, subject=MAO),
    claim(R1, "HELD_BY", HOLDER),
    claim(R1, "PART_OF", FONDS),
    claim(R2, "SENT_BY", SONG),
    claim(R2, "SENT_TO", ZHANG),
    claim(R2, "MENTIONS", XIAN),
    claim(R2, "PART_OF", FONDS),
    claim(R3, "SENT_BY", MAO),
    claim(R3, "MENTIONS", HIDDEN),
    claim(R3, "MENTIONS", XIAN),
    claim(R4, "SENT_BY", ZHANG),
    claim(R4, "MENTIONS", YANAN),
]


def fill(store: GraphStore, records: list[Node] = RECORDS, claims: list[Claim] = CLAIMS) -> None:
    with store.batch():
        store.upsert_nodes([*ENTITIES, *records])
        store.upsert_edges(claims)


def picture(store: GraphStore, reader: Access = SECRET) -> tuple[list[Node], list[Claim]]:
    return list(store.iter_nodes(reader)), list(store.iter_edges(reader))


class StoreContract:
    """Inherited by the test class of each store."""

    def test_what_was_written_is_read_back(self, store: GraphStore) -> None:
        fill(store)
        nodes, claims = picture(store)
        assert nodes == sorted([*ENTITIES, *RECORDS], key=lambda n: n.id)
        order = sorted(CLAIMS, key=lambda c: (c.subject, c.predicate, c.object, c.key))
        assert claims == order

    def test_writing_twice_changes_nothing(self, store: GraphStore) -> None:
        fill(store)
        before = picture(store)
        again = store.upsert_nodes([*ENTITIES, *RECORDS])
        assert (again.created, again.updated, again.unchanged) == (0, 0, 12)
        edges = store.upsert_edges(CLAIMS)
        assert (edges.created, edges.updated, edges.unchanged) == (0, 0, len(CLAIMS))
        assert picture(store) == before

    def test_a_changed_node_is_found_by_its_new_name_only(self, store: GraphStore) -> None:
        fill(store)
        result = store.upsert_nodes([dataclasses.replace(R4, name="张某某来函")])
        assert result.updated == 1
        assert [h.node.id for h in store.search("来函", OPEN).hits] == [R4.id]
        assert store.search("的电报", OPEN).hits == ()

    def test_a_claim_with_an_absent_end_is_reported(self, store: GraphStore) -> None:
        store.upsert_nodes([R1])
        result = store.upsert_edges([CLAIMS[0]])
        assert (result.created, result.missing) == (0, (MAO.id,))
        assert list(store.iter_edges(SECRET)) == []

    def test_deleting_a_source_takes_its_claims_and_no_others(self, store: GraphStore) -> None:
        fill(store)
        assert store.delete_by_source([R1.id]) == 5
        left = [c for c in CLAIMS if c.evidence.source != R1.id]
        assert len(list(store.iter_edges(SECRET))) == len(left)
        assert {c.evidence.source for c in store.iter_edges(SECRET)} == {R2.id, R3.id, R4.id}

    def test_pruning_removes_only_unnamed_text_entities(self, store: GraphStore) -> None:
        fill(store)
        store.delete_by_source([R3.id])
        assert store.prune() == 1
        assert store.nodes([HIDDEN.id, MAO.id, XIAN.id], SECRET) == [MAO, XIAN]
        assert store.search("隐名者", SECRET).by_label == {"Record": 1}

    def test_a_failed_batch_leaves_no_trace(self, store: GraphStore) -> None:
        fill(store)
        before = picture(store)

        def stop_midway() -> None:
            with store.batch():
                store.upsert_nodes([record(9, "不应留下")])
                store.delete_by_source([R1.id])
                store.set_state("here", "yes")
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError):
            stop_midway()
        assert picture(store) == before
        assert store.get_state("here") == ""

    def test_state_is_kept_and_removed(self, store: GraphStore) -> None:
        store.set_state("k", "v")
        assert store.get_state("k") == "v"
        store.set_state("k", "")
        assert store.get_state("k") == ""

    def test_record_states_tell_digest_and_row(self, store: GraphStore) -> None:
        fill(store)
        states = store.record_states([R1.id, MAO.id, "record:none"])
        assert {id: (s.digest, s.row) for id, s in states.items()} == {R1.id: ("d1", 1)}

    def test_pruning_leaves_the_evidence_of_claims(self, store: GraphStore) -> None:
        book = entity("source:book", "Source", "书")
        store.upsert_nodes([book, MAO, SONG])
        store.upsert_edges([claim(book, "CORRESPONDED_WITH", SONG, subject=MAO)])
        assert store.prune() == 0
        store.delete_by_source([book.id])
        assert store.prune() == 1

    def test_a_run_that_the_store_does_not_hold_is_not_kept(self, store: GraphStore) -> None:
        run = entity("run:one", "Run", "目录", access=OPEN)
        store.upsert_nodes([R1, MAO, SONG, run])
        claims = [claim(R1, "SENT_BY", MAO), claim(R1, "SENT_TO", SONG)]
        runs = [run.id, "run:none"]
        store.upsert_edges(dataclasses.replace(c, run=r) for c, r in zip(claims, runs, strict=True))
        assert [c.run for c in store.iter_edges(OPEN)] == [run.id, ""]

    def test_what_the_schema_does_not_know_is_refused(self, store: GraphStore) -> None:
        fill(store)
        with pytest.raises(ClaimRefused) as label:
            store.upsert_nodes([entity("film:one", "Film", "城南旧事")])
        assert label.value.code == "CLAIM_LABEL"
        with pytest.raises(ClaimRefused) as predicate:
            store.upsert_edges([claim(R1, "LIKES", MAO)])
        assert predicate.value.code == "CLAIM_PREDICATE"
        assert store.neighbours(MAO.id, OPEN, labels=["Film"]) == []
        assert store.evidence(R1.id, "LIKES", MAO.id, OPEN) == []

    # -- access ------------------------------------------------------------------------------------

    def test_a_reader_without_clearance_sees_the_graph_of_the_open_records(
        self, store: GraphStore, other_store: GraphStore
    ) -> None:
        fill(store)
        open_records = [r for r in RECORDS if r.access == OPEN]
        open_claims = [c for c in CLAIMS if c.access == OPEN]
        with other_store.batch():
            other_store.upsert_nodes([*ENTITIES, *open_records])
            other_store.upsert_edges(open_claims)
            other_store.prune()
        assert picture(store, OPEN) == picture(other_store, OPEN)
        for id in [n.id for n in ENTITIES if n is not HIDDEN]:
            assert store.neighbours(id, OPEN) == other_store.neighbours(id, OPEN)
            assert store.co_mentions(id, OPEN) == other_store.co_mentions(id, OPEN)
            assert store.ego_network(id, OPEN) == other_store.ego_network(id, OPEN)
            assert store.records(id, OPEN) == other_store.records(id, OPEN)
            assert store.years(id, OPEN) == other_store.years(id, OPEN)
        for text in ("毛泽东", "隐名", "西安事变", "报告", "G001"):
            assert store.search(text, OPEN) == other_store.search(text, OPEN)
        assert store.aggregate(OPEN) == other_store.aggregate(OPEN)
        assert store.claims_of([r.id for r in RECORDS], OPEN) == other_store.claims_of(
            [r.id for r in RECORDS], OPEN
        )
        assert store.shortest_paths(MAO.id, XIAN.id, OPEN) == other_store.shortest_paths(
            MAO.id, XIAN.id, OPEN
        )

    def test_closed_nodes_look_absent(self, store: GraphStore) -> None:
        fill(store)
        for id in (R3.id, HIDDEN.id, "person:nobody"):
            with pytest.raises(NotFound):
                store.node(id, OPEN)
        assert store.node(R3.id, CLOSED) == R3
        assert store.node(HIDDEN.id, CLOSED) == HIDDEN

    def test_a_claim_more_open_than_its_record_does_not_show_the_record(
        self, store: GraphStore
    ) -> None:
        fill(store)
        opened = [dataclasses.replace(c, access=OPEN) for c in CLAIMS if c.evidence.source == R3.id]
        store.upsert_edges(opened)
        assert store.node(HIDDEN.id, OPEN) == HIDDEN
        assert store.records(HIDDEN.id, OPEN).total == 0
        assert store.years(MAO.id, OPEN) == {1936: 1}
        assert XIAN.id not in [n.node.id for n in store.co_mentions(MAO.id, OPEN)]
        assert store.ego_network(MAO.id, OPEN).degrees[MAO.id] == 1
        assert len(store.shortest_paths(MAO.id, XIAN.id, OPEN)[0].nodes) == 3
        assert store.search("毛泽东", OPEN).hits[0].records == 1
        assert store.aggregate(OPEN).nodes["Person"] == 3

    def test_a_closed_entity_is_not_named_by_an_open_claim(self, store: GraphStore) -> None:
        fill(store)
        store.upsert_nodes([dataclasses.replace(XIAN, access=CLOSED)])
        assert XIAN.id not in [n.node.id for n in store.co_mentions(SONG.id, OPEN)]
        assert XIAN.id not in [n.id for n in store.ego_network(SONG.id, OPEN).nodes]
        assert store.search("西安事变", OPEN).by_label == {"Record": 1}
        assert "Event" not in store.aggregate(OPEN).nodes

    def test_a_claim_names_its_subject_too(self, store: GraphStore) -> None:
        store.upsert_nodes([R1, ZHANG, MAO])
        store.upsert_edges([claim(R1, "CORRESPONDED_WITH", MAO, subject=ZHANG)])
        assert store.node(ZHANG.id, OPEN) == ZHANG
        assert store.prune() == 0

    # -- looking around ----------------------------------------------------------------------------

    def test_neighbours_follow_direct_claims(self, store: GraphStore) -> None:
        fill(store)
        found = [(n.node.id, n.type, n.direction, n.claims) for n in store.neighbours(MAO.id, OPEN)]
        assert found == [(SONG.id, "CORRESPONDED_WITH", "out", 1)]
        back = [(n.node.id, n.type, n.direction) for n in store.neighbours(SONG.id, OPEN)]
        assert back == [(MAO.id, "CORRESPONDED_WITH", "in")]
        records = store.neighbours(MAO.id, SECRET, labels=["Record"])
        assert [(n.node.id, n.first) for n in records] == [
            (R1.id, "1936-09-18"), (R3.id, "1937-01-02"),
        ]  # fmt: skip

    def test_co_mentions_count_shared_records_and_not_holders(self, store: GraphStore) -> None:
        fill(store)
        found = store.co_mentions(SONG.id, OPEN)
        assert [(n.node.id, n.type, n.claims) for n in found] == [
            (XIAN.id, CO_MENTIONED, 1), (MAO.id, CO_MENTIONED, 1), (ZHANG.id, CO_MENTIONED, 1),
        ]  # fmt: skip

    def test_an_ego_network_has_no_records_and_no_doubled_links(self, store: GraphStore) -> None:
        fill(store)
        net = store.ego_network(SONG.id, OPEN)
        assert [n.id for n in net.nodes] == [SONG.id, XIAN.id, MAO.id, ZHANG.id]
        links = {(k.source, k.target, k.type) for k in net.links}
        assert (MAO.id, SONG.id, "CORRESPONDED_WITH") in links
        assert (XIAN.id, SONG.id, CO_MENTIONED) in links
        assert (MAO.id, SONG.id, CO_MENTIONED) not in links
        assert (XIAN.id, ZHANG.id, CO_MENTIONED) in links
        assert net.degrees == {SONG.id: 2, XIAN.id: 1, MAO.id: 1, ZHANG.id: 2}
        assert net.total == 3

    def test_an_ego_network_can_be_narrowed_by_label_time_and_size(self, store: GraphStore) -> None:
        fill(store)
        people = store.ego_network(SONG.id, OPEN, labels=["Person"])
        assert [n.id for n in people.nodes] == [SONG.id, MAO.id, ZHANG.id]
        autumn = store.ego_network(SONG.id, OPEN, earliest="1936-09-01", latest="1936-10-01")
        assert [n.id for n in autumn.nodes] == [SONG.id, MAO.id]
        small = store.ego_network(SONG.id, OPEN, limit=1)
        assert ([n.id for n in small.nodes], small.total) == ([SONG.id, XIAN.id], 3)

    def test_shortest_paths_go_through_shared_records(self, store: GraphStore) -> None:
        fill(store)
        (path,) = store.shortest_paths(MAO.id, YANAN.id, OPEN)
        assert [n.id for n in path.nodes] == [MAO.id, SONG.id, ZHANG.id, YANAN.id]
        assert [k.type for k in path.links] == ["CORRESPONDED_WITH", CO_MENTIONED, CO_MENTIONED]
        assert store.shortest_paths(MAO.id, YANAN.id, OPEN, max_hops=2) == []
        (short,) = store.shortest_paths(MAO.id, XIAN.id, CLOSED)
        assert len(short.nodes) == 2

    def test_a_step_of_a_path_is_no_loop(self, store: GraphStore) -> None:
        fill(store)
        loop = claim(R1, "CORRESPONDED_WITH", MAO, subject=MAO)
        store.upsert_edges([loop, dataclasses.replace(loop, rule="other")])
        (path,) = store.shortest_paths(MAO.id, SONG.id, OPEN)
        assert [(k.source, k.target) for k in path.links] == [(MAO.id, SONG.id)]

    def test_evidence_shows_the_words(self, store: GraphStore) -> None:
        fill(store)
        (said,) = store.evidence(MAO.id, "CORRESPONDED_WITH", SONG.id, OPEN)
        assert (said.evidence.source, said.evidence.quote, said.rule) == (R1.id, "宋庆龄", "test")
        assert store.evidence(R3.id, "MENTIONS", HIDDEN.id, OPEN) == []

    # -- records and search ------------------------------------------------------------------------

    def test_records_come_in_date_order_with_their_claims(self, store: GraphStore) -> None:
        fill(store)
        page = store.records(ZHANG.id, OPEN)
        assert [h.node.id for h in page.hits] == [R2.id, R4.id]
        assert [c.object for c in page.hits[1].claims] == [YANAN.id, ZHANG.id]
        assert store.records(SONG.id, OPEN, limit=1, offset=1).hits[0].node.id == R2.id
        assert store.records(SONG.id, OPEN, limit=1).total == 2
        assert store.records(FONDS.id, OPEN).total == 2

    def test_a_fonds_has_the_records_of_its_files(self, store: GraphStore) -> None:
        fill(store)
        file = entity("set:file", "RecordSet", "示例案卷")
        store.upsert_nodes([file])
        within = claim(R4, "PART_OF", FONDS, subject=file)
        store.upsert_edges([claim(R4, "PART_OF", file), within])
        assert store.records(file.id, OPEN).total == 1
        assert [h.node.id for h in store.records(FONDS.id, OPEN).hits] == [R1.id, R2.id, R4.id]

    def test_records_behind_a_link(self, store: GraphStore) -> None:
        fill(store)
        direct = store.records(SONG.id, OPEN, other=MAO.id, link_type="CORRESPONDED_WITH")
        assert [h.node.id for h in direct.hits] == [R1.id]
        shared = store.records(XIAN.id, OPEN, other=ZHANG.id, link_type=CO_MENTIONED)
        assert [h.node.id for h in shared.hits] == [R2.id]
        assert store.records(XIAN.id, OPEN, other=MAO.id).total == 0
        assert store.records(XIAN.id, CLOSED, other=MAO.id).total == 1

    def test_records_and_years_by_time(self, store: GraphStore) -> None:
        fill(store)
        found = store.records(SONG.id, OPEN, earliest="1936-12-01", latest="1936-12-31")
        assert [h.node.id for h in found.hits] == [R2.id]
        assert store.years(MAO.id, CLOSED) == {1936: 1, 1937: 1}
        assert store.years(MAO.id, OPEN) == {1936: 1}

    def test_writings_are_the_words_of_seen_records_with_their_days(
        self, store: GraphStore
    ) -> None:
        fill(store)
        said = Evidence(R2.id, "title", 0, 2, "润之")
        short = dataclasses.replace(claim(R2, "MENTIONS", MAO), evidence=said)
        store.upsert_edges([short])
        found = [(w.text, w.records, w.first, w.last) for w in store.writings(MAO.id, CLOSED)]
        assert found == [
            ("毛泽东", 2, "1936-09-18", "1937-01-02"),
            ("润之", 1, "1936-12-20", "1936-12-20"),
        ]
        seen = store.writings(MAO.id, OPEN, limit=1)
        assert [(w.text, w.records) for w in seen] == [("毛泽东", 1)]
        assert [w.first for w in store.writings(YANAN.id, OPEN)] == [""]
        assert store.writings(HIDDEN.id, OPEN) == store.writings(HOLDER.id, OPEN) == []

    def test_search_finds_two_characters_aliases_and_either_script(self, store: GraphStore) -> None:
        fill(store)
        assert [h.node.id for h in store.search("泽东", OPEN).hits] == [MAO.id, R1.id]
        assert store.search("润之", OPEN).hits[0].node.id == MAO.id
        assert store.search("毛澤東", OPEN).hits[0].node.id == MAO.id
        assert store.search("张某某", OPEN).by_label == {"Person": 1, "Record": 2}
        assert store.search("张", OPEN).total == 3
        assert [h.node.id for h in store.search("G001-001-0001-002", OPEN).hits] == [R2.id]

    def test_search_can_be_narrowed_and_paged(self, store: GraphStore) -> None:
        fill(store)
        page = store.search("张某某", OPEN, labels=["Record"], limit=1, offset=1)
        assert (page.total, [h.node.id for h in page.hits]) == (2, [R4.id])
        assert store.search("张某某", OPEN).hits[0].records == 2

    @pytest.mark.parametrize(
        "text", ["", " ", "\"'*(", "AND", "毛 OR", "a" * 5000, "\0", "😀", "NEAR("]
    )
    def test_search_takes_any_text(self, store: GraphStore, text: str) -> None:
        fill(store)
        assert store.search(text, OPEN).total >= 0

    def test_aggregate_counts_what_is_seen(self, store: GraphStore) -> None:
        fill(store)
        seen = store.aggregate(OPEN)
        assert seen.nodes == {
            "Event": 1, "Organization": 1, "Person": 3, "Place": 1, "Record": 3, "RecordSet": 1,
        }  # fmt: skip
        assert seen.claims["SENT_BY"] == 3
        assert seen.years == {1936: 2}

    def test_many_nodes_stream_in_order(self, store: GraphStore) -> None:
        numbers = list(range(1, 900))
        random.Random(1).shuffle(numbers)
        records = [record(n, f"第{n}号文件") for n in numbers]
        with store.batch():
            store.upsert_nodes([MAO, *records])
            store.upsert_edges([claim(r, "MENTIONS", MAO) for r in records])
        ids = [n.id for n in store.iter_nodes(OPEN, labels=["Record"])]
        assert ids == sorted(ids)
        assert len(ids) == 899
        assert [n.id for n in store.iter_nodes(OPEN, after=ids[700])] == ids[701:]
        assert len(list(store.iter_edges(OPEN, types=["MENTIONS"]))) == 899

    def test_links_are_the_claims_that_stand_each_once(self, store: GraphStore) -> None:
        fill(store)
        for reader in Access:
            standing = [c for c in store.iter_edges(reader) if c.status is not Status.REJECTED]
            said = sorted({(c.subject, c.predicate, c.object) for c in standing})
            assert list(store.iter_links(reader)) == said
        twice = dataclasses.replace(CLAIMS[0], rule="another reader")
        rejected = dataclasses.replace(CLAIMS[1], status=Status.REJECTED)
        before = list(store.iter_links(SECRET))
        store.upsert_edges([twice, rejected])
        left = list(store.iter_links(SECRET))
        assert len(left) == len(before) - 1
        assert (rejected.subject, rejected.predicate, rejected.object) not in left
