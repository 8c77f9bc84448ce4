"""The words by which a scam is known, and what to do when it has happened."""

from __future__ import annotations

from typing import Any, Dict, List

from pydantic import Field, root_validator, validator

from bot.content.strict import Strict, not_blank


class ScamSign(Strict):
    """One thing that swindlers say or ask for.

    ``weight`` 3 is enough for the verdict; 1 and 2 need another sign beside them. Phrases in
    ``words`` may hold the signs that ``bot/guides/phrases.py`` explains (``*``, ``<link>`` …).
    """

    title: str = Field(..., max_length=80)
    why: str
    weight: int = Field(..., ge=1, le=3)
    words: List[str] = Field(..., min_items=1)

    _why_not_blank = validator("why", allow_reuse=True)(not_blank)


class ScamDeed(Strict):
    """Something the citizen did at the swindler's word.

    ``done`` phrases say by themselves that it has happened; ``actions`` do so only beside one of
    the ``done_words`` ("đã", "lỡ") or ``finished_words`` ("rồi"). ``steps`` name texts. A
    ``weak`` deed counts only when no other is found: it says less than they do.
    """

    title: str = Field(..., max_length=80)
    done: List[str] = Field(..., min_items=1)
    actions: List[str] = []
    steps: List[str] = Field(..., min_items=1)
    weak: bool = False


class ScamWords(Strict):
    """Signs, deeds (most urgent first) and the small words that tell done from demanded."""

    signs: Dict[str, ScamSign]
    deeds: Dict[str, ScamDeed]
    steps_in_order: List[str] = Field(..., min_items=1)
    done_words: List[str] = Field(..., min_items=1)
    not_done_words: List[str] = Field(..., min_items=1)
    passive_words: List[str] = Field(..., min_items=1)
    finished_words: List[str] = Field(..., min_items=1)
    after_finished_words: List[str] = Field(..., min_items=1)
    abbreviations: Dict[str, str] = {}

    @root_validator(skip_on_failure=True)
    def _steps_have_a_place(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        ordered = set(fields["steps_in_order"])
        for name, deed in fields["deeds"].items():
            for step in deed.steps:
                if step not in ordered:
                    raise ValueError(f"«steps_in_order» thiếu bước «{step}» mà «{name}» cần")
        return fields
