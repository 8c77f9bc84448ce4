"""What an operator can watch of the web page: counters and times, never a text or a person."""

from __future__ import annotations

from bot.content.answer import Outcome
from bot.figures import Figures

# What became of a message on arrival.
STORED = "stored"
REPEATED = "repeated"
TOO_FAST = "too_fast"
REFUSED = "refused"
MALFORMED = "malformed"
# How a message may end besides the outcomes of an answer.
PARKED = "parked"


class WebMetrics:
    """The figures of the web page, among all ``figures`` of the process."""

    def __init__(self, figures: Figures) -> None:
        self.received = figures.counters(
            "web_messages",
            "Messages from the web page, by what became of them on arrival",
            "result",
            (STORED, REPEATED, TOO_FAST, REFUSED, MALFORMED),
        )
        self.outcomes = figures.counters(
            "web_outcomes",
            "Messages of the web page that were answered, by how they ended",
            "outcome",
            (*(outcome.value for outcome in Outcome), PARKED),
        )
        self.latency = figures.seconds(
            "web_answer", "From a message's turn in its conversation to its stored reply"
        )
        self.responses = figures.counters(
            "http_responses",
            "Answers of the server over HTTP, by the class of their status",
            "status",
            ("2xx", "3xx", "4xx", "5xx"),
        )
