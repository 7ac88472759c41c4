"""Pictures of the explorer on the sample catalogue: ``python -m tests.explorer_app.screenshots
OUT_DIR``.

Writes explorer.png and explorer_dark.png (the entity page) and, with ``--all``, every page in
both languages.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from loaders.cli.main import main as shimai
from tests.explorer_app.browser import READY, launched, served
from tests.explorer_app.stores import SAMPLE

APP = Path(__file__).resolve().parents[2] / "explorer_app" / "app.py"
ENTITY = "entity?id=person%3Azhou-enlai"
PAGES = {
    "home": "",
    "search": "search?q=%E5%BC%A0%E6%BE%9C",
    "entity": ENTITY,
    "about": "about",
    "empty": "search?q=%E9%BE%98%E9%BE%98",
}
SIZE = {"width": 1440, "height": 1420}
#: Colours kept in a picture, so that it stays small in the repository.
COLORS = 200


def shoot(browser: Any, url: str, path: Path, scheme: str) -> None:
    """One page to one file."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)
    page.goto(url)
    page.wait_for_selector(READY if "/entity" in url else ".sm-footer", timeout=60_000)
    page.wait_for_timeout(2500)
    page.screenshot(path=str(path))
    page.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path, path.stat().st_size // 1024, "kB")


def main() -> None:
    """Build the sample, serve it, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--all", action="store_true", help="every page, zh and en, light and dark")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store, rejects = str(Path(folder) / "s.sqlite"), str(Path(folder) / "r.csv")
        shimai(["build", str(SAMPLE), "--store", store, "--rejects", rejects, "--quiet"])
        env = {"SHIMAI_STORE": store, "SHIMAI_CLEARANCE": ""}
        with served(APP, Path(folder), env) as url, launched() as browser:
            shoot(browser, f"{url}/{ENTITY}", args.out / "explorer.png", "light")
            shoot(browser, f"{url}/{ENTITY}", args.out / "explorer_dark.png", "dark")
            for name, page in PAGES.items() if args.all else ():
                for lang in ("zh", "en"):
                    end = ("&" if "?" in page else "?") + "lang=en" if lang == "en" else ""
                    for scheme in ("light", "dark"):
                        path = args.out / f"{name}_{lang}_{scheme}.png"
                        shoot(browser, f"{url}/{page}{end}", path, scheme)


if __name__ == "__main__":
    main()
