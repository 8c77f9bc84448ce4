"""The files ``data/guides/<id>.yml``: the words of the guided dialogues."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional

from pydantic import Field, root_validator, validator

from bot.content.scam_words import ScamWords
from bot.content.strict import Strict, not_blank


class ChoiceWords(Strict):
    """One answer to a question: its button, and how people type it.

    Exactly one of ``value`` and ``explain``: a choice with ``explain`` is no answer ("tôi không
    biết", an error met); that text of ``texts`` is said, and the question stays open.
    ``hidden`` choices have no button and are found by their words only.
    """

    title: str = Field(..., max_length=40)
    value: Optional[str] = Field(None, regex=r"^[a-z0-9_]+$")
    explain: Optional[str] = Field(None, regex=r"^[a-z0-9_]+$")
    words: List[str] = Field(..., min_items=1)
    hidden: bool = False

    @root_validator(skip_on_failure=True)
    def _one_meaning(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        if (fields["value"] is None) == (fields["explain"] is None):
            raise ValueError("mỗi lựa chọn có đúng một trong hai: «value» hoặc «explain»")
        return fields

    @property
    def key(self) -> str:
        """What a button of this choice sends."""
        return self.value or self.explain or ""


class QuestionWords(Strict):
    """A question; ``short`` puts it again below another answer, ``example`` after a wrong one.

    ``unknown`` is for who does not know the answer and has no choice that says so: where to look.
    """

    text: str
    short: str = Field(..., max_length=160)
    example: str
    unknown: Optional[str] = None
    choices: List[ChoiceWords] = []

    _not_blank = validator("text", "short", "example", allow_reuse=True)(not_blank)


class GuideWords(Strict):
    """A guided dialogue in words. The file's name is its id, ``guide_<id>`` its intent.

    ``values`` are the names that the calculator fills in beside the facts, each with its meaning;
    a line of a text that names a value which is not there is left out, as with facts.
    ``anywhere`` are choices understood at every question. Topics in ``topics`` offer the guide
    below their answers; a question on one of them or of ``near`` is read as an answer first.
    ``scam`` belongs to the guide ``lua_dao`` alone.
    """

    title: str = Field(..., max_length=60)
    summary: str = Field(..., max_length=160)
    start: str = Field(..., max_length=40)
    topics: List[str] = Field(..., min_items=1)
    reviewed: dt.date
    review_by: dt.date
    legal_basis: List[str] = []
    links: List[str] = []
    examples: List[str] = Field(..., min_items=10)
    near: List[str] = []
    questions: Dict[str, QuestionWords]
    anywhere: List[ChoiceWords] = []
    texts: Dict[str, str] = {}
    values: Dict[str, str] = {}
    scam: Optional[ScamWords] = None

    @root_validator(skip_on_failure=True)
    def _explanations_exist(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        choices = [c for question in fields["questions"].values() for c in question.choices]
        for choice in [*choices, *fields["anywhere"]]:
            if choice.explain and choice.explain not in fields["texts"]:
                raise ValueError(f"«texts» thiếu đoạn «{choice.explain}» mà «explain» gọi tới")
        scam: Optional[ScamWords] = fields["scam"]
        for step in scam.steps_in_order if scam else []:
            if step not in fields["texts"]:
                raise ValueError(f"«texts» thiếu đoạn «{step}» mà «steps_in_order» gọi tới")
        return fields


class ControlWords(Strict):
    """A control that works everywhere in a guided dialogue: its button, and how people type it."""

    title: str = Field(..., max_length=30)
    words: List[str] = Field(..., min_items=1)

    @property
    def said(self) -> List[str]:
        """Everything that means the control."""
        return [self.title, *self.words]


class Controls(Strict):
    """The controls; ``fillers`` do not count in them; ``questions`` show that somebody asks.

    ``unknown`` and ``agree`` have no button: what people say who do not know, and who just agree.
    """

    cancel: ControlWords
    back: ControlWords
    again: ControlWords
    unknown: List[str] = Field(..., min_items=1)
    agree: List[str] = Field(..., min_items=1)
    fillers: List[str]
    questions: List[str]
