"""Build the tagger's model from made titles.

The same seed and number of titles give the same file. Without ``-o`` the model goes where the
software looks for it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from graph_model.errors import BadInput, ShimaiError

HELP = "训练：由生成的题名训练识别模型 (train the tagger from made titles)"
_TITLES = 24_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--seed", type=int, default=1, help="随机种子 (seed; default 1)")
    parser.add_argument(
        "--titles", type=int, default=_TITLES, help=f"题名数 (made titles; default {_TITLES})"
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="模型文件 (model file; default: the one that is used)"
    )


def run(args: argparse.Namespace) -> int:
    """Train and say where the model is; 2 where it cannot be written."""
    from extractors.tagger.model import MODEL_FILE
    from extractors.training.train import train

    if args.titles < 1:
        raise ShimaiError("USAGE", zh="--titles 至少为 1。", en="--titles must be 1 or more.")
    path = args.output or MODEL_FILE
    try:
        path.open("ab").close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None
    train(path, args.seed, args.titles)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    return 0
