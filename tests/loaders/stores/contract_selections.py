"""The behaviour that every store owes to the explorer's questions: selections with facets, paths
by evidence and in time, pinyin, and what readers keep. Inherited as ``contract.StoreContract`` is.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable

import pytest

from graph_model.access import Access
from graph_model.errors import NotFound, StoreError
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.base import GraphStore
from loaders.stores.columns import table
from loaders.stores.kept import Kept
from loaders.stores.results import CO_MENTIONED
from loaders.stores.selection import Selection, selection
from tests.loaders.stores.contract import (
    CLAIMS,
    CLOSED,
    ENTITIES,
    FONDS,
    HIDDEN,
    HOLDER,
    MAO,
    OPEN,
    R1,
    R2,
    R3,
    R4,
    RECORDS,
    SECRET,
    SONG,
    XIAN,
    YANAN,
    ZHANG,
    claim,
    entity,
    fill,
    record,
)
from tests.loaders.stores.random_graph import random_graph

ALL = Selection()


def ids(store: GraphStore, asked: Selection, reader: Access = OPEN) -> list[str]:
    return [hit.node.id for hit in store.select(asked, reader).hits]


def values(store: GraphStore, facet: str, asked: Selection = ALL, reader: Access = OPEN) -> dict:
    return {v.value: v.count for v in store.overview(asked, reader).facets[facet]}


def chain(store: GraphStore, days: list[str], *, weights: tuple[int, ...] = ()) -> list[Node]:
    """A, B, C …: each joined with the next by records of the given days."""
    people = [entity(f"person:{n}", "Person", f"某{n}", access=OPEN) for n in "abcdef"]
    people = people[: len(days) + 1]
    records, claims = [], []
    for step, day in enumerate(days):
        for copy in range(weights[step] if weights else 1):
            one = record(100 + step * 20 + copy, f"第{step}步第{copy}件", day)
            records.append(one)
            claims += [claim(one, "SENT_BY", people[step]), claim(one, "SENT_TO", people[step + 1])]
    store.upsert_nodes([*people, *records])
    store.upsert_edges(claims)
    return people


def fill_as_large(store: GraphStore) -> None:
    """One record in a graph that counts as large, read once; what is written shows soon."""
    store.patience = 0.01
    store.LARGE = 0
    fill(store, [R1], CLAIMS[:5])
    assert store.overview(ALL, OPEN).total == 1


class SelectionContract:
    """Inherited by the test class of each store."""

    # -- selections --------------------------------------------------------------------------------

    def test_the_empty_selection_is_every_record_in_date_order(self, store: GraphStore) -> None:
        fill(store)
        assert ids(store, ALL) == [R1.id, R2.id, R4.id]
        assert ids(store, ALL, CLOSED) == [R1.id, R2.id, R3.id, R4.id]
        page = store.select(ALL, OPEN, limit=1, offset=1)
        assert (page.total, page.hits[0].node) == (3, R2)
        assert {c.object for c in page.hits[0].claims} == {SONG.id, ZHANG.id, XIAN.id, FONDS.id}

    def test_what_this_process_writes_is_read_next_whatever_the_patience(
        self, store: GraphStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also what it writes while the columns are being made."""
        store.patience = 3600
        fill(store, [R1], CLAIMS[:5])
        assert store.overview(ALL, OPEN).total == 1
        load = store._load_table

        def writing_meanwhile() -> table.Table:
            found: table.Table = load()
            monkeypatch.undo()
            with store.batch():
                store.upsert_nodes([R2])
            return found

        store.upsert_nodes([R4])
        monkeypatch.setattr(store, "_load_table", writing_meanwhile)
        assert store.overview(ALL, OPEN).total == 2
        assert store.lag == 0
        assert store.overview(ALL, OPEN).total == 3

    def test_columns_that_take_long_are_made_anew_beside_the_reads(
        self, store: GraphStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill_as_large(store)
        assert store.lag > store.patience
        load, go_on = store._load_table, threading.Event()

        def slow() -> table.Table:
            assert go_on.wait(30)
            found: table.Table = load()
            return found

        monkeypatch.setattr(store, "_load_table", slow)
        store.upsert_nodes([R4])
        time.sleep(0.02)
        # Nobody waits: the old columns answer until the new ones are there.
        assert [store.overview(ALL, OPEN).total for _ in range(3)] == [1, 1, 1]
        renewing = store._renewing
        assert renewing
        assert store.select(ALL, OPEN).hits[0].node == R1
        go_on.set()
        renewing.join(30)
        assert store._renewing is None
        assert store.overview(ALL, OPEN).total == 2

    def test_columns_that_cannot_be_made_anew_leave_the_old_ones(
        self, store: GraphStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill_as_large(store)

        def fails() -> table.Table:
            raise StoreError("STORE_FAILED", uri="x", reason="the disk is gone")

        monkeypatch.setattr(store, "_load_table", fails)
        store.upsert_nodes([R4])
        time.sleep(0.02)
        assert store.overview(ALL, OPEN).total == 1
        while store._renewing:
            time.sleep(0.01)
        assert store.overview(ALL, OPEN).total == 1
        monkeypatch.undo()
        time.sleep(0.02)
        while store.overview(ALL, OPEN).total == 1:
            time.sleep(0.01)
        assert store.overview(ALL, OPEN).total == 2

    def test_two_persons_narrow_and_two_holders_widen(self, store: GraphStore) -> None:
        fill(store)
        other = entity("organization:~other", "Organization", "另一馆")
        store.upsert_nodes([other])
        store.upsert_edges([claim(R4, "HELD_BY", other)])
        both = selection(facets={"person": [MAO.id, SONG.id]})
        assert ids(store, both) == [R1.id]
        either = selection(facets={"holder": [HOLDER.id, other.id]})
        assert ids(store, either) == [R1.id, R4.id]
        assert ids(store, selection(facets={"person": [MAO.id], "holder": [other.id]})) == []
        assert ids(store, selection(facets={"person": [MAO.id, "person:nobody"]})) == []

    def test_facets_count_what_choosing_them_would_leave(self, store: GraphStore) -> None:
        fill(store)
        assert values(store, "person") == {ZHANG.id: 2, SONG.id: 2, MAO.id: 1}
        assert values(store, "holder") == {HOLDER.id: 1}
        for facet in ("person", "event", "place", "period"):
            for value, count in values(store, facet).items():
                assert len(ids(store, selection(facets={facet: [value]}))) == count, value
        asked = selection(facets={"person": [SONG.id]})
        assert values(store, "event", asked) == {XIAN.id: 1}
        assert values(store, "person", asked) == {SONG.id: 2, MAO.id: 1, ZHANG.id: 1}

    def test_a_facet_of_one_value_still_offers_its_others(self, store: GraphStore) -> None:
        late = record(9, "日记", "1950-01-01")
        fill(store, [*RECORDS, late])
        asked = selection(facets={"period": ["nanjing"]})
        assert ids(store, asked) == [R1.id, R2.id]
        assert values(store, "period", asked) == {"nanjing": 2, "founding": 1}
        assert store.overview(asked, OPEN).total == 2

    def test_sets_of_every_level_can_be_chosen(self, store: GraphStore) -> None:
        fonds = Node("set:one", "RecordSet", "全宗一", None, (), {"level": "fonds"})
        file = Node("set:two", "RecordSet", "案卷二", None, (), {"level": "file"})
        store.upsert_nodes([*ENTITIES, *RECORDS, fonds, file])
        within = claim(R2, "PART_OF", fonds, subject=file)
        store.upsert_edges([claim(R2, "PART_OF", file), within, claim(R1, "PART_OF", fonds)])
        assert values(store, "fonds") == {fonds.id: 2}
        assert values(store, "file") == {file.id: 1}
        assert ids(store, selection(facets={"fonds": [fonds.id]})) == [R1.id, R2.id]
        assert ids(store, selection(facets={"file": [file.id]})) == [R2.id]

    def test_words_days_genre_and_a_list_narrow(self, store: GraphStore) -> None:
        letter = dataclasses.replace(R1, properties={**R1.properties, "genre": "信"})
        fill(store, [letter, R2, R3, R4])
        assert ids(store, Selection(text="西安")) == [R2.id]
        assert ids(store, Selection(text="电报")) == [R4.id]
        assert ids(store, Selection(text="!")) == []
        assert ids(store, Selection(earliest="1936-12-01", latest="1936-12-31")) == [R2.id]
        assert values(store, "genre") == {"信": 1}
        assert ids(store, selection(facets={"genre": ["信"]})) == [R1.id]
        assert ids(store, Selection(among=(R4.id, R3.id, "record:none"))) == [R4.id]
        assert ids(store, Selection(among=())) == []

    def test_an_overview_tells_years_and_how_many_are_undated(self, store: GraphStore) -> None:
        fill(store)
        seen = store.overview(ALL, OPEN, limit=1)
        assert (seen.total, seen.years, seen.undated) == (3, {1936: 2}, 1)
        assert (len(seen.facets["person"]), seen.values["person"]) == (1, 3)

    def test_the_network_of_a_selection_rests_on_its_records(self, store: GraphStore) -> None:
        fill(store)
        net = store.network_of(selection(facets={"person": [SONG.id]}), OPEN)
        assert net.focus == ""
        assert [(n.id, net.degrees[n.id]) for n in net.nodes] == [
            (SONG.id, 2), (XIAN.id, 1), (MAO.id, 1), (ZHANG.id, 1),
        ]  # fmt: skip
        links = {(k.source, k.target, k.type): k.weight for k in net.links}
        assert links[MAO.id, SONG.id, "CORRESPONDED_WITH"] == 1
        assert links[XIAN.id, ZHANG.id, CO_MENTIONED] == 1
        early = store.network_of(Selection(latest="1936-09-30"), OPEN, labels=["Person"])
        assert {n.id for n in early.nodes} == {MAO.id, SONG.id}

    def test_selections_of_a_reader_are_those_of_the_open_records(
        self, store: GraphStore, other_store: GraphStore
    ) -> None:
        fill(store)
        with other_store.batch():
            other_store.upsert_nodes([*ENTITIES, *(r for r in RECORDS if r.access == OPEN)])
            other_store.upsert_edges(c for c in CLAIMS if c.access == OPEN)
            other_store.prune()
        asks = [ALL, Selection(text="报告"), selection(facets={"person": [MAO.id]})]
        asks += [selection(facets={"person": [HIDDEN.id]}), Selection(among=(R3.id, R1.id))]
        asks += [selection(facets={"access": ["0", "1"]}), Selection(earliest="1937-01-01")]
        for asked in asks:
            assert store.select(asked, OPEN) == other_store.select(asked, OPEN)
            assert store.overview(asked, OPEN) == other_store.overview(asked, OPEN)
            assert store.network_of(asked, OPEN) == other_store.network_of(asked, OPEN)
        both = [s.best_paths(MAO.id, XIAN.id, OPEN) for s in (store, other_store)]
        assert both[0] == both[1]

    # -- paths -------------------------------------------------------------------------------------

    def test_the_best_path_is_the_one_with_most_evidence(self, store: GraphStore) -> None:
        a, b, c = chain(store, ["1936-01-01", "1936-02-01"], weights=(9, 9))
        weak = entity("person:weak", "Person", "弱", access=OPEN)
        one, two = record(90, "甲", "1936-01-05"), record(91, "乙", "1936-01-06")
        store.upsert_nodes([weak, one, two])
        store.upsert_edges([claim(one, "MENTIONS", a), claim(one, "MENTIONS", weak)])
        store.upsert_edges([claim(two, "MENTIONS", weak), claim(two, "MENTIONS", c)])
        found = store.best_paths(a.id, c.id, OPEN)
        assert [[n.id for n in path.nodes] for path in found] == [
            [a.id, b.id, c.id], [a.id, weak.id, c.id],
        ]  # fmt: skip
        assert [link.weight for link in found[0].links] == [9, 9]
        assert len(store.best_paths(a.id, c.id, OPEN, limit=1)) == 1
        assert store.best_paths(a.id, c.id, OPEN, max_hops=1) == []
        assert store.best_paths(a.id, a.id, OPEN)[0].nodes == (a,)

    def test_a_longer_path_with_more_evidence_comes_first(self, store: GraphStore) -> None:
        a, _, c = chain(store, ["1936-01-01", "1936-02-01"], weights=(9, 9))
        direct = record(90, "直接", "1936-03-01")
        store.upsert_nodes([direct])
        store.upsert_edges([claim(direct, "SENT_BY", a), claim(direct, "SENT_TO", c)])
        assert [len(p.nodes) for p in store.best_paths(a.id, c.id, OPEN)] == [3, 2]
        assert [len(p.nodes) for p in store.shortest_paths(a.id, c.id, OPEN)] == [2]

    def test_a_path_in_time_never_goes_back(self, store: GraphStore) -> None:
        a, b, c = chain(store, ["1936-05-01", "1936-02-01"])
        for paths in (store.shortest_paths, store.best_paths):
            assert len(paths(a.id, c.id, OPEN)) == 1
            assert paths(a.id, c.id, OPEN, in_time=True) == []
            (back,) = paths(c.id, a.id, OPEN, in_time=True)
            assert [n.id for n in back.nodes] == [c.id, b.id, a.id]
            assert back.arrivals == ("1936-02-01", "1936-05-01")

    def test_undated_evidence_stops_nobody(self, store: GraphStore) -> None:
        a, b, c = chain(store, ["1936-05-01", "1936-02-01"])
        undated = record(90, "无日期", "")
        store.upsert_nodes([undated])
        store.upsert_edges([claim(undated, "MENTIONS", b), claim(undated, "MENTIONS", c)])
        assert len(store.shortest_paths(a.id, c.id, OPEN, in_time=True)) == 1

    def test_paths_can_be_kept_to_a_range_of_days(self, store: GraphStore) -> None:
        a, _, c = chain(store, ["1936-05-01", "1938-02-01"])
        for paths in (store.shortest_paths, store.best_paths):
            assert paths(a.id, c.id, OPEN, latest="1937-01-01") == []
            (found,) = paths(a.id, c.id, OPEN, earliest="1936-01-01", latest="1938-12-31")
            assert found.links[1].first == "1938-02-01"

    # -- pinyin ------------------------------------------------------------------------------------

    def test_entities_are_found_by_pinyin(self, store: GraphStore) -> None:
        fill(store)
        for text in ("maozedong", "Mao Zedong", "zedong", "mzd", "mao", "ZEDO"):
            assert store.search(text, OPEN).hits[0].node.id == MAO.id, text
        assert [h.node.id for h in store.search("songqingling", OPEN).hits] == [SONG.id]
        assert [h.node.id for h in store.search("yanan", OPEN).hits] == [YANAN.id]
        assert store.search("yinming", OPEN).total == 0
        assert [h.node.id for h in store.search("yinming", CLOSED).hits] == [HIDDEN.id]

    def test_surnames_have_all_their_readings_and_u_with_dots_its_spellings(
        self, store: GraphStore
    ) -> None:
        shan = entity("person:shan", "Person", "单某", access=OPEN)
        lv = entity("person:lv", "Person", "吕正", access=OPEN)
        store.upsert_nodes([shan, lv])
        for text in ("shanmou", "danmou"):
            assert [h.node.id for h in store.search(text, OPEN).hits] == [shan.id]
        for text in ("lvzheng", "luzheng", "lüzheng"):
            assert [h.node.id for h in store.search(text, OPEN).hits] == [lv.id]

    # -- what readers keep -------------------------------------------------------------------------

    def test_what_is_kept_is_read_back_by_owner_and_by_link(self, store: GraphStore) -> None:
        fill(store)
        old = Kept("k1", "甲", "set", "旧名", "{}", OPEN, "2026-01-01T00:00:00")
        new = dataclasses.replace(old, name="新名", value='{"a":1}', changed="2026-01-03T00:00:00")
        other = Kept("k2", "甲", "set", "二", "{}", OPEN, "2026-01-02T00:00:00")
        for item in (old, other, new, Kept("k3", "甲", "view", "三", "{}")):
            store.keep(item)
        assert store.kept("甲", "set", OPEN) == [new, other]
        assert store.kept("乙", "set", OPEN) == []
        assert store.kept_by_id("k1", OPEN) == new
        assert not store.drop("k1", "乙")
        assert store.drop("k1", "甲")
        with pytest.raises(NotFound):
            store.kept_by_id("k1", OPEN)

    def test_what_a_cleared_reader_keeps_is_closed_to_others(self, store: GraphStore) -> None:
        store.keep(Kept("k1", "甲", "set", "密", "{}", CLOSED))
        assert store.kept("甲", "set", OPEN) == []
        with pytest.raises(NotFound):
            store.kept_by_id("k1", OPEN)
        assert store.kept_by_id("k1", SECRET).name == "密"

    def test_what_is_kept_is_no_part_of_the_graph(self, store: GraphStore) -> None:
        fill(store)
        before = (list(store.iter_nodes(SECRET)), store.aggregate(SECRET))
        store.keep(Kept("k1", "甲", "set", "毛泽东", "{}"))
        assert (list(store.iter_nodes(SECRET)), store.aggregate(SECRET)) == before
        store.prune()
        assert store.kept_by_id("k1", OPEN).name == "毛泽东"

    # -- summaries ---------------------------------------------------------------------------------

    def test_summaries_change_no_answer_and_never_go_stale(self, store: GraphStore) -> None:
        fill(store)
        before = [(store.aggregate(r), store.overview(ALL, r)) for r in Access]
        store.summarize()
        assert [(store.aggregate(r), store.overview(ALL, r)) for r in Access] == before
        late = record(50, "新来的一件", "1950-01-01")
        store.upsert_nodes([late])
        store.upsert_edges([claim(late, "MENTIONS", MAO)])
        assert store.aggregate(OPEN).years[1950] == 1
        assert store.overview(ALL, OPEN).total == 4
        store.delete_by_source([late.id])
        assert store.years(MAO.id, OPEN) == {1936: 1}

    def test_what_was_kept_under_another_schema_is_not_read_by_this_one(
        self,
        store: GraphStore,
        reopen: Callable[[], GraphStore],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A relationship that was added or taken away gives the others new numbers."""
        graph = random_graph(7, records=60, entities=25)
        store.upsert_nodes(graph.nodes)
        store.upsert_edges(graph.claims)
        before = [(store.overview(ALL, r), store.network_of(ALL, r)) for r in Access]
        schema = load_schema()
        other = dataclasses.replace(schema, edges={"A": schema.edges["ABOUT"], **schema.edges})
        with monkeypatch.context() as patch:
            patch.setattr(table, "load_schema", lambda: other)
            store.summarize()
        again = reopen()
        assert [(again.overview(ALL, r), again.network_of(ALL, r)) for r in Access] == before
        again.close()
