"""What is said above an answer: who is talking, and warnings about what was sent."""

from __future__ import annotations

from typing import Optional

from bot.content.schema import Messages

# Names of fixed messages that may stand above an answer, and of the place in a message's metadata
# that asks for them.
MASKED_WARNING = "masked"
MASKED_WEB_WARNING = "masked_web"  # where a message cannot be deleted by hand
FILE_WARNING = "not_opened"
WARNINGS = (MASKED_WARNING, MASKED_WEB_WARNING, FILE_WARNING)
WARNINGS_KEY = "warnings"


def notice(messages: Messages, owner: Optional[str] = None) -> str:
    """That it is a machine, and whose: the law on AI wants it said at the first contact.

    ``owner`` is the state body that lists the assistant among its channels; without one it says
    that it is no official channel.
    """
    text = messages.notice_official.format(co_quan=owner) if owner else messages.notice
    return text.strip()
