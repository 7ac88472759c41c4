"""One base class for every error that a user can meet, and the catalogue of their messages.

A message says what was found, where, and what to do, once in Chinese and once in English. Codes are
stable and may be searched for; the text may be improved at any time.
"""

from __future__ import annotations

from typing import Any

EXIT_FAILED = 1
EXIT_USAGE = 2

#: code -> (exit code, zh, en). Placeholders are filled from the error's fields.
MESSAGES: dict[str, tuple[int, str, str]] = {
    # schema and claims
    "CLAIM_PREDICATE": (
        EXIT_FAILED,
        "模式中没有关系“{predicate}”。",
        "The schema has no relationship {predicate!r}.",
    ),
    "CLAIM_LABEL": (
        EXIT_FAILED,
        "模式中没有节点类型“{label}”。",
        "The schema has no label {label!r}.",
    ),
    "CLAIM_DOMAIN": (
        EXIT_FAILED,
        "关系 {predicate} 的主体不能是 {label}（只能是 {allowed}）。",
        "{predicate} cannot start at {label} (allowed: {allowed}).",
    ),
    "CLAIM_RANGE": (
        EXIT_FAILED,
        "关系 {predicate} 的客体不能是 {label}（只能是 {allowed}）。",
        "{predicate} cannot end at {label} (allowed: {allowed}).",
    ),
    "CLAIM_SPAN": (
        EXIT_FAILED,
        "文字区间 {start}–{end} 不在字段 {field} 之内（长度 {length}）。",
        "Span {start}-{end} lies outside field {field} (length {length}).",
    ),
    "CLAIM_CONFIDENCE": (
        EXIT_FAILED,
        "置信度 {value} 不在 0 与 1 之间。",
        "Confidence {value} is not between 0 and 1.",
    ),
    "CLAIM_GRADE": (
        EXIT_FAILED,
        "等级“{value}”不在 {known} 之内。",
        "Grade {value!r} is none of {known}.",
    ),
    "SCHEMA_FILE": (
        EXIT_FAILED,
        "模式文件 {file} 有误：{reason}。",
        "Schema file {file} is wrong: {reason}.",
    ),
    "PERSPECTIVE": (
        EXIT_USAGE,
        "视角文件 {file} 有误：{reason}。",
        "Perspective file {file} is wrong: {reason}.",
    ),
    # decisions
    "DECISION_LINE": (
        EXIT_USAGE,
        "“{line}”不是一条判定：{reason}。",
        "{line!r} is no decision: {reason}.",
    ),
    "DECISION_USER": (
        EXIT_USAGE,
        "判定须注明判定人；请用 --user，或设 SHIMAI_USER。",
        "A decision needs its user; give --user or set SHIMAI_USER.",
    ),
    "DECISION_VERDICT": (
        EXIT_USAGE,
        "此处不能判为“{verdict}”；可用：{allowed}。",
        "{verdict!r} cannot be decided here; use one of: {allowed}.",
    ),
    "DECISION_PAIR": (
        EXIT_USAGE,
        "“{first}”与“{second}”不能相互判定：须为同类的两个不同实体。",
        "{first!r} and {second!r} cannot be decided upon: two different entities of one kind are "
        "needed.",
    ),
    "DECISION_MADE": (
        EXIT_USAGE,
        "“{first}”与“{second}”的同一是判定所作；请撤销那条判定，或判为不同。",
        "That {first!r} and {second!r} are one was decided: undo that, or decide not_same.",
    ),
    "DECISION_SPLIT": (
        EXIT_USAGE,
        "拆分“{first}”须指明是哪些档案。",
        "To split {first!r}, name the records.",
    ),
    "DECISION_UNKNOWN": (
        EXIT_USAGE,
        "没有第 {no} 号判定，或它已撤销。",
        "There is no decision {no}, or it has been undone.",
    ),
    "REVIEW_ANSWER": (
        EXIT_USAGE,
        "审核表 {file} 第 {row} 行：不认识的判定“{answer}”；可用：{allowed}。",
        "Review sheet {file}, row {row}: {answer!r} is no answer; use one of: {allowed}.",
    ),
    # dates
    "DATE_VALUE": (
        EXIT_USAGE,
        "日期“{text}”无效：{reason}。",
        "Date {text!r} is invalid: {reason}.",
    ),
    # further authority tables, another tagger
    "TAGGER_PIPELINE": (
        EXIT_USAGE,
        "不能用 {name} 识别名称：{reason}。",
        "No names can be read with the spaCy pipeline {name}: {reason}.",
    ),
    "AUTHORITY_FOLDER": (
        EXIT_USAGE,
        "文件夹 {folder} 里没有规范表（persons.tsv、organizations.tsv、places.tsv、events.tsv、"
        "offices.tsv）。",
        "The folder {folder} has no authority table (persons.tsv, organizations.tsv, places.tsv, "
        "events.tsv, offices.tsv).",
    ),
    "AUTHORITY_TABLE": (
        EXIT_USAGE,
        "规范表 {file} 第 {row} 行无法读取：{reason}。",
        "Authority table {file}, row {row}, cannot be read: {reason}.",
    ),
    # files
    "FILE_MISSING": (
        EXIT_USAGE,
        "找不到文件 {file}；请检查路径。",
        "There is no file {file}; check the path.",
    ),
    "FILE_UNREADABLE": (
        EXIT_USAGE,
        "无法读取文件 {file}：{reason}。",
        "File {file} cannot be read: {reason}.",
    ),
    "FILE_EMPTY": (
        EXIT_USAGE,
        "文件 {file} 是空的；请换一个有标题行的目录文件。",
        "File {file} is empty; give a catalogue with a heading line.",
    ),
    "FILE_BINARY": (
        EXIT_USAGE,
        "文件 {file} 不是目录表格（像是二进制文件）；请提供 CSV、TSV、XLSX 或 JSONL。",
        "File {file} is not a table (it looks binary); give CSV, TSV, XLSX or JSONL.",
    ),
    "FILE_ENCODING": (
        EXIT_USAGE,
        "无法确定文件 {file} 的编码（{reason}）；请用 --encoding 指明，例如 --encoding {hint}。",
        "The encoding of {file} is not certain ({reason}); name it with --encoding, e.g. "
        "--encoding {hint}.",
    ),
    "FILE_NO_TITLE": (
        EXIT_USAGE,
        "文件 {file} 中没有题名列（找到的列：{columns}）；请改列名为“题名”，或用 --profile "
        "指定映射。",
        "File {file} has no title column (found: {columns}); name it 题名 or give a mapping with "
        "--profile.",
    ),
    "FILE_NO_ROWS": (
        EXIT_USAGE,
        "文件 {file} 只有标题行，没有条目。",
        "File {file} has a heading line and no entries.",
    ),
    "PROFILE_UNKNOWN": (
        EXIT_USAGE,
        "没有名为“{profile}”的映射；可用：{known}。",
        "There is no mapping profile {profile!r}; known: {known}.",
    ),
    "PROFILE_FILE": (
        EXIT_USAGE,
        "映射文件 {file} 有误：{reason}。",
        "Mapping profile {file} is wrong: {reason}.",
    ),
    "THEME_FILE": (
        EXIT_USAGE,
        "主题文件 {file} 有误：{reason}。",
        "Theme file {file} is wrong: {reason}.",
    ),
    "THEME_TAKEN": (
        EXIT_USAGE,
        "主题 {id} 是内置主题，不能改写；请换一个 id。",
        "Theme {id} is one of the built-in themes; choose another id.",
    ),
    "THEME_UNKNOWN": (
        EXIT_USAGE,
        "没有主题“{id}”；可用 shimai theme list 查看。",
        "There is no theme {id!r}; see shimai theme list.",
    ),
    "WORKERS_OUT_OF_RANGE": (
        EXIT_USAGE,
        "进程数须在 1 到 {most} 之间，给出的是 {number}。",
        "The number of processes must lie between 1 and {most}; {number} was given.",
    ),
    "OUTPUT_UNWRITABLE": (
        EXIT_USAGE,
        "无法写入 {file}：{reason}。",
        "Cannot write {file}: {reason}.",
    ),
    # rows set aside
    "ROW_NO_TITLE": (EXIT_FAILED, "题名为空。", "The title is empty."),
    "ROW_CELL_TOO_LONG": (
        EXIT_FAILED,
        "单元格有 {length} 个字符，超过上限 {limit}。",
        "The cell has {length} characters; the limit is {limit}.",
    ),
    "ROW_COLUMNS": (
        EXIT_FAILED,
        "该行有 {found} 列，标题行有 {expected} 列。",
        "The row has {found} cells, the heading line {expected}.",
    ),
    "ROW_DUPLICATE": (
        EXIT_FAILED,
        "与第 {other} 行的档号相同：“{reference_code}”。",
        "Same reference code as row {other}: {reference_code!r}.",
    ),
    "ROW_CONTROL_CHARACTERS": (
        EXIT_FAILED,
        "单元格含有不可见的控制字符。",
        "The cell holds control characters.",
    ),
    "ROW_UNREADABLE": (
        EXIT_FAILED,
        "无法读取该行：{reason}。",
        "The row cannot be read: {reason}.",
    ),
    # stores
    "STORE_UNREACHABLE": (
        EXIT_FAILED,
        "无法连接图数据库 {uri}：{reason}；请检查地址以及服务是否已启动。",
        "The graph store {uri} cannot be reached: {reason}; check the address and that it runs.",
    ),
    "STORE_AUTH": (
        EXIT_FAILED,
        "图数据库 {uri} 拒绝了用户名或密码；请检查 SHIMAI_NEO4J_USER 与 SHIMAI_NEO4J_PASSWORD。",
        "The graph store {uri} refused the user name or password; check SHIMAI_NEO4J_USER and "
        "SHIMAI_NEO4J_PASSWORD.",
    ),
    "STORE_MISSING": (
        EXIT_USAGE,
        "没有图库 {uri}；请先运行 shimai build。",
        "There is no store {uri}; run shimai build first.",
    ),
    "STORE_ADDRESS": (
        EXIT_USAGE,
        "不认识图库地址 {uri}；请给文件路径，或 neo4j://、bolt:// 开头的地址。",
        "{uri} is no store address; give a path, or an address with neo4j:// or bolt://.",
    ),
    "STORE_FORMAT": (
        EXIT_USAGE,
        "{uri} 不是史脉图库，或由别的版本建立：{reason}。",
        "{uri} is not a Shimai store, or was built by another version: {reason}.",
    ),
    "STORE_FAILED": (
        EXIT_FAILED,
        "图库 {uri} 出错：{reason}。",
        "The store {uri} failed: {reason}.",
    ),
    "STORE_BUSY": (
        EXIT_FAILED,
        "图库 {uri} 正由另一个程序写入；请稍后再试。",
        "The store {uri} is being written by another program; try again later.",
    ),
    "NOT_FOUND": (EXIT_FAILED, "没有标识为“{id}”的{what}。", "There is no {what} with id {id!r}."),
    "BENCH_READER": (
        EXIT_FAILED,
        "测量 {reader} 时出错：{reason}。",
        "Measuring {reader} failed: {reason}.",
    ),
    "USAGE": (EXIT_USAGE, "{zh}", "{en}"),
}


