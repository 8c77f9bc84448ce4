"""The trained model: whether there is one for the content as it is, and training it.

Knows when training is due without importing Rasa, so that a start that needs none is quick.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Iterator, List

from bot.content.store import Content
from bot.training_data import actions_of, examples_of, form_intents, procedures_of

PROJECT = Path(__file__).resolve().parents[1]
CONFIG = PROJECT / "config.yml"
DOMAIN = PROJECT / "domain.yml"
ENDPOINTS = PROJECT / "endpoints.yml"
CREDENTIALS = PROJECT / "credentials.yml"
_KEPT_MODELS = 3


def models_dir() -> Path:
    """Where models are kept: ``BOT_MODELS`` from the environment, else ``models/``."""
    return Path(os.environ.get("BOT_MODELS") or PROJECT / "models")


def fingerprint(content: Content) -> str:
    """Changes whenever training would give another model; an edited answer does not change it."""
    digest = hashlib.sha256()
    for part in _parts(content):
        digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _parts(content: Content) -> Iterator[bytes]:
    yield json.dumps(
        [
            list(examples_of(content)),
            actions_of(content),
            content.abbreviations,
            content.synonyms,
            procedures_of(content),
            form_intents(content),
        ],
        ensure_ascii=False,
    ).encode()
    for path in (CONFIG, DOMAIN, content.root / "rules.yml", *_understanding_code()):
        yield path.read_bytes()


def _understanding_code() -> List[Path]:
    """Source whose change changes what is learnt."""
    bot = PROJECT / "bot"
    return [
        bot / "importer.py",
        bot / "guide_form.py",
        bot / "training_data.py",
        *sorted((bot / "language").glob("*.py")),
        *sorted((bot / "nlu").glob("*.py")),
        *sorted(PROJECT.glob("requirements*.txt")),
    ]


def model_path(content: Content) -> Path:
    """Where the model for this content is, or will be."""
    return models_dir() / f"{fingerprint(content)}.tar.gz"


def train(content: Content) -> Path:
    """Trains the model for ``content`` and gives its path. Imports Rasa.

    Raises:
        RuntimeError: training gave no model.
    """
    from bot.rasa_setup import prepare_rasa

    prepare_rasa()
    from rasa.model_training import train as rasa_train

    path = model_path(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Built under another name first: a training that is cut short leaves no half model behind.
    result = rasa_train(
        str(DOMAIN),
        str(CONFIG),
        [],
        output=str(path.parent),
        force_training=True,
        fixed_model_name=f"{path.name[: -len('.tar.gz')]}.part",
    )
    if result.code != 0 or result.model is None:
        raise RuntimeError("Huấn luyện không tạo ra mô hình; xem thông báo ở trên.")
    os.replace(result.model, path)
    _forget_old_models(path)
    return path


def _forget_old_models(newest: Path) -> None:
    others = sorted(
        (p for p in newest.parent.glob("*.tar.gz") if p != newest),
        key=lambda p: p.stat().st_mtime,
        reverse=True,
    )
    for path in others[_KEPT_MODELS - 1 :]:
        path.unlink(missing_ok=True)
