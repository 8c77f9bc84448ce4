"""Other ways to recognise topics, measured on the same questions as ours."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Sequence

from bot.content.answer import Answer, Outcome
from bot.content.intents import ASPECT_ENTITY, ASPECT_ONLY_INTENT, CLARIFY_INTENT, guide_intent
from bot.content.store import Content
from bot.evaluation.worker import ask, train
from bot.model import CONFIG
from bot.training_data import examples_of

_BASELINES = Path(__file__).parent / "baselines"


@dataclass(frozen=True)
class Measured:
    """What a pipeline would answer to each text, and what it costs.

    The processor's seconds and megabytes of training, megabytes while it answers, median
    milliseconds a message.
    """

    answers: List[Answer]
    training_seconds: float
    training_megabytes: float
    megabytes: float
    milliseconds: float


def pipelines(content: Content) -> Dict[str, Callable[[Sequence[str]], Measured]]:
    """Ours first, then those that it is compared with, by name."""

    def rasa(config: Path) -> Callable[[Sequence[str]], Measured]:
        return lambda texts: _rasa(content, config, texts)

    return {
        "của dự án": rasa(CONFIG),
        "Rasa mẫu (DIET)": rasa(_BASELINES / "starter.yml"),
        "Rasa mẫu, hồi quy logistic": rasa(_BASELINES / "starter_linear.yml"),
        "BM25 trên tên và câu mẫu": lambda texts: _bm25(content, texts),
    }


def as_answer(content: Content, parse: Mapping[str, Any]) -> Answer:
    """How the assistant would end a message understood so, outside any conversation."""
    intent = parse["intent"]["name"]
    aspects = [e["value"] for e in parse["entities"] or [] if e["entity"] == ASPECT_ENTITY]
    topic = content.topics.get(intent)
    if topic is not None:
        outcome = Outcome.SIGNPOST if topic.is_signpost else Outcome.ANSWERED
        held = [a for a in aspects if a in {aspect.value for aspect in topic.answers}]
        return Answer(
            outcome, [], topic=intent, procedure=topic.procedure, aspects=held or ["tong_quan"]
        )
    for guide_id, guide in content.guides.items():
        if intent == guide_intent(guide_id):
            return Answer(Outcome.GUIDE, [], procedure=content.topics[guide.topics[0]].procedure)
    if intent in (CLARIFY_INTENT, ASPECT_ONLY_INTENT):
        return Answer(Outcome.CLARIFY, [])
    return Answer(Outcome.SMALLTALK if intent in content.small_talk else Outcome.FALLBACK, [])


def _rasa(content: Content, config: Path, texts: Sequence[str]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        trained = train(config, Path(folder) / "model.tar.gz")
        asked = ask(trained.model, texts)
    return Measured(
        [as_answer(content, parse) for parse in asked.parses],
        trained.seconds,
        trained.megabytes,
        asked.megabytes,
        asked.milliseconds,
    )


def _bm25(content: Content, texts: Sequence[str]) -> Measured:
    """The topic of the title or example that shares the rarest words with the text."""
    from bm25s import BM25

    from bot.evaluation.worker import peak_megabytes

    normaliser = content.normaliser()
    start = time.process_time()
    named = [(topic.title, topic_id) for topic_id, topic in content.topics.items()]
    documents = named + [(text, intent) for text, intent, _ in examples_of(content)]
    index = BM25()
    index.index([normaliser.normalise(text).split() for text, _ in documents], show_progress=False)
    seconds = time.process_time() - start
    answers, times = [], []
    for text in texts:
        begun = time.perf_counter()
        words = normaliser.normalise(text).split()
        found, scores = index.retrieve([words], k=1, show_progress=False)
        known = bool(words) and scores[0][0] > 0
        intent = documents[found[0][0]][1] if known else ""
        times.append(1000 * (time.perf_counter() - begun))
        answers.append(as_answer(content, {"intent": {"name": intent}, "entities": []}))
    peak = peak_megabytes()
    return Measured(answers, seconds, peak, peak, statistics.median(times))
