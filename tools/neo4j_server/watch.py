"""Kill a child when the process that started it dies without saying so.

Run by ``server.py`` as ``python watch.py PID HOME`` with a pipe as standard input. A byte on the
pipe says that the parent stops the child itself. The end of the pipe without a byte says that the
parent is gone, however it died: then the child is killed and its home removed.

A pipe and not ``PR_SET_PDEATHSIG``: that signal is sent when the *thread* that started the child
ends, which would take the server away from a test session that started it in a worker thread.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main(pid: int, home: str) -> None:
    """Wait for the parent's word or its death."""
    kill = _killer(pid)
    if sys.stdin.buffer.read(1):
        return
    with contextlib.suppress(ProcessLookupError):
        kill()
    for _ in range(50):  # files may still appear until the process is quite gone
        shutil.rmtree(home, ignore_errors=True)
        if not Path(home).exists():
            return
        time.sleep(0.1)


def _killer(pid: int) -> Callable[[], None]:
    """What kills this process, and where the system allows it never another with its old id."""
    if sys.platform == "linux":
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return lambda: None
        except OSError:  # a system without such handles
            return lambda: os.kill(pid, signal.SIGKILL)
        return lambda: signal.pidfd_send_signal(handle, signal.SIGKILL)
    return lambda: os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
