"""Figures for Prometheus of the whole process; each front end adds its own."""

from __future__ import annotations

from typing import Callable, Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)


class Figures:
    """Counters and times, never a text or a person; each is told in ``docs/van-hanh.md``."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def counter(self, name: str, meaning: str) -> Counter:
        """A counter ``bot_<name>_total``."""
        return Counter(f"bot_{name}", meaning, registry=self._registry)

    def counters(self, name: str, meaning: str, label: str, values: Iterable[str]) -> Counter:
        """A counter for each of ``values`` of a label; all show from the start, at nought."""
        counter = Counter(f"bot_{name}", meaning, [label], registry=self._registry)
        for value in values:
            counter.labels(value)
        return counter

    def seconds(self, name: str, meaning: str) -> Histogram:
        """A histogram ``bot_<name>_seconds``."""
        return Histogram(f"bot_{name}_seconds", meaning, buckets=_SECONDS, registry=self._registry)

    def watch(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A gauge ``bot_<name>`` whose ``value`` is asked for when someone looks."""
        Gauge(f"bot_{name}", meaning, registry=self._registry).set_function(value)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)
