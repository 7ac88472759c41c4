"""WCAG AA contrast of every text on every page, measured in the browser, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.explorer_app.browser import PAGES, READY, Watched, open_page, watching

pytestmark = pytest.mark.browser

MEASURE = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
SIZE = {"width": 1440, "height": 1100}


def measured(seen: Watched) -> tuple[int, list[dict[str, Any]]]:
    """Texts looked at, and those with too little contrast."""
    found = seen.page.evaluate(MEASURE)
    return found["looked"], found["failures"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_told_from_its_ground(browser: Any, server: str, scheme: str) -> None:
    weak: list[str] = []
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme=scheme) as seen:
        for page, params, *_ in PAGES:
            open_page(seen, server, page, **params)
            if page == "entity":
                seen.page.wait_for_selector(READY)
            looked, failures = measured(seen)
            assert looked > 10, page
            weak += [f"{page or 'home'}: {one}" for one in failures]
    assert not weak, "\n".join(weak)


def test_what_is_too_weak_is_found(browser: Any, server: str) -> None:
    with watching(browser, viewport=SIZE, color_scheme="light") as seen:
        open_page(seen, server, "help")
        seen.page.evaluate(
            "() => { const p = document.querySelector('.sm-footer span'); p.style.opacity = .2; }"
        )
        assert len(measured(seen)[1]) == 1
