"""Rasa's agent in this process: what commands without a server talk to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Dict, List, Optional

from bot.content.answer import Answer, Outcome
from bot.rasa_setup import prepare_rasa

prepare_rasa()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import OutputChannel, UserMessage  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402

from bot.action_endpoint import ActionEndpoint  # noqa: E402
from bot.content.notice import MASKED_WARNING, WARNINGS_KEY  # noqa: E402
from bot.conversations import BoundedInMemoryTrackerStore  # noqa: E402
from bot.nlg import ANSWER_KEY, ContentNaturalLanguageGenerator  # noqa: E402
from bot.privacy.masking import mask  # noqa: E402


class AnswerCollector(OutputChannel):
    """Keeps the answers of one message in the order in which they were said."""

    def __init__(self) -> None:
        self.answers: List[Answer] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as stored with each message."""
        return "collector"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Takes the whole answer from the message's metadata."""
        self.answers.append(Answer.from_dict(message[ANSWER_KEY]))


class Brain:
    """The agent with its model loaded."""

    def __init__(
        self,
        model: Path,
        as_of: Optional[dt.date] = None,
        actions_address: Optional[str] = None,
    ) -> None:
        """Loads ``model``; without the address of an action server there is no guided help.

        Raises:
            FileNotFoundError: there is no such model.
        """
        if not model.exists():
            raise FileNotFoundError(f"Không có mô hình {model}; hãy chạy «python -m bot train».")
        self.nlg = ContentNaturalLanguageGenerator(as_of=as_of)
        self._agent = Agent(
            generator=self.nlg,
            tracker_store=BoundedInMemoryTrackerStore(Domain.empty()),
            action_endpoint=ActionEndpoint(actions_address),
        )
        self._agent.load_model(model)
        if not self._agent.is_ready():
            raise RuntimeError(f"Không nạp được mô hình {model}; hãy xóa tệp đó rồi chạy lại.")

    async def reply(self, text: str, conversation: str) -> Answer:
        """The answer to ``text`` in ``conversation``; never nothing."""
        collector = AnswerCollector()
        masked = mask(text)
        message = UserMessage(
            masked.text,
            collector,
            conversation,
            input_channel=collector.name(),
            metadata={WARNINGS_KEY: [MASKED_WARNING]} if masked.kinds else {},
        )
        await self._agent.handle_message(message)
        if not collector.answers:
            return self.nlg.composer().say("error", Outcome.ERROR)
        return collector.answers[-1]

    async def parse(self, text: str) -> Dict[str, Any]:
        """What the understanding part reads in ``text``, outside any conversation."""
        return await self._agent.parse_message(text)
