"""Pictures of the explorer on the sample catalogue: ``python -m tests.explorer_app.screenshots
OUT_DIR``.

Writes explorer.png and explorer_dark.png (the entity page), and into ``pages/`` every page in
Chinese and light and in English and dark; a name after OUT_DIR takes those pages only.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image

from graph_model.access import Access
from loaders.cli.main import main as shimai
from loaders.stores import open_store
from loaders.stores.selection import selection
from tests.explorer_app.browser import APP, IDLE, PAGES, READY, launched, served
from tests.explorer_app.stores import SAMPLE

ENTITY = "entity?id=person%3Azhou-enlai"
#: Pages beside those that the tests walk: an empty result, a record, a line picked, a comparison.
MORE = {
    "empty": ("search", {"q": "龘龘"}),
    "evidence": (
        "entity",
        {
            "id": "person:zhou-enlai",
            "edge": "person:zhou-enlai,CORRESPONDED_WITH,person:mao-zedong",
        },
    ),
    "compare": ("network", {"period": "nanjing", "with": "period=resistance"}),
    "record": ("record", {}),
}
#: A page's picture: its height, and its width after it is made smaller.
TALL, WIDE = 1000, 840
#: Colours kept in a picture, so that it stays small in the repository.
COLORS = 200


def shoot(
    browser: Any, url: str, path: Path, scheme: str, *, height: int = 1420, wide: int = 0
) -> None:
    """One page to one file; ``wide`` makes the picture smaller."""
    page = browser.new_page(viewport={"width": 1440, "height": height}, color_scheme=scheme)
    page.goto(url, timeout=120_000)
    drawn = any(f"/{name}?" in url for name in ("entity", "path", "network"))
    page.wait_for_selector(READY if drawn else ".sm-footer", timeout=120_000)
    page.wait_for_selector(IDLE, timeout=120_000)
    page.wait_for_timeout(2500)
    page.screenshot(path=str(path))
    page.close()
    with Image.open(path) as picture:
        small = picture.convert("RGB")
        if wide:
            small = small.resize((wide, round(small.height * wide / small.width)))
        # Median cut forgets the few coloured pixels of a page that is mostly paper and ink.
        flat = small.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(path, optimize=True)
    print(path, path.stat().st_size // 1024, "kB")


def addresses(store: str) -> dict[str, str]:
    """Every page by name; the record is the first of the sample."""
    found = {name or "home": (name, params) for name, params, *_ in PAGES}
    found.update(MORE)
    held = open_store(store)
    (first,) = held.select(selection("西安事变"), Access.OPEN, limit=1).hits
    held.close()
    found["record"] = ("record", {"id": first.node.id})
    return {name: f"{page}?{urlencode(params)}" for name, (page, params) in found.items()}


def main() -> None:
    """Build the sample, serve it, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="these pages only")
    args = parser.parse_args()
    folder = args.out / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        store, rejects = str(Path(made) / "s.sqlite"), str(Path(made) / "r.csv")
        shimai(["build", str(SAMPLE), "--store", store, "--rejects", rejects, "--quiet"])
        env = {"SHIMAI_STORE": store, "SHIMAI_CLEARANCE": ""}
        with served(APP, Path(made), env) as url, launched() as browser:
            if not args.pages:
                shoot(browser, f"{url}/{ENTITY}", args.out / "explorer.png", "light")
                shoot(browser, f"{url}/{ENTITY}", args.out / "explorer_dark.png", "dark")
            for name, address in addresses(store).items():
                if args.pages and name not in args.pages:
                    continue
                for lang, scheme in (("zh", "light"), ("en", "dark")):
                    end = "&lang=en" if lang == "en" else ""
                    path = folder / f"{name}_{lang}.png"
                    shoot(browser, f"{url}/{address}{end}", path, scheme, height=TALL, wide=WIDE)


if __name__ == "__main__":
    main()
