import datetime as dt

import pytest

from bot.content.facts import Fact
from bot.content.template import fill, references

DAY = dt.date(2026, 11, 22)


def fact(value, kind="money", until=None) -> Fact:
    values = {dt.date(2025, 1, 1): value}
    if until:
        values[until] = None
    return Fact(
        label="x", kind=kind, values=values, reference=dict.fromkeys(values, "a"), checked=DAY
    )


def test_facts_are_filled_in_and_named() -> None:
    filled = fill("Hết {a}, tức {a}.\nCòn {b}.", {"a": fact(5000), "b": fact(7)}, DAY)
    assert filled.text == "Hết 5.000 đồng, tức 5.000 đồng.\nCòn 7 đồng."
    assert filled.facts == ["a", "b"]


def test_a_line_whose_fact_has_ended_is_left_out_and_steps_are_numbered_anew() -> None:
    facts = {"het": fact(0, until=dt.date(2026, 1, 1)), "con": fact(1)}
    text = "1. Một\n2. Hai {het}\n3. Ba {con}\n\nĐoạn {het}\n\nCuối"
    filled = fill(text, facts, DAY)
    assert filled.text == "1. Một\n2. Ba 1 đồng\n\nCuối"
    assert filled.facts == ["con"]


def test_two_lists_are_numbered_each_from_one() -> None:
    assert fill("1. a\n2. b\n\nVà:\n1. c\n2. d", {}, DAY).text == "1. a\n2. b\n\nVà:\n1. c\n2. d"


def test_text_facts_may_name_facts() -> None:
    facts = {"cau": fact("giá {gia}", kind="text"), "gia": fact(2)}
    filled = fill("{cau}", facts, DAY)
    assert filled.text == "giá 2 đồng"
    assert filled.facts == ["cau", "gia"]


def test_a_circle_of_text_facts_is_an_error() -> None:
    with pytest.raises(ValueError, match="vòng"):
        fill("{a}", {"a": fact("{a}", kind="text")}, DAY)


def test_a_stray_brace_is_an_error() -> None:
    with pytest.raises(ValueError):
        list(references("giá {gia"))


def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{khong_co}", {}, DAY)
