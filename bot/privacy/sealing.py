"""Texts that only the one can read who gave the secret, and not whoever has the file."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet


def seal(text: str, secret: str) -> str:
    """``text`` encrypted; ``secret`` must be beyond guessing, 128 random bits or more."""
    return _box(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, secret: str) -> str:
    """The reverse of :func:`seal`.

    Raises:
        cryptography.fernet.InvalidToken: it was sealed with another secret.
    """
    return _box(secret).decrypt(sealed).decode()


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"seal:{secret}".encode()).digest()))
