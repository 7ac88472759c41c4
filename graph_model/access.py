"""Access levels: who may see a record and all that was read out of it.

Source of the vocabulary: DA/T 18-2022 开放标识 (开放 / 控制 / 延期开放 / 未审核) and 密级. A level
is a whole number; a reader sees what is at or below the reader's own level. A value that is not
understood is treated as RESTRICTED: closed until somebody decides otherwise.
"""

from __future__ import annotations

import re
from enum import IntEnum


class Access(IntEnum):
    """Access level of a record, a claim, or a reader."""

    OPEN = 0
    RESTRICTED = 1
    CLASSIFIED = 2

    @property
    def zh(self) -> str:
        """Chinese name."""
        return {0: "开放", 1: "控制", 2: "涉密"}[int(self)]

    @property
    def en(self) -> str:
        """English name."""
        return self.name.lower()


_OPEN = {"开放", "開放", "公开", "已开放", "主动公开", "普通", "无", "open", "public"}
_CLASSIFIED = re.compile("密|classified|secret")
_DECLASSIFIED = re.compile(
    "(?<![未不])(?:解密|解除|注销|註銷|降密)|(?<!not )declassified|无密级|非密|無密級"
)


def read_access(flag: str, secrecy: str = "", default: Access = Access.OPEN) -> Access:
    """Read 开放标识 and 密级 into a level.

    ``default`` is used when both cells are empty; any non-empty flag that does not say that the
    record is open restricts it, and a 密级 that is not marked as lifted makes it CLASSIFIED.
    """
    flag, secrecy = flag.strip().lower(), secrecy.strip().lower()
    if _CLASSIFIED.search(secrecy) and not _DECLASSIFIED.search(secrecy):
        return Access.CLASSIFIED
    if not flag:
        return default
    return Access.OPEN if flag in _OPEN else Access.RESTRICTED
