"""Which encoding a text file is in: byte-order mark, then UTF-8, then GB 18030, and never a silent
guess.

Big5 bytes decode as GB 18030 without any error and give nonsense, so text read as GB 18030 has to
look like Chinese: enough of its characters must be common ones (source: rule tested on real
catalogues).
"""

from __future__ import annotations

import codecs
from functools import cache
from importlib.resources import files
from pathlib import Path

import opencc
import yaml

from graph_model.errors import BadInput
from loaders.readers.base import Encoding
from loaders.readers.signature import read_sample

#: Decode error handler that keeps each undecodable byte as one lone surrogate, U+DC00 + byte.
MARK_ERRORS = "shimai.mark"
#: Least share of common characters in text read as GB 18030; real catalogues have 0.5 and more.
COMMON_SHARE = 0.25
#: By how much Big5 must score better to be believed.
CLEARLY = 0.15
#: Below so many characters a share says little.
FEW = 8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: Names that people give, and the superset that reads the rare characters too.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "cp950"}
_PUNCTUATION = set("，。、；：？！「」『』（）《》〈〉【】〔〕“”‘’—…·～－　﹏／｜％")


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error(MARK_ERRORS, _mark)


def decide(path: Path, override: str | None = None) -> Encoding:
    """The encoding of a text file, from its first megabyte of non-ASCII text or from ``override``.

    Raises BadInput: FILE_BINARY when it is no text, FILE_ENCODING with a hint when nothing fits
    well, USAGE when ``override`` is no encoding. Bytes further on that do not fit are the reader's
    to set aside.
    """
    sample, complete = read_sample(path)
    if override:
        return _overridden(path, sample, complete, override)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name, "有字节顺序标记（BOM）", "byte-order mark")
    if b"\0" in sample:
        _refuse_binary(path, sample)
    if _strict(sample, "utf-8", complete) is not None:
        if _control_share(sample) > 0.1:
            raise BadInput("FILE_BINARY", file=path)
        return Encoding("utf-8", "按 UTF-8 解码无误", "valid UTF-8")
    return _gb18030(path, sample, complete)


def common_share(text: str) -> tuple[float, int]:
    """Share of common Han characters among the non-ASCII characters that are no punctuation, and
    how many of those there are. Text in the wrong encoding scores near 0."""
    counted = [char for char in text if char > "\x7f" and char not in _PUNCTUATION]
    if not counted:
        return 0.0, 0
    common = _common()
    return sum(char in common for char in counted) / len(counted), len(counted)


@cache
def _common() -> frozenset[str]:
    table = files("loaders") / "profiles" / "common_han.yaml"
    data = yaml.safe_load(table.read_text(encoding="utf-8"))
    simplified = "".join(data.values()).replace(" ", "")
    return frozenset(simplified + opencc.OpenCC("s2t").convert(simplified))


def _gb18030(path: Path, sample: bytes, complete: bool) -> Encoding:
    text = _strict(sample, "gb18030", complete)
    if text is None:
        hint = _best_guess(sample, complete)
        raise BadInput("FILE_ENCODING", file=path, reason="UTF-8 ✗, GB 18030 ✗", hint=hint)
    share, count = common_share(text)
    big5 = _strict(sample, "cp950", complete)
    big5_share = common_share(big5)[0] if big5 is not None else 0.0
    reason = f"常用字比例 common characters: GB 18030 {share:.0%}, Big5 {big5_share:.0%}"
    if big5_share > COMMON_SHARE and big5_share > share + CLEARLY:
        raise BadInput("FILE_ENCODING", file=path, reason=reason, hint="big5")
    if share < COMMON_SHARE and not (count < FEW and _in_gb2312(text)):
        raise BadInput(
            "FILE_ENCODING", file=path, reason=reason, hint=_best_guess(sample, complete)
        )
    return Encoding(
        "gb18030",
        f"不是 UTF-8；按 GB 18030 解码无误，常用汉字占 {share:.0%}",
        f"not UTF-8; valid GB 18030, {share:.0%} common Han characters",
    )


def _overridden(path: Path, sample: bytes, complete: bool, override: str) -> Encoding:
    try:
        info = codecs.lookup(override)
        name = _SUPERSETS.get(info.name, info.name)
        b"a".decode(name, "ignore")  # refuses codecs that do not give text
        text = _decode(sample, name, complete)
    except (LookupError, TypeError, ValueError):
        raise BadInput(
            "USAGE",
            zh=f"没有名为“{override}”的编码；可用如 utf-8、gb18030、big5、utf-16。",
            en=f"There is no encoding {override!r}; try utf-8, gb18030, big5 or utf-16.",
        ) from None
    if name == "utf-8":
        name = "utf-8-sig"
    bad = sum("\udc00" <= char <= "\udcff" for char in text)
    if bad > 0.1 * sum(char > "\x7f" for char in text):
        hint = _best_guess(sample, complete)
        raise BadInput("FILE_ENCODING", file=path, reason=f"{override} ✗", hint=hint)
    return Encoding(name, "由 --encoding 指定", "given by --encoding")


def _refuse_binary(path: Path, sample: bytes) -> None:
    """A stray NUL is the row reader's business; many are a binary file or UTF-16 without its
    mark."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _strict(sample[: len(sample) // 2 * 2], name, False)
        if text is not None and "\0" not in text and common_share(text)[0] > COMMON_SHARE:
            raise BadInput("FILE_ENCODING", file=path, reason="NUL bytes, no BOM", hint=name)
    if sample.count(0) > len(sample) / 20 or _control_share(sample) > 0.1:
        raise BadInput("FILE_BINARY", file=path)


def _best_guess(sample: bytes, complete: bool) -> str:
    """The encoding under which the sample looks most like Chinese; undecodable bytes count against
    it."""
    names = ("utf-8", "gb18030", "big5")
    scores = [common_share(_decode(sample, _SUPERSETS.get(n, n), complete))[0] for n in names]
    return names[scores.index(max(scores))]


def _decode(sample: bytes, name: str, complete: bool) -> str:
    return codecs.getincrementaldecoder(name)(MARK_ERRORS).decode(sample, complete)


def _strict(sample: bytes, name: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(sample, complete)
    except UnicodeDecodeError:
        return None


def _control_share(sample: bytes) -> float:
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in sample[:65536])
    return controls / max(1, len(sample[:65536]))


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
