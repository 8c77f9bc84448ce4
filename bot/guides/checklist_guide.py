"""The document checklist: two to four questions, then the papers of that case and no others."""

from __future__ import annotations

import datetime as dt
import re
from typing import List, Optional, Tuple, Union

from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.guides.checklist import (
    CONFIRMATION,
    DELETE_PERMANENT,
    DELETIONS,
    EXTENSION,
    PERMANENT,
    SPLIT,
    TEMPORARY,
    Case,
    case_of,
    fee_texts,
    offered,
    questions,
)
from bot.guides.checklist_table import (
    DEADLINES,
    FIRST,
    PAPERS,
    REFUSALS,
    STEPS,
    texts,
    who_agrees,
)
from bot.guides.guide import Aside, Choice, Given, Guide, Question, Value
from bot.guides.reading import read_birth
from bot.guides.span import years_after
from bot.language.normalise import fold

_PAPERS, _WHERE, _FEE, _STEPS, _REFUSALS = (
    "Giấy tờ",
    "Nộp ở đâu",
    "Lệ phí, thời gian",
    "Các bước",
    "Hay bị trả hồ sơ vì",
)
_MAX_BUTTONS = 4
_MAX_REFUSALS = 4  # those of the case come first in the table, the general ones last
# What a topic says of the case. That a child is meant leaves its age open.
_KNOWN_FROM = {
    **{
        name: {"thu_tuc": name}
        for name in (PERMANENT, TEMPORARY, EXTENSION, SPLIT, CONFIRMATION, *DELETIONS)
    },
    "thuong_tru_nha_thue": {"thu_tuc": PERMANENT, "cho_o": "thue"},
    "thuong_tru_tre_em": {"thu_tuc": PERMANENT},
}
# The limits of the groups that the law on residence tells apart.
_SCHOOL_AGE, _ADULT = 6, 18
# "Dưới 6 tuổi", "từ đủ 18" name a group, not an age.
_LIMIT = re.compile(r"\b(?:duoi|tren|du|chua)\b")


class Checklist(Guide):
    """Papers, form, place, fee, time, steps and pitfalls for one case of a residence filing."""

    id = "giay_to"

    def known_from(self, topic: str) -> Given:
        """The procedure of the topic below which the dialogue was started, and what follows."""
        return dict(_KNOWN_FROM.get(topic, {}))

    def read_opening(self, text: str) -> Union[Value, Aside, None]:
        """The procedure, where it was named: "danh sách giấy tờ đăng ký tạm trú"."""
        return self.read("thu_tuc", text, {})

    def slots(self, given: Given) -> List[str]:
        """What the case still lacks."""
        return [name for name in questions(given) if name not in given]

    def ask(self, question: str, given: Given) -> Question:
        """The question with the choices that can be meant in this case."""
        asked = super().ask(question, given)
        choices: List[Choice] = [c for c in asked.choices if offered(question, c.key, given)]
        return Question(asked.text, asked.short, asked.example, choices)

    def read(self, question: str, text: str, given: Given) -> Union[Value, Aside, None]:
        """The choice meant, if it can be meant in this case; a child may be told by its age."""
        if question == "thu_tuc" and self.is_question(text):
            return None  # "Tạm trú mất bao nhiêu tiền?" asks for no checklist
        group = self._age_group(text) if question == "nguoi" else None
        value = group or self.read_choice(question, text)
        possible = isinstance(value, Aside) or (value and offered(question, value, given))
        return value if possible else None

    def result(self, given: Given) -> Answer:
        """The checklist."""
        asked = case_of(given)
        case = asked.instead
        parts: List[Union[str, Tuple[List[str], str]]] = []
        if case is not asked:
            parts.append("chu_nha_tu_choi_thuong_tru")
        parts += texts(FIRST, case)
        parts.append((texts(PAPERS, case), _PAPERS))
        if case.is_filed:
            where = [f"noi_{case.thu_tuc}", *([f"kenh_{case.kenh}"] if case.kenh else [])]
            parts += [
                (where, _WHERE),
                ([*fee_texts(case, self.fact), *texts(DEADLINES, case)], _FEE),
                (texts(STEPS, case), _STEPS),
                (texts(REFUSALS, case)[:_MAX_REFUSALS], _REFUSALS),
            ]
        agrees = who_agrees(case)
        topic = _topic_of(case)
        related = self.content.topics[topic]
        composer = Composer(self.content, self.day)
        return self.answer(
            parts,
            {
                "ten_thu_tuc": self.words.texts[f"ten_{case.thu_tuc}"].strip(),
                "ai_dong_y": self.words.texts[agrees].strip() if agrees else None,
            },
            title=f"{self.words.title}: {self.words.texts[f'ten_{case.thu_tuc}'].strip().lower()}",
            references=related.legal_basis,
            buttons=composer.topic_buttons([topic, *related.related])[:_MAX_BUTTONS],
        )

    def topic(self, given: Given) -> str:
        """The topic of the case, as soon as the procedure is known."""
        case = case_of(given)
        return _topic_of(case.instead) if case.thu_tuc else super().topic(given)

    def _age_group(self, text: str) -> Optional[str]:
        """The group of an age or a year of birth; ``None`` if it may be either of two."""
        birth = None if _LIMIT.search(fold(text)) else read_birth(text, self.day)
        groups = {_group(born, self.day) for born in birth} if birth else set()
        return groups.pop() if len(groups) == 1 else None


def _group(born: dt.date, day: dt.date) -> str:
    if years_after(born, _ADULT) <= day:
        return "nguoi_lon"
    return "tu_6_den_17" if years_after(born, _SCHOOL_AGE) <= day else "duoi_6"


def _topic_of(case: Case) -> str:
    """The topic that says more about the case, and the law behind it."""
    if case.ly_do == "chuyen_di":
        return PERMANENT if case.thu_tuc == DELETE_PERMANENT else TEMPORARY
    if case.thu_tuc != PERMANENT:
        return case.thu_tuc
    if case.cho_o in ("thue", "o_nho"):
        return "thuong_tru_nha_thue"
    return "thuong_tru_tre_em" if case.is_child else PERMANENT
