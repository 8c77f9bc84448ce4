"""Inline mode: ``@bot tạm trú`` in any chat offers answers as cards to drop in."""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.content.addresses import topic_door
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import ASPECT_ENTITY
from bot.content.notice import notice
from bot.content.search import called
from bot.dialogue import aspects_in
from bot.telegram.render import render

logger = logging.getLogger(__name__)

Parse = Callable[[str], Awaitable[Dict[str, Any]]]

MOST_CARDS = 8
# Half-typed words fit what topics are called; whole questions are for understanding. Measured on
# beginnings of titles and of questions: docs/decisions/0028-inline-cards.md.
_MOST_BY_NAME = 3
# Short: an edited answer is live in chats at once, and in cards a minute later.
_CACHE_SECONDS = 60


class Cards:
    """Offers matching topics for what someone types behind the assistant's name."""

    def __init__(
        self, composer: Callable[[], Composer], parse: Parse, owner: Optional[str] = None
    ) -> None:
        """``parse`` is what understanding reads in a text, outside any conversation."""
        self._composer = composer
        self._parse = parse
        self._owner = owner

    async def offer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an inline query. One that comes too late is of no use, and is let go."""
        query = update.inline_query
        assert query is not None
        try:
            await context.bot.answer_inline_query(
                query.id,
                await self.matching(query.query, context.bot.username),
                cache_time=_CACHE_SECONDS,
                is_personal=False,
            )
        except TelegramError as error:
            logger.info("Không gửi được gợi ý: %s", type(error).__name__)

    async def matching(self, typed: str, username: str) -> List[InlineQueryResultArticle]:
        """The cards for ``typed``, best first; their ids tell topic and aspect."""
        composer = self._composer()
        topics = called(composer.content, typed)
        aspects: Sequence[Aspect] = ()
        if typed.strip():
            parsed = await self._parse(typed)
            ranked = [r["name"] for r in parsed.get("intent_ranking") or ()]
            topics = [*topics[:_MOST_BY_NAME], *ranked]
            aspects = aspects_in(parsed.get("entities") or (), ASPECT_ENTITY)
        known = [t for t in dict.fromkeys(topics) if t in composer.content.topics]
        return [self._card(composer, topic, aspects, username) for topic in known[:MOST_CARDS]]

    def _card(
        self, composer: Composer, topic_id: str, aspects: Sequence[Aspect], username: str
    ) -> InlineQueryResultArticle:
        topic = composer.content.topics[topic_id]
        aspect = next((a for a in aspects if a in topic.answers), Aspect.OVERVIEW)
        answer = composer.topic(topic_id, [aspect])
        # Whoever receives the card may never have written to the assistant.
        answer.notice = notice(composer.messages, self._owner)
        start = topic_door(topic_id, None if aspect is Aspect.OVERVIEW else aspect).start
        link = InlineKeyboardButton(
            composer.messages.card_open, url=f"https://t.me/{username}?start={start}"
        )
        return InlineQueryResultArticle(
            id=start,
            title=answer.title,
            description=topic.summary,
            input_message_content=InputTextMessageContent(
                # One message: the check on content keeps answers short enough.
                render(answer, composer.messages).texts[0],
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            reply_markup=InlineKeyboardMarkup([[link]]),
        )
