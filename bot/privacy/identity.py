"""Names for conversations that cannot be turned back into Telegram's numbers or browsers' ids.

A plain hash of a chat's number would be no secret: there are few enough numbers to try them all.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Optional

KEY_FILE = "khoa-bi-mat"
_KEY_BYTES = 32


def load_key(folder: Path, configured: Optional[str] = None) -> bytes:
    """The ``configured`` key, else the one in ``folder``, made there at the first start.

    Raises:
        OSError: the key can be neither read nor made.
    """
    if configured:
        return configured.encode()
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    # Whole or not at all: half a key would name every conversation anew once it is made again.
    draft = path.with_name(f"{KEY_FILE}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(_KEY_BYTES))
    try:
        with contextlib.suppress(FileExistsError):  # another process was quicker: its key holds
            os.link(draft, path)
    finally:
        draft.unlink()


def pseudonym(key: bytes, chat: int) -> str:
    """The name of the conversation in a Telegram ``chat``."""
    return _keyed(key, f"chat:{chat}")


def web_pseudonym(key: bytes, conversation: str) -> str:
    """The name of a conversation on the web page, which its browser knows as ``conversation``."""
    return _keyed(key, f"web:{conversation}")


def _keyed(key: bytes, identity: str) -> str:
    return hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()
