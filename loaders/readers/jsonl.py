"""JSON Lines: one object a line, its keys as headings. Numbers keep the digits they were written
with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_model.errors import BadInput
from loaders.readers.base import BLANK, LINE_LIMIT, Problem, Row, too_long, unreadable
from loaders.readers.headings import Vocabulary, distinct, normalise, not_found
from loaders.readers.lines import Lines, LineTooLong, open_text

#: A file with more different keys is not a table.
KEYS_LIMIT = 1000
_LIST_JOIN = "；"


@dataclass(frozen=True, slots=True)
class JsonlTable:
    """A JSON Lines file; ``keys`` are all keys of the file in order of appearance."""

    path: Path
    encoding: str
    keys: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def format(self) -> str:
        """Always jsonl."""
        return "jsonl"

    @property
    def heading_row(self) -> int:
        """0: the first line is an entry already."""
        return 0

    def rows(self) -> Iterator[Row]:
        """See Table. A line that is no JSON object carries a problem."""
        for number, line, data in _objects(self.path, self.encoding):
            if isinstance(data, Problem):
                yield Row(number, [line], data)
                continue
            row = Row(number, [_text(data.get(key)) for key in self.keys])
            if not row.blank:
                yield row


def looks_like_jsonl(path: Path, encoding: str) -> bool:
    """Whether the name says so or the first line is a JSON object. Raises BadInput FILE_UNREADABLE
    for one big JSON array."""
    with open_text(path, encoding) as stream:
        start = stream.readline(LINE_LIMIT).strip(BLANK)
    if path.suffix.lower() == ".json" and start.startswith("["):
        reason = "是 JSON 数组，请改为每行一个对象 / a JSON array; write one object a line"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    return path.suffix.lower() in {".jsonl", ".ndjson"} or (
        start.startswith("{") and isinstance(_parse(start), dict)
    )


def open_jsonl(path: Path, encoding: str, vocabulary: Vocabulary) -> JsonlTable:
    """Collect the keys of the whole file, so that one that first occurs late is a column like any
    other.

    Raises BadInput FILE_NO_TITLE, FILE_EMPTY, or FILE_UNREADABLE above KEYS_LIMIT keys.
    """
    keys: dict[str, None] = {}
    for _, _, data in _objects(path, encoding):
        if isinstance(data, dict):
            keys.update(dict.fromkeys(data))
            if len(keys) > KEYS_LIMIT:
                reason = f"键超过 {KEYS_LIMIT} 个 / more than {KEYS_LIMIT} keys"
                raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    if not vocabulary.titles.intersection(map(normalise, keys)):
        raise not_found(path, [Row(1, list(keys) or ["{}"])])
    return JsonlTable(path, encoding, tuple(keys), distinct(tuple(keys)))


def _objects(path: Path, encoding: str) -> Iterator[tuple[int, str, dict[str, Any] | Problem]]:
    with open_text(path, encoding) as stream:
        lines = Lines(stream)
        number = 0
        while True:
            number += 1
            lines.begin()
            try:
                line = next(lines).strip(BLANK)
            except StopIteration:
                return
            except LineTooLong as error:
                yield number, error.head, too_long(error.length, limit=LINE_LIMIT)
                continue
            if line:
                yield number, line, _parse(line)


def _parse(line: str) -> dict[str, Any] | Problem:
    try:
        data = json.loads(line, parse_int=str, parse_float=str, object_pairs_hook=_no_repeats)
    except json.JSONDecodeError as error:
        return unreadable(
            f"JSON 语法错误（第 {error.pos + 1} 个字符）", f"JSON syntax error: {error}"
        )
    except RecursionError:
        return unreadable("JSON 嵌套过深", "JSON nested too deeply")
    except _RepeatedKey as error:
        return unreadable(f"键“{error}”重复", f"key {str(error)!r} occurs twice")
    if not isinstance(data, dict):
        return unreadable("不是 JSON 对象", "not a JSON object")
    return data


class _RepeatedKey(Exception):
    """The same key twice in one object: keeping one value would lose the other."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [key for key, _ in pairs]
        raise _RepeatedKey(next(name for name in names if names.count(name) > 1))
    return data


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _LIST_JOIN.join(value)
    return json.dumps(value, ensure_ascii=False)
