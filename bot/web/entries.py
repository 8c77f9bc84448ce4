"""What can be opened on the web page: where it is, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from bot.content.addresses import Door, group_door, guide_door, topic_door
from bot.content.arrivals import door_for, message_for
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import guide_intent


@dataclass(frozen=True)
class Entry:
    """Something that can be opened at ``href`` from the root, or asked by the tap ``payload``."""

    title: str
    href: str
    payload: str
    summary: str = ""


def href_of(door: Door) -> str:
    """Where ``door`` is, from the root of the site."""
    return door.path.lstrip("/")


def ask_of(door: Door) -> str:
    """Where the chat opens on what ``door`` stands for, from the root of the site."""
    return f"?start={door.start}"


def topic_entry(composer: Composer, topic_id: str) -> Entry:
    """A topic to open."""
    topic = composer.content.topics[topic_id]
    return _entry(composer, topic_door(topic_id), topic.title, topic.summary)


def guide_entry(composer: Composer, guide_id: str) -> Entry:
    """A guided dialogue to open."""
    guide = composer.content.guides[guide_id]
    return _entry(composer, guide_door(guide_id), guide.title, guide.summary)


def _entry(composer: Composer, door: Door, title: str, summary: str) -> Entry:
    asked = message_for(door.start, composer.content)
    assert asked is not None, f"no way back from {door.start}"
    return Entry(title, href_of(door), asked, summary)


def asked_entry(composer: Composer, start: str) -> Optional[Entry]:
    """What the payload of a deep link asks; ``None`` if it names nothing that exists."""
    content = composer.content
    asked, door = message_for(start, content), door_for(start, content)
    if asked is None or door is None:
        return None
    name, _, part = start.partition("-")
    titles = {
        **{topic_id: topic.title for topic_id, topic in content.topics.items()},
        **{guide_intent(guide_id): guide.title for guide_id, guide in content.guides.items()},
        **{group_door(group.id).start: group.title for group in content.menu.groups},
    }
    title = titles.get(start) or f"{titles[name]} – {content.aspect_title(Aspect(part)).lower()}"
    return Entry(title, href_of(door), asked)


def group_entries(composer: Composer) -> List[Entry]:
    """The groups of the menu to open."""
    return [
        _entry(composer, group_door(group.id), group.title, group.intro)
        for group in composer.content.menu.groups
    ]
