"""The explorer's entry: ``streamlit run explorer_app/app.py`` with SHIMAI_STORE set, or
``shimai explore``."""

from __future__ import annotations

import streamlit as st

from explorer_app import keep_parts, navigate, shell
from explorer_app.texts import say

st.set_page_config(
    page_title="史脉 Shimai", page_icon=str(shell.ASSETS / "icon.png"), layout="wide"
)
language = navigate.language()
st.logo(str(shell.ASSETS / "logo.svg"), size="large")
pages = {
    name: st.Page(
        path,
        title=say(f"page_{name}", language),
        url_path="" if name == "home" else name,
        default=name == "home",
        visibility="hidden" if name in navigate.HIDDEN else "visible",
    )
    for name, path in navigate.PAGES.items()
}
groups = {
    say(group, language) if group else "": [pages[name] for name in names]
    for group, names in navigate.GROUPS
}
groups[""] = [*groups[""], *(pages[name] for name in navigate.HIDDEN)]
page = st.navigation(groups, position="top")
navigate.set_page_name(page.url_path or "home")
shell.style()
shell.header(language, search=page.url_path != "")
navigate.follow()
shell.guarded(page.run, language)
keep_parts.said()
navigate.sync_address()
