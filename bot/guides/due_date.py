"""When will I have it: the day by which a file should be decided, holidays counted."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from bot.content.answer import Answer
from bot.content.facts import format_date
from bot.guides.guide import Aside, Choice, Given, Guide
from bot.guides.reading import read_filing_day
from bot.guides.working_days import NamedDay, WorkCalendar
from bot.language.normalise import fold

_PROCEDURE, _FILED, _CHANNEL = "thu_tuc", "ngay_nop", "cach_nop"
# About receiving a card, whether a new one or one for a lost one.
_NOT_TELLING = ("can_cuoc_nhan_the",)
_CARD = "the"
_ONLINE = "truc_tuyen"
_NAMED_DAYS = {"hom_nay": 0, "hom_qua": -1}
_BARE_WEEKDAY = re.compile(r"\b(?:thu \w+|t ?[2-7]|chu nhat|cn)$")
_A_WEEK = dt.timedelta(days=7)
# The date stands on the button itself: a tap may come another day.
_ON = "ngay_"
_UNANNOUNCED_FACT = "lich_nghi_chua_cong_bo"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5
# Swapped days lie next to a holiday: so near to one, an unannounced swap may still move the date.
_SWAPS_WITHIN = dt.timedelta(days=3)


class Limit(NamedTuple):
    """The facts with a procedure's time limit, in working days, and the topics that say more.

    ``online`` where it differs from the counter's; ``longer`` for the case that takes more time;
    ``closes`` at what hour of the day a file counts as received on the next.
    """

    counter: str
    topics: Tuple[str, ...]
    online: Optional[str] = None
    longer: Optional[str] = None
    closes: Optional[str] = None


LIMITS: Dict[str, Limit] = {
    "the": Limit(
        "thoi_han_giai_quyet_the", ("can_cuoc_cap_doi", "can_cuoc_nhan_the", "can_cuoc_cap_moi")
    ),
    "the_mat_hong": Limit(
        "thoi_han_giai_quyet_the",
        ("can_cuoc_cap_lai", "can_cuoc_nhan_the"),
        online="thoi_han_cap_lai_the_truc_tuyen",
    ),
    "thuong_tru": Limit(
        "thuong_tru_thoi_han_giai_quyet", ("thuong_tru", "thuong_tru_nha_thue", "thuong_tru_tre_em")
    ),
    "tam_tru": Limit("tam_tru_thoi_han_giai_quyet", ("tam_tru", "gia_han_tam_tru")),
    "dinh_danh": Limit(
        "dinh_danh_thoi_han_muc_2",
        ("dinh_danh_dang_ky", "dinh_danh_kich_hoat"),
        longer="dinh_danh_thoi_han_chua_co_the",
    ),
    "xac_nhan": Limit(
        "xac_nhan_cu_tru_thoi_han",
        ("xac_nhan_cu_tru", "phuong_thuc_giay_xac_nhan"),
        longer="xac_nhan_cu_tru_thoi_han_xac_minh",
    ),
    "tach_ho": Limit("tach_ho_thoi_han_giai_quyet", ("tach_ho",)),
    "dieu_chinh": Limit("dieu_chinh_thoi_han_giai_quyet", ("dieu_chinh_cu_tru", "doi_chu_ho")),
    "khai_bao": Limit("khai_bao_cu_tru_thoi_han", ("khai_bao_cu_tru",)),
    "tam_vang": Limit(
        "tam_vang_thoi_han_giai_quyet", ("tam_vang",), longer="tam_vang_thoi_han_phuc_tap"
    ),
    "xoa_thuong_tru": Limit("xoa_thuong_tru_thoi_han_giai_quyet", ("xoa_thuong_tru",)),
    "xoa_tam_tru": Limit("xoa_tam_tru_thoi_han_giai_quyet", ("xoa_tam_tru",)),
    "sua_du_lieu": Limit("can_cuoc_thoi_han_sua_du_lieu", ("can_cuoc_thong_tin_sai",)),
    "cho_o": Limit("xac_nhan_cho_o_thoi_han", ("cho_o_hop_phap",)),
    "khai_sinh": Limit(
        "lien_thong_khai_sinh_thoi_han",
        ("thuong_tru_tre_em", "khai_sinh"),
        longer="lien_thong_khai_sinh_thoi_han_xac_minh",
        closes="lien_thong_gio_nhan_trong_ngay",
    ),
    "khoa_vneid": Limit("vneid_thoi_han_khoa_tai_khoan", ("vneid_khoa_tai_khoan",)),
}


class DueDate(Guide):
    """Asks for the procedure and the filing day; for the channel only where the limits differ."""

    id = "ngay_tra"

    def known_from(self, topic: str) -> Given:
        """The procedure of the topic below which the dialogue was started."""
        of_topic = (name for name, limit in LIMITS.items() if topic in limit.topics)
        procedure = None if topic in _NOT_TELLING else next(of_topic, None)
        return {_PROCEDURE: procedure} if procedure else {}

    def read_opening(self, text: str) -> Union[Any, Aside, None]:
        """The procedure, where it was named: "tính ngày có kết quả tạm trú"."""
        procedure = self.read_choice(_PROCEDURE, text)
        # "Ngày hẹn trả thẻ": a new card or one for a lost one, which may take another time.
        return None if procedure == _CARD else procedure

    def slots(self, given: Given) -> List[str]:
        """The questions left."""
        needed = [_PROCEDURE, _FILED]
        if given.get(_PROCEDURE) and LIMITS[given[_PROCEDURE]].online:
            needed.append(_CHANNEL)
        return [question for question in needed if question not in given]

    def read(self, question: str, text: str, given: Given) -> Union[Any, Aside, None]:
        """Filing days as people type them; the rest are choices."""
        if question != _FILED:
            return self.read_choice(question, text)
        day = read_filing_day(text, self.day)
        return day.isoformat() if day else self._which_week(text)

    def _which_week(self, text: str) -> Optional[Aside]:
        """The two days that a weekday alone may mean, to choose from."""
        latest = read_filing_day(f"{text} vừa rồi", self.day)
        if latest is None or not _BARE_WEEKDAY.search(fold(text)):
            return None
        days = (latest, latest + _A_WEEK)
        choices = [Choice(_in_words(day), f"{_ON}{day:%Y%m%d}") for day in days]
        return Aside(self.text("thu_nao"), tuple(choices))

    def choose(self, question: str, key: str, given: Given) -> Union[Any, Aside, None]:
        """ "Hôm nay" is kept as a date: the dialogue may go on tomorrow."""
        if question == _FILED and key.startswith(_ON):
            return _day_on(key)
        value = super().choose(question, key, given)
        if question == _FILED and value in _NAMED_DAYS:
            return (self.day + dt.timedelta(days=_NAMED_DAYS[value])).isoformat()
        return value

    def result(self, given: Given) -> Answer:
        """The expected day, how it was counted, and what to do until then or after."""
        filed = dt.date.fromisoformat(given[_FILED])
        limit = LIMITS[given[_PROCEDURE]]
        fact = limit.online if limit.online and given.get(_CHANNEL) == _ONLINE else limit.counter
        calendar = WorkCalendar(self.content.holidays)
        received = calendar.received(filed)
        first, last = self._due(calendar, received, fact)
        longest, facts = last, [fact]
        values: Dict[str, Optional[str]] = {
            "thu_tuc": self._title(given[_PROCEDURE]),
            "ngay_nop": _in_words(filed),
            "ngay_dau": _in_words(calendar.due(received, 1)),
            "gio_chot": None,
            "ngay_tinh": None if received == filed else _in_words(received),
            "sang_thu_bay": self.text("sang_thu_bay") if filed.weekday() == _SATURDAY else None,
            "thoi_han": self.content.facts[fact].phrase(self.day),
            "ngay_tra": _in_words(last),
            "som_nhat": None if first == last else _in_words(first),
            "lau_hon": None,
            "ngay_tra_lau_hon": None,
        }
        if limit.longer:
            longest = self._due(calendar, received, limit.longer)[1]
            facts.append(limit.longer)
            values["lau_hon"] = self.text(f"lau_hon_{given[_PROCEDURE]}")
            values["ngay_tra_lau_hon"] = _in_words(longest)
        if limit.closes:
            facts.append(limit.closes)
            values["gio_chot"] = self.content.facts[limit.closes].phrase(self.day)
        values["ngay_nghi"] = _named(calendar.holidays_between(filed, longest))
        values["ngay_bu"] = _named(calendar.worked_weekends_between(filed, longest))
        if self._is_unannounced(calendar, filed, longest):
            facts.append(_UNANNOUNCED_FACT)
        after = "chua_den_han" if self.day <= longest else "qua_han"
        buttons = self.buttons(limit.topics)
        texts = ["du_kien", "cach_tinh", after]
        return self.answer(texts, values, facts=facts, buttons=buttons)

    def topic(self, given: Given) -> str:
        """The procedure's own topic."""
        procedure = given.get(_PROCEDURE)
        return LIMITS[procedure].topics[0] if procedure else super().topic(given)

    def _due(self, calendar: WorkCalendar, received: dt.date, fact: str) -> Tuple[dt.date, dt.date]:
        """The first and the last day for a limit that may be a range; half a day is a day."""
        value = self.fact(fact)
        least, most = value if isinstance(value, list) else (value, value)
        return calendar.due(received, math.ceil(least)), calendar.due(received, math.ceil(most))

    def _title(self, procedure: str) -> str:
        choices = self.question(_PROCEDURE).choices
        return next(choice.title for choice in choices if choice.value == procedure)

    def _is_unannounced(self, calendar: WorkCalendar, first: dt.date, last: dt.date) -> bool:
        """Whether the count runs near a holiday of which the swapped days are not known yet."""
        known_until = self.fact(_UNANNOUNCED_FACT)
        if known_until is None:
            return False
        start = max(first - _SWAPS_WITHIN, known_until)
        return bool(calendar.holidays_between(start, last + _SWAPS_WITHIN))


def _day_on(key: str) -> Optional[str]:
    """The date on a button as ISO text; ``None`` if there is no such day."""
    try:
        return dt.datetime.strptime(key, f"{_ON}%Y%m%d").date().isoformat()
    except ValueError:
        return None


def _in_words(day: dt.date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {format_date(day)}"


def _named(days: Sequence[NamedDay]) -> Optional[str]:
    """Days with their names, as citizens read them; ``None`` if there are none."""
    return "; ".join(f"{_in_words(d.day)} ({d.name})" for d in days) or None
