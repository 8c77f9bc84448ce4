"""Linear models over the words of messages, as topics and aspects both use them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Sequence, Union

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, load_npz, save_npz
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

_TERMS = "terms.json"
_IDF = "idf.npz"
_CLASSES = "classes.json"
_DENSE = "weights.npz"
_SPARSE = "sparse.npz"

# Words up to three in a row, and characters inside words, which survive typing mistakes.
_VIEWS = (
    {"analyzer": "word", "ngram_range": (1, 3), "token_pattern": r"\S+"},
    {"analyzer": "char_wb", "ngram_range": (2, 4)},
)
# One type throughout: scipy would copy the whole matrix of weights at every message otherwise.
_FLOAT = np.float32
# A term seen once separates nothing that a new message would show, and doubles the memory.
_LEAST_MESSAGES = 2


class Features:
    """TF-IDF weights over lemmas.

    Words and characters are weighted and normalised each on their own, so that they count alike
    whatever their numbers.
    """

    def __init__(self) -> None:
        self._vectorizers = [self._vectorizer(view) for view in _VIEWS]

    @staticmethod
    def _vectorizer(view: Dict[str, Any], **more: Any) -> TfidfVectorizer:
        return TfidfVectorizer(
            sublinear_tf=True,
            lowercase=False,
            min_df=_LEAST_MESSAGES,
            dtype=_FLOAT,
            **view,
            **more,
        )

    def fit(self, messages: Sequence[Message]) -> csr_matrix:
        """Learns the terms of ``messages``, which must have been tokenized; gives their rows."""
        texts = [_lemmas(message) for message in messages]
        return hstack([v.fit_transform(texts) for v in self._vectorizers], format="csr")

    def rows(self, messages: Sequence[Message]) -> csr_matrix:
        """A row of weights for each message."""
        texts = [_lemmas(message) for message in messages]
        return hstack([v.transform(texts) for v in self._vectorizers], format="csr", dtype=_FLOAT)

    def save(self, folder: Path) -> None:
        """Writes the terms into ``folder``: no pickles, so that loading runs no code."""
        terms = [[str(term) for term in v.get_feature_names_out()] for v in self._vectorizers]
        (folder / _TERMS).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            folder / _IDF, **{str(n): v.idf_ for n, v in enumerate(self._vectorizers)}
        )

    @classmethod
    def load(cls, folder: Path) -> Features:
        """Reads what :meth:`save` wrote."""
        features = cls()
        terms = json.loads((folder / _TERMS).read_text(encoding="utf-8"))
        with np.load(folder / _IDF, allow_pickle=False) as idf:
            for number, view in enumerate(_VIEWS):
                vectorizer = cls._vectorizer(view, vocabulary=terms[number])
                vectorizer.idf_ = idf[str(number)]
                features._vectorizers[number] = vectorizer
        return features


@dataclass
class Separators:
    """One linear separator per label. Liblinear trains them one by one, which keeps memory small
    with more than a hundred labels."""

    classes: List[str]
    weights: Union[np.ndarray, csr_matrix]
    intercept: np.ndarray

    @classmethod
    def fit(
        cls,
        rows: csr_matrix,
        labels: Sequence[str],
        c: float,
        random_state: int,
        balanced: bool = False,
        sparse: bool = False,
    ) -> Separators:
        """``c`` is the inverse regularisation; ``balanced`` weighs rare labels up.

        ``sparse`` keeps the weights of terms that were seen only: few, with few examples.
        """
        svm = LinearSVC(
            C=c, class_weight="balanced" if balanced else None, random_state=random_state
        ).fit(rows, labels)
        classes = [str(label) for label in svm.classes_]
        weights, intercept = svm.coef_, svm.intercept_
        if len(classes) == 2:  # liblinear keeps one separator for two labels
            weights, intercept = np.vstack([-weights, weights]), np.append(-intercept, intercept)
        # By row, and of one type, for the reason given at _FLOAT.
        columns = np.ascontiguousarray(weights.T, dtype=_FLOAT)
        return cls(classes, csr_matrix(columns) if sparse else columns, intercept.astype(_FLOAT))

    def margins(self, rows: csr_matrix) -> np.ndarray:
        """How far each row is on each label's side (column); below 0 is outside."""
        product = rows @ self.weights
        dense = product.toarray() if isinstance(product, csr_matrix) else np.asarray(product)
        return dense + self.intercept

    def save(self, folder: Path) -> None:
        """Writes the separators into ``folder``, again without pickles."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _CLASSES).write_text(json.dumps(self.classes), encoding="utf-8")
        if isinstance(self.weights, csr_matrix):
            np.savez_compressed(folder / _DENSE, intercept=self.intercept)
            save_npz(folder / _SPARSE, self.weights)
        else:
            np.savez_compressed(folder / _DENSE, intercept=self.intercept, weights=self.weights)

    @classmethod
    def load(cls, folder: Path) -> Separators:
        """Reads what :meth:`save` wrote."""
        classes = json.loads((folder / _CLASSES).read_text(encoding="utf-8"))
        with np.load(folder / _DENSE, allow_pickle=False) as arrays:
            intercept = arrays["intercept"]
            dense = arrays.get("weights")
        return cls(classes, load_npz(folder / _SPARSE) if dense is None else dense, intercept)


def example_label(message: Message, name: str) -> str:
    """A label that a training example carries beside its intent; empty where it has none."""
    return ((message.get("metadata") or {}).get("example") or {}).get(name, "")


def _lemmas(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or [])
