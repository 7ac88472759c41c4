"""Registration of the built front ends with Streamlit's Components v2.

The bundles are served as files of the component (one request, kept by the browser) instead of
being sent inside every message: the graph bundle is about 0.6 MB and a message goes out on every
run that changes the picture. Streamlit finds such files by a manifest of an installed package; the
same manifest is handed over here, so that a checkout works without being installed.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

PACKAGE = "shimai"
BUILD = Path(__file__).parent / "build"

_lock = threading.Lock()
_renderers: dict[str, ComponentRenderer] = {}


def _declare(name: str) -> bool:
    """Make the build folder known to the running Streamlit; true when it was not before."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PACKAGE}.{name}") is not None:
        return False
    manifest = ComponentManifest(
        name=PACKAGE, version="1", components=[ComponentConfig(name=name, asset_dir=BUILD.name)]
    )
    manager.register_from_manifest(manifest, BUILD.parent)
    return True


def mount(name: str, js: str, **arguments: Any) -> Any:
    """Mount the component ``name`` whose module is the file ``js`` of the build folder.

    ``arguments`` go to Streamlit's mounting command (``key``, ``data``, ``on_..._change``). The
    result has the component's states and triggers as keys.
    """
    with _lock:
        if _declare(name) or name not in _renderers:
            _renderers[name] = st.components.v2.component(f"{PACKAGE}.{name}", js=js)
        renderer = _renderers[name]
    return renderer(**arguments)
