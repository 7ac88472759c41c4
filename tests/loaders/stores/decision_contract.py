"""What every store owes to decisions; a store's test class inherits it beside StoreContract."""

from __future__ import annotations

import dataclasses
import random

import pytest

from graph_model.claim import Claim, Evidence, Status
from graph_model.decision import (
    Decision,
    DecisionRefused,
    Verdict,
    of_claims,
    of_pair,
    of_split,
)
from graph_model.errors import NotFound
from graph_model.node import Node
from graph_model.projection import RULE, SAME_AS
from loaders.decisions import Decisions
from loaders.stores.base import GraphStore
from tests.loaders.stores.contract import (
    CLAIMS,
    CLOSED,
    ENTITIES,
    HIDDEN,
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
    picture,
)  # fmt: skip

ZHANG_OTHER = entity("person:~zhang-other", "Person", "張某")
R5 = dataclasses.replace(R4, id="record:0005", name="张某致张某某电")
MORE = [
    claim(R5, "SENT_BY", ZHANG_OTHER),
    claim(R5, "SENT_TO", ZHANG),
    claim(R5, "CORRESPONDED_WITH", ZHANG, subject=ZHANG_OTHER),
]


def fill_more(store: GraphStore) -> None:
    fill(store)
    store.upsert_nodes([ZHANG_OTHER, R5])
    store.upsert_edges(MORE)


def same(first: Node, second: Node):
    return of_pair(Verdict.SAME, first.id, second.id, user="甲", reason="同一档案互见")


def told(claims: list[Claim]) -> set[Claim]:
    return {c.told for c in claims if c.predicate != SAME_AS}


