"""What Telegram shows of the assistant before anybody writes to it."""

from __future__ import annotations

import logging
from typing import Optional

from telegram import Bot, BotCommand
from telegram.constants import BotDescriptionLimit
from telegram.error import TelegramError

from bot.content.notice import notice
from bot.content.schema import Messages

logger = logging.getLogger(__name__)

COMMANDS = (
    BotCommand("start", "Bắt đầu"),
    BotCommand("menu", "Xem các mục"),
    BotCommand("help", "Cách hỏi"),
    BotCommand("huy", "Bỏ việc đang hỏi"),
    BotCommand("riengtu", "Tôi giữ gì của bạn"),
    BotCommand("xoadulieu", "Xóa dữ liệu của bạn"),
)


async def introduce(bot: Bot, messages: Messages, owner: Optional[str]) -> None:
    """Sets the commands, and the descriptions that say who is talking.

    Raises:
        TelegramError: the commands were not taken. Descriptions that are not taken are only logged:
            the first answer says the same.
    """
    await bot.set_my_commands(COMMANDS)
    if bot.can_read_all_group_messages:
        logger.warning(
            "Bot đang nhận mọi tin trong nhóm. Hãy bật chế độ riêng tư: @BotFather → /setprivacy."
        )
    try:
        await bot.set_my_description(description(messages, owner))
        await bot.set_my_short_description(short_description(messages, owner))
    except TelegramError as error:
        logger.warning("Chưa đặt được phần giới thiệu bot: %s", type(error).__name__)


def description(messages: Messages, owner: Optional[str]) -> str:
    """What stands in an empty chat, before the first message."""
    text = f"{notice(messages, owner)}\n\n{messages.description.strip()}"
    return text[: BotDescriptionLimit.MAX_DESCRIPTION_LENGTH]


def short_description(messages: Messages, owner: Optional[str]) -> str:
    """What stands on the profile and in links that people share."""
    text = (
        messages.short_description_official.format(co_quan=owner)
        if owner
        else messages.short_description
    )
    return text.strip()[: BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH]
