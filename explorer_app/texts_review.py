"""Texts of the review page."""

from __future__ import annotations

REVIEW: dict[str, dict[str, str]] = {
    "review": {"zh": "审核", "en": "Review"},
    "page_review": {"zh": "审核", "en": "Review"},
    "review_title": {"zh": "谁是谁", "en": "Who is who"},
    "review_count": {"zh": "待审 {count}", "en": "{count} to review"},
    "review_user": {"zh": "审核人", "en": "Reviewer"},
    "review_user_hint": {
        "zh": "判定会记下审核人；请先填写。",
        "en": "Decisions are signed; enter your name first.",
    },
    "review_none": {"zh": "没有待审的", "en": "Nothing to review"},
    "review_none_hint": {
        "zh": "可能同一的名称都已判定，或图中没有。",
        "en": "Every pair that may be one has been decided, or there is none.",
    },
    "review_large": {"zh": "待审尚未算出", "en": "The queue has not been made"},
    "review_large_hint": {
        "zh": "图较大；请先在命令行运行 shimai review make。",
        "en": "The graph is large; run shimai review make first.",
    },
    "review_ask_same": {"zh": "这两个是同一个吗？", "en": "Are these two one?"},
    "review_ask_split": {
        "zh": "右边这些档案说的是另一个同名者吗？",
        "en": "Are the records on the right about somebody else of that name?",
    },
    "review_likely": {"zh": "可能性 {score}", "en": "likelihood {score}"},
    "review_records": {"zh": "{count} 件", "en": "{count} records"},
    "review_same": {"zh": "同一", "en": "Same"},
    "review_split": {"zh": "另有其人", "en": "Somebody else"},
    "review_whole": {"zh": "同一人，不拆", "en": "Nobody else"},
    "review_not_same": {"zh": "不同", "en": "Not the same"},
    "review_unsure": {"zh": "存疑", "en": "Unsure"},
    "review_next": {"zh": "下一条", "en": "Next"},
    "review_back": {"zh": "上一条", "en": "Back"},
    "review_undo": {"zh": "撤销上一条", "en": "Undo the last"},
    "review_reason": {"zh": "理由", "en": "Reason"},
    "review_bulk": {"zh": "成批接受", "en": "Accept many"},
    "review_from": {"zh": "可能性不低于", "en": "Likelihood from"},
    "review_kind": {"zh": "类型", "en": "Type"},
    "review_accept": {"zh": "判为同一：{count} 条", "en": "Call the same: {count}"},
    "review_keys": {
        "zh": "键盘：S 同一 · D 不同 · U 存疑 · J 下一条 · K 上一条 · Z 撤销",
        "en": "Keys: S same · D different · U unsure · J next · K back · Z undo",
    },
    "review_alarms": {"zh": "需要再看的判定", "en": "Decisions that need another look"},
}
