"""What stands on a sheet about one topic, before it is set on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import List, Optional

from bot.content.addresses import DoorLink, Entrances, topic_door
from bot.content.answer import Answer
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.facts import format_date
from bot.content.store import Content
from bot.content.text import grounds
from bot.print.markup import Block, Style, at_most, blocks
from bot.print.topic_validity import topic_validity
from bot.print.validity import Validity

MOST_STEPS = 8
_ASPECTS = (Aspect.DOCUMENTS, Aspect.WHERE, Aspect.FEE, Aspect.TIME)


@dataclass(frozen=True)
class Sheet:
    """One topic for one hand: ``ward`` is who gives it, or empty.

    ``brief`` is the same sheet with the topic's overview instead of its steps in detail, for where
    letters must be so large that the steps do not fit.
    """

    topic_id: str
    title: str
    summary: str
    body: List[Block]
    tail: List[Block]
    links: List[DoorLink]
    validity: Validity
    ward: str
    brief: Optional[Sheet] = None


def compose_sheet(
    content: Content, topic_id: str, day: dt.date, entrances: Entrances, ward: str = ""
) -> Sheet:
    """The sheet about a topic as of ``day``.

    Raises:
        KeyError: there is no such topic.
    """
    detailed = Aspect.STEPS in content.topics[topic_id].answers
    brief = _compose(content, topic_id, Aspect.OVERVIEW, day, entrances, ward)
    if not detailed:
        return brief
    sheet = _compose(content, topic_id, Aspect.STEPS, day, entrances, ward)
    return replace(sheet, brief=brief)


def _compose(
    content: Content, topic_id: str, first: Aspect, day: dt.date, entrances: Entrances, ward: str
) -> Sheet:
    topic = content.topics[topic_id]
    aspects = [first, *(aspect for aspect in _ASPECTS if aspect in topic.answers)]

    answer = Composer(content, day).topic(topic_id, aspects)
    links = entrances.links(topic_door(topic_id))
    return Sheet(
        topic_id,
        topic.title,
        topic.summary,
        _body(content, answer, aspects),
        _tail(content, answer, links, day),
        links,
        topic_validity(content, topic_id, aspects, day),
        ward,
    )


def _body(content: Content, answer: Answer, order: List[Aspect]) -> List[Block]:
    texts = dict(zip(map(Aspect, answer.aspects), (s.text for s in answer.sections), strict=True))
    result: List[Block] = []
    for aspect in order:
        result.append(Block(Style.HEADING, content.aspect_title(aspect), opens=True))
        result.extend(at_most(MOST_STEPS, blocks(texts[aspect])))
    return result


def _tail(content: Content, answer: Answer, links: List[DoorLink], day: dt.date) -> List[Block]:
    assert content.messages is not None and content.print_words is not None
    words = content.print_words
    small = grounds(answer, content.messages).splitlines()
    names = [f"{words.channel(link.channel)}: {link.shown}." for link in links]
    printed = f"{words.sheet.printed} {format_date(day)}."
    small.append(" ".join([printed, *names, words.sheet.disclaimer]))
    return [
        *(Block(Style.PARAGRAPH, note) for note in answer.notes),
        *(Block(Style.SMALL, line) for line in small),
    ]
