"""Work on shards in several processes, results in the order of the shards."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

S = TypeVar("S")
R = TypeVar("R")
#: Shards that are worked on or wait, for each process: memory does not grow with their number.
_AHEAD = 2


def shards(items: Iterable[S], size: int) -> Iterator[list[S]]:
    """Lists of ``size`` items, the last one shorter."""
    rest = iter(items)
    while shard := list(islice(rest, size)):
        yield shard


def map_shards(work: Callable[[S], R], listed: Iterable[S], workers: int) -> Iterator[R]:
    """``work`` of each shard, in order; in this process if ``workers`` is 1. ``work`` and the
    shards must pickle. What a worker raises is raised here.
    """
    if workers <= 1:
        yield from map(work, listed)
        return
    waiting: deque[Future[R]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for shard in listed:
            waiting.append(pool.submit(work, shard))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
