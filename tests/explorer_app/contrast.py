"""WCAG AA contrast of every text that a page shows, measured in the browser."""

from __future__ import annotations

from pathlib import Path

from tests.explorer_app.browser import Watched

_MEASURE = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


def weak_texts(seen: Watched) -> list[str]:
    """Texts with less contrast than AA asks for, each with its ratio and place; fails on a page
    without text."""
    found = seen.page.evaluate(_MEASURE)
    assert found["looked"] > 10, seen.page.url
    return [f"{seen.page.url}: {one}" for one in found["failures"]]
