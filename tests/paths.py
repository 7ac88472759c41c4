"""Where the tests find the sample and, when it is there, the shared reference data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "key_archives.csv"
SHARED = Path(os.environ.get("SHIMAI_SHARED", ROOT.parent / "shared"))
CATALOGUES = ("drnh_republican", "mao_documents_1901_1949", "cppcc_1948_1949")

needs_shared = pytest.mark.skipif(
    not (SHARED / "data" / "catalogues").is_dir(),
    reason=f"the shared reference data is not at {SHARED} (set SHIMAI_SHARED)",
)


def shared_catalogue(name: str) -> Path:
    """Path of a shared catalogue."""
    return SHARED / "data" / "catalogues" / f"{name}.csv"
