"""``bench``: training, start, replies and memory on this machine, against the targets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Tuple

from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.model import PROJECT

# Name, unit, target on two cores; each figure must stay below its target.
_TARGETS: Dict[str, Tuple[str, float]] = {
    "huấn luyện": ("giây", 90),
    "khởi động đến câu trả lời đầu": ("giây", 30),
    "bộ nhớ thường trú": ("MB", 800),
    "trả lời một câu (trung vị)": ("mili giây", 15),
}

# Runs in a process of its own: loads, answers one question, then many, and reports on itself.
_PROBE = """
import asyncio, json, resource, statistics, sys, time
from pathlib import Path
from bot.brain import Brain
questions = json.loads(sys.stdin.read())
async def go():
    brain = Brain(Path(sys.argv[1]))
    await brain.reply(questions[0], "first")
    print("first", flush=True)
    times = []
    for number, question in enumerate(questions):
        start = time.perf_counter()
        await brain.reply(question, f"c{number // 5}")
        times.append(1000 * (time.perf_counter() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(json.dumps([statistics.median(times), peak / scale]), flush=True)
asyncio.run(go())
"""


def main(arguments: List[str]) -> int:
    """Prints a figure a line beside its target; never judges by exit status."""
    options = parser("bench", "Đo tốc độ và bộ nhớ")
    options.add_argument(
        "--load", action="store_true", help="đo cả đường qua Telegram, bằng máy chủ Bot API giả"
    )
    options.add_argument("--messages", type=int, default=10_000, help="số tin nhắn khi đo tải")
    args = options.parse_args(arguments)
    model = ensure_model(args.data, args.as_of)
    if model is None:
        return 1
    if args.load:
        # The Bot API that it is measured with is the one of the tests, in a process of its own.
        command = [sys.executable, "-m", "tests.auxil.load", str(args.data), str(args.messages)]
        return subprocess.run(command, cwd=PROJECT, check=False).returncode
    figures = {"huấn luyện": _training_seconds(args.data)}
    start, median, memory = _serving(model)
    figures["khởi động đến câu trả lời đầu"] = start
    figures["bộ nhớ thường trú"] = memory
    figures["trả lời một câu (trung vị)"] = median
    for name, value in figures.items():
        unit, target = _TARGETS[name]
        print(f"{name:32s} {value:8.1f} {unit:10s} (mục tiêu: dưới {target:g})")
    return 0


def _training_seconds(data: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "bot", "train", "--force", "--data", str(data)],
            cwd=PROJECT,
            env={**os.environ, "BOT_MODELS": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return time.monotonic() - start


def _serving(model: Path) -> Tuple[float, float, float]:
    """Seconds to the first answer, median milliseconds a reply, peak resident megabytes."""
    start = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", _PROBE, str(model)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as probe:
        assert probe.stdin is not None
        assert probe.stdout is not None
        probe.stdin.write(json.dumps(_questions()))
        probe.stdin.close()
        lines = (line.strip() for line in probe.stdout)
        first = next(line for line in lines if line == "first")
        seconds = time.monotonic() - start if first else 0.0
        result: List[Any] = json.loads(next(line for line in lines if line.startswith("[")))
    return seconds, result[0], result[1]


def _questions() -> List[str]:
    """Five hundred questions as people type them, made from the topics' own examples."""
    from bot.content.store import default_data_dir, load_or_raise
    from bot.training_data import examples_of

    texts = [text for text, _, _ in examples_of(load_or_raise(default_data_dir()))]
    return texts[:: max(1, len(texts) // 500)][:500]
