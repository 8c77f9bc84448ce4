"""``show``: a topic as a citizen sees it."""

from __future__ import annotations

from typing import List

from bot.cli.options import parser, read_content, topics_known
from bot.content.aspects import COMPOSED_ASPECTS
from bot.content.compose import Composer
from bot.content.text import plain


def main(arguments: List[str]) -> int:
    """Prints every aspect of a topic; exit status 1 if there is no such topic."""
    options = parser("show", "In một chủ đề như người dân thấy")
    options.add_argument("topic", help="tên tệp chủ đề, không có đuôi .yml")
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None or not topics_known(content, [args.topic]):
        return 1
    composer = Composer(content, args.as_of)
    aspects = [*content.topics[args.topic].answers, *sorted(COMPOSED_ASPECTS)]
    for aspect in aspects:
        answer = composer.topic(args.topic, [aspect])
        print(f"───── {aspect.value} ({len(answer.body)} ký tự)")
        print(plain(answer, composer.messages), end="\n\n")
    return 0
