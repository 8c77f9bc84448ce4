"""``bench``: training, start, replies and memory on this machine, beside Rasa's own starter bot."""

from __future__ import annotations

import json
import os
import shutil
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
import asyncio, json, statistics, sys, time
from pathlib import Path
from bot.rasa_setup import prepare_rasa
prepare_rasa()
from bot.evaluation.worker import peak_megabytes
questions = json.loads(sys.stdin.read())
def ours():
    from bot.brain import Brain
    return Brain(Path(sys.argv[1])).reply
def starter():
    from rasa.core.agent import Agent
    agent = Agent()
    agent.load_model(sys.argv[1])
    return lambda text, conversation: agent.handle_text(text, sender_id=conversation)
async def go():
    reply = {"ours": ours, "starter": starter}[sys.argv[2]]()
    await reply(questions[0], "first")
    print("first", flush=True)
    times = []
    for number, question in enumerate(questions):
        start = time.perf_counter()
        await reply(question, f"c{number // 5}")
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps([statistics.median(times), peak_megabytes()]), flush=True)
asyncio.run(go())
"""
# What `rasa init` makes, trained in a process of its own.
_TRAIN_STARTER = """
import sys
from bot.rasa_setup import prepare_rasa
prepare_rasa()
from rasa.model_training import train
train("domain.yml", "config.yml", ["data"], output=".", fixed_model_name="starter")
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
    ours = [_training_seconds(args.data), *_serving(model, "ours")]
    starter = _starter()
    print(f"{'':32s}{'dự án':>9s}{'':11s}{'bot mẫu của Rasa':>18s}{'tỉ lệ':>8s}")
    for (name, (unit, target)), value, other in zip(_TARGETS.items(), ours, starter, strict=True):
        print(
            f"{name:32s}{value:9.1f} {unit:10s}{other:18.1f}{value / other:8.2f}"
            f"   (mục tiêu: dưới {target:g} {unit})"
        )
    return 0


def _starter() -> List[float]:
    """The same figures of Rasa's starter bot, on the same questions in the same run."""
    import rasa.cli

    project = Path(rasa.cli.__file__).parent / "initial_project"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", _TRAIN_STARTER],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        seconds = time.monotonic() - start
        return [seconds, *_serving(Path(folder) / "starter.tar.gz", "starter")]


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


def _serving(model: Path, kind: str) -> Tuple[float, float, float]:
    """Seconds to the first answer, peak resident megabytes, median milliseconds a reply."""
    start = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", _PROBE, str(model), kind],
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
    return seconds, result[1], result[0]


def _questions() -> List[str]:
    """Five hundred questions as people type them, made from the topics' own examples."""
    from bot.content.store import default_data_dir, load_or_raise
    from bot.training_data import examples_of

    texts = [text for text, _, _ in examples_of(load_or_raise(default_data_dir()))]
    return texts[:: max(1, len(texts) // 500)][:500]
