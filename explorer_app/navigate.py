"""Where the reader is: the address is the state. Pages read it, and widgets change it."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from explorer_app.components.navigator import navigate_to
from explorer_app.links import href
from explorer_app.texts import LANGUAGES, Language

#: Groups of the navigation bar: key of the group's text ("" stands alone) and its pages.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("home", "search")),
    ("group_look", ("path", "network", "timeline", "map")),
    ("group_themes", ("lineage", "history", "scope", "databases")),
    ("group_work", ("sets", "review")),
    ("group_about", ("help", "about")),
)
#: Pages that are reached from others only.
HIDDEN = ("entity", "record", "theme")
#: The pages by the name that stands in their address.
NAMES = (*(name for _, names in GROUPS for name in names), *HIDDEN)
PAGES = {name: f"app_pages/{name}.py" for name in NAMES}
_LANGUAGE = "shimai_language"
_NEXT = "shimai_next"
_PAGE = "shimai_page"


def language() -> Language:
    """The language in the address, else the one that the session used last, else zh; kept in
    the address."""
    asked = st.query_params.get("lang", st.session_state.get(_LANGUAGE, "zh"))
    found: Language = "en" if asked == "en" else "zh"
    st.session_state[_LANGUAGE] = found
    if found != st.query_params.get("lang", "zh"):
        st.query_params["lang"] = found
    return found


def set_language(value: str) -> None:
    """Change the language and stay on the page."""
    if value in LANGUAGES:
        st.session_state[_LANGUAGE] = value
        set_param("lang", value if value != "zh" else "")


def param(name: str) -> str:
    """A parameter of the address, ``""`` when absent."""
    return st.query_params.get(name, "").strip()


def set_param(name: str, value: str) -> None:
    """Change one parameter; an empty value removes it."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def set_params(changes: dict[str, str]) -> None:
    """Change several parameters; empty values remove them."""
    for name, value in changes.items():
        set_param(name, value)


def list_param(name: str) -> list[str]:
    """A comma-separated parameter."""
    return [part for part in param(name).split(",") if part]


def page_param(pages: int) -> int:
    """The page number ``p``, kept between 1 and ``pages``."""
    text = param("p")
    return min(max(int(text), 1), pages) if text.isdecimal() and len(text) < 9 else 1


def address_params(**params: str) -> dict[str, str]:
    """Parameters for a link: empty ones left out, the language added."""
    kept = {name: value for name, value in params.items() if value}
    if st.session_state.get(_LANGUAGE) == "en":
        kept["lang"] = "en"
    return kept


def go(page: str, **params: str) -> NoReturn:
    """Go to a page now; not for callbacks. The run ends here."""
    navigate_to(href("./" if page == "home" else page, **address_params(**params)))
    st.stop()


def go_next(page: str, **params: str) -> None:
    """Go to a page when the script runs next; for callbacks."""
    st.session_state[_NEXT] = (page, params)


def follow() -> None:
    """Go where a callback asked to go."""
    if _NEXT in st.session_state:
        page, params = st.session_state.pop(_NEXT)
        go(page, **params)


def sync_address() -> None:
    """Have the browser show the address that this run reads: a link within one page does not
    change it."""
    for name, value in st.query_params.items():
        st.query_params[name] = value
        return


def page_name() -> str:
    """The name of the page that runs."""
    return str(st.session_state.get(_PAGE, "home"))


def set_page_name(name: str) -> None:
    """Remember which page runs; ``app.py`` says it."""
    st.session_state[_PAGE] = name
