"""What Rasa hears when the action server cannot be reached, and what nobody may read in a log."""

from __future__ import annotations

import asyncio
import copy
import logging
from typing import Any, Dict

import pytest

from bot.action_endpoint import ActionEndpoint
from bot.guide_form import END_ACTION, REQUESTED_SLOT, STATE_SLOT, VALIDATE_ACTION
from bot.guides.state import End, State

SECRET = "14/05/1986"
OPEN = State("kich_hoat", question="chuan_bi").to_dict()


def call(action: str, text: str, intent: str, *since: str, state: Any = OPEN) -> Dict[str, Any]:
    kinds = ["user", "bot", "user", *since]
    return {
        "next_action": action,
        "tracker": {
            "slots": {STATE_SLOT: state},
            "latest_message": {"text": text, "intent": {"name": intent}},
            "events": [{"event": kind} for kind in kinds],
        },
    }


@pytest.fixture
def ask(run):
    nobody_listens = ActionEndpoint("http://127.0.0.1:9")
    return lambda body: run(nobody_listens.request(json=copy.deepcopy(body)))


def slots(reply: Dict[str, Any]) -> Dict[str, Any]:
    return {e["name"]: e["value"] for e in reply["events"] if e["event"] == "slot"}


def test_an_answer_ends_the_form(ask) -> None:
    reply = ask(call(VALIDATE_ACTION, "xong", "nlu_fallback"))
    assert slots(reply)[REQUESTED_SLOT] is None
    assert slots(reply)[STATE_SLOT]["end"] == End.UNAVAILABLE


def test_a_plain_question_is_left_to_the_rules_and_the_form_ends_after_it(ask) -> None:
    question = call(VALIDATE_ACTION, "đăng ký tạm trú ở đâu", "tam_tru")
    reply = ask(question)
    assert "action_execution_rejected" in [e["event"] for e in reply["events"]]
    assert REQUESTED_SLOT not in slots(reply)
    answered = call(VALIDATE_ACTION, "đăng ký tạm trú ở đâu", "tam_tru", "action", "bot")
    assert slots(ask(answered))[REQUESTED_SLOT] is None


def test_opening_it_ends_it(ask) -> None:
    opening = call(VALIDATE_ACTION, "/guide_han_the", "guide_han_the", "active_loop", state=None)
    reply = ask(opening)
    assert slots(reply)[STATE_SLOT]["guide"] == "han_the"
    assert slots(reply)[REQUESTED_SLOT] is None


def test_the_end_is_told_and_empties_the_slot(ask) -> None:
    reply = ask(call(END_ACTION, "xong", "nlu_fallback"))
    assert reply["responses"] == [{"response": "utter_guide_unavailable", "guide": "kich_hoat"}]
    assert slots(reply) == {STATE_SLOT: None}


def test_without_a_server_in_this_process_it_is_the_same(run) -> None:
    reply = run(ActionEndpoint(None).request(json=call(END_ACTION, "xong", "nlu_fallback")))
    assert reply["responses"]


def test_a_failure_is_logged_without_a_word_of_the_call(ask, caplog, monkeypatch) -> None:
    monkeypatch.setattr(caplog.handler, "filters", [])  # Rasa's hides a line said a second time
    with caplog.at_level(logging.DEBUG):
        ask(call(VALIDATE_ACTION, SECRET, "nlu_fallback"))
    assert "phần hỏi từng bước" in caplog.text
    assert SECRET not in caplog.text


def test_the_history_is_not_sent_along(run, monkeypatch) -> None:
    sent = {}

    async def request(self, *args, **kwargs):
        sent.update(kwargs["json"])

    monkeypatch.setattr("rasa.utils.endpoints.EndpointConfig.request", request)
    body = call(VALIDATE_ACTION, "xong", "nlu_fallback", "action")
    run(ActionEndpoint("http://127.0.0.1:9").request(json=body))
    assert [e["event"] for e in sent["tracker"]["events"]] == ["user", "action"]


def test_after_a_silent_call_others_are_not_made_to_wait_until_it_is_tried_again(
    run, monkeypatch
) -> None:
    now, calls = [0.0], []

    async def request(self, *args, **kwargs):
        calls.append(now[0])
        raise asyncio.TimeoutError

    monkeypatch.setattr("rasa.utils.endpoints.EndpointConfig.request", request)
    endpoint = ActionEndpoint("http://127.0.0.1:9", clock=lambda: now[0])
    for moment in (0.0, 1.0, 4.9, 5.1):
        now[0] = moment
        reply = run(endpoint.request(json=call(VALIDATE_ACTION, "xong", "nlu_fallback")))
        assert slots(reply)[STATE_SLOT]["end"] == End.UNAVAILABLE
    assert calls == [0.0, 5.1]
