"""What is handed on when an answer is shared: its title, its links and until when it is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import List, Optional

from bot.content.addresses import Door, DoorLink, Entrances, guide_door, topic_door
from bot.content.arrivals import message_for
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import GUIDE_PREFIX
from bot.print.topic_validity import topic_validity


@dataclass(frozen=True)
class Share:
    """An answer to hand on: the payload of its door, what it is called, the links to it.

    ``until`` is the last day on which it is known to be right."""

    start: str
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
        return Share(start, content.guides[guide_id].title, entrances.links(guide_door(guide_id)))
    topic_id, _, part = start.partition("-")
    if topic_id not in content.topics:
        return None
    aspect = Aspect(part) if part else None
    door: Door = topic_door(topic_id, aspect)
    aspects = [aspect or Aspect.OVERVIEW]
    answer = composer.topic(topic_id, aspects)
    validity = topic_validity(content, topic_id, aspects, composer.day)
    # Where nothing is known to change, a day to read it again says nothing to citizens.
    until = validity.until if validity.until and validity.until < validity.review_by else None
    return Share(start, answer.title, entrances.links(door), until)
