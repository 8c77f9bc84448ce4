"""Whether a message speaks to the assistant, and what it says without the assistant's name."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Tuple

from telegram import Message, MessageEntity
from telegram.constants import ChatID, ChatType
from telegram.ext.filters import MessageFilter


class FromPerson(MessageFilter):
    """Written by a person: no bot, no card of a bot, no post that Telegram passes on."""

    def filter(self, message: Message) -> bool:
        """Whether a person wrote ``message``."""
        sender = message.from_user
        if sender is None or message.via_bot is not None or sender.id == ChatID.SERVICE_CHAT:
            return False
        # An administrator who hides behind the group is a person.
        return not sender.is_bot or sender.id == ChatID.ANONYMOUS_ADMIN


class SpokenTo(MessageFilter):
    """Meant for the assistant: in private always, in groups when named or replied to."""

    def filter(self, message: Message) -> bool:
        """Whether ``message`` is meant for the assistant."""
        if message.chat.type == ChatType.PRIVATE:
            return True
        if message.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return False
        replied = message.reply_to_message and message.reply_to_message.from_user
        return bool(replied and replied.id == message.get_bot().id) or bool(_mentions(message))


def words_of(message: Message) -> str:
    """The text or caption, without the assistant's name where it is called by it."""
    text = message.text or message.caption or ""
    for start, end in reversed(_mentions(message)):
        text = f"{text[:start].rstrip()} {text[end:].lstrip(' ,:')}"
    return text.strip()


def may_concern(message: Dict[str, Any], bot_id: int, username: str) -> bool:
    """Whether a cleaned raw message may speak to the assistant.

    What is said in a group among others is told by it at the door, before anything is kept of it.
    In doubt it is for us: handlers look again.
    """
    if (message.get("chat") or {}).get("type") not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return True
    replied = (message.get("reply_to_message") or {}).get("from") or {}
    if replied.get("id") == bot_id:
        return True
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or ()
    spots = [(e["type"], e["offset"], e["length"]) for e in entities]
    if not all(isinstance(n, int) for _, offset, length in spots for n in (offset, length)):
        return True
    if (MessageEntity.BOT_COMMAND, 0) in {(kind, offset) for kind, offset, _ in spots}:
        return True
    return bool(_named(text, spots, username))


def _mentions(message: Message) -> List[Tuple[int, int]]:
    """Where the assistant is named, as positions in the text or caption."""
    entities = message.entities or message.caption_entities
    spots = [(e.type, e.offset, e.length) for e in entities]
    return _named(message.text or message.caption or "", spots, message.get_bot().username)


def _named(
    text: str, spots: Iterable[Tuple[str, int, int]], username: str
) -> List[Tuple[int, int]]:
    # Telegram counts in UTF-16 units, two bytes each.
    raw = text.encode("utf-16-le", "surrogatepass")
    found = []
    for kind, offset, length in spots:
        if kind != MessageEntity.MENTION:
            continue
        start = len(raw[: 2 * offset].decode("utf-16-le", "replace"))
        end = start + length  # a name is ASCII
        if text[start:end].lower() == f"@{username}".lower():
            found.append((start, end))
    return found
