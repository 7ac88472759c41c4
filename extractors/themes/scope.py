"""Why a record's scope class cannot be told."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.themes.model import Finding, Subject

_SCOPE = "theme:scope-"
_TURN = "1949-10-01"
#: Reason → zh, en.
REASONS: dict[str, tuple[str, str]] = {
    "weak": ("只有较弱依据", "only weak evidence"),
    "no_date": (
        "日期不详，且题名中没有足以判定的词语",
        "no date, and no telling words in the title",
    ),
    "spans_1949": ("日期跨越1949年10月1日", "its date spans 1 October 1949"),
    "before": ("1949年10月1日以前，题名中没有可辨的机构、人物或事项",
               "before October 1949; the title names no body, person or matter that is known"),
    "after": ("1949年10月1日以后，题名中没有党史、国史活动的词语",
              "after October 1949; the title has no word of Party or PRC history"),
}  # fmt: skip


def reason(findings: Iterable[Finding], subject: Subject) -> str:
    """A key of REASONS, or ``""`` when a class was found."""
    classes = [finding for finding in findings if finding.theme.startswith(_SCOPE)]
    if any(finding.grade != "weak" for finding in classes):
        return ""
    if classes:
        return "weak"
    if not subject.earliest:
        return "no_date"
    if subject.earliest >= _TURN:
        return "after"
    return "before" if subject.latest < _TURN else "spans_1949"
