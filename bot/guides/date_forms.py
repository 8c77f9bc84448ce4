"""The forms in which people write a day, a month, a year or an age.

Every form looks through a folded text (lower case, no accents) and gives the spans that it found
together with the text that it did not use, so that no later form reads the same digits again.
A day that does not exist, such as 31/2, makes the whole text unclear.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Callable, List, NamedTuple, Tuple

from bot.guides.span import Span, years_after


class Moment(NamedTuple):
    """From when a text is read: the day itself, and the last day that can be meant."""

    today: dt.date
    latest: dt.date


class Unclear(Exception):
    """The text names a day that does not exist."""


Found = Tuple[List[Span], str]
Form = Callable[[str, Moment], Found]

_OLDEST = 120
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_MONTHS = {
    **{name: number for name, number in _COUNTS.items() if number > 1},
    "tu": 4,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _number(word: str, words: dict[str, int]) -> int:
    return int(word) if word.isdigit() else words[word]


def _scan(pattern: re.Pattern[str], text: str, span: Callable[[re.Match[str]], Span]) -> Found:
    return [span(match) for match in pattern.finditer(text)], pattern.sub(" ; ", text)


def _day(year: int, month: int, day: int) -> Span:
    try:
        return Span.of_day(dt.date(year, month, day))
    except ValueError as error:
        raise Unclear from error


def _year(digits: str, moment: Moment) -> int:
    """Two digits mean the latest such year that can be meant: in 2026 "86" is 1986, "05" 2005."""
    if len(digits) == 4:
        return int(digits)
    latest = moment.latest.year
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100


# ── Dates and months with their year ────────────────────────────────────────────────────────
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_START = r"(?<![\d/.\-])"
_END = r"(?![\d/])"
_BETWEEN = r"\s?[./\-–\s]\s?"
_MONTH = rf"(?P<month>\d\d?|{_any(_MONTHS)})"
_WITH_DAY = (
    re.compile(rf"{_START}(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"{_START}(?P<day>\d\d?){_BETWEEN}(?P<month>\d\d?){_BETWEEN}{_YEAR}{_END}"),
    re.compile(r"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(
        rf"\b(?:(?:ngay|mung|mong|hom) )*(?<!\d)(?P<day>\d\d?) ?thang {_MONTH}\b"
        rf" ?[,/\-]? ?(?:nam )?{_YEAR}{_END}"
    ),
)
_WITHOUT_DAY = (
    re.compile(rf"\b(?:thang|t) ?{_MONTH}(?:\b| )[ ,/\-.]*(?:nam )?{_YEAR}{_END}"),
    re.compile(rf"{_START}(?P<month>\d\d?) ?[/\-.] ?(?P<year>(?:19|20)\d\d){_END}"),
)


def _dated(pattern: re.Pattern[str]) -> Form:
    def find(text: str, moment: Moment) -> Found:
        def span(match: re.Match[str]) -> Span:
            year, month = _year(match["year"], moment), _number(match["month"], _MONTHS)
            if "day" in pattern.groupindex:
                return _day(year, month, int(match["day"]))
            return Span.of_month(year, month)

        return _scan(pattern, text, span)

    return find


DATES: Tuple[Form, ...] = tuple(_dated(pattern) for pattern in (*_WITH_DAY, *_WITHOUT_DAY))

# ── Years and ages ──────────────────────────────────────────────────────────────────────────
_NAMED_YEAR = re.compile(
    rf"\b(?:nam(?: sinh)?|sn|ns|s\.n|n\.s|sinh(?: vao)?)[ .:]*{_YEAR}(?![\d/]| ?\d| ?t(?:uoi)?\b)"
)
_BARE_YEAR = re.compile(rf"{_START}(?P<year>(?:19|20)\d\d){_END}")
_AGE = re.compile(r"(?<![\d/])(?P<age>\d{1,3}) ?(?:tuoi|t)\b")
_NAMED_AGO = {"nay": 0, "ngoai": 1, "kia": 2}
_YEAR_AGO = re.compile(rf"\bnam (?P<which>{'|'.join(_NAMED_AGO)})\b")
_COUNT = rf"\d{{1,2}}|{_any(_COUNTS)}"
_YEARS_AGO = re.compile(
    rf"\b(?P<count>{_COUNT}) nam (?:ve )?(?:truoc|roi|nay)\b"
    rf"|\b(?:cach (?:day|nay)|duoc) (?P<other>{_COUNT}) nam\b"
)


def named_year(text: str, moment: Moment) -> Found:
    """A year with its word before it: "sn 86", "năm 2021"."""
    return _scan(_NAMED_YEAR, text, lambda match: Span.of_year(_year(match["year"], moment)))


def bare_year(text: str, moment: Moment) -> Found:
    """Four digits alone; two could be an age as well."""
    return _scan(_BARE_YEAR, text, lambda match: Span.of_year(int(match["year"])))


def age(text: str, moment: Moment) -> Found:
    """Someone 60 years old today was born in the year that ended 60 years ago today."""

    def born(match: re.Match[str]) -> Span:
        years = int(match["age"])
        if years > _OLDEST:
            raise Unclear
        before = years_after(moment.today, -years - 1)
        return Span(before + dt.timedelta(days=1), years_after(moment.today, -years))

    return _scan(_AGE, text, born)


def years_back(text: str, moment: Moment) -> Found:
    """ "năm ngoái" is a year; "3 năm trước" is rarely exact, so one less or more is meant too."""
    named, rest = _scan(
        _YEAR_AGO,
        text,
        lambda match: Span.of_year(moment.today.year - _NAMED_AGO[match["which"]]),
    )

    def about(match: re.Match[str]) -> Span:
        count = _number(match["count"] or match["other"], _COUNTS)
        return Span.of_day(years_after(moment.today, -count)).wider(1)

    counted, rest = _scan(_YEARS_AGO, rest, about)
    return named + counted, rest


# ── Days seen from today ────────────────────────────────────────────────────────────────────
_NAMED_DAYS = {
    **{f"{part} nay": 0 for part in ("hom", "sang", "trua", "chieu", "toi")},
    **{f"{part} qua": -1 for part in ("hom", "sang", "trua", "chieu", "toi")},
    **{f"{part} mai": 1 for part in ("ngay", "sang", "trua", "chieu")},
    "hnay": 0,
    "hqua": -1,
    "hom kia": -2,
    "ngay kia": 2,
}
_NAMED_DAY = re.compile(rf"\b(?P<name>{_any(_NAMED_DAYS)})\b")
_DAYS_AWAY = re.compile(
    rf"\b(?P<count>{_COUNT}) (?P<unit>ngay|hom|tuan) (?P<way>truoc|roi|nay|nua|toi)\b"
    rf"|\bcach (?:day|nay) (?P<other>{_COUNT}) (?P<unit2>ngay|hom|tuan)\b"
)
_WEEKS = {
    **{f"tuan {word}": -7 for word in ("truoc", "roi", "qua")},
    "tuan nay": 0,
    **{f"tuan {word}": 7 for word in ("sau", "toi")},
}
_LATEST = ("vua roi", "vua qua")
_DAY_OF_WEEK = re.compile(
    rf"\b(?:(?:thu|t) ?(?P<name>[2-7]|{_any(_WEEKDAYS)})|(?:chu nhat|cn)) "
    rf"(?P<week>{'|'.join((*_WEEKS, *_LATEST))})\b"
)
_DAY_OF_MONTH = re.compile(
    r"\b(?:(?:ngay|hom|mung|mong) )+(?P<day>\d\d?) ?thang (?P<which>nay|truoc|roi)\b"
)
_DAY_AND_MONTH = (
    re.compile(rf"{_START}(?P<day>\d\d?) ?[/\-.] ?(?P<month>\d\d?)(?![\d/.\-])"),
    re.compile(rf"\b(?:(?:ngay|mung|mong|hom) )*(?<!\d)(?P<day>\d\d?) ?thang {_MONTH}\b"),
)


def relative_day(text: str, moment: Moment) -> Found:
    """ "hôm qua", "3 ngày trước", "2 tuần nữa"."""
    named, rest = _scan(
        _NAMED_DAY,
        text,
        lambda match: Span.of_day(moment.today + dt.timedelta(days=_NAMED_DAYS[match["name"]])),
    )

    def counted(match: re.Match[str]) -> Span:
        days = _number(match["count"] or match["other"], _COUNTS)
        if "tuan" in (match["unit"], match["unit2"]):
            days *= 7
        ahead = match["way"] in ("nua", "toi")
        return Span.of_day(moment.today + dt.timedelta(days=days if ahead else -days))

    away, rest = _scan(_DAYS_AWAY, rest, counted)
    return named + away, rest


def day_of_week(text: str, moment: Moment) -> Found:
    """ "thứ hai tuần trước", "chủ nhật vừa rồi"; a weekday alone may be last week's or next's."""
    monday = moment.today - dt.timedelta(days=moment.today.weekday())

    def found(match: re.Match[str]) -> Span:
        name = match["name"]
        weekday = 6 if not name else int(name) - 2 if name.isdigit() else _WEEKDAYS[name]
        if match["week"] in _LATEST:
            back = (moment.today.weekday() - weekday - 1) % 7 + 1
            return Span.of_day(moment.today - dt.timedelta(days=back))
        return Span.of_day(monday + dt.timedelta(days=_WEEKS[match["week"]] + weekday))

    return _scan(_DAY_OF_WEEK, text, found)


def day_of_month(text: str, moment: Moment) -> Found:
    """ "ngày 3 tháng này", "mùng 5 tháng trước"."""

    def found(match: re.Match[str]) -> Span:
        month = moment.today
        if match["which"] != "nay":
            month = month.replace(day=1) - dt.timedelta(days=1)
        return _day(month.year, month.month, int(match["day"]))

    return _scan(_DAY_OF_MONTH, text, found)


def day_and_month(text: str, moment: Moment) -> Found:
    """Without a year the nearest such day that can be meant: "28/12" in January was last year."""

    def found(match: re.Match[str]) -> Span:
        month, day = _number(match["month"], _MONTHS), int(match["day"])
        near: List[Span] = []
        for year in range(moment.today.year - 1, moment.today.year + 2):
            try:
                near.append(_day(year, month, day))
            except Unclear:
                continue  # 29 February exists in some of the years only
        near = [span for span in near if span.first <= moment.latest]
        if not near:
            raise Unclear
        return min(near, key=lambda span: abs(span.first - moment.today))

    spans: List[Span] = []
    for pattern in _DAY_AND_MONTH:
        more, text = _scan(pattern, text, found)
        spans += more
    return spans, text
