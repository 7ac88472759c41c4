"""Who is reading: the access level of the session.

OPEN, unless the server was started with a clearance (``shimai explore --clearance``, which sets
SHIMAI_CLEARANCE).
A value that is not understood gives no clearance.
"""

from __future__ import annotations

import os

from graph_model.access import Access

VARIABLE = "SHIMAI_CLEARANCE"


def current_reader() -> Access:
    """The level up to which this server's readers may see."""
    name = os.environ.get(VARIABLE, "").strip().upper()
    return Access[name] if name in Access.__members__ else Access.OPEN
