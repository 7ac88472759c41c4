"""Pictures that are saved say where they are from."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.explorer_app.browser import READY, open_page, watching

pytestmark = pytest.mark.browser

SIZE = {"width": 1440, "height": 1100}
ZHOU = "person:zhou-enlai"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_graph_is_saved_as_svg_and_png_with_its_citation(
    browser: Any, server: str, tmp_path: Path, scheme: str
) -> None:
    with watching(browser, graph_key="ego", viewport=SIZE, color_scheme=scheme) as seen:
        open_page(seen, server, "entity", id=ZHOU)
        seen.page.wait_for_selector(READY)
        drawn = seen.graph()
        files = {}
        for kind in ("svg", "png"):
            with seen.page.expect_download() as saved:
                seen.page.locator(f"[data-testid=shimai-graph] button.{kind}").click()
            files[kind] = tmp_path / saved.value.suggested_filename
            saved.value.save_as(files[kind])
    assert [path.name for path in files.values()] == ["shimai-ego.svg", "shimai-ego.png"]
    picture = ElementTree.parse(files["svg"]).getroot()
    texts = [element.text for element in picture.iter(f"{SVG}text")]
    assert "周恩来" in texts
    assert f"entity?id={ZHOU.replace(':', '%3A')}" in "".join(filter(None, texts))
    assert len(list(picture.iter(f"{SVG}circle"))) == len(drawn["nodes"]) + 1
    assert len([p for p in picture.iter(f"{SVG}path") if p.get("fill") == "none"]) == len(
        drawn["edges"]
    )
    with Image.open(files["png"]) as image:
        assert image.width == pytest.approx(2 * float(picture.get("width", 0)), abs=2)
        colours = image.convert("RGB").getcolors(1 << 24)
        assert colours
        assert len(colours) > 200
        ground = max(colours)[1]
        assert (sum(ground) > 600) == (scheme == "light")
