"""Rasa's way out to one request of the web page: its answers are gathered for the reply."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel

from bot.content.answer import Answer, Button, Outcome, Section, WebLink
from bot.content.facts import format_date
from bot.content.schema import Messages
from bot.nlg import ANSWER_KEY
from bot.sharing import Share
from bot.storage.turn import current_turn
from bot.web.answer_html import answer_html, code_html, text_html


class WebOutput(OutputChannel):
    """Takes the answers to one message."""

    def __init__(self, messages: Callable[[], Messages]) -> None:
        """``messages`` gives the fixed sentences as they are now."""
        self._messages = messages
        self.finish: Optional[Callable[[Answer], None]] = None
        self.answers: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as stored with each message."""
        return "web"

    @property
    def sent(self) -> int:
        """How many answers it has taken."""
        return len(self.answers)

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Takes the whole answer that travels in the message's metadata."""
        answer = Answer.from_dict(message[ANSWER_KEY])
        if self.finish is not None:
            self.finish(answer)
        await self.send(answer)

    async def send(self, answer: Answer) -> None:
        """Takes ``answer``."""
        self.answers.append(answer_json(answer, self._messages()))
        turn = current_turn()
        if turn is not None:
            turn.outcome = answer.outcome.value

    async def share(self, shared: Share) -> None:
        """Takes an answer's links, and the code to show to somebody's camera."""
        messages = self._messages()
        answer = Answer(Outcome.SMALLTALK, [Section(shared.title)])
        answer.links = [WebLink(link.shown, link.url) for link in shared.links]
        if shared.until is not None:
            answer.ending = f"{messages.share_until} {format_date(shared.until)}."
        await self.send(answer)
        self.answers[-1]["html"] += code_html(shared.start, shared.title)


def answer_json(answer: Answer, messages: Messages) -> Dict[str, Any]:
    """``answer`` as the page's script shows it."""
    return {
        "html": answer_html(answer, messages),
        "nut": [_button(button) for button in answer.buttons],
        "lien_ket": [{"chu": link.title, "url": link.url} for link in answer.links],
        "cong_cu": [_button(button) for button in answer.tools],
        "ket_qua": answer.outcome.value,
    }


def sorry(messages: Messages) -> Dict[str, Any]:
    """That it failed, as the page's script shows it."""
    return {
        **answer_json(Answer(Outcome.ERROR, []), messages),
        "html": text_html(messages.error),
    }


def _button(button: Button) -> Dict[str, str]:
    return {"chu": button.title, "gia_tri": button.payload}
