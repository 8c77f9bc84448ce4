"""The action server as a process: supervised, and missed by nobody who asks plain questions."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import uuid

import pytest

from bot.action_server import ActionServer
from bot.content.answer import Outcome
from bot.content.store import default_data_dir
from tests.conftest import TODAY


@pytest.fixture
def server():
    with ActionServer(default_data_dir(), TODAY) as server:
        assert server.wait_until_ready()
        yield server


@pytest.fixture
def say(model, server, run):
    from bot.brain import Brain

    brain = Brain(model, as_of=TODAY, actions_address=server.address)
    conversation = uuid.uuid4().hex
    return lambda text: run(brain.reply(text, conversation))


def stop_for_good(server: ActionServer) -> None:
    server.__exit__()


def test_it_is_started_again_when_it_dies(server) -> None:
    first = server.pid
    os.kill(first, signal.SIGKILL)
    assert server.wait_for_restart(first)
    assert server.wait_until_ready()


def test_it_stops_with_the_one_who_started_it() -> None:
    code = (
        "import os; from pathlib import Path; from bot.action_server import ActionServer\n"
        "server = ActionServer(Path('data')).__enter__(); assert server.wait_until_ready()\n"
        "print(server.address, flush=True); os._exit(9)"
    )
    # Standard output is closed by the last process that holds it: the server.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    host, port = done.stdout.strip().rsplit("/", 1)[1].split(":")
    with socket.socket() as probe:
        assert probe.connect_ex((host, int(port))) != 0


def test_killed_in_the_middle_the_dialogue_ends_with_a_way_to_go_on(say, server) -> None:
    assert say("/guide_kich_hoat").question == "chuan_bi"
    stop_for_good(server)
    told = say("xong")
    assert told.outcome is Outcome.ERROR
    assert "tạm nghỉ" in told.body
    assert [button.payload for button in told.buttons] == ["/dinh_danh_kich_hoat"]
    assert say("đăng ký tạm trú ở đâu").topic == "tam_tru"


def test_killed_in_the_middle_a_plain_question_is_still_answered(say, server) -> None:
    say("/guide_kich_hoat")
    stop_for_good(server)
    assert "tạm nghỉ" in say("đăng ký tạm trú mất bao nhiêu tiền").body
    answer = say("thế nộp ở đâu")
    assert (answer.outcome, answer.topic) == (Outcome.ANSWERED, "tam_tru")


def test_without_it_starting_says_so_and_taps_do_no_harm(say, server) -> None:
    stop_for_good(server)
    for text in ("/guide_kich_hoat", '/guide_answer{"v":"kich_hoat:chuan_bi:xong"}', "/guide_back"):
        told = say(text)
        assert told.outcome is Outcome.ERROR
        assert "tạm nghỉ" in told.body
    assert say("xin chào").outcome is Outcome.SMALLTALK
