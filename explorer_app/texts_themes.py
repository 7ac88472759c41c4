"""Texts of the pages on themes, zh and en side by side."""

from __future__ import annotations

THEMES: dict[str, dict[str, str]] = {
    "group_themes": {"zh": "主题", "en": "Themes"},
    "stage_建党": {"zh": "建党", "en": "Founding of the Party"},
    "stage_新民主主义革命时期": {"zh": "新民主主义革命时期", "en": "New-democratic revolution"},
    "stage_社会主义革命和建设时期": {
        "zh": "社会主义革命和建设时期",
        "en": "Socialist revolution and construction",
    },
    "stage_改革开放和社会主义现代化建设新时期": {
        "zh": "改革开放和社会主义现代化建设新时期",
        "en": "Reform, opening up and socialist modernization",
    },
    "stage_中国特色社会主义新时代": {
        "zh": "中国特色社会主义新时代",
        "en": "New era of socialism with Chinese characteristics",
    },
    "page_lineage": {"zh": "精神谱系", "en": "Spirit lineage"},
    "page_history": {"zh": "党史研究", "en": "Party history"},
    "page_scope": {"zh": "重点档案范围", "en": "Key archives scope"},
    "page_databases": {"zh": "专题数据库", "en": "Thematic databases"},
    "page_theme": {"zh": "主题卷宗", "en": "Dossier"},
    # lineage
    "lineage_note": {
        "zh": "四十六种精神依2021年9月29日公布的次序与分组；横条为形成时间，"
        "数字为图库中可阅览的文件数"
        "（直接与语境两级）。点名称看卷宗。",
        "en": "The 46 spirits in the order and groups of the announcement of 29 September "
            "2021; bars "
        "show the time of formation, numbers the records that you may read (direct and "
        "contextual). "
        "A name leads to its dossier.",
    },
    "spirit": {"zh": "精神", "en": "Spirit"},
    "formation": {"zh": "形成时间", "en": "Formation"},
    "official": {"zh": "官方源流", "en": "Official statement"},
    "official_text": {
        "zh": "其余四十五种精神以建党精神为源头。依据：{source}",
        "en": "The other 45 spirits have the founding spirit as their source. Source: {source}",
    },
    "computed": {"zh": "计算得出的联系", "en": "Computed links"},
    "computed_note": {
        "zh": "由程序计算：两种精神的条目中相同的人物、机构、事件、地点，以及同时归入两者的文件数。"
        "不是官方论述。",
        "en": "Computed: persons, bodies, events and places that two profiles share, and "
            "records that "
        "belong to both. Not an official statement.",
    },
    "pair": {"zh": "两种精神", "en": "Two spirits"},
    "shared": {"zh": "共有", "en": "Shared"},
    "shared_records": {"zh": "共有文件", "en": "Records of both"},
    "later": {"zh": "其后提出与地方提出的名称", "en": "Named later, or locally"},
    # dossier
    "grade": {"zh": "等级", "en": "Grade"},
    "grade_direct": {"zh": "直接", "en": "direct"},
    "grade_contextual": {"zh": "语境", "en": "contextual"},
    "grade_weak": {"zh": "较弱", "en": "weak"},
    "grade_against": {"zh": "反证", "en": "against"},
    "theme_words": {"zh": "依据词语", "en": "Words"},
    "around_words": {"zh": "案卷题名或标引词", "en": "file title or index terms"},
    "rule": {"zh": "规则", "en": "Rule"},
    "date": {"zh": "日期", "en": "Date"},
    "title": {"zh": "题名", "en": "Title"},
    "theme_access": {"zh": "开放", "en": "Access"},
    "access_open": {"zh": "开放", "en": "open"},
    "access_closed": {"zh": "未开放", "en": "closed"},
    "profile": {"zh": "条目", "en": "Profile"},
    "profile_note": {
        "zh": "人物、机构、事件、地点取自规范档，各附出处（指向名称可见）；"
        "数字为同时提及它并归入本主题的文件数，“无”即缺口。",
        "en": "Persons, bodies, events and places are authority entries with sources; the "
            "number is of "
        "records of this theme that name the entry, “none” is a gap.",
    },
    "kind_persons": {"zh": "人物", "en": "Persons"},
    "kind_organizations": {"zh": "机构", "en": "Bodies"},
    "kind_events": {"zh": "事件", "en": "Events"},
    "kind_places": {"zh": "地点", "en": "Places"},
    "kind_terms": {"zh": "用语", "en": "Terms"},
    "source": {"zh": "出处", "en": "Source"},
    "none_found": {"zh": "无", "en": "none"},
    "gaps": {"zh": "缺口", "en": "Gaps"},
    "gap_years": {"zh": "形成期间没有文件的年份", "en": "Years of the formation without a record"},
    "no_gap": {"zh": "没有", "en": "none"},
    "by_grade": {"zh": "按依据列文件", "en": "Records by grade"},
    "by_year_theme": {"zh": "历年文件", "en": "Records by year"},
    "holders": {"zh": "保管单位", "en": "Holders"},
    "named_most": {"zh": "这些文件提及最多的", "en": "Named most in these records"},
    "shown_of": {"zh": "列出 {shown} 件，共 {total} 件", "en": "{shown} of {total} shown"},
    "theme_none": {
        "zh": "图库中没有可阅览的文件归入这一主题。",
        "en": "No record that you may read belongs to this theme.",
    },
    # history
    "history_note": {
        "zh": "数字是文件数；一份文件可归入几种历史或精神。",
        "en": "Numbers are records; a record may belong to several.",
    },
    "matrix": {"zh": "四史 × 时期", "en": "Histories × periods"},
    "matrix_spirits": {"zh": "四史 × 精神", "en": "Histories × spirits"},
    "period": {"zh": "时期", "en": "Period"},
    "compare_themes": {"zh": "并列比较两个主题", "en": "Two themes side by side"},
    "compare_periods": {"zh": "并列比较两个时期", "en": "Two periods side by side"},
    "theme": {"zh": "主题", "en": "Theme"},
    "places_map": {"zh": "地图上的地点", "en": "Places on the map"},
    "first": {"zh": "甲", "en": "First"},
    "second": {"zh": "乙", "en": "Second"},
    "drift": {"zh": "用语的变化", "en": "Terms over time"},
    "drift_note": {
        "zh": "所选两个主题的依据词语在各时期出现的次数。",
        "en": "How often the words behind the two chosen themes occur in each period.",
    },
    "chains": {"zh": "事件链", "en": "Chain of events"},
    "chains_note": {
        "zh": "所选主题（甲）条目中的事件及其组成部分，按时间先后；参加者、从属、"
        "同一系列中的前后事件取自规范档的陈述，文件数为提及该事件的文件。",
        "en": "Events of the first theme's profile, with their parts, in order; participants, "
        "wholes, and what came before and after in the same series are statements of the "
        "authority; records are those that name the event.",
    },
    "event": {"zh": "事件", "en": "Event"},
    "place": {"zh": "地点", "en": "Place"},
    "participants": {"zh": "参加者", "en": "Participants"},
    "part_of": {"zh": "属于", "en": "Part of"},
    "before": {"zh": "之前", "en": "Before"},
    "after": {"zh": "之后", "en": "After"},
    "meetings": {"zh": "会议及其文件", "en": "Meetings and their documents"},
    "anniversaries": {"zh": "将到的周年", "en": "Anniversaries ahead"},
    "anniversaries_note": {
        "zh": "自今日起一年内逢五、逢十周年的事件，及提及它的文件数。",
        "en": "Events whose 5- or 10-year anniversaries fall within a year from today, and the "
            "records "
        "that name them.",
    },
    "anniversary": {"zh": "周年", "en": "Years"},
    # scope
    "scope_note": {
        "zh": "国家重点档案范围六类，由题名等词语判定；一份文件可属几类，第六类不由题名判定。",
        "en": "The six classes, told from the words of the entries; several may hold, class 6 "
            "is never "
        "told from a title.",
    },
    "class_name": {"zh": "类别", "en": "Class"},
    "scope_fonds": {"zh": "按全宗", "en": "By fonds"},
    "fonds": {"zh": "全宗", "en": "Fonds"},
    "no_fonds": {"zh": "（未著录全宗）", "en": "(no fonds)"},
    "scope_period": {"zh": "按时期", "en": "By period"},
    "scope_state": {"zh": "按开放、数字化与保管状况", "en": "By access and condition"},
    "digitised": {"zh": "数字化", "en": "Digitised"},
    "condition": {"zh": "保管状况", "en": "Condition"},
    "not_catalogued": {"zh": "未著录", "en": "not catalogued"},
    "undecided": {"zh": "未定", "en": "Undecided"},
    "undecided_why": {"zh": "未定的原因", "en": "Why undecided"},
    "reason": {"zh": "原因", "en": "Reason"},
    "worklist": {"zh": "下载待办表（CSV）", "en": "Download the worklist (CSV)"},
    "registers": {"zh": "文献遗产名录", "en": "Registers of documentary heritage"},
    "registers_note": {
        "zh": "点文献名称检索本库中的文件。本项目只载有部分条目；"
        "完整名录用 shimai import register 载入。",
        "en": "An item's name searches this graph. The project holds some items only; bring the "
        "full list in with shimai import register.",
    },
    "register_own": {"zh": "项目自带，不全", "en": "the project's own, not complete"},
    "register_item": {"zh": "文献", "en": "Item"},
    "register_note": {"zh": "附注", "en": "Note"},
    "total": {"zh": "合计", "en": "Total"},
    # databases
    "databases_note": {
        "zh": "专题数据库是保存下来的主题：以规则描述，每次载入时都会再问一遍，因此随图库增长。"
        "新增或修改用 shimai theme try / save，导出用 shimai theme export。",
        "en": "A thematic database is a saved theme: described by rules and asked anew of all "
            "that is "
        "loaded, so it grows with the graph. Add or change one with shimai theme try / "
        "save, export "
        "with shimai theme export.",
    },
    "databases_none": {"zh": "还没有保存的专题数据库", "en": "No thematic database is saved yet"},
    "versions": {"zh": "版本", "en": "Versions"},
    "saved_at": {"zh": "保存于（UTC）", "en": "Saved (UTC)"},
    "theme_file": {"zh": "主题文件", "en": "Theme file"},
    "download_csv": {"zh": "下载文件表（CSV）", "en": "Download the records (CSV)"},
    "download_nt": {"zh": "下载数据集（N-Triples）", "en": "Download the dataset (N-Triples)"},
}  # fmt: skip
