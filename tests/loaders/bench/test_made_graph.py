"""The made graph is the same every time and obeys the schema."""

from __future__ import annotations

from pathlib import Path

from graph_model.access import Access
from graph_model.claim import check_claim
from graph_model.schema import load_schema
from loaders.bench.made_graph import MadeGraph, fill, main
from loaders.stores import open_store


def test_the_same_seed_gives_the_same_graph() -> None:
    one, again, other = (list(MadeGraph(150, seed).batches()) for seed in (1, 1, 2))
    assert one == again != other


def test_every_claim_obeys_the_schema_and_quotes_its_field() -> None:
    batches = list(MadeGraph(2500).batches())
    nodes = {node.id: node for batch in batches for node in batch.nodes}
    claims = [claim for batch in batches for claim in batch.claims]
    for claim in claims:
        check_claim(claim, load_schema())
        said = claim.evidence
        if said.field == "title":
            assert nodes[said.source].name[said.start : said.end] == said.quote
        assert {claim.subject, claim.object, said.source, claim.run} <= nodes.keys()
    assert sum(node.label == "Record" for node in nodes.values()) == 2500
    assert {node.access for node in nodes.values() if node.label == "Record"} == set(Access)
    assert {claim.predicate for claim in claims} >= {"SENT_BY", "PART_OF", "CORRESPONDED_WITH"}


def test_a_store_is_filled_through_its_own_writes(tmp_path: Path) -> None:
    address = str(tmp_path / "made.sqlite")
    assert main([address, "--records", "300"]) == 0
    assert main([address, "--records", "300"]) == 2
    store = open_store(address)
    before = store.aggregate(Access.CLASSIFIED)
    assert before.nodes["Record"] == 300
    assert store.aggregate(Access.OPEN).nodes["Record"] < 300
    fill(store, 300)
    assert store.aggregate(Access.CLASSIFIED) == before
    store.close()
