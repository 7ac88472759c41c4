"""A store for page and browser tests: the sample catalogue, and a few records that mean harm."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copyfile

from loaders.cli.main import main

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "key_archives.csv"

#: Everything that Markdown, HTML and Streamlit's own text filters would act on.
MARKUP = (
    "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>**粗** "
    "[链](https://example.org) www.example.org a@example.org :smile: :material/home: "
    ":red[红] $x^2$ `码` ~~删~~ # 题 -> &lt;"
)
EVIL_TITLE = f"毛泽东致测试者{MARKUP}信"
EVIL_NAME = "测试者**坏**<b>名</b>:smile:_x_[y](z)"
CLOSED_TITLE = "毛泽东关于绝不外传之事的报告"


def _row(number: int, title: str, **cells: str) -> dict[str, str]:
    return {
        "档案馆代码": "000000",
        "档案馆名称": "史脉示例馆",
        "全宗号": "T001",
        "全宗名称": "测试全宗",
        "档号": f"T001-001-0001-{number:03d}",
        "文件题名": title,
        "责任者": "毛泽东",
        "控制使用标识": "开放",
        **cells,
    }


def write_tests(path: Path) -> Path:
    """A catalogue with a title and a name full of markup, and a restricted record."""
    rows = [
        _row(1, EVIL_TITLE, 时间="19490501", 人物=EVIL_NAME, 附注=MARKUP),
        _row(2, CLOSED_TITLE, 时间="19490502", 控制使用标识="控制"),
    ]
    with SAMPLE.open(encoding="utf-8-sig", newline="") as sample:
        columns = next(csv.reader(sample))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def build_store(folder: Path, *, on: Path) -> Path:
    """Build the store in ``folder`` on a copy of the sample's graph; returns its path."""
    store = folder / "store.sqlite"
    copyfile(on, store)
    rejects = str(folder / "rejects.csv")
    words = ["--store", str(store), "--rejects", rejects, "--quiet"]
    assert main(["build", str(write_tests(folder / "tests.csv")), *words]) == 0
    return store
