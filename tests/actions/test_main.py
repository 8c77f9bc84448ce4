"""The action server's log says where something broke, never with which words."""

import logging

from actions.__main__ import PlaceOnly


def test_an_error_is_logged_by_kind_and_place() -> None:
    secret = "14/05/1986"
    try:
        raise ValueError(f"cannot read {secret}")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "broke", (), (type(error), error, error.__traceback__)
        )
    text = PlaceOnly("%(levelname)s %(message)s").format(record)
    assert "ValueError" in text
    assert "test_main.py" in text
    assert text.count(secret) == 0
