"""A process that writes batches into a store; ``test_two_processes`` reads meanwhile.

python -m tests.loaders.stores.batches ADDRESS COUNT
"""

from __future__ import annotations

import sys

from loaders.stores import open_store
from tests.loaders.stores.contract import MAO, claim, record

SIZE = 40


def main(address: str, count: int) -> None:
    """Write ``count`` batches of SIZE records, each with a claim and the number of the batch."""
    store = open_store(address)
    for batch in range(count):
        records = [record(batch * SIZE + no, f"第{batch}批第{no}号") for no in range(SIZE)]
        with store.batch():
            store.upsert_nodes([MAO, *records])
            store.upsert_edges([claim(r, "MENTIONS", MAO) for r in records])
            store.set_state("batches", str(batch + 1))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
