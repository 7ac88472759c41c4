"""How far two printings of the same titles are read alike: corrected against raw OCR.

    python -m tools.ocr_agreement CATALOGUE.csv 题名 "题名(OCR)"

Only rows whose two titles differ are compared. Prints the F1 of names (label and text, in plain
characters) between the two, of labels alone (a misread name still counts as a name), and the share
of the same documentary form.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from extractors.pipeline import read_titles
from extractors.reading import Reading
from extractors.text import plain


def agreement(first: Counter[object], second: Counter[object]) -> float:
    """Twice the common share of two multisets, in percent."""
    both = first.total() + second.total()
    return 200 * (first & second).total() / both if both else 100.0


def names(readings: list[Reading], *, text: bool) -> Counter[object]:
    """Names of all readings, each with its title's number."""
    return Counter(
        (number, m.label, plain(m.text) if text else "")
        for number, reading in enumerate(readings)
        for m in reading.mentions
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("column")
    parser.add_argument("other")
    args = parser.parse_args()
    with args.catalogue.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row[args.column] != row[args.other]]
    first = list(read_titles(row[args.column] for row in rows))
    second = list(read_titles(row[args.other] for row in rows))
    same = sum(a.form == b.form for a, b in zip(first, second, strict=True))
    print(f"{len(rows)} titles differ")
    for heading, text in (("names", True), ("labels", False)):
        share = agreement(names(first, text=text), names(second, text=text))
        print(f"{heading}: F1 {share:.1f}")
    print(f"same form: {100 * same / max(1, len(rows)):.1f} %")


if __name__ == "__main__":
    main()
