"""What an operator can watch: counters and times, never a text or a person."""

from __future__ import annotations

from typing import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.content.answer import Outcome
from bot.storage.inbox import Verdict

# How an update may end besides the outcomes of an answer.
IGNORED = "ignored"
PARKED = "parked"
REFUSED = "refused"
_SEND_RESULTS = (
    "sent",
    "unchanged",
    "slowed_down",
    "unreachable",
    "blocked",
    "moved",
    "refused",
)
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)


class Metrics:
    """The figures of one running front end, each described in ``docs/van-hanh.md``."""

    def __init__(self) -> None:
        """All counters start at nought, and show from the start."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.received = self._counter(
            "updates_received", "Updates from Telegram, by what became of them on arrival", "result"
        )
        self.outcomes = self._counter("outcomes", "Updates handled, by how they ended", "outcome")
        self.sends = self._counter("sends", "Calls that put a text into a chat", "result")
        self.retries = Counter("bot_retries", "Updates tried again", registry=self.registry)
        self.poll_faults = Counter(
            "bot_poll_faults", "Requests for updates that failed", registry=self.registry
        )
        self.webhook_refused = Counter(
            "bot_webhook_refused", "Webhook calls without the secret", registry=self.registry
        )
        self.latency = Histogram(
            "bot_answer_seconds",
            "From an update's arrival to Telegram taking the answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        for verdict in Verdict:
            self.received.labels(verdict.value)
        self.received.labels(REFUSED)
        for outcome in (*(o.value for o in Outcome), IGNORED, PARKED):
            self.outcomes.labels(outcome)
        for result in _SEND_RESULTS:
            self.sends.labels(result)

    def _counter(self, name: str, meaning: str, label: str) -> Counter:
        return Counter(f"bot_{name}", meaning, [label], registry=self.registry)

    def watch(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Adds a gauge ``bot_<name>`` whose ``value`` is asked for when someone looks."""
        Gauge(f"bot_{name}", meaning, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)
