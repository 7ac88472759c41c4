"""Build the tagger's model from made titles.

The same seed and number of titles give the same file. Without ``-o`` the model goes where the
software looks for it. ``--model cnn`` makes a spaCy pipeline of its own in the folder ``-o``, which
``SHIMAI_TAGGER`` names to read with it.
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
        "--model", choices=("crf", "cnn"), default="crf",
        help="模型：随机场或 spaCy 卷积网络 (the shipped kind, or a spaCy CNN; default crf)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path,
        help="模型文件；cnn 为文件夹 (model file, or the CNN's folder; default: the one in use)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Train and say where the model is; 2 where it cannot be written."""
    if args.titles < 1:
        raise ShimaiError("USAGE", zh="--titles 至少为 1。", en="--titles must be 1 or more.")
    return _train_cnn(args) if args.model == "cnn" else _train_crf(args)


def _train_crf(args: argparse.Namespace) -> int:
    from extractors.tagger.model import MODEL_FILE
    from extractors.training.train import train

    path = args.output or MODEL_FILE
    try:
        path.open("ab").close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None
    train(path, args.seed, args.titles)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


def _train_cnn(args: argparse.Namespace) -> int:
    if args.output is None:
        raise ShimaiError(
            "USAGE",
            zh="--model cnn 须用 -o 指明文件夹。",
            en="--model cnn needs a folder: -o FOLDER.",
        )
    from extractors.training.cnn import train

    folder: Path = args.output
    if folder.exists() and not (folder / "meta.json").is_file() and any(folder.iterdir()):
        raise ShimaiError(
            "USAGE",
            zh=f"{folder} 中有别的文件。",
            en=f"{folder} holds other files.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=folder, reason=reason) from None
    train(folder, args.seed, args.titles)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB")
    return 0
