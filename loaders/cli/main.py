"""``shimai``: find the command, run it, and turn an error into one sentence and an exit code.

Exit codes: 0 done, 1 failed, 2 bad input or usage. A traceback is shown with ``--debug`` only.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from graph_model.errors import EXIT_FAILED, ShimaiError

#: Command -> module with ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``. Imported
#: when called.
COMMANDS = {
    "inspect": "loaders.cli.inspect",
    "build": "loaders.cli.build",
    "extract": "loaders.cli.extract",
    "evaluate": "loaders.cli.evaluate",
    "date": "loaders.cli.date",
    "theme": "loaders.cli.theme",
    "bench": "loaders.cli.bench",
    "train": "loaders.cli.train",
    "export": "loaders.cli.export",
    "review": "loaders.cli.review",
    "decide": "loaders.cli.decide",
    "authority": "loaders.cli.authority",
    "decisions": "loaders.cli.decisions",
    "import": "loaders.cli.import_",
    "explore": "loaders.cli.explore",
    "ontology": "loaders.cli.ontology",
    "validate": "loaders.cli.validate",
    "serve": "loaders.cli.serve",
}


def make_parser(only: str = "") -> argparse.ArgumentParser:
    """The whole command line, or, to start quickly, just the command ``only``; tests walk the
    whole.
    """
    parser = argparse.ArgumentParser(
        prog="shimai", description="史脉: catalogue entries in, a graph with evidence out."
    )
    parser.add_argument("--debug", action="store_true", help="显示错误详情 (show the traceback)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in [only] if only in COMMANDS else COMMANDS:
        module = importlib.import_module(COMMANDS[name])
        sub = commands.add_parser(
            name,
            help=module.HELP,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    called = next((word for word in words if not word.startswith("-")), "")
    args = make_parser(called).parse_args(words)
    try:
        return int(args.run(args))
    except ShimaiError as error:
        if args.debug:
            raise
        print(error.both(), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(
            "已中断；再次运行同一命令即可继续。 Interrupted; run the same command to go on.",
            file=sys.stderr,
        )
        return EXIT_FAILED
    except Exception as error:
        if args.debug:
            raise
        print(
            f"程序内部错误：{error!r}；加 --debug 可看详情。 Internal error; see --debug.",
            file=sys.stderr,
        )
        return EXIT_FAILED


if __name__ == "__main__":
    sys.exit(main())
