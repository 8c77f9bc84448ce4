"""Takes personal data out of texts, and out of whole updates, before anything else sees them.

A mask has the length of what it hides, counted as Telegram counts (UTF-16 units), so that entities
such as commands and mentions keep their places. Its sign is no letter and no digit: understanding
reads a masked text as if the number were not there.

An update is rebuilt from the few fields that answering needs; whatever else Telegram sends, now or
in the future, is not taken over.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Callable, Dict, FrozenSet, List, NamedTuple

from bot.privacy.numbers import numbers_in
from bot.privacy.secrets import secrets_in
from bot.privacy.spans import Kind, Span, readable

MASK = "•"

# Fields that a cleaned update has beside Telegram's own; readers of updates find them in
# ``api_kwargs``.
CLEANED_KEY = "cleaned"  # on the update: it went through here
IGNORED_KEY = "ignored"  # on the update: it was of this kind, of which nothing is used
MASKED_KEY = "masked_kinds"  # on a message or query: the kinds of personal data in it
CARRIED_KEY = "carried"  # on a message: what it carried besides text; of that, nothing is kept

_MESSAGE_FIELDS = (
    "message_id",
    "date",
    "edit_date",
    "media_group_id",
    "message_thread_id",
    "is_topic_message",
    "migrate_to_chat_id",
)
# What may stand in a message without being content of its own.
_ENVELOPE = {
    *_MESSAGE_FIELDS,
    *("from", "chat", "sender_chat", "text", "caption", "entities", "caption_entities"),
    *("reply_to_message", "via_bot", "reply_markup", "link_preview_options", "quote"),
    *("forward_origin", "external_reply", "is_automatic_forward", "has_protected_content"),
    *("author_signature", "sender_boost_count", "sender_business_bot", "sender_tag", "effect_id"),
    *("business_connection_id", "is_from_offline", "show_caption_above_media"),
    *("has_media_spoiler", "is_paid_post", "paid_star_count", "direct_messages_topic"),
    *("reply_to_story", MASKED_KEY, CARRIED_KEY),
}

Json = Dict[str, Any]


class Masked(NamedTuple):
    """A text without its personal data, and which kinds of it there were."""

    text: str
    kinds: FrozenSet[Kind]


def mask(text: str) -> Masked:
    """``text`` with every piece of personal data replaced by dots."""
    plain = readable(text)
    found = chain(secrets_in(plain.text), numbers_in(plain.text))
    spans = [plain.in_original(span) for span in found]
    return Masked(_covered(text, spans), frozenset(span.kind for span in spans))


def _covered(text: str, spans: List[Span]) -> str:
    characters = list(text)
    for span in spans:
        for index in range(span.start, span.end):
            characters[index] = MASK * (2 if ord(text[index]) > 0xFFFF else 1)
    return "".join(characters)


def clean_update(update: Json) -> Json:
    """An update as it may be stored: numbers masked, no names, files, contacts or places.

    The argument is not changed. A kind of update that the assistant does not use keeps its number
    and the name of its kind only. Cleaning what is clean already changes nothing.
    """
    result: Json = {"update_id": update.get("update_id"), CLEANED_KEY: True}
    for kind, value in update.items():
        if kind in _CLEANERS and isinstance(value, dict):
            result[kind] = _CLEANERS[kind](value)
        elif kind == IGNORED_KEY:
            result[IGNORED_KEY] = value
        elif kind not in ("update_id", CLEANED_KEY):
            result[IGNORED_KEY] = kind
    return result


def _scalars(source: Json, *names: str) -> Json:
    return {n: source[n] for n in names if isinstance(source.get(n), (bool, int, str))}


def _object(source: Json, name: str, clean: Callable[[Json], Json]) -> Json:
    value = source.get(name)
    return {name: clean(value)} if isinstance(value, dict) else {}


def _user(user: Json) -> Json:
    # A first name must be there for readers of updates; nobody needs to know it.
    return {**_scalars(user, "id", "is_bot"), "first_name": ""}


def _chat(chat: Json) -> Json:
    return _scalars(chat, "id", "type", "is_forum")


def _text(source: Json, *names: str) -> Json:
    """The texts of these names, masked, and which kinds of personal data they held."""
    result: Json = {}
    kinds = {str(kind) for kind in source.get(MASKED_KEY) or ()}
    for name in names:
        if isinstance(source.get(name), str):
            masked = mask(source[name])
            result[name] = masked.text
            kinds.update(kind.value for kind in masked.kinds)
    return {**result, MASKED_KEY: sorted(kinds)} if kinds else result


def _entities(source: Json, name: str) -> Json:
    entities = source.get(name)
    if not isinstance(entities, list):
        return {}
    # An address or a user behind a word is not kept, only that the word was marked.
    kept = [_scalars(e, "type", "offset", "length") for e in entities if isinstance(e, dict)]
    return {name: [e for e in kept if len(e) == 3]}


def _message(message: Json) -> Json:
    carried = [name for name in message if name not in _ENVELOPE]
    return {
        **_scalars(message, *_MESSAGE_FIELDS),
        **_object(message, "from", _user),
        **_object(message, "via_bot", _user),
        **_object(message, "chat", _chat),
        **_object(message, "reply_to_message", _place),
        **_text(message, "text", "caption"),
        **_entities(message, "entities"),
        **_entities(message, "caption_entities"),
        **({CARRIED_KEY: carried} if carried else _scalar_list(message, CARRIED_KEY)),
    }


def _scalar_list(source: Json, name: str) -> Json:
    return {name: list(source[name])} if isinstance(source.get(name), list) else {}


def _place(message: Json) -> Json:
    """Which message it is and whose, without what it says."""
    return {
        **_scalars(message, "message_id", "date"),
        **_object(message, "from", _user),
        **_object(message, "chat", _chat),
    }


def _callback_query(query: Json) -> Json:
    return {
        **_scalars(query, "id", "chat_instance", "inline_message_id"),
        **_object(query, "from", _user),
        **_object(query, "message", _place),
        **_text(query, "data"),
    }


def _inline_query(query: Json) -> Json:
    return {
        **_scalars(query, "id", "offset", "chat_type"),
        **_object(query, "from", _user),
        **_text(query, "query"),
    }


def _member(member: Json) -> Json:
    named = ("custom_title", "tag", "user")
    rights = [name for name in member if name not in named]
    return {**_scalars(member, *rights), **_object(member, "user", _user)}


def _member_update(change: Json) -> Json:
    return {
        **_scalars(change, "date"),
        **_object(change, "chat", _chat),
        **_object(change, "from", _user),
        **_object(change, "old_chat_member", _member),
        **_object(change, "new_chat_member", _member),
    }


_CLEANERS: Dict[str, Callable[[Json], Json]] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _callback_query,
    "inline_query": _inline_query,
    "my_chat_member": _member_update,
}
