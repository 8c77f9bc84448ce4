"""A linear model over the sparse features of messages, as topics and aspects both use it."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, Sequence

import numpy as np
import skops.io as sio
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.svm import LinearSVC

_FILE = "model.skops"


class LinearModel:
    """TF-IDF weights per featurizer, then one linear separator per label.

    Each featurizer's block is weighted and normalised on its own, so that words and character
    n-grams count alike whatever their numbers. Liblinear trains the labels one by one, which keeps
    memory small with more than a hundred of them.
    """

    def __init__(self, c: float, random_state: int, balanced: bool = False) -> None:
        """``c`` is the inverse regularisation; ``balanced`` weighs rare labels up."""
        weight = "balanced" if balanced else None
        self._tfidf: Dict[str, TfidfTransformer] = {}
        self._svm = LinearSVC(C=c, class_weight=weight, random_state=random_state)

    @property
    def classes(self) -> List[str]:
        """The labels, in the order of the columns of :meth:`margins`."""
        return [str(label) for label in self._svm.classes_]

    def fit(self, messages: Sequence[Message], labels: Sequence[str]) -> None:
        """Learns from ``messages``, which must have been featurized."""
        blocks = _blocks(messages)
        self._tfidf = {
            origin: TfidfTransformer(sublinear_tf=True).fit(block)
            for origin, block in blocks.items()
        }
        self._svm.fit(self._weighted(blocks), labels)

    def margins(self, messages: Sequence[Message]) -> np.ndarray:
        """How far each message (row) is on each label's side (column); below 0 is outside."""
        return np.atleast_2d(self._svm.decision_function(self._weighted(_blocks(messages))))

    def save(self, folder: Path) -> None:
        """Writes the model into ``folder``."""
        sio.dump({"tfidf": self._tfidf, "svm": self._svm}, folder / _FILE)

    def load(self, folder: Path) -> None:
        """Reads a model that this project wrote into ``folder``."""
        path = folder / _FILE
        parts = sio.load(path, trusted=sio.get_untrusted_types(file=path))
        self._tfidf, self._svm = parts["tfidf"], parts["svm"]

    def _weighted(self, blocks: Dict[str, csr_matrix]) -> csr_matrix:
        return hstack(
            [tfidf.transform(blocks[origin]) for origin, tfidf in self._tfidf.items()], format="csr"
        )


def _blocks(messages: Sequence[Message]) -> Dict[str, csr_matrix]:
    """The sentence features of ``messages`` by featurizer, one row each."""
    rows: Dict[str, List[csr_matrix]] = {}
    for message in messages:
        for feature in message.features:
            if feature.is_sparse() and feature.type == "sentence" and feature.attribute == TEXT:
                rows.setdefault(feature.origin, []).append(feature.features)
    return {origin: vstack(parts).tocsr() for origin, parts in rows.items()}
