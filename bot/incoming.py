"""What a message, command or tap means to the assistant, whichever front end it came in by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, Awaitable, Callable, Optional, Protocol, Sequence

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.commands import COMMAND_INTENTS, DELETE, PRIVACY, START, command_in
from bot.content.addresses import Entrances
from bot.content.answer import Answer, Button, Outcome
from bot.content.arrivals import message_for
from bot.content.compose import Composer
from bot.content.intents import CANCEL_INTENT, MENU_INTENT, START_INTENT
from bot.content.notice import MASKED_WARNING, MASKED_WEB_WARNING, WARNINGS_KEY, notice
from bot.content.store import Content
from bot.feedback import SHARE_PREFIX, Exchange, Feedback
from bot.held_questions import HELD_HOURS
from bot.open_dialogues import KEPT_HOURS
from bot.own_data import Deleted, OwnData
from bot.sharing import Share, share
from bot.storage.asked import QUESTIONS_KEPT_DAYS
from bot.storage.conversations import KEPT_DAYS
from bot.storage.inbox import PARKED_KEPT_DAYS
from bot.storage.turn import current_turn
from bot.storage.web_replies import KEPT_MINUTES
from bot.training_data import form_intents

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

DELETE_YES = "xoa:co"
DELETE_NO = "xoa:khong"
KEEP_YES = "giu:co"
KEEP_NO = "giu:khong"
_DELETE_ASK = "xoa:hoi"
_PAYLOAD = re.compile(r"^/(?P<intent>[a-z0-9_]+)(?:\{.*\})?$")


class Output(Protocol):
    """A way out to one citizen; also a Rasa output channel. ``sent`` counts its answers.

    ``finish`` has the last word on each answer that Rasa gives.
    """

    sent: int
    finish: Optional[Callable[[Answer], None]]

    async def send(self, answer: Answer) -> None:
        """Takes ``answer``."""

    async def share(self, shared: Share) -> None:
        """Takes an answer's links, to be handed on."""


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
        feedback: Feedback,
        entrances: Callable[[], Entrances],
        wording: Wording,
        owner: Optional[str] = None,
        contact: Optional[str] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` is Rasa's.

        ``entrances`` are the ways into the assistant that answers are handed on with.
        ``owner`` is the state body that lists the assistant among its channels, if one does;
        ``contact`` whom citizens ask about their data.
        """
        self._on_new_message = on_new_message
        self._composer = composer
        self._own_data = own_data
        self._feedback = feedback
        self._entrances = entrances
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
        words = spoken(text)
        await self._ask(visitor, words, warnings, words)

    async def command(self, visitor: Visitor, name: str, argument: str = "") -> None:
        """A command; behind ``start`` the payload of a link into the assistant may stand.

        Raises:
            KeyError: there is no such command.
        """
        if name == PRIVACY:
            await self.say(visitor, self.privacy(visitor))
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
            await visitor.output.send(self.deleted(await visitor.delete(), visitor))
        elif payload == KEEP_NO:
            gone = await self._own_data.refuse_questions(visitor.name)
            await self.say(visitor, self._wish("keep_refused", KEEP_YES, so_cau=gone))
        elif payload == KEEP_YES:
            await self._own_data.allow_questions(visitor.name)
            await self.say(visitor, self._wish("keep_allowed", KEEP_NO))
        elif not await self._used_as_tool(visitor, payload):
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

    def privacy(self, visitor: Optional[Visitor] = None) -> Answer:
        """What is kept, why and how long; to a visitor with the buttons to refuse and delete it."""
        composer = self._composer()
        messages = composer.messages
        answer = composer.say(
            self._wording.privacy,
            so_ngay=KEPT_DAYS,
            so_ngay_cau_hoi=QUESTIONS_KEPT_DAYS,
            so_ngay_loi=PARKED_KEPT_DAYS,
            so_gio=KEPT_HOURS,
            so_gio_cau_hoi=HELD_HOURS,
            so_phut=KEPT_MINUTES,
            lien_he=self._contact or messages.privacy_contact,
        )
        refused = visitor is not None and self._own_data.refuses_questions(visitor.name)
        wish = KEEP_YES if refused else KEEP_NO
        answer.buttons = [self._wish_button(wish), Button(messages.delete_yes, _DELETE_ASK)]
        return answer

    def deleted(self, deleted: Deleted, visitor: Optional[Visitor] = None) -> Answer:
        """How much went, and that nothing was found when looking again."""
        composer = self._composer()
        answer = composer.say(self._wording.deleted, so_ban_ghi=deleted.gone, con_lai=deleted.left)
        answer.buttons = []
        if visitor is not None and self._own_data.refuses_questions(visitor.name):
            answer.ending = composer.messages.deleted_but_wish.strip()
        return answer

    async def _used_as_tool(self, visitor: Visitor, payload: str) -> bool:
        """Does what a tool below an answer is for; whether ``payload`` is of one."""
        turn = current_turn()
        if turn is None:
            return False
        if payload.startswith(SHARE_PREFIX):
            shared = share(payload[len(SHARE_PREFIX) :], self._composer(), self._entrances())
            if shared is None or not shared.links:
                return False
            await visitor.output.share(shared)
            return True
        output = visitor.output
        assert isinstance(output, OutputChannel)
        said = self._feedback.tapped(payload, visitor.name, output.name(), turn)
        if said is not None:
            await self.say(visitor, said)
        return said is not None

    def _wish(self, message: str, other: str, **values: object) -> Answer:
        answer = self._composer().say(message, **values)
        answer.buttons = [self._wish_button(other)]
        return answer

    def _wish_button(self, wish: str) -> Button:
        messages = self._composer().messages
        return Button(messages.keep_yes if wish == KEEP_YES else messages.keep_no, wish)

    def _ask_to_delete(self) -> Answer:
        """Asks once, as it cannot be taken back."""
        composer = self._composer()
        answer = composer.say("delete_ask")
        answer.buttons = [
            Button(composer.messages.delete_yes, DELETE_YES),
            Button(composer.messages.delete_no, DELETE_NO),
        ]
        return answer

    async def _ask(
        self,
        visitor: Visitor,
        text: str,
        warnings: Sequence[str] = (),
        typed: Optional[str] = None,
    ) -> None:
        """Puts ``text`` to Rasa; ``typed`` are the words if somebody typed it."""
        output = visitor.output
        assert isinstance(output, OutputChannel)
        turn = current_turn()
        if turn is not None:
            exchange = Exchange(visitor.name, output.name(), typed)
            visitor.output.finish = partial(self._feedback.take, exchange=exchange, turn=turn)
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
