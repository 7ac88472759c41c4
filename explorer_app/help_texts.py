"""The topics of the help page, zh and en."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A title and its lines in both languages."""

    title: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]


HELP: tuple[Topic, ...] = (
    Topic(
        {"zh": "查找", "en": "Finding"},
        {
            "zh": (
                "姓名、机构、事件、地点、题名中的词语、档号都可以输入；两个字即可，简繁不限。",
                "人名、机构名等可用拼音：zhouenlai、enlai、zel 都能找到周恩来。",
                "左侧分面可以同时勾选：时期、保管单位、全宗、文种之内取其一；人物、地点、事件之间须同时出现。",
                "起止日期可写公历、民国纪年、年号或农历，如“民国二十六年七月”。",
            ),
            "en": (
                "Type a person, body, event, place, words of a title, or a reference code; two "
                "characters are enough, simplified or traditional.",
                "Names are found by pinyin too: zhouenlai, enlai and zel find 周恩来.",
                "Tick facets together: of periods, holders, fonds and forms any one counts; "
                "people, places and events must all occur.",
                "Dates may be Gregorian, Republican, of an era, or lunar, as written in Chinese.",
            ),
        },
    ),
    Topic(
        {"zh": "看依据", "en": "Seeing the evidence"},
        {
            "zh": (
                "关系图中单击连线，右侧列出依据的档案、原文、规则、置信度与状态。",
                "档案页列出著录全文与从题名读出的每一条论断。",
                "看到读错的论断，可在依据旁“判定”为否定；判定记入日志，可撤销，优先于抽取结果。",
            ),
            "en": (
                "Click a line of a picture: beside it stand the records, the words, the rule, the "
                "confidence and the status.",
                "A record's page shows the whole entry and every claim read out of it.",
                'A claim that was read wrongly can be rejected beside its evidence ("Judge"); '
                "decisions are logged, can be undone, and win over extraction.",
            ),
        },
    ),
    Topic(
        {"zh": "路径与网络", "en": "Paths and networks"},
        {
            "zh": (
                "路径：选两端，看依据最多或最短的联系；可限日期，可要求时间上可能。",
                "网络：任一检索结果、全宗、时期都可画成网络，看群体、居间与桥，并与另一时期或工作集并排比较。",
                "“同见”表示两者见于同一件档案，不等于有直接关系。",
            ),
            "en": (
                "Paths: choose two ends for the best attested or shortest links, within dates, and "
                "only those possible in time if you ask.",
                "Network: draw any result, fonds or period; see communities, betweenness and "
                "bridges, and compare it with another period or set.",
                '"Mentioned together" says that one record names both, no more.',
            ),
        },
    ),
    Topic(
        {"zh": "收集、引用与分享", "en": "Collecting, citing, sharing"},
        {
            "zh": (
                "“加入工作集”收存档案与实体，写备注；可导出 CSV、XLSX、DOCX、GraphML、RDF。",
                "每个页面的状态都在网址里，复制网址即可分享；“保存·引用”给出含数据版本的引用文字。",
                "打印时只留内容；年表与地图右上角可存为图片。",
            ),
            "en": (
                '"Add to set" collects records and entities with notes; sets are exported as CSV, '
                "XLSX, DOCX, GraphML or RDF.",
                'All state is in the address: copy it to share. "Save · cite" gives a citation '
                "with the data version.",
                "Printing leaves out the controls; a timeline or map can be saved as a picture by "
                "its own button.",
            ),
        },
    ),
    Topic(
        {"zh": "键盘", "en": "Keyboard"},
        {
            "zh": (
                "Tab 走遍所有控件；关系图中方向键走节点，[ 与 ] 走连线，"
                "空格选中，回车展开，Esc 取消，+ - 0 缩放。",
                "每幅图下都有“以表格阅读”，供读屏软件使用。",
            ),
            "en": (
                "Tab reaches every control; in a graph the arrows walk nodes, [ and ] lines, Space "
                "selects, Enter expands, Escape clears, + - 0 zoom.",
                "Every picture can be read as a table below it, for screen readers.",
            ),
        },
    ),
)
