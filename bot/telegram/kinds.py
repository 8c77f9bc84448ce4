"""Every kind of update that Telegram has, and what the assistant does with it.

Kinds that are not used are not asked for; one that comes all the same is counted as ignored, and
nothing of it is kept but its number.
"""

from __future__ import annotations

from typing import Dict, NamedTuple, Tuple

from bot.content.notice import FILE_WARNING


class Use(NamedTuple):
    """What becomes of a kind of update; ``asked_for`` says whether Telegram shall deliver it."""

    asked_for: bool
    what: str


def _used(what: str) -> Use:
    return Use(True, what)


def _ignored(what: str) -> Use:
    return Use(False, what)


_NO_BUSINESS = _ignored("the assistant writes in its own name only, not for a business account")
_NO_REACTIONS = _ignored("a reaction is no question")
_NO_MONEY = _ignored("nothing is sold here")
_NO_BOOSTS = _ignored("boosts concern channels")

KINDS: Dict[str, Use] = {
    "message": _used("answered in private chats; in groups if it speaks to the assistant"),
    "edited_message": _used("answered anew if it was the chat's last question, else ignored"),
    "callback_query": _used("a button: answered; what it carries is checked"),
    "inline_query": _used("answered with cards of matching topics"),
    "my_chat_member": _used("blocked or removed: what is kept of the chat is deleted"),
    "channel_post": _ignored("channels talk to many; nobody asks there"),
    "edited_channel_post": _ignored("as channel posts"),
    "chosen_inline_result": _ignored("which card someone took is nobody's business"),
    "chat_member": _ignored("who joins or leaves a group is nobody's business"),
    "chat_join_request": _ignored("the assistant administers no groups"),
    "message_reaction": _NO_REACTIONS,
    "message_reaction_count": _NO_REACTIONS,
    "poll": _ignored("the assistant holds no polls"),
    "poll_answer": _ignored("the assistant holds no polls"),
    "shipping_query": _NO_MONEY,
    "pre_checkout_query": _NO_MONEY,
    "purchased_paid_media": _NO_MONEY,
    "chat_boost": _NO_BOOSTS,
    "removed_chat_boost": _NO_BOOSTS,
    "business_connection": _NO_BUSINESS,
    "business_message": _NO_BUSINESS,
    "edited_business_message": _NO_BUSINESS,
    "deleted_business_messages": _NO_BUSINESS,
    "guest_message": _ignored("the assistant answers where it is a member, and inline"),
    "managed_bot": _ignored("the assistant manages no other bots"),
}
ALLOWED_UPDATES: Tuple[str, ...] = tuple(kind for kind, use in KINDS.items() if use.asked_for)

_NOT_TEXT = "not_text"
_NOT_NEEDED = "not_needed"
# What is said to a message by what it carries besides text. What is not here is said by Telegram
# rather than by a person (someone joined, a message was pinned …), and is ignored.
CARRIED: Dict[str, str] = {
    # First: an animation comes with a document, a place with a location.
    **dict.fromkeys(("photo", "live_photo", "document", "video", "paid_media"), FILE_WARNING),
    **dict.fromkeys(("animation", "video_note", "voice", "audio"), _NOT_TEXT),
    **dict.fromkeys(("contact", "location", "venue", "users_shared"), _NOT_NEEDED),
    **dict.fromkeys(("chat_shared", "passport_data"), _NOT_NEEDED),
    **dict.fromkeys(("sticker", "story", "dice", "game", "poll", "checklist"), _NOT_TEXT),
    **dict.fromkeys(("invoice", "giveaway", "gift", "unique_gift", "web_app_data"), _NOT_TEXT),
}
