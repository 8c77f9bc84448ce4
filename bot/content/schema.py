"""The files of ``data/`` as models. Unknown keys are errors everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional, Tuple

from pydantic import Field, root_validator, validator

from bot.content.aspects import COMPOSED_ASPECTS, PROCEDURES, SIGNPOST_PROCEDURE, Aspect
from bot.content.strict import Strict, not_blank


class AspectAnswer(Strict):
    """The answer to one aspect; its own legal basis replaces the topic's."""

    text: str
    legal_basis: Optional[List[str]] = None

    _text_not_blank = validator("text", allow_reuse=True)(not_blank)


class Topic(Strict):
    """One thing citizens ask about. The file's name is the topic's id and Rasa's intent."""

    title: str = Field(..., max_length=60)
    summary: str = Field(..., max_length=160)
    procedure: str
    reviewed: dt.date
    review_by: dt.date
    legal_basis: List[str] = []
    links: List[str] = []
    related: List[str] = []
    # Asked on the way to something else: the talk goes on about what it was about before.
    passing: bool = False
    answers: Dict[Aspect, AspectAnswer]
    names: List[str] = Field(..., min_items=3)
    examples: Dict[Aspect, List[str]]

    @validator("procedure")
    def _known_procedure(cls, procedure: str) -> str:
        if procedure not in PROCEDURES:
            raise ValueError(
                f"«{procedure}» không phải mã thủ tục; hãy chọn một trong: {', '.join(PROCEDURES)}"
            )
        return procedure

    @validator("answers", pre=True)
    def _plain_text_is_an_answer(cls, answers: Any) -> Any:
        if not isinstance(answers, dict):
            return answers
        return {
            aspect: {"text": answer} if isinstance(answer, str) else answer
            for aspect, answer in answers.items()
        }

    @root_validator(skip_on_failure=True)
    def _complete(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        answers: Dict[Aspect, AspectAnswer] = fields["answers"]
        if Aspect.OVERVIEW not in answers:
            raise ValueError("«answers» phải có «tong_quan»")
        if fields["procedure"] != SIGNPOST_PROCEDURE and not fields["legal_basis"]:
            raise ValueError("«legal_basis» phải có ít nhất một căn cứ pháp lý")
        unanswered = [
            aspect.value
            for aspect in fields["examples"]
            if aspect not in answers and aspect not in COMPOSED_ASPECTS
        ]
        if unanswered:
            raise ValueError(
                f"«examples» có câu hỏi về «{unanswered[0]}» nhưng «answers» không có mục đó; "
                "hãy viết câu trả lời hoặc chuyển các câu hỏi sang mục khác"
            )
        return fields

    @property
    def is_signpost(self) -> bool:
        """Whether the topic only points to another public service."""
        return self.procedure == SIGNPOST_PROCEDURE


class Source(Strict):
    """A legal document. ``in_force_until`` is the last day on which it holds."""

    number: str
    name: str
    short: str
    in_force_from: dt.date
    in_force_until: Optional[dt.date] = None
    url: Optional[str] = None
    note: Optional[str] = None

    def in_force_on(self, day: dt.date) -> bool:
        """Whether the document is in force on ``day``."""
        ended = self.in_force_until is not None and day > self.in_force_until
        return self.in_force_from <= day and not ended


class Link(Strict):
    """An address offered as a button."""

    title: str = Field(..., max_length=60)
    url: str

    @validator("url")
    def _https(cls, url: str) -> str:
        if not url.startswith("https://"):
            raise ValueError("địa chỉ phải bắt đầu bằng https://")
        return url


class MenuGroup(Strict):
    """A group of topics and guided dialogues in the order in which a citizen sees them."""

    id: str
    title: str
    intro: str
    topics: List[str] = []
    guides: List[str] = []


class Menu(Strict):
    """The map of everything a citizen can ask about."""

    groups: List[MenuGroup]


class AspectWords(Strict):
    """How an aspect is named to citizens, and how they ask for it.

    ``examples`` name no topic; ``patterns`` have ``{ten}`` where a topic's name goes.
    """

    title: str = Field(..., max_length=30)
    patterns: List[str]
    examples: List[str]

    @validator("patterns", each_item=True)
    def _has_a_place_for_the_name(cls, pattern: str) -> str:
        if pattern.count("{ten}") != 1:
            raise ValueError(f"khuôn «{pattern}» phải có đúng một chỗ {{ten}}")
        return pattern


class SmallTalk(Strict):
    """A courtesy or a question about the assistant itself.

    With ``says_who_it_is`` the notice on who is talking stands above the answer.
    """

    examples: List[str]
    answer: str
    says_who_it_is: bool = False


# What code fills into fixed sentences, beside facts; each must stand there.
MESSAGE_PLACEHOLDERS: Dict[str, Tuple[str, ...]] = {
    "unverified": ("facts",),
    "expired_source": ("source",),
    "notice_official": ("co_quan",),
    "short_description_official": ("co_quan",),
    "privacy": (
        "so_ngay",
        "so_ngay_cau_hoi",
        "so_ngay_loi",
        "so_gio",
        "so_gio_cau_hoi",
        "lien_he",
    ),
    "deleted": ("so_ban_ghi", "con_lai"),
    "privacy_web": (
        "so_ngay",
        "so_ngay_cau_hoi",
        "so_phut",
        "so_gio",
        "so_gio_cau_hoi",
        "lien_he",
    ),
    "deleted_web": ("so_ban_ghi", "con_lai"),
    "question_kept": ("so_ngay_cau_hoi",),
    "keep_refused": ("so_cau",),
    "group_hint": ("ten_bot",),
    "meant_instead": ("chu_de",),
    "guide_known": ("viec",),
}


class ContextWords(Strict):
    """How people ask by the way, and name where they live rather than a procedure.

    ``places`` has, by topic, the phrases that hold its name and don't mean it.
    """

    asides: List[str]
    places: Dict[str, List[str]]


class Messages(Strict):
    """Every fixed sentence that the assistant says."""

    notice: str
    notice_official: str
    masked: str
    masked_web: str
    not_opened: str
    welcome: str
    help: str
    menu: str
    fallback: str
    out_of_scope: str
    clarify: str
    clarify_none: str
    meant_instead: str
    ask_topic: str
    cancelled: str
    error: str
    slow_down: str
    not_text: str
    not_needed: str
    privacy: str
    privacy_web: str
    privacy_contact: str
    delete_ask: str
    delete_yes: str
    delete_no: str
    deleted: str
    deleted_web: str
    deleted_but_wish: str
    question_kept: str
    keep_no: str = Field(..., max_length=40)
    keep_yes: str = Field(..., max_length=40)
    keep_refused: str
    keep_allowed: str
    kept: str
    group_hint: str
    card_open: str
    # Three stand in one row, on a small phone as well.
    tool_helpful: str = Field(..., max_length=12)
    tool_wrong: str = Field(..., max_length=12)
    tool_share: str = Field(..., max_length=12)
    opinion_helpful: str
    opinion_wrong: str
    opinion_menu: str = Field(..., max_length=40)
    share_web: str
    share_until: str
    share_send: str = Field(..., max_length=40)
    description: str
    short_description: str
    short_description_official: str
    unverified: str
    expired_source: str
    legal_basis_title: str
    updated: str
    guide_again: str
    guide_stuck: str
    guide_overview: str = Field(..., max_length=40)
    guide_open: str
    guide_old_button: str
    guide_first: str
    guide_known: str
    guide_unknown: str
    guide_resume: str = Field(..., max_length=40)
    guide_no_back: str
    guide_resumed: str
    guide_cancelled: str
    guide_paused: str
    guide_over: str
    guide_lost: str
    guide_unavailable: str

    @root_validator(skip_on_failure=True)
    def _has_what_code_fills_in(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        for name, placeholders in MESSAGE_PLACEHOLDERS.items():
            for placeholder in placeholders:
                if f"{{{placeholder}}}" not in fields[name]:
                    raise ValueError(f"«{name}» phải có chỗ {{{placeholder}}}")
        return fields


AspectFile = Dict[Aspect, AspectWords]
SmallTalkFile = Dict[str, SmallTalk]
WordList = Dict[str, str]
ExampleList = List[str]
