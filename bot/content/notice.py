"""Who is talking: what people are told at the first contact, as the law on AI wants it."""

from __future__ import annotations

from typing import Optional

from bot.content.schema import Messages


def notice(messages: Messages, owner: Optional[str] = None) -> str:
    """That it is a machine, and whose.

    ``owner`` is the state body that lists the assistant among its channels; without one it says
    that it is no official channel.
    """
    text = messages.notice_official.format(co_quan=owner) if owner else messages.notice
    return text.strip()
