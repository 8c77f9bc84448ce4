"""Links to a topic, a guided dialogue or a group of the menu, in Telegram and on the web page.

Links stand on paper in citizens' hands for years. Their form and the ids in them are therefore
never given another meaning: a topic that goes leaves its id unused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import List, NamedTuple, Optional
from urllib.parse import urlsplit

from bot.content.aspects import Aspect
from bot.content.intents import GROUP_START, guide_intent


@dataclass(frozen=True)
class Door:
    """One place to come in by.

    ``start`` is the payload of Telegram's deep link (64 of ``A-Za-z0-9_-``), ``path`` the path of
    the web page. Ids of topics, aspects and groups have no hyphen, so a hyphen parts them.
    """

    start: str
    path: str


def topic_door(topic_id: str, aspect: Optional[Aspect] = None) -> Door:
    """The door to a topic, or to one aspect of it."""
    if aspect is None:
        return Door(topic_id, f"/chu-de/{topic_id}")
    return Door(f"{topic_id}-{aspect.value}", f"/chu-de/{topic_id}/{aspect.value}")


def group_door(group_id: str) -> Door:
    """The door to the topics of a group of the menu."""
    return Door(f"{GROUP_START}-{group_id}", f"/nhom/{group_id}")


def guide_door(guide_id: str) -> Door:
    """The door to a guided dialogue."""
    return Door(guide_intent(guide_id), f"/huong-dan/{guide_id}")


class Channel(str, Enum):
    """Where a link leads."""

    TELEGRAM = "telegram"
    WEB = "web"


class DoorLink(NamedTuple):
    """A whole link; ``shown`` is what people recognise its owner by."""

    channel: Channel
    url: str
    shown: str


@dataclass(frozen=True)
class Entrances:
    """The ways to the assistant that its operator has opened.

    ``telegram_bot_name`` has no ``@``, ``web_address`` no slash at its end.
    """

    telegram_bot_name: Optional[str] = None
    web_address: Optional[str] = None

    def links(self, door: Door) -> List[DoorLink]:
        """The link to ``door`` by each way that is open."""
        found = []
        if self.telegram_bot_name:
            url = f"https://t.me/{self.telegram_bot_name}?start={door.start}"
            found.append(DoorLink(Channel.TELEGRAM, url, f"@{self.telegram_bot_name}"))
        if self.web_address:
            url = f"{self.web_address}{door.path}"
            found.append(DoorLink(Channel.WEB, url, urlsplit(url).netloc))
        return found
