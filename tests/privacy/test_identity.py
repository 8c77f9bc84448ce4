from __future__ import annotations

import stat

from bot.privacy.identity import KEY_FILE, load_key, pseudonym


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path) -> None:
    folder = tmp_path / "var"
    key = load_key(folder)
    assert load_key(folder) == key
    assert len(key) >= 32
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert [p.name for p in folder.iterdir()] == [KEY_FILE]


def test_a_configured_key_wins_and_nothing_is_written(tmp_path) -> None:
    assert load_key(tmp_path / "var", "k" * 32) == b"k" * 32
    assert not (tmp_path / "var").exists()


def test_names_differ_by_chat_and_by_key_and_hold_no_number() -> None:
    name = pseudonym(b"a" * 32, 123456789)
    assert name == pseudonym(b"a" * 32, 123456789)
    assert name != pseudonym(b"b" * 32, 123456789)
    assert name != pseudonym(b"a" * 32, -123456789)
    assert "123456789" not in name
