"""What is handed on when an answer is shared: its title, its links and until when it is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List, Optional, Tuple

from bot.content.addresses import Door, DoorLink, Entrances, guide_door, topic_door
from bot.content.arrivals import message_for
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import GUIDE_PREFIX
from bot.print.validity import right_until


@dataclass(frozen=True)
class Share:
    """An answer to hand on; ``until`` is the last day on which it is known to be right."""

    title: str
    links: List[DoorLink]
    until: Optional[dt.date] = None


def share(start: str, composer: Composer, entrances: Entrances) -> Optional[Share]:
    """What the door with this payload leads to.

    ``None`` if it leads to no topic and no guided dialogue: payloads can be made up.
    """
    content = composer.content
    if message_for(start, content) is None:
        return None
    guide_id = start[len(GUIDE_PREFIX) :]
    if start.startswith(GUIDE_PREFIX) and guide_id in content.guides:
        return Share(content.guides[guide_id].title, entrances.links(guide_door(guide_id)))
    topic_id, _, part = start.partition("-")
    if topic_id not in content.topics:
        return None
    aspect = Aspect(part) if part else None
    door: Door = topic_door(topic_id, aspect)
    answer = composer.topic(topic_id, [aspect or Aspect.OVERVIEW])
    return Share(answer.title, entrances.links(door), _until(topic_id, aspect, composer))


def _until(topic_id: str, aspect: Optional[Aspect], composer: Composer) -> Optional[dt.date]:
    """The day before the next known change, unless the topic is to be read again before it."""

    def said_on(day: dt.date) -> Tuple[object, ...]:
        answer = Composer(composer.content, day).topic(topic_id, [aspect or Aspect.OVERVIEW])
        return answer.sections, answer.notes, answer.legal_basis

    until = right_until(composer.content, composer.day, said_on)
    review_by = composer.content.topics[topic_id].review_by
    return until if until is not None and until < review_by else None
