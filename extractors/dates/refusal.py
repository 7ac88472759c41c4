"""Why a date is not read: one sentence in Chinese and one in English for each reason."""

from __future__ import annotations

REASONS = {
    "empty": ("没有日期", "no date given"),
    "unknown": ("不是已知的日期写法", "not a date form that is known"),
    "no_month": ("没有{month}月", "there is no month {month}"),
    "no_day": (
        "{year}年{month}月没有{day}日",
        "month {month} of {year} has no day {day}",
    ),
    "no_leap": (
        "农历{year}年没有闰{month}月（{has}）",
        "lunar year {year} has no leap month {month} ({has_en})",
    ),
    "no_lunar_day": (
        "农历{year}年{month}月只有{length}天",
        "month {month} of lunar year {year} has only {length} days",
    ),
    "no_era_year": (
        "{era}没有{number}年（{first}至{last}年）",
        "{en} has no year {number} (it had {first} to {last})",
    ),
    "outside_era": (
        "{day}不在{era}期内（{first}至{last}）",
        "{day} is not in {en} ({first} to {last})",
    ),
    "year_range": ("{year}年超出所收范围", "year {year} is outside the years that are read"),
    "lunar_range": (
        "{year}年超出农历表（{first}—{last}）",
        "lunar year {year} is outside the table ({first}-{last})",
    ),
    "japanese_lunar": (
        "明治六年以前日本用另一种阴历，不换算",
        "before Meiji 6 Japan had a lunar calendar of its own, which is not converted",
    ),
    "taiping_year": (
        "天历始于太平天国壬子二年",
        "the Taiping calendar began with the year 2 (1852)",
    ),
    "day_without_month": ("有日无月", "a day without a month"),
    "no_year": ("没有年份，需要本件日期", "no year; the record's own date is needed"),
    "year_zero": ("年份不详", "the year is not known"),
    "no_year_month": (
        "没有年月，需要本件日期",
        "no year and month; the record's own date is needed",
    ),
    "short_year": (
        "两位年份“{number}”可为{candidates}",
        "the short year {number} may be {candidates}",
    ),
    "pair_years": ("干支“{pair}”可为{candidates}", "the pair {pair} may be {candidates}"),
    "pair_unfit": ("干支“{pair}”与{year}不合", "the pair {pair} does not fit {year}"),
    "no_pair": ("“{pair}”不是干支", "{pair} is not a pair of the cycle of sixty"),
    "no_pair_day": ("此月没有{pair}日", "the month has no {pair} day"),
    "pair_days": ("此处{pair}日可为{candidates}", "the {pair} day may be {candidates}"),
    "disagree": (
        "两种写法不合：{first}，{second}",
        "the two writings differ: {first} and {second}",
    ),
    "weekday": ("{day}是星期{weekday}", "{day} was a {en}"),
    "backwards": ("止早于起", "the end lies before the beginning"),
    "range_end": ("起止之一不能读：{reason}", "an end of the range cannot be read: {reason}"),
    "relative": ("相对日期，需要本件日期", "a relative date; the record's own date is needed"),
    "context_coarse": (
        "本件日期不够细，不能推定",
        "the record's own date is not exact enough",
    ),
    "telegram": (
        "韵目代日：{day}日，月份需由本件日期推定",
        "a telegram day (day {day}); the month needs the record's own date",
    ),
    "telegram_month": (
        "代月代日：{month}月{day}日，年份需由本件日期推定",
        "a telegram date: month {month}, day {day}; the year needs the record's own date",
    ),
    "telegram_near": (
        "{day}日略晚于本件日期，月份难定",
        "day {day} is a little later than the record; its month is not sure",
    ),
    "yuanri": ("“元日”可为元旦，可为十三日", "元日 may be New Year's Day or the 13th"),
    "vague": ("没有确定的起止年份", "a period without fixed years"),
    "feast_years": ("{feast}在{year}年尚无", "{feast} did not exist in {year}"),
    "feast_year": (
        "农历{year}年没有或有两个{feast}",
        "lunar year {year} has none or two of {feast}",
    ),
    "decade": ("年代未标世纪，作二十世纪", "a decade without its century, read as the twentieth"),
    "time": ("时刻：{time}", "time of day: {time}"),
    "from_context": ("{zh}取自本件日期", "{en} taken from the record's own date"),
    "relative_read": ("相对于本件日期", "relative to the record's own date"),
    "as_lunar": ("按“{word}”作农历", "read as lunar because of {word}"),
    "ming": ("1645年以前按大统历", "before 1645 by the Ming calendar"),
    "hour": ("{branch}时（{hours}时）", "hour {branch} ({hours} o'clock)"),
    "both": ("两种写法相合", "both writings agree"),
    "list": ("列举的日期", "a list of dates"),
    "far": (
        "{first}年或{second}年，本件日期不足以定",
        "{first} or {second}; the record's own date does not decide",
    ),
    "figures": ("数字“{figures}”不成数", "the figures {figures} write no number"),
}


def sentence(code: str, **fields: object) -> str:
    """The note for a reason: Chinese, a slash, English."""
    in_chinese, in_english = REASONS[code]
    return f"{in_chinese.format(**fields)} / {in_english.format(**fields)}"


class Unread(Exception):
    """Raised inside the reader; its text becomes the note."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(sentence(code, **fields))
        self.code = code
