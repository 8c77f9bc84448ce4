"""``link``, ``sheet`` and ``poster``, from the arguments to the file."""

from __future__ import annotations

import pytest

from bot.cli import entrances
from bot.cli.main import main
from tests.auxil.pdf_text import shown, text_of


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path) -> None:
    """No ``.env`` and no variables, whatever the machine has; files go to the test's folder."""
    monkeypatch.setattr(entrances, "PROJECT", tmp_path)
    for name in ("TELEGRAM_BOT_NAME", "WEB_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def both(monkeypatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_NAME", "tro_ly_bot")
    monkeypatch.setenv("WEB_ADDRESS", "https://tro-ly.example.vn")


def test_link_prints_both_ways(both, capsys) -> None:
    assert main(["link", "tam_tru", "ho_so"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "https://t.me/tro_ly_bot?start=tam_tru-ho_so",
        "https://tro-ly.example.vn/chu-de/tam_tru/ho_so",
    ]


def test_link_says_what_to_set(capsys, monkeypatch) -> None:
    assert main(["link", "tam_tru"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "TELEGRAM_BOT_NAME" in said.err
    assert "WEB_ADDRESS" in said.err
    monkeypatch.setenv("TELEGRAM_BOT_NAME", "tro_ly_bot")
    assert main(["link", "tam_tru"]) == 0
    said = capsys.readouterr()
    assert said.out == "https://t.me/tro_ly_bot?start=tam_tru\n"
    assert "TELEGRAM_BOT_NAME" not in said.err


def test_a_setting_that_cannot_be_used_is_named(capsys, monkeypatch) -> None:
    monkeypatch.setenv("WEB_ADDRESS", "tro-ly")
    for command in (["link", "tam_tru"], ["sheet", "tam_tru"], ["poster"]):
        assert main(command) == 1
        assert "WEB_ADDRESS" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["link", "sheet", "show"])
def test_a_topic_that_does_not_exist_is_guessed_at(command, capsys) -> None:
    assert main([command, "tam_chu"]) == 1
    assert "tam_tru" in capsys.readouterr().err


def test_sheets_of_several_topics_are_one_file(both, capsys, tmp_path) -> None:
    arguments = ["sheet", "luu_tru", "xac_nhan_cu_tru", "--ward", "Phường Sài Gòn"]
    assert main([*arguments, "--as-of", "2026-11-22"]) == 0
    out = capsys.readouterr().out
    assert "luu_tru: 1 trang. Xem lại trước" in out
    pages = shown((tmp_path / "phieu.pdf").read_bytes())
    assert len(pages) == 2
    assert pages[0][0].text == "Nơi phát: Phường Sài Gòn"


def test_a_sheet_is_of_the_day_that_was_asked_for(capsys, tmp_path) -> None:
    fee = "Nộp trên ứng dụng VNeID"
    found = {}
    for day in ("2026-11-22", "2027-01-02"):
        assert main(["sheet", "tam_tru", "--as-of", day, "--out", "x.pdf"]) == 0
        pages = shown((tmp_path / "x.pdf").read_bytes())
        text = text_of(pages)
        found[day] = text[text.index(fee) :][:45]
    assert "0 đồng" in found["2026-11-22"]
    assert "7.000 đồng" in found["2027-01-02"]
    assert "Đã quá ngày phải xem lại" in capsys.readouterr().err


def test_large_letters_are_at_least_sixteen_points(tmp_path) -> None:
    assert main(["sheet", "luu_tru", "--large", "--as-of", "2026-11-22"]) == 0
    pages = shown((tmp_path / "phieu-luu_tru.pdf").read_bytes())
    assert min(piece.size for page in pages for piece in page) >= 16


def test_a_poster_needs_a_way_in(both, capsys, tmp_path, monkeypatch) -> None:
    assert main(["poster", "--ward", "Phường Sài Gòn"]) == 0
    assert (tmp_path / "ap-phich.pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.delenv("TELEGRAM_BOT_NAME")
    monkeypatch.delenv("WEB_ADDRESS")
    assert main(["poster"]) == 1
    assert "TELEGRAM_BOT_NAME" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["sheet", "tam_tru"], ["poster"]])
def test_a_file_that_cannot_be_written_is_said(command, both, capsys) -> None:
    assert main([*command, "--out", "khong_co/x.pdf"]) == 1
    assert "--out" in capsys.readouterr().err
