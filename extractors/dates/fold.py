"""One form of every character that dates are written with: simplified, half-width, 〇, no spaces.

A table does it at once for the characters of dates; anything else is left as it is, and only a text
that no common form takes goes through the whole conversion (:func:`fold_all`).
"""

from __future__ import annotations

import re
import unicodedata

from extractors.text import plain

_SIMPLER = (
    "國国貳二贰二叁三曆历歷历歴历陰阴陽阳農农舊旧閏闰臘腊緒绪統统豐丰順顺慶庆聰聪憲宪治治號号節节龍龙電电無无詳详後后約约紀纪"
    "間间時时當当該该從从歲岁處处種种驚惊蟄蛰穀谷滿满兩两貳二叁三參三肆四柒七捌八玖九拾十壹一弌一弍二弎三○〇零〇"
    "Ο〇◯〇О〇份份個个東东蕭萧腫肿講讲絳绛覺觉紙纸質质魚鱼語语齊齐薺荠霽霁藥药賄贿軫轸隊队錫锡問问職职鹽盐願愿"
    "緝缉刪删銑铣諫谏葉叶篠筱嘯啸馬马養养禡祃徑径寢寝儉俭豔艳艷艳淸清啓启廟庙禮礼壽寿榮荣開开啟启亞亚復复廿廿"
    "卄廿卌卌元元徴微徵征衹只來来發发將将數数幾几乾乾黃黄帝帝現现禩祀卽即羣群戰战曉晓晝昼爾尔會会雞鸡鼠鼠"
    "週周禮礼氣气暑暑際际內内舉举辦办勝胜適适過过達达運运遷迁齡龄點点鐘钟甯宁寧宁彊强陸六陆六伍五囯国"
)
_TABLE: dict[int, str | None] = {
    ord(_SIMPLER[i]): _SIMPLER[i + 1] for i in range(0, len(_SIMPLER), 2)
}
_TABLE |= {0xFF01 + i: chr(0x21 + i) for i in range(94)}
_TABLE |= dict.fromkeys(map(ord, "\t\n\r\v\f \u00a0\u3000\u200b\ufeff\u2002\u2003\u2009"), None)
_TABLE |= {ord(c): "-" for c in "—–―‐‑‒−－ー─"}
_TABLE |= {ord(c): "~" for c in "～〜∼"}
_TABLE |= {
    ord("·"): ".",
    ord("．"): ".",
    ord("・"): ".",
    ord("‧"): ".",
    ord("。"): "",
    ord("、"): "、",
}
_TABLE |= {ord(a): b for a, b in zip("〔［【（）】］〕", "[[[()]]]", strict=True)}
_TABLE |= dict.fromkeys(map(ord, "“”‘’「」『』\"'"), None)
#: 三十有一, 卅又一.
_AND = re.compile(r"(?<=[十廿卅百])[有又](?=[一二三四五六七八九])")
_SPACED_DASH = re.compile(r"(?<=\S)\s+[-—–－]+\s+(?=\S)")


def fold(text: str) -> str:
    """The text as the common forms know it."""
    if " " in text:
        text = _SPACED_DASH.sub("~", text)
    return text.translate(_TABLE)


def fold_all(text: str) -> str:
    """The same for any character; slower."""
    folded = fold(unicodedata.normalize("NFKC", plain(fold(text))))
    return _AND.sub("", folded)
