"""A linear model over the words of messages, as topics and aspects both use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import List, Sequence

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

_TERMS = "terms.json"
_WEIGHTS = "weights.npz"

# Words up to three in a row, and characters inside words, which survive typing mistakes.
_VIEWS = (
    {"analyzer": "word", "ngram_range": (1, 3), "token_pattern": r"\S+"},
    {"analyzer": "char_wb", "ngram_range": (2, 4)},
)
# One type throughout: scipy would copy the whole matrix of weights at every message otherwise.
_FLOAT = np.float32
# A term seen once separates nothing that a new message would show, and doubles the memory.
_LEAST_MESSAGES = 2


class LinearModel:
    """TF-IDF weights over lemmas, then one linear separator per label.

    Words and characters are weighted and normalised each on their own, so that they count alike
    whatever their numbers. Liblinear trains the labels one by one, which keeps memory small with
    more than a hundred of them.
    """

    def __init__(self, c: float, random_state: int, balanced: bool = False) -> None:
        """``c`` is the inverse regularisation; ``balanced`` weighs rare labels up."""
        self._c = c
        self._random_state = random_state
        self._class_weight = "balanced" if balanced else None
        self._vectorizers = [
            TfidfVectorizer(
                sublinear_tf=True, lowercase=False, min_df=_LEAST_MESSAGES, dtype=_FLOAT, **view
            )
            for view in _VIEWS
        ]
        self.classes: List[str] = []

    def fit(self, messages: Sequence[Message], labels: Sequence[str]) -> None:
        """Learns from ``messages``, which must have been tokenized."""
        texts = [_lemmas(message) for message in messages]
        features = hstack([v.fit_transform(texts) for v in self._vectorizers], format="csr")
        svm = LinearSVC(
            C=self._c, class_weight=self._class_weight, random_state=self._random_state
        ).fit(features, labels)
        self.classes = [str(label) for label in svm.classes_]
        # By row, for the same reason.
        self._coefficients = np.ascontiguousarray(svm.coef_.T, dtype=_FLOAT)
        self._intercept = svm.intercept_.astype(_FLOAT)

    def margins(self, messages: Sequence[Message]) -> np.ndarray:
        """How far each message (row) is on each label's side (column); below 0 is outside."""
        texts = [_lemmas(message) for message in messages]
        features: csr_matrix = hstack(
            [v.transform(texts) for v in self._vectorizers], format="csr", dtype=_FLOAT
        )
        return np.asarray(features @ self._coefficients) + self._intercept

    def save(self, folder: Path) -> None:
        """Writes the model into ``folder``: no pickles, so that loading runs no code."""
        terms = [[str(term) for term in v.get_feature_names_out()] for v in self._vectorizers]
        words = {"classes": self.classes, "terms": terms}
        (folder / _TERMS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        idf = {f"idf{number}": v.idf_ for number, v in enumerate(self._vectorizers)}
        np.savez_compressed(
            folder / _WEIGHTS, coefficients=self._coefficients, intercept=self._intercept, **idf
        )

    def load(self, folder: Path) -> None:
        """Reads what :meth:`save` wrote."""
        words = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
        self.classes = words["classes"]
        with np.load(folder / _WEIGHTS, allow_pickle=False) as weights:
            self._coefficients = weights["coefficients"]
            self._intercept = weights["intercept"]
            self._vectorizers = []
            for number, (view, terms) in enumerate(zip(_VIEWS, words["terms"], strict=True)):
                vectorizer = TfidfVectorizer(
                    sublinear_tf=True, lowercase=False, vocabulary=terms, dtype=_FLOAT, **view
                )
                vectorizer.idf_ = weights[f"idf{number}"]
                self._vectorizers.append(vectorizer)


def example_label(message: Message, name: str) -> str:
    """A label that a training example carries beside its intent; empty where it has none."""
    return ((message.get("metadata") or {}).get("example") or {}).get(name, "")


def _lemmas(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or [])
