"""Every text of the explorer, zh and en side by side. Names of types and relationships come
from the schema."""

from __future__ import annotations

import re
from typing import Literal

from explorer_app.texts_explore import EXPLORE
from explorer_app.texts_review import REVIEW
from explorer_app.texts_themes import THEMES
from explorer_app.values import VALUES

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

TEXTS: dict[str, dict[str, str]] = {
    # shell
    "brand": {"zh": "史脉", "en": "Shimai"},
    "tagline": {
        "zh": "人物、事件、文书的档案知识图谱：每一条关系都能看到依据。",
        "en": "A knowledge graph of people, events and documents in archives: every relation shows "
        "its evidence.",
    },
    "home": {"zh": "首页", "en": "Home"},
    "search": {"zh": "检索", "en": "Search"},
    "entity": {"zh": "实体", "en": "Entity"},
    "record": {"zh": "档案", "en": "Record"},
    "about": {"zh": "关于数据", "en": "About the data"},
    "search_hint": {
        "zh": "检索人物、机构、事件、地点、题名、档号……",
        "en": "Search people, bodies, events, places, titles, reference codes…",
    },
    "language": {"zh": "语言", "en": "Language"},
    "clearance": {"zh": "阅览级别：{level}", "en": "Reading level: {level}"},
    "version": {"zh": "数据版本 {version}", "en": "data version {version}"},
    # home
    "search_go": {"zh": "检索", "en": "Search"},
    "held": {"zh": "图库所载", "en": "In this graph"},
    "examples": {"zh": "从这里开始", "en": "Start here"},
    "examples_hint": {
        "zh": "档案中见得最多的人物、机构、事件、地点",
        "en": "Those that most records name",
    },
    "by_year": {"zh": "历年档案数", "en": "Records by year"},
    "empty_store": {
        "zh": "图库里还没有可阅览的档案。请先用 shimai build 载入目录。",
        "en": "The graph holds no records that you may read. Load a catalogue with shimai build.",
    },
    # search
    "results_for": {"zh": "“{query}”的检索结果", "en": 'Results for "{query}"'},
    "results_count": {"zh": "共 {count} 条", "en": "{count} in all"},
    "entities": {"zh": "实体", "en": "Entities"},
    "sets": {"zh": "全宗与案卷", "en": "Fonds and files"},
    "records": {"zh": "档案", "en": "Records"},
    "items": {"zh": "件", "en": "records"},
    "item": {"zh": "件", "en": "record"},
    "filter": {"zh": "按类型筛选", "en": "Filter by type"},
    "ask": {"zh": "输入要找的名称", "en": "Type a name"},
    "ask_hint": {
        "zh": "人名、机构、事件、地点、题名中的词语或档号均可，两个字即可查到；简体、繁体不限。",
        "en": "A person, body, event, place, words of a title, or a reference code; two characters "
        "are enough, simplified or traditional.",
    },
    "nothing": {"zh": "没有找到“{query}”", "en": 'Nothing found for "{query}"'},
    "nothing_hint": {
        "zh": "可以试试：少输几个字（两个字即可）；用姓名而不用职衔；换用字、号或旧称；"
        "检查档号的分隔符；去掉类型筛选。",
        "en": "Try fewer characters (two are enough), the name instead of the office, another name "
        "of the same person or place, the separators of the reference code, or no type filter.",
    },
    # entity
    "related": {"zh": "关联实体", "en": "Related"},
    "span": {"zh": "起讫", "en": "Years"},
    "graph": {"zh": "关系图", "en": "Relations"},
    "graph_part": {
        "zh": "共 {total} 个关联实体，图中为最密切的 {shown} 个",
        "en": "the closest {shown} of {total} related entities",
    },
    "graph_hint": {
        "zh": "单击看依据 · 双击展开 · 滚轮缩放",
        "en": "click for evidence · double-click to expand · scroll to zoom",
    },
    "graph_empty": {
        "zh": "没有与它一同见于档案的实体",
        "en": "No entity shares a record with it",
    },
    "fit": {"zh": "显示全图", "en": "Show all"},
    "save_svg": {"zh": "存为 SVG", "en": "Save as SVG"},
    "save_png": {"zh": "存为 PNG", "en": "Save as PNG"},
    "zoom_in": {"zh": "放大", "en": "Zoom in"},
    "zoom_out": {"zh": "缩小", "en": "Zoom out"},
    "types": {"zh": "类型", "en": "Types"},
    "relations": {"zh": "代表性关系", "en": "Main relations"},
    "relations_none": {"zh": "没有已知的关系。", "en": "No relations are known."},
    "more": {"zh": "另 {count} 个", "en": "{count} more"},
    "evidence": {"zh": "依据的档案", "en": "Records behind it"},
    "evidence_none": {
        "zh": "这一关系出自规范表或参考文献，没有对应的档案。",
        "en": "This relation comes from an authority table or a reference work; no record is "
        "behind it.",
    },
    "all_relations": {"zh": "返回全部关系", "en": "All relations"},
    "centre": {"zh": "以此为中心", "en": "Put it in the centre"},
    "with_focus": {"zh": "与“{name}”", "en": 'With "{name}"'},
    "collapse": {"zh": "收起展开的节点", "en": "Fold what was expanded"},
    "timeline": {"zh": "年表", "en": "Timeline"},
    "timeline_alt": {
        "zh": "年表：历年档案数与相关事件、机构、人物",
        "en": "Timeline of records a year and related events, bodies and people",
    },
    "related_records": {"zh": "相关档案", "en": "Records"},
    "records_none": {"zh": "没有可阅览的档案。", "en": "There are no records that you may read."},
    "also": {"zh": "又名", "en": "also"},
    "parents": {"zh": "上级", "en": "Part of"},
    "children": {"zh": "下级", "en": "Contains"},
    "pages": {"zh": "页码", "en": "Pages"},
    # record
    "creator": {"zh": "责任者", "en": "creator"},
    "confidence": {"zh": "置信度", "en": "confidence"},
    "catalogued": {"zh": "著录内容", "en": "As catalogued"},
    "claims": {"zh": "从本件读出的内容", "en": "Read out of this record"},
    "claims_none": {"zh": "没有从本件读出任何内容。", "en": "Nothing was read out of this record."},
    "claim_relation": {"zh": "关系", "en": "Relation"},
    "claim_entity": {"zh": "实体", "en": "Entity"},
    "claim_quote": {"zh": "原文", "en": "Words"},
    "claim_field": {"zh": "著录项", "en": "Column"},
    "claim_rule": {"zh": "规则", "en": "Rule"},
    "claim_status": {"zh": "状态", "en": "Status"},
    "status_extracted": {"zh": "抽取", "en": "extracted"},
    "status_confirmed": {"zh": "已确认", "en": "confirmed"},
    "status_rejected": {"zh": "已否定", "en": "rejected"},
    "access": {"zh": "阅览级别", "en": "access level"},
    "source_row": {"zh": "来源", "en": "source"},
    "file_row": {"zh": "{file} 第 {row} 行", "en": "{file}, row {row}"},
    "neighbours": {"zh": "同一{level}的其他档案", "en": "Others in the same {level}"},
    "level_set": {"zh": "集合", "en": "set"},
    "level_fonds": {"zh": "全宗", "en": "fonds"},
    "level_series": {"zh": "目录", "en": "series"},
    "level_file": {"zh": "案卷", "en": "file"},
    "field_title": {"zh": "题名", "en": "title"},
    "field_persons": {"zh": "人物", "en": "persons"},
    "field_organizations": {"zh": "机构", "en": "organizations"},
    "field_places": {"zh": "地点", "en": "places"},
    "field_meetings": {"zh": "会议", "en": "meetings"},
    "field_events": {"zh": "事件", "en": "events"},
    "field_file": {"zh": "案卷", "en": "file"},
    "field_series": {"zh": "目录", "en": "series"},
    "precision_day": {"zh": "日", "en": "day"},
    "precision_month": {"zh": "月", "en": "month"},
    "precision_year": {"zh": "年", "en": "year"},
    "precision_decade": {"zh": "年代", "en": "decade"},
    "precision_century": {"zh": "世纪", "en": "century"},
    "precision_interval": {"zh": "时段", "en": "interval"},
    "precision_unknown": {"zh": "不明", "en": "unknown"},
    "undated": {"zh": "无日期", "en": "undated"},
    # about
    "about_claims": {"zh": "论断", "en": "Claims"},
    "about_nodes": {"zh": "节点", "en": "Nodes"},
    "about_runs": {"zh": "建图运行", "en": "Build runs"},
    "about_store": {"zh": "图库", "en": "Store"},
    "about_version": {"zh": "数据版本", "en": "Data version"},
    "about_reader": {"zh": "阅览级别", "en": "Reading level"},
    "about_name": {"zh": "名称", "en": "Name"},
    "about_count": {"zh": "数量", "en": "Count"},
    "about_how": {"zh": "怎样读这些数据", "en": "How to read the data"},
    "about_text": {
        "zh": "图中的每一条关系都是一条论断：谁、什么关系、谁，出自哪一件档案、哪几个字、"
        "由哪条规则读出、有多大把握。点关系图中的连线可看依据的档案，点档案可看全部著录内容和读出的论断。"
        "“同见”表示两者见于同一件档案，不等于两者有直接关系。",
        "en": "Every relation is a claim: who, what, whom, the record that says it, its words, the "
        "rule that read them, and how sure it is. Click a line of the graph for the records behind "
        'it, and a record for its whole entry. "Mentioned together" says that one record names '
        "both, no more.",
    },
    # errors
    "not_found": {"zh": "没有这一条", "en": "There is no such entry"},
    "not_found_hint": {
        "zh": "它不存在，或超出阅览级别。请检查地址，或重新检索。",
        "en": "It does not exist, or lies beyond your reading level. Check the address, or search.",
    },
    "preparing": {
        "zh": "正在准备图谱，大的图需要几秒钟……",
        "en": "The graph is being made ready; a large one takes some seconds …",
    },
    "store_error": {"zh": "图库暂时无法使用", "en": "The graph cannot be used just now"},
    "error": {"zh": "出错了", "en": "Something went wrong"},
    "error_hint": {
        "zh": "请刷新页面再试；若仍出错，请把服务器日志交给管理员。",
        "en": "Reload the page; if it happens again, give the server's log to the administrator.",
    },
    "retry": {"zh": "再试一次", "en": "Try again"},
    **EXPLORE,
    **REVIEW,
    **VALUES,
    **THEMES,
}

#: Rules of theme profiles: the theme's name and a number.
_THEME_RULE = re.compile(r"[a-z-]+(?:-\d+)+")


def say_value(kind: str, value: str, language: str) -> str:
    """A value of a closed list (``level``, ``field``, ``precision``, ``kind``, ``rule``) in the
    language, or the value itself."""
    key = f"{kind}_{value}"
    if key in TEXTS:
        return say(key, language)
    if kind == "rule" and _THEME_RULE.fullmatch(value):
        return f"{say('rule_of_theme', language)} {value}"
    return value


def say(key: str, language: str) -> str:
    """The text ``key`` in ``zh`` or ``en``."""
    return TEXTS[key]["zh" if language == "zh" else "en"]
