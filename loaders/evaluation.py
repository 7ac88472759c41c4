"""Score records with extracted names, roles, forms and themes against gold.

Precision, recall and F1 count a span only when start, end and label (or role) are all right. A
record that the predictions do not have counts as predicting nothing. The text is line for line
that of the shared scorer, so that the figures can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from extractors.dates import read_date
from graph_model.mention import LABELS

Record = Mapping[str, Any]
Records = Mapping[str, Record]
_Item = tuple[str, Hashable]

#: Heading and the (kind, value) pairs of a record that are compared.
_PARTS: dict[str, tuple[str, Callable[[Record], Iterable[_Item]]]] = {
    "entities": (
        "entities (exact span and label)",
        lambda r: [(e["label"], (e["start"], e["end"])) for e in r.get("entities", [])],
    ),
    "roles": (
        "roles (exact span and role)",
        lambda r: [(e["role"], (e["start"], e["end"])) for e in r.get("roles", [])],
    ),
    "scope": ("scope classes", lambda r: [(f"class {c}", c) for c in r.get("scope", [])]),
    "spirits": ("spirits", lambda r: [("spirit", s) for s in r.get("spirits", [])]),
}
#: Period → first year after it.
_PERIODS = (("Qing 1644-1911", 1912), ("Republic 1912-1949", 1950), ("PRC 1950-", 10_000))


class Count(NamedTuple):
    """How many were right, predicted, and in the gold."""

    right: int
    predicted: int
    gold: int

    def precision(self) -> float:
        """Share of the predicted that is right, 0 to 100."""
        return 100 * (self.right / self.predicted) if self.predicted else 0.0

    def recall(self) -> float:
        """Share of the gold that was found, 0 to 100."""
        return 100 * (self.right / self.gold) if self.gold else 0.0

    def f1(self) -> float:
        """Harmonic mean of both, 0 to 100."""
        p, r = self.precision(), self.recall()
        return 2 * p * r / (p + r) if p + r else 0.0

    def line(self, name: str) -> str:
        """As the report prints it."""
        return (
            f"  {name:12} P {self.precision():5.1f}  R {self.recall():5.1f}  F1 {self.f1():5.1f}"
            f"  (gold {self.gold}, predicted {self.predicted})"
        )


def counts(gold: Records, predicted: Records, part: str) -> dict[str, Count]:
    """Counts by kind, and of all under ``ALL``."""
    items = _PARTS[part][1]
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for key, record in gold.items():
        want, got = set(items(record)), set(items(predicted.get(key, {})))
        for counter, listed in ((wanted, want), (found, got), (right, want & got)):
            counter.update(kind for kind, _ in listed)
    kinds = sorted(set(wanted) | set(found))
    table = {kind: Count(right[kind], found[kind], wanted[kind]) for kind in kinds}
    table["ALL"] = Count(right.total(), found.total(), wanted.total())
    return table


def genre_accuracy(gold: Records, predicted: Records) -> float:
    """Share of the records whose stated form is right, 0 to 100; nothing stated must be found as
    nothing.
    """
    if not gold:
        return 0.0
    right = sum(
        (predicted.get(key, {}).get("genre") or "") == (record.get("genre") or "")
        for key, record in gold.items()
    )
    return 100.0 * float(right) / len(gold)


def report(gold: Records, predicted: Records) -> Iterator[str]:
    """The scorer's lines."""
    yield f"{len(gold)} gold records, {len(set(gold) & set(predicted))} of them predicted"
    scores = {}
    for part, (heading, _) in _PARTS.items():
        table = counts(gold, predicted, part)
        yield heading
        for name, count in table.items():
            yield count.line(name)
        scores[part] = table["ALL"].f1()
    scores["genre"] = genre_accuracy(gold, predicted)
    yield f"genre accuracy {scores['genre']:.1f}"
    yield " ".join(f"{name}={value:.1f}" for name, value in scores.items())


def sheet(gold: Records, predicted: Records) -> Iterator[str]:
    """The same as tables in Markdown: by label, by source, by period."""
    yield "| | P | R | F1 | gold |"
    yield "| --- | --- | --- | --- | --- |"
    for part in _PARTS:
        for name, count in counts(gold, predicted, part).items():
            title, mark = (f"**{part}**", "**") if name == "ALL" else (name, "")
            scores = (
                f"{count.precision():.1f} | {count.recall():.1f} | {mark}{count.f1():.1f}{mark}"
            )
            yield f"| {title} | {scores} | {count.gold} |"
    accuracy = genre_accuracy(gold, predicted)
    yield f"| **文种 genre** (accuracy) | | | **{accuracy:.1f}** | {len(gold)} |"
    yield ""
    columns = ("records", "entities", *LABELS, "roles", "genre")
    yield "| | " + " | ".join(columns) + " |"
    yield "| --- " * (len(columns) + 1) + "|"
    for key in (_source, _period):
        for group, records in _groups(gold, key):
            table = counts(records, predicted, "entities")
            cells = [f"{table[name].f1():.1f}" if name in table else "" for name in LABELS]
            cells.insert(0, f"{table['ALL'].f1():.1f}")
            cells.append(f"{counts(records, predicted, 'roles')['ALL'].f1():.1f}")
            cells.append(f"{genre_accuracy(records, predicted):.1f}")
            yield f"| {group} | {len(records)} | " + " | ".join(cells) + " |"


def _groups(gold: Records, key: Callable[[Record], str]) -> Iterator[tuple[str, dict[str, Record]]]:
    groups: dict[str, dict[str, Record]] = {}
    for name, record in gold.items():
        groups.setdefault(key(record), {})[name] = record
    yield from sorted(groups.items())


def breakdown(gold: Records, predicted: Records) -> Iterator[str]:
    """A line for each source and each period: entities, labels, roles, forms."""
    for heading, key in (("by source", _source), ("by period", _period)):
        yield heading
        for group, records in _groups(gold, key):
            yield f"  {group:20} {_summary(records, predicted)}"


def _summary(gold: Records, predicted: Records) -> str:
    entities = counts(gold, predicted, "entities")
    labels = [f"{label} {count.f1():.1f}" for label, count in entities.items() if label != "ALL"]
    roles = counts(gold, predicted, "roles")["ALL"].f1()
    return (
        f"records {len(gold)}  entities {entities['ALL'].f1():.1f} ({' '.join(labels)})"
        f"  roles {roles:.1f}  genre {genre_accuracy(gold, predicted):.1f}"
    )


def _source(record: Record) -> str:
    return str(record.get("source") or "?")


def _period(record: Record) -> str:
    earliest = read_date(str(record.get("date") or "")).earliest
    if not earliest:
        return "undated"
    return next(name for name, end in _PERIODS if int(earliest[:4]) < end)
