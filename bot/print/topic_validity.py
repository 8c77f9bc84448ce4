"""Until when what is said of a topic is right, on paper and on the web page."""

from __future__ import annotations

import datetime as dt
from typing import Sequence

from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.store import Content
from bot.print.validity import Validity, right_until


def topic_validity(
    content: Content, topic_id: str, aspects: Sequence[Aspect], day: dt.date
) -> Validity:
    """The validity of a page with ``aspects`` of a topic, made on ``day``.

    Raises:
        KeyError: there is no such topic.
    """

    def shown_on(date: dt.date) -> object:
        answer = Composer(content, date).topic(topic_id, aspects)
        return answer.sections, answer.notes, answer.legal_basis

    until = right_until(content, day, shown_on)
    return Validity(day, until, content.topics[topic_id].review_by)
