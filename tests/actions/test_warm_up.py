"""What the first message would wait for is done before the server takes any."""

from __future__ import annotations

from actions.warm_up import warm_up
from bot.guides.gazetteer import gazetteer


def test_the_tables_of_places_are_loaded_and_every_guide_can_begin() -> None:
    gazetteer.cache_clear()
    warm_up()
    assert gazetteer.cache_info().currsize == 1
