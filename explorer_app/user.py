"""Who is using the explorer: the name that working sets and saved views are kept under.

With a login configured (``st.login``, see docs/explorer.md) it is the address of the account,
otherwise everyone at this server is one user, as it serves this machine only.
"""

from __future__ import annotations

import streamlit as st

LOCAL = "local"


def current_user() -> str:
    """The owner's name."""
    if getattr(st.user, "is_logged_in", False):
        return str(st.user.get("email") or st.user.get("sub") or LOCAL)
    return LOCAL
