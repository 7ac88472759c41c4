"""How to use the explorer: one card a topic."""

from __future__ import annotations

import streamlit as st

from explorer_app.help_texts import HELP
from explorer_app.navigate import language
from explorer_app.safe import html_text
from explorer_app.texts import say
from explorer_app.widgets import heading


def show() -> None:
    """Draw the page."""
    lang = language()
    heading(say("help_title", lang), level=1)
    for topic in HELP:
        with st.container(border=True):
            heading(topic.title[lang])
            lines = "".join(f"<li>{html_text(line)}</li>" for line in topic.lines[lang])
            st.html(f'<ul class="sm-list">{lines}</ul>')


show()
