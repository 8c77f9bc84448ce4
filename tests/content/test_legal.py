import datetime as dt

from bot.content.legal import legal_basis, parse_reference
from bot.content.schema import Source

OLD = Source(
    number="1/2020",
    name="Luật A",
    short="Luật A",
    in_force_from="2020-01-01",
    in_force_until="2026-12-31",
)
NEW = Source(number="2/2026", name="Luật B", short="Luật B", in_force_from="2027-01-01")
SOURCES = {"a": OLD, "b": NEW}


def test_a_reference_is_a_document_and_an_article() -> None:
    assert parse_reference("a Điều 2 khoản 3") == ("a", "Điều 2 khoản 3")
    assert parse_reference("a") == ("a", "")


def test_articles_of_one_document_stand_together_without_parts_of_each_other() -> None:
    basis = legal_basis(["a Điều 2; Điều 3", "a Điều 2 khoản 1"], SOURCES, dt.date(2026, 1, 1))
    assert basis.lines == ["Luật A (Điều 2, Điều 3)"]


def test_documents_count_only_while_in_force() -> None:
    before = legal_basis(["a Điều 1", "b"], SOURCES, dt.date(2026, 12, 31))
    after = legal_basis(["a Điều 1", "b"], SOURCES, dt.date(2027, 1, 1))
    assert (before.lines, before.ended) == (["Luật A (Điều 1)"], [])
    assert after.lines == ["Luật B"]
    assert after.ended == ["Luật A (hết hiệu lực sau ngày 31/12/2026)"]
