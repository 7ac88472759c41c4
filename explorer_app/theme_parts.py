"""Pieces that the pages on themes share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from explorer_app.safe import html_text
from explorer_app.views.names import count_text
from explorer_app.widgets import table


def year_chart(series: Mapping[str, Mapping[int, int]], language: str) -> None:
    """Bars by year, one colour a series."""
    del language
    years = sorted({year for counts in series.values() for year in counts})
    most = max((max(counts.values(), default=0) for counts in series.values()), default=0)
    if not years or not most:
        return
    columns = []
    for year in range(years[0], years[-1] + 1):
        bars = "".join(
            f'<i class="s{number}" style="height:{100 * counts.get(year, 0) / most:.1f}%" '
            f'title="{html_text(name)} {year}: {counts.get(year, 0)}"></i>'
            for number, (name, counts) in enumerate(series.items())
        )
        columns.append(f"<span>{bars}</span>")
    legend = "".join(
        f'<span class="s{number}">{html_text(name)}</span>' for number, name in enumerate(series)
    )
    st.html(
        f'<div class="sm-years">{"".join(columns)}</div><div class="sm-years-axis">'
        f"<span>{years[0]}</span><span>{legend}</span><span>{years[-1]}</span></div>"
    )


def matrix(
    heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, total: str = ""
) -> None:
    """Counts as a table with shades; ``rows`` pairs safe HTML with counts, one a column."""
    most = max((max(counts, default=0) for _, counts in rows), default=0)
    body = []
    for name, counts in rows:
        cells = [name]
        for count in counts:
            shade = round(60 * count / most) if most else 0
            text = count_text(count) if count else ""
            cells.append(f'<span class="sm-cell" style="--p:{shade}%">{text}</span>')
        if total:
            cells.append(f"<b>{count_text(sum(counts))}</b>")
        body.append(cells)
    table([*heads, total] if total else heads, body, "matrix")
