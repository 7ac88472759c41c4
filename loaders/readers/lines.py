"""Physical lines of a text file, in bounded memory, with a way back for a reader that took too
many."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from loaders.readers.base import EXCERPT, LINE_LIMIT
from loaders.readers.encoding import MARK_ERRORS


class LineTooLong(Exception):
    """A physical line above LINE_LIMIT; it has been read past, ``head`` is its beginning."""

    def __init__(self, head: str, length: int) -> None:
        super().__init__(length)
        self.head = head
        self.length = length


class RowTooLong(Exception):
    """The lines taken since the last ``begin`` pass LINE_LIMIT together: most often a quote left
    open."""


class Lines:
    """Iterator over lines with their line ends. ``taken`` are those handed out since ``begin``."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._back: deque[str | LineTooLong] = deque()
        self._size = 0
        self._first = True
        self.taken: list[str] = []

    def begin(self) -> None:
        """A new row starts here."""
        self.taken = []
        self._size = 0

    def keep_first(self) -> str:
        """Give all taken lines but the first back to be read again; returns the first."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.begin()
        return first

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._read()
        if isinstance(line, LineTooLong):
            if not self.taken:
                raise line
            self._back.appendleft(line)
            raise RowTooLong
        self.taken.append(line)
        self._size += len(line)
        if self._size > LINE_LIMIT:
            raise RowTooLong
        return line

    def _read(self) -> str | LineTooLong:
        line = self._stream.readline(LINE_LIMIT)
        if self._first:
            self._first = False
            line = line.removeprefix("\ufeff")
        if not line:
            raise StopIteration
        if len(line) < LINE_LIMIT or line[-1] in "\r\n":
            return line
        length, part = len(line), line
        while part and part[-1] not in "\r\n":
            part = self._stream.readline(LINE_LIMIT)
            length += len(part)
        return LineTooLong(line[:EXCERPT], length)


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open for streaming; line ends stay as they are and undecodable bytes become lone
    surrogates."""
    return path.open("r", encoding=encoding, errors=MARK_ERRORS, newline="")
