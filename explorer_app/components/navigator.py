"""Going to another address of the app, with one entry in the browser's history.

``st.switch_page`` leaves an entry with the old page and the new parameters between the two,
which Back
would show. Here the browser changes the address itself and tells Streamlit as its own Back
button does.
"""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from explorer_app.components._checks import check_href

_JS = """// Go to data.href once for each data.ticket; addresses of other sites are refused.
const done = (window.__shimaiTickets ??= new Set());
export default function render({ data }) {
  if (!data?.href || done.has(data.ticket)) return;
  done.add(data.ticket);
  const address = new URL(data.href, document.location.href);
  if (address.origin !== document.location.origin) return;
  window.history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
"""


def navigate_to(href: str) -> None:
    """Have the browser go to ``href``, relative to the page shown; the script should end after
    this."""
    check_href(href, "navigation")
    go = st.components.v2.component("shimai_navigator", js=_JS)
    go(key="shimai_navigator", data={"href": href, "ticket": uuid4().hex}, height=1)
