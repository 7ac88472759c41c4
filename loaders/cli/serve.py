"""Serve the graph on the web, read only: pages and data of things with content negotiation, SPARQL
at /sparql, OpenRefine reconciliation at /reconcile, OAI-PMH at /oai. Stop it with Ctrl-C.

It answers this machine only unless --host says otherwise. SPARQL answers from a copy of the graph
that is loaded when the server starts."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

from graph_model.access import Access
from graph_model.errors import BadInput
from loaders.cli.explore import make_ready
from loaders.exporters import Iris, Profile
from loaders.server.settings import Limits, Settings
from loaders.stores import DEFAULT_STORE, open_store

HELP = "服务：网页、关联数据、SPARQL、OpenRefine、OAI-PMH (serve pages, linked data, SPARQL …)"
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    add, limits = parser.add_argument, Limits()
    add(
        "--store", default=DEFAULT_STORE, metavar="ADDRESS",
        help="图库 (the graph store; default: %(default)s)",
    )  # fmt: skip
    add("--port", type=int, default=8080, help="端口 (port; default: %(default)s)")
    add(
        "--host", default=HOST,
        help="监听的地址，默认只限本机 (address to listen on; default: this machine only)",
    )  # fmt: skip
    add(
        "--base", default="", metavar="IRI",
        help="对外的地址，所有 IRI 的前缀 (public address, base of IRIs; default: host and port)",
    )  # fmt: skip
    add(
        "--clearance", choices=[level.en for level in Access], default=Access.OPEN.en,
        help="所有读者的权限 (what every reader of this server may see; default: open)",
    )  # fmt: skip
    add(
        "--profile", choices=[str(p) for p in Profile], default=str(Profile.CORE),
        help="SPARQL 所用的导出 (the export that SPARQL answers from; default: core)",
    )  # fmt: skip
    add(
        "--cache", default="var/rdf-cache", metavar="DIR",
        help="SPARQL 数据的文件夹 (folder of the data for SPARQL; default: %(default)s)",
    )  # fmt: skip
    add("--title", default="史脉 Shimai", help="名称 (name of the service)")
    add("--contact", default="admin@example.org", help="OAI-PMH 的联系邮箱 (admin's e-mail)")
    add("--timeout", type=float, default=limits.seconds, metavar="S",
        help="一次查询的秒数 (seconds of a query; default: %(default)s)")  # fmt: skip
    add("--memory", type=int, default=limits.memory_mb, metavar="MB",
        help="一次查询的内存 (memory of a query; default: %(default)s)")  # fmt: skip
    add("--rows", type=int, default=limits.rows, metavar="N",
        help="一次查询的行数 (rows of an answer; default: %(default)s)")  # fmt: skip
    add("--workers", type=int, default=limits.workers, metavar="N",
        help="同时回答几个查询 (queries answered at once; default: %(default)s)")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Check store and port, then serve until interrupted."""
    import uvicorn

    from loaders.server.app import create_app

    settings = _settings(args)
    store = open_store(settings.store)
    make_ready(store)
    store.close()
    listener = _listener(args.host, args.port)
    with listener:
        print(
            f"正在载入…… 就绪后打开 {settings.base} ，按 Ctrl-C 停止。 "
            f"Loading; then open {settings.base}; stop with Ctrl-C.",
            flush=True,
        )
        config = uvicorn.Config(
            create_app(settings), log_level="warning", server_header=False, date_header=True
        )
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _settings(args: argparse.Namespace) -> Settings:
    for name, value in (("--timeout", args.timeout), ("--memory", args.memory),
                        ("--rows", args.rows), ("--workers", args.workers)):  # fmt: skip
        if value <= 0:
            raise BadInput(
                "USAGE",
                zh=f"{name} 必须大于 0。",
                en=f"{name} must be more than 0.",
            )
    host = f"[{args.host}]" if ":" in args.host else args.host
    return Settings(
        store=args.store,
        base=Iris(args.base or f"http://{host}:{args.port}/").base,
        reader=Access[args.clearance.upper()],
        profile=Profile(args.profile),
        cache=Path(args.cache),
        limits=Limits(args.timeout, args.memory, args.rows, workers=args.workers),
        title=args.title,
        contact=args.contact,
    )


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket; raises USAGE where host or port cannot be used."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        return listener
    except (OSError, OverflowError) as error:
        raise BadInput(
            "USAGE",
            zh=f"不能在 {host}:{port} 上监听（{error}）；请用 --host 或 --port 换一个。",
            en=f"Cannot listen on {host}:{port} ({error}); give another --host or --port.",
        ) from None
