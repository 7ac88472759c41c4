"""Catalogue text that would be markup: what the two escapes leave of it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from explorer_app.safe import html_text, markdown_text

APP = Path(__file__).resolve().parents[2] / "explorer_app"
JOINER = "\u2060"
HARMFUL = [
    "**粗** _斜_ ~~删~~ `码` # 题",
    "[链](https://example.org) <https://example.org> www.example.org a@example.org",
    ":smile: :material/home: :red[红] $x^2$ -> <-",
    "<script>alert(1)</script> &lt; &#58; \\*",
    "1. 一\n\n> 二\n\n| 三 | 四 |",
    "]](x) ]:red[ ![](x)",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_markdown_has_no_bare_punctuation_and_keeps_the_characters(text: str) -> None:
    escaped = markdown_text(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped).replace(JOINER, "")
    assert shown == " ".join(text.split())


@pytest.mark.parametrize("text", [":smile:", "www.a.b", "a@b.c", "https://a", "->", ":red[x]"])
def test_what_text_filters_search_for_is_broken_up(text: str) -> None:
    assert text not in re.sub(r"\\(?=[^\\])", "", markdown_text(text))


@pytest.mark.parametrize("text", HARMFUL)
def test_html_is_text(text: str) -> None:
    escaped = html_text(text)
    assert not set("<>\"'") & set(escaped)
    assert html.unescape(escaped) == text


def test_only_known_files_write_html_or_markdown() -> None:
    writers = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        if re.search(r"st\.html\(|st\.page_link\(", path.read_text("utf-8"))
    }
    assert writers == {
        "widgets.py",
        "shell.py",
        "asked.py",
        "entity_parts.py",
        "profile_parts.py",
        "evidence_parts.py",
        "keep_parts.py",
        "map_parts.py",
        "picker.py",
        "theme_parts.py",
        "undo.py",
        "app_pages/databases.py",
        "app_pages/help.py",
        "app_pages/history.py",
        "app_pages/home.py",
        "app_pages/lineage.py",
        "app_pages/network.py",
        "app_pages/path.py",
        "app_pages/record.py",
        "app_pages/review.py",
        "app_pages/scope.py",
        "app_pages/search.py",
        "app_pages/sets.py",
        "app_pages/theme.py",
        "app_pages/timeline.py",
    }
    for name in writers:
        assert "html_text(" in (APP / name).read_text("utf-8"), name
    for path in APP.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "unsafe_allow_html" not in text
        assert not re.search(r"st\.(markdown|write|title|header|subheader|caption)\(", text)
