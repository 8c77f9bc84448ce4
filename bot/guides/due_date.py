"""When will I have it: the day by which a file should be decided, holidays counted."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

from bot.content.answer import Answer
from bot.content.facts import format_date
from bot.guides.guide import Aside, Given, Guide
from bot.guides.reading import read_filing_day
from bot.guides.working_days import WorkCalendar

_PROCEDURE, _FILED, _CHANNEL = "thu_tuc", "ngay_nop", "cach_nop"
_ONLINE = "truc_tuyen"
_NAMED_DAYS = {"hom_nay": 0, "hom_qua": -1}
_UNANNOUNCED_FACT = "lich_nghi_chua_cong_bo"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5
# Swapped days lie next to a holiday: so near to one, an unannounced swap may still move the date.
_SWAPS_WITHIN = dt.timedelta(days=3)


class Limit(NamedTuple):
    """The facts with a procedure's time limit, in working days.

    ``online`` where it differs from the counter's; ``longer`` for the case that takes more time.
    """

    counter: str
    online: Optional[str] = None
    longer: Optional[str] = None


LIMITS: Dict[str, Limit] = {
    "the": Limit("thoi_han_giai_quyet_the"),
    "the_mat_hong": Limit("thoi_han_giai_quyet_the", online="thoi_han_cap_lai_the_truc_tuyen"),
    "thuong_tru": Limit("thuong_tru_thoi_han_giai_quyet"),
    "tam_tru": Limit("tam_tru_thoi_han_giai_quyet"),
    "dinh_danh": Limit("dinh_danh_thoi_han_muc_2", longer="dinh_danh_thoi_han_chua_co_the"),
    "xac_nhan": Limit("xac_nhan_cu_tru_thoi_han", longer="xac_nhan_cu_tru_thoi_han_xac_minh"),
    "tach_ho": Limit("tach_ho_thoi_han_giai_quyet"),
    "dieu_chinh": Limit("dieu_chinh_thoi_han_giai_quyet"),
    "khai_bao": Limit("khai_bao_cu_tru_thoi_han"),
    "tam_vang": Limit("tam_vang_thoi_han_giai_quyet", longer="tam_vang_thoi_han_phuc_tap"),
    "xoa_thuong_tru": Limit("xoa_thuong_tru_thoi_han_giai_quyet"),
    "xoa_tam_tru": Limit("xoa_tam_tru_thoi_han_giai_quyet"),
    "sua_du_lieu": Limit("can_cuoc_thoi_han_sua_du_lieu"),
    "cho_o": Limit("xac_nhan_cho_o_thoi_han"),
    "khai_sinh": Limit(
        "lien_thong_khai_sinh_thoi_han", longer="lien_thong_khai_sinh_thoi_han_xac_minh"
    ),
    "khoa_vneid": Limit("vneid_thoi_han_khoa_tai_khoan"),
}


class DueDate(Guide):
    """Asks for the procedure and the filing day; for the channel only where the limits differ."""

    id = "ngay_tra"

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
        return day.isoformat() if day else None

    def choose(self, question: str, key: str, given: Given) -> Union[Any, Aside, None]:
        """ "Hôm nay" is kept as a date: the dialogue may go on tomorrow."""
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
            values["lau_hon"] = self.content.facts[limit.longer].label
            values["ngay_tra_lau_hon"] = _in_words(longest)
        off = calendar.holidays_between(filed, longest)
        values["ngay_nghi"] = ", ".join(format_date(day) for day in off) or None
        if self._is_unannounced(calendar, filed, longest):
            facts.append(_UNANNOUNCED_FACT)
        after = "chua_den_han" if self.day <= longest else "qua_han"
        return self.answer(["du_kien", "cach_tinh", after], values, facts=facts)

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


def _in_words(day: dt.date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {format_date(day)}"