class ShimaiError(Exception):
    """An error with a stable code, a message in zh and en, and an exit code.

    ``fields`` fill the message's placeholders; ``where`` names file, row and column when known.
    """

    def __init__(self, code: str, /, **fields: Any) -> None:
        if code not in MESSAGES:
            raise KeyError(f"no message for error code {code!r}")
        self.code = code
        self.fields = fields
        super().__init__(self.message("en"))

    @property
    def exit_code(self) -> int:
        """1 = failed, 2 = bad input or usage."""
        return MESSAGES[self.code][0]

    def message(self, language: str = "zh") -> str:
        """The sentence in ``zh`` or ``en``."""
        _, zh, en = MESSAGES[self.code]
        return (zh if language == "zh" else en).format(**self.fields)

    def both(self) -> str:
        """Both languages on one line, as the command line prints them."""
        return f"[{self.code}] {self.message('zh')} {self.message('en')}"


class ClaimRefused(ShimaiError):
    """A claim that the schema does not allow."""


class BadInput(ShimaiError):
    """A file, option or profile that cannot be used."""


class StoreError(ShimaiError):
    """Base of everything that a store can raise."""


class NotFound(StoreError):
    """An id that the reader cannot see; absent and not permitted look the same."""

    def __init__(self, what: str, id: str) -> None:
        super().__init__("NOT_FOUND", what=what, id=id)
