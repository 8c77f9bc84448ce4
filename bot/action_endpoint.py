"""Rasa's way to the action server, made so that its absence is an answer and not a crash."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable, Dict, List, Optional

import aiohttp
from rasa.utils.endpoints import EndpointConfig

from bot.content.intents import GUIDE_PREFIX
from bot.content.store import default_data_dir
from bot.guide_form import (
    END_ACTION,
    FORM,
    REQUESTED_SLOT,
    STATE_SLOT,
    UNAVAILABLE_ACTION,
)
from bot.guides.matching import is_question
from bot.guides.side_questions import asks_something_else
from bot.guides.state import End, State
from bot.language.normalise import Normaliser
from bot.live_content import live_content

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0
# After a silent call nobody waits for a while: whoever waits keeps others from being answered.
_REST_SECONDS = 5.0
_PATH = "/webhook"


class ActionEndpoint(EndpointConfig):
    """Calls the action server; when it cannot be reached, ends the guided dialogue in its place.

    Rasa loses an action whose call fails: the form would neither go on nor end, and the citizen
    would read that the message was not understood. Here the failure is translated into what an
    action server could have answered, so the rules take their course: plain questions are
    answered, and the dialogue ends with word of the outage.
    """

    def __init__(self, address: Optional[str], clock: Callable[[], float] = time.monotonic) -> None:
        """``address`` is that of the server; ``None`` when there is none in this process."""
        super().__init__(f"{address}{_PATH}" if address else None)
        self._clock = clock
        self._resting_until = clock()

    async def request(self, *args: Any, **kwargs: Any) -> Optional[Any]:
        """The server's answer, or the one in its place."""
        call: Dict[str, Any] = kwargs["json"]
        _leave_out_the_past(call)
        if self.url is None or self._clock() < self._resting_until:
            return _in_its_place(call)
        kwargs["timeout"] = _PATIENCE_SECONDS
        try:
            return await super().request(*args, **kwargs)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            # Its words may quote the call, and so what the citizen typed.
            logger.error("Không gọi được phần hỏi từng bước: %s", type(error).__name__)
            if isinstance(error, asyncio.TimeoutError):
                self._resting_until = self._clock() + _REST_SECONDS
            return _in_its_place(call)


def _leave_out_the_past(call: Dict[str, Any]) -> None:
    """Keeps the newest message and what followed; the rest of the talk is not needed there."""
    events: List[Dict[str, Any]] = call["tracker"]["events"]
    newest = max((i for i, e in enumerate(events) if e["event"] == "user"), default=0)
    call["tracker"]["events"] = events[newest:]


def _in_its_place(call: Dict[str, Any]) -> Dict[str, Any]:
    tracker = call["tracker"]
    if call["next_action"] == END_ACTION:
        state = State.from_dict(tracker["slots"].get(STATE_SLOT))
        return {
            "events": [_slot(STATE_SLOT, None)],
            "responses": [{"response": UNAVAILABLE_ACTION, "guide": state.guide if state else ""}],
        }
    ended = State(_guide_of(tracker), end=End.UNAVAILABLE.value).to_dict()
    events = [_slot(STATE_SLOT, ended)]
    if _asks_something_else(tracker):
        # The question is answered by the rules; then the form is called again and ends below.
        events.append({"event": "action_execution_rejected", "name": FORM})
    else:
        events.append(_slot(REQUESTED_SLOT, None))
    return {"events": events, "responses": []}


def _asks_something_else(tracker: Dict[str, Any]) -> bool:
    kinds = [event["event"] for event in tracker["events"]]
    if "bot" in kinds or "active_loop" in kinds:  # it is answered already, or opens the form
        return False
    message = tracker["latest_message"]
    content = live_content(default_data_dir()).get()
    assert content.controls is not None, "content was loaded with errors"
    asking = is_question(
        message.get("text") or "", content.controls, Normaliser(content.abbreviations)
    )
    intent = message["intent"].get("name") or ""
    return asks_something_else(intent, content, asking, _guide_of(tracker))


def _guide_of(tracker: Dict[str, Any]) -> str:
    state = State.from_dict(tracker["slots"].get(STATE_SLOT))
    if state is not None:
        return state.guide
    intent = tracker["latest_message"]["intent"].get("name") or ""
    return intent[len(GUIDE_PREFIX) :] if intent.startswith(GUIDE_PREFIX) else ""


def _slot(name: str, value: Any) -> Dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}
