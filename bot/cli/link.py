"""``link``: the links that open on one topic, or on one aspect of it."""

from __future__ import annotations

from typing import List

from bot.cli.entrances import read_entrances
from bot.cli.options import parser, read_content, topics_known
from bot.content.addresses import topic_door
from bot.content.aspects import Aspect


def main(arguments: List[str]) -> int:
    """Prints one link a line; exit status 1 if there is no such topic, or nothing to link to."""
    options = parser("link", "In liên kết mở thẳng một chủ đề")
    options.add_argument("topic", help="tên tệp chủ đề, không có đuôi .yml")
    options.add_argument(
        "aspect",
        nargs="?",
        choices=[aspect.value for aspect in Aspect],
        metavar="KHÍA_CẠNH",
        help=f"một trong: {', '.join(aspect.value for aspect in Aspect)}",
    )
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None or not topics_known(content, [args.topic]):
        return 1
    entrances = read_entrances()
    aspect = Aspect(args.aspect) if args.aspect else None
    links = entrances.links(topic_door(args.topic, aspect)) if entrances else []
    for link in links:
        print(link.url)
    return 0 if links else 1
