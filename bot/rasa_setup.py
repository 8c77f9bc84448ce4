"""Settings that Rasa and TensorFlow read while they are imported, and Rasa's logging.

Without it the embedded agent logs every message's text at debug level: a leak as well as noise.
"""

from __future__ import annotations

import logging
import os

_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    # The project decides by its own fingerprint when to train; Rasa's cache does not see the
    # helper modules and word lists that components use, and could hand back stale parts.
    "RASA_MAX_CACHE_SIZE": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    # Rasa 3.6 still uses SQLAlchemy's old interface, on purpose.
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def prepare_rasa(level: int = logging.WARNING) -> None:
    """Call before the first import of Rasa's agent, server or training."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("LOG_LEVEL", logging.getLevelName(level))
    # Rasa's pinned libraries warn about each other's age; an operator can do nothing about it, and
    # some of them reset the filters of ``warnings``, so the warnings go to a silent logger.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)

    import rasa.utils.common
    import rasa.utils.log_utils

    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=level)
    rasa.utils.log_utils.configure_structlog(level)
    rasa.utils.common.configure_logging_and_warnings(level, warn_only_once=False)
    logging.getLogger("bot").setLevel(min(level, logging.INFO))
