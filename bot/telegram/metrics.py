"""What an operator can watch of Telegram's side: counters and times, never a text or a person."""

from __future__ import annotations

from typing import Optional

from bot.content.answer import Outcome
from bot.figures import Figures
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


class Metrics:
    """The figures of Telegram's side, among all ``figures`` of the process."""

    def __init__(self, figures: Optional[Figures] = None) -> None:
        """Without ``figures`` it has some of its own."""
        self.figures = figures = figures or Figures()
        self.received = figures.counters(
            "updates_received",
            "Updates from Telegram, by what became of them on arrival",
            "result",
            (*(verdict.value for verdict in Verdict), REFUSED),
        )
        self.outcomes = figures.counters(
            "outcomes",
            "Updates handled, by how they ended",
            "outcome",
            (*(outcome.value for outcome in Outcome), IGNORED, PARKED),
        )
        self.sends = figures.counters(
            "sends", "Calls that put a text into a chat", "result", _SEND_RESULTS
        )
        self.retries = figures.counter("retries", "Updates tried again")
        self.poll_faults = figures.counter("poll_faults", "Requests for updates that failed")
        self.webhook_refused = figures.counter(
            "webhook_refused", "Webhook calls without the secret"
        )
        self.latency = figures.seconds(
            "answer", "From an update's arrival to Telegram taking the answer"
        )
