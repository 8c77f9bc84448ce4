"""Load on the real process through the fake Bot API; ``python -m bot bench --load`` runs it.

First an even stream, at a rate that Telegram's limit on sends allows: how long an answer takes.
Then as much as can be handled, with that limit lifted: how many a second, and what that costs in
memory. Every message must have exactly one answer.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import Counter
from typing import Dict, List

from tests.auxil.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.auxil.process import Process, environment, free_port

_QUESTIONS = (
    "đăng ký tạm trú cần giấy tờ gì",
    "doi cccd het han bao nhieu tien",
    "kích hoạt vneid kiểu gì",
    "ko còn shk thì dùng gì thay",
    "nộp ở đâu",
)
_STREAM_MESSAGES = 1_000
_STREAM_PER_SECOND = 20.0
_PER_CHAT = 5
_LONGEST_SECONDS = 900.0


class Load:
    """One running assistant and the messages that it got."""

    def __init__(self, api: FakeBotApi, process: Process) -> None:
        self._api = api
        self._process = process
        self._asked: Counter = Counter()
        self._asked_at: Dict[int, float] = {}
        self._next_chat = 1

    def ask(self, chat: int, number: int) -> None:
        """Types the question of this number."""
        self._asked[chat] += 1
        self._asked_at.setdefault(chat, time.monotonic())
        self._api.type(chat, _QUESTIONS[number % len(_QUESTIONS)])

    def new_chat(self) -> int:
        """A chat that nobody has written in."""
        self._next_chat += 1
        return self._next_chat

    def wait_for_all(self) -> None:
        """Waits until as many answers came as were asked for; at most a quarter of an hour."""
        deadline = time.monotonic() + _LONGEST_SECONDS
        while self._api.count("sendMessage") < sum(self._asked.values()):
            if time.monotonic() > deadline:
                return
            time.sleep(0.1)

    def stream(self, messages: int) -> List[float]:
        """One message a chat, evenly; the seconds that each answer took."""
        begun = time.monotonic()
        first = self._next_chat + 1
        for number in range(messages):
            time.sleep(max(0.0, begun + number / _STREAM_PER_SECOND - time.monotonic()))
            self.ask(self.new_chat(), number)
        self.wait_for_all()
        answered = {c.result["chat"]["id"]: c.at for c in self._api.calls_of_replies()}
        chats = [c for c in range(first, self._next_chat + 1) if c in answered]
        return [answered[chat] - self._asked_at[chat] for chat in chats]

    def burst(self, messages: int) -> float:
        """Everything at once, a few messages a chat; answers a second."""
        begun = time.monotonic()
        chats = [self.new_chat() for _ in range(-(-messages // _PER_CHAT))]
        for number in range(messages):
            self.ask(chats[number % len(chats)], number)
        self.wait_for_all()
        return messages / (time.monotonic() - begun)

    def lost_and_doubled(self) -> List[int]:
        """How many messages had no answer, and how many answers were too many."""
        answered = Counter(c.result["chat"]["id"] for c in self._api.calls_of_replies())
        return [sum((self._asked - answered).values()), sum((answered - self._asked).values())]

    def memory(self) -> float:
        """Resident megabytes of the assistant."""
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as status:
            match = re.search(r"VmRSS:\s+(\d+) kB", status.read())
        return int(match[1]) / 1024 if match else 0.0


def main(data: str, messages: str) -> int:
    """Prints a figure a line; exit status 1 when a message was lost or doubled."""
    port = free_port()
    with FakeBotApi() as api:
        env = environment(
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=api.base,
            TELEGRAM_SENDS_PER_SECOND="1000",
            BOT_PORT=str(port),
        )
        process = Process(["run", "--data", data], env)
        process.wait_for(f"https://t.me/{BOT['username']}")
        load = Load(api, process)
        first = min(_STREAM_MESSAGES, int(messages))
        seconds = load.stream(first)
        cuts = statistics.quantiles(seconds, n=100)
        memory = load.memory()
        print(f"đều {_STREAM_PER_SECOND:g} tin/giây, {first} tin, từ lúc nhận đến sendMessage:")
        for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98])):
            print(f"  {name:29s} {1000 * value:9.1f} mili giây")
        rest = int(messages) - first
        if rest > 0:
            print(f"dồn {rest} tin một lúc:")
            print(f"  {'trả lời':29s} {load.burst(rest):9.1f} tin/giây")
        print(f"bộ nhớ sau {first:<19d} {memory:10.1f} MB")
        print(f"bộ nhớ sau {int(messages):<19d} {load.memory():10.1f} MB")
        lost, doubled = load.lost_and_doubled()
        print(f"mất {lost}, trả lời thừa {doubled}")
        status = process.stop()
    return 1 if lost or doubled or status else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
