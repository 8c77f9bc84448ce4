"""What every front end is to Rasa: an input channel made from the settings."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.channels.channel import InputChannel

from bot.running import Running, running
from bot.settings import ENV_FILE, Settings


class FrontEnd(InputChannel):
    """A channel that shares the process with others."""

    def __init__(self, shared: Running) -> None:
        self._running = shared

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> FrontEnd:
        """The channel as the environment and ``.env`` set it; the credentials say nothing.

        Raises:
            SettingsError: a setting cannot be used.
            StoreRefused: there is nowhere to keep what arrives.
        """
        return cls(running(Settings.load(ENV_FILE)))

    def url_prefix(self) -> str:
        """Routes are the channel's own from the root on: pages stand there, and ``/healthz``."""
        return "/"
