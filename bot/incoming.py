"""What a message, command or tap means to the assistant, whichever front end it came in by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Optional, Protocol, Sequence

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.commands import COMMAND_INTENTS, DELETE, PRIVACY, START, command_in
from bot.content.answer import Answer, Button, Outcome
from bot.content.arrivals import message_for
from bot.content.compose import Composer
from bot.content.intents import CANCEL_INTENT, MENU_INTENT, START_INTENT
from bot.content.notice import MASKED_WARNING, MASKED_WEB_WARNING, WARNINGS_KEY, notice
from bot.content.store import Content
from bot.open_dialogues import KEPT_HOURS
from bot.own_data import Deleted, OwnData
from bot.storage.conversations import KEPT_DAYS
from bot.storage.inbox import PARKED_KEPT_DAYS
from bot.storage.web_replies import KEPT_MINUTES
from bot.training_data import form_intents

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

DELETE_YES = "xoa:co"
DELETE_NO = "xoa:khong"
_DELETE_ASK = "xoa:hoi"
_PAYLOAD = re.compile(r"^/(?P<intent>[a-z0-9_]+)(?:\{.*\})?$")


class Output(Protocol):
    """A way out to one citizen; also a Rasa output channel. ``sent`` counts its answers."""

    sent: int

    async def send(self, answer: Answer) -> None:
        """Takes ``answer``."""


@dataclass(frozen=True)
class Visitor:
    """Who wrote: the name of the conversation, the way out, and how all that is kept is deleted."""

    name: str
    output: Output
    delete: Callable[[], Awaitable[Deleted]]


@dataclass(frozen=True)
class Wording:
    """The fixed messages that are worded otherwise from front end to front end, by their names."""

    masked: str
    privacy: str
    deleted: str


TELEGRAM_WORDING = Wording(MASKED_WARNING, "privacy", "deleted")
WEB_WORDING = Wording(MASKED_WEB_WARNING, "privacy_web", "deleted_web")


class Reception:
    """Turns what came in into messages to Rasa, or answers by itself what needs no conversation."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        composer: Callable[[], Composer],
        own_data: OwnData,
        wording: Wording,
        owner: Optional[str] = None,
        contact: Optional[str] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` is Rasa's.

        ``owner`` is the state body that lists the assistant among its channels, if one does;
        ``contact`` whom citizens ask about their data.
        """
        self._on_new_message = on_new_message
        self._composer = composer
        self._own_data = own_data
        self._wording = wording
        self._owner = owner
        self._contact = contact

    async def line(self, visitor: Visitor, text: str, masked: bool = False) -> None:
        """A typed line: a command, else words."""
        command = command_in(text)
        if command is not None:
            await self.command(visitor, *command)
        else:
            await self.words(visitor, text, [self._wording.masked] if masked else [])

    async def words(self, visitor: Visitor, text: str, warnings: Sequence[str] = ()) -> None:
        """Typed words. A leading slash would let people type intents, so it goes.

        ``warnings`` name the fixed messages that are to stand above the answer.
        """
        await self._ask(visitor, spoken(text), warnings)

    async def command(self, visitor: Visitor, name: str, argument: str = "") -> None:
        """A command; behind ``start`` the payload of a link into the assistant may stand.

        Raises:
            KeyError: there is no such command.
        """
        if name == PRIVACY:
            await self.say(visitor, self.privacy())
        elif name == DELETE:
            await self.say(visitor, self._ask_to_delete())
        else:
            asked = message_for(argument, self._composer().content) if name == START else None
            await self._ask(visitor, asked or f"/{COMMAND_INTENTS[name]}")

    async def tap(self, visitor: Visitor, payload: str) -> None:
        """A button. What no button of ours can carry leads to the menu."""
        if payload == _DELETE_ASK:
            await self.say(visitor, self._ask_to_delete())
        elif payload == DELETE_NO:
            await self.say(visitor, self._composer().say("kept"))
        elif payload == DELETE_YES:
            await visitor.output.send(self.deleted(await visitor.delete()))
        else:
            known = intent_of(payload) in tappable(self._composer().content)
            await self._ask(visitor, payload if known else f"/{MENU_INTENT}")

    async def say(self, visitor: Visitor, answer: Answer) -> None:
        """An answer that no conversation is needed for; at the first contact with the notice."""
        if self._own_data.is_new(visitor.name):
            answer.notice = self.notice()
        await visitor.output.send(answer)

    def notice(self) -> str:
        """That a machine is talking, and whose."""
        return notice(self._composer().messages, self._owner)

    def privacy(self) -> Answer:
        """What is kept, why and how long, with the button to delete it."""
        composer = self._composer()
        answer = composer.say(
            self._wording.privacy,
            so_ngay=KEPT_DAYS,
            so_ngay_loi=PARKED_KEPT_DAYS,
            so_gio=KEPT_HOURS,
            so_phut=KEPT_MINUTES,
            lien_he=self._contact or composer.messages.privacy_contact,
        )
        answer.buttons = [Button(composer.messages.delete_yes, _DELETE_ASK)]
        return answer

    def deleted(self, deleted: Deleted) -> Answer:
        """How much went, and that nothing was found when looking again."""
        answer = self._composer().say(
            self._wording.deleted, so_ban_ghi=deleted.gone, con_lai=deleted.left
        )
        answer.buttons = []
        return answer

    def _ask_to_delete(self) -> Answer:
        """Asks once, as it cannot be taken back."""
        composer = self._composer()
        answer = composer.say("delete_ask")
        answer.buttons = [
            Button(composer.messages.delete_yes, DELETE_YES),
            Button(composer.messages.delete_no, DELETE_NO),
        ]
        return answer

    async def _ask(self, visitor: Visitor, text: str, warnings: Sequence[str] = ()) -> None:
        output = visitor.output
        assert isinstance(output, OutputChannel)
        await self._on_new_message(
            UserMessage(
                text,
                output,
                visitor.name,
                input_channel=output.name(),
                metadata={WARNINGS_KEY: list(warnings)} if warnings else {},
            )
        )
        if not output.sent:
            await output.send(self._composer().say("error", Outcome.ERROR))


def spoken(text: str) -> str:
    """The words of ``text``; empty when there are none."""
    return text.lstrip("/ \n")


def intent_of(payload: str) -> Optional[str]:
    """The intent that a button's payload names; ``None`` if it has not the form of one."""
    match = _PAYLOAD.match(payload)
    return match["intent"] if match else None


def tappable(content: Content) -> set[str]:
    """The intents that buttons carry."""
    return {MENU_INTENT, CANCEL_INTENT, START_INTENT, *content.topics, *form_intents(content)}
