"""Run a server by hand until Ctrl-C: ``python -m tools.neo4j_server --print``.

With ``--import`` its database is made first out of a folder that ``shimai export --format
neo4j-csv`` has written. Java runs as it is shipped; the tests' own servers trade speed for a
quick start."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.neo4j_server.imported import import_command
from tools.neo4j_server.jars import Neo4jUnavailable, prepare_jars
from tools.neo4j_server.server import Neo4jServer, Neo4jStartError

_SECONDS, _IMPORT_SECONDS = 120.0, 3600.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a server in the foreground until Ctrl-C, or only fetch the jars."""
    parser = argparse.ArgumentParser(prog="python -m tools.neo4j_server", description=__doc__)
    parser.add_argument("--print", action="store_true", help="print address, user and password")
    parser.add_argument("--prepare", action="store_true", help="only fetch the jars, then end")
    parser.add_argument("--password", help="eight characters or more; a random one if not given")
    parser.add_argument("--http", action="store_true", help="open the HTTP port too")
    parser.add_argument(
        "--import", dest="folder", type=Path, metavar="DIR", help="import this folder first"
    )
    parser.add_argument("--heap", default="512m", help="Java's memory; default: %(default)s")
    parser.add_argument(
        "--page-cache", default="64m", help="cache of the store's files; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    try:
        if options.prepare:
            print(prepare_jars())
            return 0
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server = Neo4jServer(
            options.password,
            http=options.http,
            heap=options.heap,
            page_cache=options.page_cache,
            java_options=(),
            timeout=_IMPORT_SECONDS if options.folder else _SECONDS,
            admin=import_command(options.folder) if options.folder else (),
            folder=options.folder,
        )
        with server:
            if options.print:
                print(f"uri={server.uri}\nuser={server.user}\npassword={server.password}")
                if options.http:
                    print(f"http={server.http_uri}")
            print("Neo4j runs; Ctrl-C ends it and throws its data away.", file=sys.stderr)
            sys.stdout.flush()
            code = server.wait()
            print(f"Neo4j ended by itself with {code}\n{server.log_tail()}", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 0
    except (Neo4jUnavailable, Neo4jStartError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
