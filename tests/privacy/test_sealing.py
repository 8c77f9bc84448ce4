from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken

from bot.privacy.sealing import seal, unseal


def test_only_the_secret_opens_it() -> None:
    sealed = seal("sinh ngày 14/05/1986", "a")
    assert "1986" not in sealed
    assert unseal(sealed, "a") == "sinh ngày 14/05/1986"
    with pytest.raises(InvalidToken):
        unseal(sealed, "b")
