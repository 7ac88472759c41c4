"""Open the explorer in the browser: search, entities, relations with their evidence, records.

The explorer only reads, and may run while a build writes to the same store. Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

from graph_model.access import Access
from graph_model.errors import BadInput
from loaders.stores import DEFAULT_STORE, GraphStore, open_store

HELP = "浏览：在浏览器中打开图谱 (open the explorer in the browser)"
HOST = "localhost"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "--store",
        default=DEFAULT_STORE,
        metavar="ADDRESS",
        help="图库：文件路径或 neo4j://… (store: a path or neo4j://…; default: %(default)s)",
    )
    parser.add_argument("--port", type=int, default=8501, help="端口 (port; default: %(default)s)")
    parser.add_argument(
        "--clearance",
        choices=[level.en for level in Access],
        default=Access.OPEN.en,
        help="阅览级别 (reading level of everyone who uses this server; default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Check store and port, then serve until interrupted."""
    store = open_store(args.store)
    check_port(args.port)
    make_ready(store)
    store.close()
    url = f"http://{HOST}:{args.port}"
    print(
        f"浏览器打开 {url} ，按 Ctrl-C 停止。 Open {url} in a browser; stop with Ctrl-C.",
        flush=True,
    )
    return serve(command(args.port), environment(args.store, args.clearance))


def make_ready(store: GraphStore) -> None:
    """Make what the store lacks, and say so, as it takes minutes where the graph is large."""
    if not store.is_ready():
        print("正在补建索引，只此一次…… Making indexes, this once…", flush=True)
        store.make_ready()


def environment(store: str, clearance: str) -> dict[str, str]:
    """The server's environment."""
    root = app_file().parent.parent
    return {
        # Threads that share what was freed need less memory: every reader asks in another one.
        "MALLOC_ARENA_MAX": "2",
        # Large arrays go back to the system as soon as they are no longer needed.
        "MALLOC_MMAP_THRESHOLD_": "1048576",
        **os.environ,
        "SHIMAI_STORE": absolute(store),
        "SHIMAI_CLEARANCE": clearance,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", "")))),
    }


def serve(line: list[str], environment: dict[str, str]) -> int:
    """Become the server where the system can do that, so that its signals reach it; else wait
    for it."""
    if os.name == "posix":
        os.execve(line[0], line, environment)
    with subprocess.Popen(line, env=environment) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
            return 0


def command(port: int) -> list[str]:
    """The server's command line. Whatever a user's own settings say, it serves this machine
    only."""
    options = {
        "server.port": port,
        "server.address": HOST,
        "server.headless": "true",
        "server.enableXsrfProtection": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-P", "-m", "streamlit", "run", str(app_file()), *flags]


def app_file() -> Path:
    """The explorer's entry script; found by name, because this room does not import that one."""
    spec = importlib.util.find_spec("explorer_app")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        path = Path(place) / "app.py"
        if path.is_file():
            return path
    raise BadInput("FILE_MISSING", file="explorer_app/app.py")


def check_port(port: int) -> None:
    """Refuse a port that is no port or that another program uses."""
    if not 1 <= port <= 65535:
        raise BadInput("USAGE", zh=f"没有端口 {port}。", en=f"There is no port {port}.")
    for family, kind, protocol, _, where in socket.getaddrinfo(HOST, port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind, protocol) as probe:
            probe.settimeout(1)
            if probe.connect_ex(where) == 0:
                raise BadInput(
                    "USAGE",
                    zh=f"端口 {port} 已被别的程序占用；请用 --port 换一个。",
                    en=f"Port {port} is in use by another program; give another with --port.",
                )


def absolute(store: str) -> str:
    """A path made absolute; a URI as it is."""
    return store if "://" in store else str(Path(store).resolve())
