"""The one place where catalogue text is made safe for Markdown and for HTML.

Prefer elements that take plain text (``st.text``, the components). Where a label is Markdown or
a table is HTML,
the text goes through here first.
"""

from __future__ import annotations

import html
import re

#: Keeps what Streamlit looks for in finished text (``:name:``, ``www.``, ``a@b.c``, ``->``)
#: from being found.
_JOINER = "\u2060"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SEARCHED = re.compile(r"[:@.>/<-]")


def markdown_text(text: str) -> str:
    """``text`` as Markdown that shows the same characters: no markup, link, emoji, icon, colour
    or formula.

    An invisible word joiner follows each character that Streamlit's text filters act on. Line
    ends become blanks.
    """
    line = " ".join(text.split())
    return _PUNCTUATION.sub(
        lambda found: f"\\{found[1]}" + (_JOINER if _SEARCHED.match(found[1]) else ""), line
    )


def html_text(text: str) -> str:
    """``text`` as HTML that shows the same characters, in content and in quoted attributes."""
    return html.escape(text, quote=True)
