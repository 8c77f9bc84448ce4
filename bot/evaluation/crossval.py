"""Cross-validation of the recogniser of topics on the examples that maintainers wrote."""

from __future__ import annotations

from typing import List

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from sklearn.model_selection import StratifiedKFold

from bot.content.store import Content
from bot.evaluation.figures import Share
from bot.nlu.classifier import LinearIntentClassifier
from bot.nlu.linear import Features, Separators
from bot.nlu.tokenizer import VietnameseTokenizer
from bot.training_data import procedures_of


def cross_validate(content: Content, folds: int = 3, seed: int = 42) -> Share:
    """How many written examples find their procedure when they are left out of training.

    Only examples of topics take part, without the patterns that names are crossed with, which
    would be too easy: one of their kind is always left in.
    """
    written = [
        (text, topic_id)
        for topic_id, topic in content.topics.items()
        for texts in topic.examples.values()
        for text in texts
    ]
    messages = _tokenized([text for text, _ in written])
    intents = np.array([intent for _, intent in written])
    procedures = procedures_of(content)
    config = LinearIntentClassifier.get_default_config()
    right = 0
    for learnt, left_out in StratifiedKFold(folds, shuffle=True, random_state=seed).split(
        intents, intents
    ):
        features = Features()
        separators = Separators.fit(
            features.fit([messages[i] for i in learnt]),
            intents[learnt],
            config["C"],
            config["random_state"],
        )
        margins = separators.margins(features.rows([messages[i] for i in left_out]))
        for index, best in zip(left_out, margins.argmax(axis=1), strict=True):
            said, meant = separators.classes[best], intents[index]
            right += procedures.get(said, said) == procedures.get(meant, meant)
    return Share(right, len(written))


def _tokenized(texts: List[str]) -> List[Message]:
    tokenizer = VietnameseTokenizer(VietnameseTokenizer.get_default_config())
    messages = []
    for text in texts:
        message = Message({TEXT: text})
        message.set(TOKENS_NAMES[TEXT], tokenizer.tokenize(message, TEXT))
        messages.append(message)
    return messages
