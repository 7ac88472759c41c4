"""Free ports of the loopback, and whether a Neo4j server answers at one."""

from __future__ import annotations

import contextlib
import socket

LOOPBACK = "127.0.0.1"

BOLT_HANDSHAKE = bytes.fromhex("6060b017" + "00020405" + "00000004" + "00000000" + "00000000")
"""The preamble, then the Bolt versions offered: 5.4 down to 5.2, or 4.0."""


def free_ports(count: int) -> list[int]:
    """Distinct loopback ports that nobody listens on at this moment."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]


def answers_bolt(port: int) -> bool:
    """Whether the port agrees with us on a version of Bolt."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as connection:
            connection.sendall(BOLT_HANDSHAKE)
            answer = connection.recv(4)
    except OSError:
        return False
    return len(answer) == 4 and any(answer)
