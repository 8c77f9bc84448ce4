"""Rasa's way out to one request of the web page: its answers are gathered for the reply."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from rasa.core.channels.channel import OutputChannel

from bot.content.answer import Answer, Button, Outcome
from bot.content.schema import Messages
from bot.nlg import ANSWER_KEY
from bot.storage.turn import current_turn
from bot.web.answer_html import answer_html, text_html


class WebOutput(OutputChannel):
    """Takes the answers to one message."""

    def __init__(self, messages: Callable[[], Messages]) -> None:
        """``messages`` gives the fixed sentences as they are now."""
        self._messages = messages
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
        await self.send(Answer.from_dict(message[ANSWER_KEY]))

    async def send(self, answer: Answer) -> None:
        """Takes ``answer``."""
        self.answers.append(answer_json(answer, self._messages()))
        turn = current_turn()
        if turn is not None:
            turn.outcome = answer.outcome.value


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
