"""Texts of search, network, path, map, timeline and working sets."""

from __future__ import annotations

EXPLORE: dict[str, dict[str, str]] = {
    # shell
    "group_look": {"zh": "关系与时空", "en": "Explore"},
    "group_work": {"zh": "我的工作", "en": "My work"},
    "path": {"zh": "路径", "en": "Paths"},
    "network": {"zh": "网络", "en": "Network"},
    "timeline_page": {"zh": "年表", "en": "Timeline"},
    "map": {"zh": "地图", "en": "Map"},
    "sets_page": {"zh": "工作集", "en": "Working sets"},
    "help": {"zh": "使用说明", "en": "Help"},
    "loading": {
        "zh": "正在准备图库，首次打开需要片刻……",
        "en": "Preparing the graph; the first page takes a moment…",
    },
    # facets
    "facets": {"zh": "分面", "en": "Facets"},
    "facet_period": {"zh": "时期", "en": "Period"},
    "facet_holder": {"zh": "保管单位", "en": "Holder"},
    "facet_fonds": {"zh": "全宗", "en": "Fonds"},
    "facet_series": {"zh": "目录", "en": "Series"},
    "facet_file": {"zh": "案卷", "en": "File"},
    "facet_genre": {"zh": "文种", "en": "Form"},
    "facet_access": {"zh": "阅览级别", "en": "Access"},
    "facet_person": {"zh": "人物", "en": "Person"},
    "facet_organization": {"zh": "机构", "en": "Organization"},
    "facet_place": {"zh": "地点", "en": "Place"},
    "facet_event": {"zh": "事件", "en": "Event"},
    "facet_office": {"zh": "职官", "en": "Office"},
    "facet_theme": {"zh": "主题", "en": "Theme"},
    "facet_more": {"zh": "另 {count} 个……", "en": "{count} more…"},
    "words": {"zh": "词语", "en": "words"},
    "all_records": {"zh": "全部档案", "en": "All records"},
    "day_from": {"zh": "起", "en": "from"},
    "day_to": {"zh": "止", "en": "to"},
    "day_hint": {"zh": "1937-07 · 民国26年 · 光绪二十四年八月", "en": "1937-07 · 民国26年"},
    "day_help": {
        "zh": "公历、年号、民国纪年、农历均可，例如：1937、1937-07-07、民国二十六年七月、"
        "光绪二十四年八月初六。",
        "en": "Gregorian, era, Republican or lunar dates: 1937, 1937-07-07, 民国二十六年七月, "
        "光绪二十四年八月初六.",
    },
    "day_unread": {
        "zh": "没有读懂日期“{text}”，未用它筛选。",
        "en": 'The date "{text}" was not understood and does not narrow.',
    },
    "clear_all": {"zh": "全部清除", "en": "Clear all"},
    "remove_filter": {"zh": "点击去掉此条件", "en": "Click to remove"},
    "perspective": {"zh": "视角", "en": "View"},
    "tab_records": {"zh": "档案", "en": "Records"},
    "tab_network": {"zh": "网络", "en": "Network"},
    "tab_timeline": {"zh": "年表", "en": "Timeline"},
    "tab_map": {"zh": "地图", "en": "Map"},
    "tabs": {"zh": "查看方式", "en": "Shown as"},
    "no_records": {"zh": "没有符合这些条件的档案", "en": "No record meets these conditions"},
    "no_records_hint": {
        "zh": "请去掉一个条件，或放宽起止日期。多个人物、地点等条件须同时满足。",
        "en": "Remove a condition or widen the dates. Several people or places must all occur.",
    },
    "matching_entities": {
        "zh": "同名的人物、机构、事件、地点",
        "en": "People, bodies, events and places of this name",
    },
    "undated_count": {"zh": "另有 {count} 件无日期", "en": "{count} more without a date"},
    "set_of": {"zh": "工作集“{name}”", "en": 'working set "{name}"'},
}
