"""The browser, started once for a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.explorer_app.browser import launched


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with launched() as chromium:
        yield chromium
