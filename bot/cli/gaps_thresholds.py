"""The confidences from which understanding answers and asks back, as configured."""

from __future__ import annotations

import yaml

from bot.gaps.reasons import Thresholds
from bot.model import CONFIG
from bot.rasa_setup import prepare_rasa


def thresholds() -> Thresholds:
    """What the gate goes by: its own numbers, unless ``config.yml`` gives others. Imports Rasa."""
    prepare_rasa()
    from bot.nlu.gate import ConfidenceGate

    name = f"{ConfidenceGate.__module__}.{ConfidenceGate.__qualname__}"
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    given = next((step for step in pipeline if step["name"] == name), {})
    values = {**ConfidenceGate.get_default_config(), **given}
    return Thresholds(values["answer"], values["clarify"])
