"""A pipeline trained, or asked, in a process of its own, which tells what it cost.

``python -m bot.evaluation.worker train CONFIG OUT`` or ``… parse MODEL`` with texts, a JSON list,
on standard input; the answer is the last line of standard output.
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Sequence

from bot.model import DOMAIN, PROJECT


@dataclass(frozen=True)
class Asked:
    """What a pipeline understood, with its median milliseconds a message and peak megabytes."""

    parses: List[Dict[str, Any]]
    milliseconds: float
    megabytes: float


@dataclass(frozen=True)
class Trained:
    """A model, with the processor's seconds and the peak megabytes of its training."""

    model: Path
    seconds: float
    megabytes: float


def train(config: Path, out: Path) -> Trained:
    """Trains the content's examples with the pipeline of ``config``.

    Raises:
        RuntimeError: training failed; the message is the end of what it said.
    """
    cost = _run(["train", str(config), str(out)], "")
    return Trained(out, cost["seconds"], cost["megabytes"])


def ask(model: Path, texts: Sequence[str]) -> Asked:
    """What ``model`` understands of each text.

    Raises:
        RuntimeError: the model could not be loaded; the message is the end of what it said.
    """
    return Asked(**_run(["parse", str(model)], json.dumps(list(texts))))


def _run(arguments: List[str], given: str) -> Dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.evaluation.worker", *arguments],
        cwd=PROJECT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    result: Dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def _train(config: str, out: str) -> Dict[str, Any]:
    from rasa.model_training import train as rasa_train

    path = Path(out)
    rasa_train(
        str(DOMAIN),
        config,
        [],
        output=str(path.parent),
        force_training=True,
        fixed_model_name=path.name[: -len(".tar.gz")],
    )
    if not path.exists():
        raise SystemExit("training gave no model")
    # The processor's time, not the clock's: it is the same whatever else the machine is doing.
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": sum(u.ru_utime + u.ru_stime for u in used), "megabytes": peak_megabytes()}


async def _parse(model: str, texts: List[str]) -> Dict[str, Any]:
    from rasa.core.agent import Agent

    agent = Agent()
    agent.load_model(model)
    await agent.parse_message(texts[0])
    parses, times = [], []
    for text in texts:
        start = time.perf_counter()
        parse = await agent.parse_message(text)
        times.append(1000 * (time.perf_counter() - start))
        parses.append({key: parse.get(key) for key in ("intent", "entities")})
    return {
        "parses": parses,
        "milliseconds": statistics.median(times),
        "megabytes": peak_megabytes(),
    }


def main(arguments: List[str]) -> None:
    """Does what the arguments say and prints the result."""
    from bot.rasa_setup import prepare_rasa

    prepare_rasa()
    if arguments[0] == "train":
        result = _train(*arguments[1:])
    else:
        result = asyncio.run(_parse(arguments[1], json.load(sys.stdin)))
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