class DecisionContract:
    """Inherited by the test class of each store."""

    def test_the_log_only_grows_and_is_read_back(self, store: GraphStore) -> None:
        fill_more(store)
        written = store.add_decisions([same(MAO, SONG)])
        written += store.add_decisions([same(MAO, ZHANG), same(SONG, ZHANG)])
        assert [d.no for d in written] == [1, 2, 3]
        assert store.decisions() == written
        assert written[0].reason == "同一档案互见"

    def test_deleting_claims_takes_those_and_no_others(self, store: GraphStore) -> None:
        fill(store)
        gone = store.claims_at([SONG.id], SECRET)
        assert {c.object for c in gone} == {SONG.id, XIAN.id, ZHANG.id} - {XIAN.id, ZHANG.id}
        assert store.delete_claims([*gone, *gone]) == len(gone)
        assert store.claims_at([SONG.id], SECRET) == []
        assert store.claims_at([MAO.id], SECRET)

    def test_deleting_nodes_spares_what_a_claim_names(self, store: GraphStore) -> None:
        fill(store)
        store.upsert_nodes([entity("person:~alone", "Person", "无人提及")])
        assert store.delete_nodes(["person:~alone", MAO.id, "person:nobody"]) == 1
        assert store.nodes(["person:~alone", MAO.id], SECRET) == [MAO]

    def test_a_merge_keeps_every_claim_of_both(self, store: GraphStore) -> None:
        fill_more(store)
        before = picture(store)
        Decisions(store).decide([same(ZHANG_OTHER, ZHANG)])
        nodes, claims = picture(store)
        assert told(claims) == set(before[1])
        assert [n for n in nodes if n.label != "Source"] == before[0]
        leader = min(ZHANG.id, ZHANG_OTHER.id)
        assert store.records(leader, OPEN).total == 3
        (found,) = [n for n in store.neighbours(leader, OPEN) if n.type == SAME_AS]
        assert (found.node, found.direction) == (ZHANG_OTHER, "in")
        assert SAME_AS not in {k.type for k in store.ego_network(leader, OPEN).links}

    def test_search_finds_the_merged_once_under_every_name(self, store: GraphStore) -> None:
        fill_more(store)
        store.upsert_nodes([dataclasses.replace(SONG, aliases=("孙夫人",))])
        decision = Decisions(store).decide([same(ZHANG, SONG)])[0]
        for words in (ZHANG.name, SONG.name, "孙夫人"):
            page = store.search(words, OPEN, labels=["Person"])
            (hit,) = [h for h in page.hits if h.node.id in (SONG.id, ZHANG.id)]
            assert (hit.node.id, hit.records) == (SONG.id, 4)
            assert set(hit.node.aliases) == {"孙夫人", ZHANG.name}
            assert page.total == page.by_label["Person"] == len(page.hits)
        assert store.search(ZHANG.name, OPEN).hits[0].node.id == SONG.id
        Decisions(store).undo(decision.no, user="甲")
        found = [h.node.id for h in store.search(ZHANG.name, OPEN, labels=["Person"]).hits]
        assert ZHANG.id in found
        assert SONG.id not in found

    def test_search_of_an_uncleared_reader_knows_no_closed_name(self, store: GraphStore) -> None:
        fill_more(store)
        Decisions(store).decide([same(HIDDEN, ZHANG)])
        (hit,) = store.search(ZHANG.name, OPEN, labels=["Person"]).hits[:1]
        assert HIDDEN.name not in hit.node.aliases
        assert not store.search(HIDDEN.name, OPEN, labels=["Person"]).hits
        (hit,) = store.search(HIDDEN.name, SECRET, labels=["Person"]).hits
        assert (hit.node.id, hit.node.aliases) == (ZHANG.id, (HIDDEN.name,))

    def test_an_authority_entry_leads_a_name(self, store: GraphStore) -> None:
        fill_more(store)
        Decisions(store).decide([same(ZHANG, SONG)])
        assert store.records(SONG.id, OPEN).total == 4
        assert store.records(ZHANG.id, OPEN).total == 0

    def test_undoing_gives_back_the_first_graph(self, store: GraphStore) -> None:
        fill_more(store)
        before = picture(store)
        book = Decisions(store)
        first, second = book.decide([same(ZHANG_OTHER, ZHANG), same(ZHANG, HIDDEN)])
        third = book.decide(of_claims(Verdict.REJECT, store.claims_at([SONG.id], OPEN), user="乙"))
        assert picture(store) != before
        book.undo(first.no, user="甲")
        assert store.records(ZHANG.id, SECRET).total == 4
        for decision in (second, *third):
            book.undo(decision.no, user="甲")
        assert picture(store) == before
        assert book.active(SECRET) == []
        with pytest.raises(DecisionRefused):
            book.undo(first.no, user="甲")

    def test_a_confirmed_and_a_rejected_claim_show_it(self, store: GraphStore) -> None:
        fill_more(store)
        (found,) = store.evidence(MAO.id, "CORRESPONDED_WITH", SONG.id, OPEN)
        Decisions(store).decide(of_claims(Verdict.REJECT, [found], user="甲"))
        (rejected,) = store.evidence(MAO.id, "CORRESPONDED_WITH", SONG.id, OPEN)
        assert rejected == dataclasses.replace(found, status=Status.REJECTED)
        assert store.neighbours(MAO.id, OPEN) == []
        Decisions(store).decide(of_claims(Verdict.CONFIRM, [rejected], user="甲"))
        (confirmed,) = store.evidence(MAO.id, "CORRESPONDED_WITH", SONG.id, OPEN)
        assert confirmed.status is Status.CONFIRMED

    def test_a_claim_of_merged_entities_is_decided_as_it_was_told(self, store: GraphStore) -> None:
        fill_more(store)
        book = Decisions(store)
        (merge,) = book.decide([same(ZHANG, SONG)])
        moved = [c for c in store.claims_at([SONG.id], OPEN) if c.told_object == ZHANG.id]
        book.decide(of_claims(Verdict.REJECT, moved, user="甲"))
        book.undo(merge.no, user="甲")
        rejected = [c for c in store.iter_edges(SECRET) if c.status is Status.REJECTED]
        assert {c.told for c in rejected} == {c.told for c in moved}
        assert {c.object for c in rejected} == {ZHANG.id}

    def test_a_split_moves_the_named_records(self, store: GraphStore) -> None:
        fill_more(store)
        before = picture(store)
        book = Decisions(store)
        (split,) = book.decide([of_split(ZHANG.id, [R4.id], user="甲")])
        other = store.node(split.second, OPEN)
        assert (other.name, other.label) == (ZHANG.name, "Person")
        assert [h.node.id for h in store.records(other.id, OPEN).hits] == [R4.id]
        assert [h.node.id for h in store.records(ZHANG.id, OPEN).hits] == [R2.id, R5.id]
        book.decide([of_pair(Verdict.SAME, other.id, SONG.id, user="甲")])
        assert [h.node.id for h in store.records(SONG.id, OPEN).hits] == [R1.id, R2.id, R4.id]
        book.undo(2, user="甲")
        book.undo(1, user="甲")
        assert picture(store) == before

    def test_what_others_keep_apart_is_not_joined(self, store: GraphStore) -> None:
        fill_more(store)
        apart = of_pair(Verdict.NOT_SAME, ZHANG.id, MAO.id, user="甲")
        book = Decisions(store)
        book.decide([same(ZHANG, SONG), same(SONG, MAO), apart])
        assert store.records(SONG.id, OPEN).total == 4
        assert store.records(MAO.id, OPEN).total == 1
        book.undo(3, user="甲")
        assert store.records(MAO.id, OPEN).total == 4

    def test_decisions_are_reapplied_to_claims_read_anew(self, store: GraphStore) -> None:
        fill_more(store)
        book = Decisions(store)
        book.decide([same(ZHANG_OTHER, ZHANG)])
        book.decide(of_claims(Verdict.REJECT, [MORE[0]], user="甲"))
        after = picture(store)
        with store.batch():
            store.delete_by_source([R5.id, R2.id])
            store.upsert_edges([c for c in [*MORE, *FILLED] if c.evidence.source in (R5.id, R2.id)])
        assert picture(store) != after
        book.reapply()
        assert picture(store) == after

    def test_a_confirmed_claim_is_kept_when_it_is_no_longer_read(self, store: GraphStore) -> None:
        fill_more(store)
        book = Decisions(store)
        (decision,) = book.decide(of_claims(Verdict.CONFIRM, [MORE[1]], user="甲"))
        assert (decision.field, decision.quote) == ("title", ZHANG.name)
        confirmed = picture(store)
        book.decide([same(ZHANG, SONG)])
        store.delete_by_source([R5.id])
        store.upsert_edges([MORE[0]])
        book.reapply()
        (kept,) = [c for c in store.claims_of([R5.id], OPEN) if c.predicate == "SENT_TO"]
        assert (kept.object, kept.told_object, kept.rule) == (SONG.id, ZHANG.id, RULE)
        assert (kept.status, kept.access) == (Status.CONFIRMED, R5.access)
        assert (kept.earliest, kept.latest) == (R5.earliest, R5.latest)
        assert R5.id in {hit.node.id for hit in store.records(SONG.id, OPEN).hits}
        book.undo(2, user="甲")
        (kept,) = [c for c in store.claims_of([R5.id], OPEN) if c.predicate == "SENT_TO"]
        assert (kept.object, kept.told_object) == (ZHANG.id, "")
        book.undo(1, user="甲")
        assert [c.predicate for c in store.claims_of([R5.id], OPEN)] == ["SENT_BY"]
        book.undo(4, user="甲")  # takes back what took the confirmation back
        assert kept in store.claims_of([R5.id], OPEN)
        store.upsert_edges(MORE)
        book.reapply()
        assert picture(store) == confirmed

    def test_a_kept_claim_shows_its_words_where_they_still_stand(self, store: GraphStore) -> None:
        fill_more(store)
        book, words = Decisions(store), Evidence(R5.id, "title", 2, 4, "致张")
        said = dataclasses.replace(MORE[1], evidence=words)
        store.upsert_edges([said])
        store.delete_claims([MORE[1]])
        book.decide(of_claims(Verdict.CONFIRM, [said], user="甲"))
        store.delete_claims([dataclasses.replace(said, status=Status.CONFIRMED)])
        book.reapply()
        (kept,) = [c for c in store.claims_of([R5.id], OPEN) if c.predicate == "SENT_TO"]
        assert kept.evidence == words if R5.name[2:4] == "致张" else Evidence(R5.id, RULE)
        store.upsert_nodes([dataclasses.replace(R5, name="題名改過")])
        book.reapply()
        (kept,) = [c for c in store.claims_of([R5.id], OPEN) if c.predicate == "SENT_TO"]
        assert kept.evidence == Evidence(R5.id, RULE)

    def test_of_what_is_kept_an_uncleared_reader_sees_what_the_record_allows(
        self, store: GraphStore
    ) -> None:
        fill_more(store)
        closed = [c for c in store.claims_of([R3.id], SECRET) if c.object == HIDDEN.id]
        Decisions(store).decide(of_claims(Verdict.CONFIRM, closed, user="甲"))
        before = picture(store, OPEN)
        store.delete_by_source([R3.id])
        Decisions(store).reapply()
        assert picture(store, OPEN) == before
        assert {c.access for c in store.claims_of([R3.id], SECRET)} == {R3.access}

    def test_what_cannot_be_decided_is_refused(self, store: GraphStore) -> None:
        fill_more(store)
        book, log = Decisions(store), store.decisions()
        for wrong in (
            of_pair(Verdict.SAME, MAO.id, MAO.id, user="甲"),
            of_pair(Verdict.SAME, MAO.id, YANAN.id, user="甲"),
            of_pair(Verdict.SAME, MAO.id, SONG.id, user=" "),
            of_pair(Verdict.CONFIRM, MAO.id, SONG.id, user="甲"),
            of_pair(Verdict.SAME, R1.id, R2.id, user="甲"),
            of_split(ZHANG.id, [], user="甲"),
            Decision(Verdict.REJECT, ZHANG.id, SONG.id, SAME_AS, user="甲"),
        ):
            with pytest.raises(DecisionRefused):
                book.decide([wrong])
        with pytest.raises(NotFound):
            book.decide([of_pair(Verdict.SAME, MAO.id, HIDDEN.id, user="甲")], reader=OPEN)
        assert store.decisions() == log

    def test_an_uncleared_reader_sees_the_decided_graph_of_the_open_records(
        self, store: GraphStore, other_store: GraphStore
    ) -> None:
        fill_more(store)
        decisions = [same(HIDDEN, ZHANG), same(ZHANG_OTHER, HIDDEN), same(XIAN, XIAN_TOO)]
        store.upsert_nodes([XIAN_TOO])
        store.upsert_edges([claim(R3, "MENTIONS", XIAN_TOO)])
        Decisions(store).decide(decisions)
        open_records = [r for r in [*RECORDS, R5] if r.access == OPEN]
        open_claims = [c for c in [*FILLED, *MORE] if c.access == OPEN]
        with other_store.batch():
            other_store.upsert_nodes([*ENTITIES, ZHANG_OTHER, XIAN_TOO, *open_records])
            other_store.upsert_edges(open_claims)
            other_store.prune()
            other_store.add_decisions(decisions)
        Decisions(other_store).reapply()
        assert picture(store, OPEN) == picture(other_store, OPEN)
        assert store.records(min(ZHANG.id, ZHANG_OTHER.id), OPEN).total == 3
        assert store.records(min(ZHANG.id, ZHANG_OTHER.id), CLOSED).total == 4
        assert len(Decisions(store).log(OPEN)) == 0
        assert len(Decisions(store).log(SECRET)) == 3

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_random_decisions_undone_in_any_order_leave_no_trace(
        self, store: GraphStore, seed: int
    ) -> None:
        fill_more(store)
        before = picture(store)
        dice, book = random.Random(seed), Decisions(store)
        people = [MAO, SONG, ZHANG, ZHANG_OTHER, HIDDEN]
        for _ in range(12):
            first, second = dice.sample(people, 2)
            verdict = dice.choice([Verdict.SAME, Verdict.SAME, Verdict.NOT_SAME])
            book.decide([of_pair(verdict, first.id, second.id, user="甲")])
            records = dice.sample([R1.id, R2.id, R3.id, R4.id, R5.id], 2)
            book.decide([of_split(first.id, records, dice.choice(["", second.id]), user="甲")])
            some = dice.choice([c for c in store.iter_edges(SECRET) if c.predicate != SAME_AS])
            verdict = dice.choice([Verdict.CONFIRM, Verdict.REJECT])
            book.decide(of_claims(verdict, [some], user="乙", everywhere=dice.random() < 0.5))
            assert told(picture(store)[1]) == set(before[1])
        once = picture(store)
        book.reapply()
        assert picture(store) == once
        numbers = [d.no for d in store.decisions()]
        dice.shuffle(numbers)
        for no in numbers:
            book.undo(no, user="甲")
        assert picture(store) == before


XIAN_TOO = entity("event:~xian", "Event", "西安事件")
FILLED = CLAIMS
