"""``link``: the links that open on one topic or an aspect of it, a guided dialogue or a group."""

from __future__ import annotations

from typing import List, Optional

from bot.cli.entrances import read_entrances
from bot.cli.options import parser, read_content, topics_known
from bot.content.addresses import Door, group_door, guide_door, topic_door
from bot.content.aspects import Aspect
from bot.content.store import Content


def main(arguments: List[str]) -> int:
    """Prints one link a line; exit status 1 if there is no such topic, or nothing to link to."""
    options = parser(
        "link", "In liên kết mở thẳng một chủ đề, một phần hỏi từng bước hoặc một nhóm"
    )
    options.add_argument(
        "topic", help="tên tệp chủ đề hoặc tệp hỏi từng bước, không có đuôi .yml; hoặc tên nhóm"
    )
    options.add_argument(
        "aspect",
        nargs="?",
        choices=[aspect.value for aspect in Aspect],
        metavar="KHÍA_CẠNH",
        help=f"một trong: {', '.join(aspect.value for aspect in Aspect)}",
    )
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None:
        return 1
    door = _door(content, args.topic, Aspect(args.aspect) if args.aspect else None)
    if door is None:
        topics_known(content, [args.topic])
        return 1
    entrances = read_entrances()
    links = entrances.links(door) if entrances else []
    for link in links:
        print(link.url)
    return 0 if links else 1


def _door(content: Content, name: str, aspect: Optional[Aspect]) -> Optional[Door]:
    """Topics come first; only they have aspects."""
    if name in content.topics:
        return topic_door(name, aspect)
    if aspect is None and name in content.guides:
        return guide_door(name)
    if aspect is None and name in {group.id for group in content.menu.groups}:
        return group_door(name)
    return None
