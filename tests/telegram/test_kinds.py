from __future__ import annotations

import pytest
from telegram import Message, Update

from bot.content.schema import Messages
from bot.privacy.masking import CARRIED_KEY, IGNORED_KEY, clean_update
from bot.telegram.kinds import ALLOWED_UPDATES, CARRIED, KINDS


def test_every_kind_of_update_is_dealt_with_on_purpose() -> None:
    assert set(KINDS) == {kind.value for kind in Update.ALL_TYPES}
    assert all(use.what for use in KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_kind_that_is_not_used_nothing_is_kept(kind) -> None:
    clean = clean_update({"update_id": 1, kind: {"date": 1}})
    assert (kind in clean) == (kind in ALLOWED_UPDATES)
    assert (clean.get(IGNORED_KEY) == kind) == (kind not in ALLOWED_UPDATES)


def test_what_a_message_may_carry_is_a_field_of_messages_and_has_a_reply() -> None:
    assert set(CARRIED) <= set(Message.__slots__)
    assert set(CARRIED.values()) <= set(Messages.__fields__)


@pytest.mark.parametrize("field", sorted(CARRIED))
def test_cleaning_keeps_the_name_of_what_is_carried(field) -> None:
    clean = clean_update({"update_id": 1, "message": {"message_id": 1, field: {"x": "bí mật"}}})
    assert clean["message"] == {"message_id": 1, CARRIED_KEY: [field]}
