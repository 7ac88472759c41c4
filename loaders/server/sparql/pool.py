"""The processes that answer queries: a fixed number, each ended when it takes too long and started
anew."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.server.settings import Limits

_LENGTH = struct.Struct(">I")
_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """``error`` is empty, or: refused, rows, memory, time, busy, failed."""

    body: bytes = b""
    kind: str = ""
    error: str = ""
    reason: str = ""


class Pool:
    """Answers queries in other processes; ``ask`` may be called from many requests at once."""

    def __init__(self, directory: Path, limits: Limits) -> None:
        self._directory, self._limits = directory, limits
        self._idle: asyncio.Queue[asyncio.subprocess.Process | None] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()

    async def start(self) -> None:
        """Start the processes; returns when they are ready."""
        started = await asyncio.gather(*(self._started() for _ in range(self._limits.workers)))
        for process in started:
            self._idle.put_nowait(process)

    async def close(self) -> None:
        """End all processes."""
        for process in list(self._all):
            await self._end(process)

    async def ask(self, query: str, *, rows: str, graph: str, base: str = "") -> Answer:
        """The answer within the limits; waits for a free process as long as a query may take."""
        if len(query) > self._limits.query_length:
            reason = f"The query has more than {self._limits.query_length:,} characters."
            return Answer(error="refused", reason=reason)
        try:
            process = await asyncio.wait_for(self._idle.get(), self._limits.seconds)
        except TimeoutError:
            return Answer(error="busy", reason="All processes are busy; try again later.")
        message = {"query": query, "rows": rows, "graph": graph, "base": base}
        next_one: asyncio.subprocess.Process | None = None
        try:
            if process is None or process.returncode is not None:
                process = await self._started()
            found = await asyncio.wait_for(_exchange(process, message), self._limits.seconds)
            next_one = process
            return found
        except TimeoutError:
            reason = f"The query took more than {self._limits.seconds:g} seconds."
            return Answer(error="time", reason=reason)
        except (asyncio.IncompleteReadError, ConnectionError):
            return Answer(error="memory", reason="The query needed too much memory or depth.")
        finally:
            if next_one is None and process is not None:
                await asyncio.shield(self._end(process))
            self._idle.put_nowait(next_one)

    async def _started(self) -> asyncio.subprocess.Process:
        limits = self._limits
        words = (str(self._directory), str(limits.memory_mb), str(limits.rows))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "loaders.server.sparql.worker", *words,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env=_environment(),
        )  # fmt: skip
        self._all.add(process)
        await asyncio.wait_for(_read(process), _START_SECONDS)
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._all.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _environment() -> dict[str, str]:
    """What Python needs, and no proxy or password."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "HOME")
    return {name: os.environ[name] for name in kept if name in os.environ}


async def _exchange(process: asyncio.subprocess.Process, message: dict[str, Any]) -> Answer:
    assert process.stdin
    packed = json.dumps(message).encode()
    process.stdin.write(_LENGTH.pack(len(packed)) + packed)
    await process.stdin.drain()
    head, body = await _read(process)
    return Answer(body, head.get("kind", ""), head.get("error", ""), head.get("reason", ""))


async def _read(process: asyncio.subprocess.Process) -> tuple[dict[str, Any], bytes]:
    assert process.stdout
    head = json.loads(await _frame(process.stdout))
    return head, await _frame(process.stdout)


async def _frame(stream: asyncio.StreamReader) -> bytes:
    length = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))[0]
    return await stream.readexactly(length)
