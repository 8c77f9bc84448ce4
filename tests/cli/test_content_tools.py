"""Tools for maintainers: a new topic's skeleton, and what is due."""

from __future__ import annotations

import re

import pytest

from bot.cli.main import main
from bot.content.check import GAP, check
from bot.content.problems import Severity
from tests.conftest import TODAY


def new_topic(data, *arguments: str) -> int:
    return main(["new", "topic", *arguments, "--data", str(data), "--as-of", "2026-11-22"])


def test_a_skeleton_passes_check_once_its_gaps_are_filled(data_copy, capsys) -> None:
    assert new_topic(data_copy, "viec_moi", "--group", "cu_tru", "--procedure", "tam_tru") == 0
    assert "menu.yml" in capsys.readouterr().out
    path = data_copy / "topics" / "cu_tru" / "viec_moi.yml"
    gaps = [p for p in check(data_copy, TODAY)[1] if p.file.endswith("viec_moi.yml")]
    assert any(GAP in problem.message for problem in gaps)

    count = iter(range(10**6))
    text = path.read_text()
    text = re.sub(r"review_by: .*", "review_by: 2027-05-22", text)
    text = re.sub(r"- ⟨…⟩ mã_văn_bản.*", "- luat_cu_tru Điều 27", text)
    text = re.sub(
        r"    - ⟨…⟩.*", lambda _: "\n".join(f"    - câu lạ {next(count)}" for _ in "abc"), text
    )
    text = re.sub(
        r"  - ⟨…⟩.*", lambda _: "\n".join(f"  - việc lạ {next(count)}" for _ in "abc"), text
    )
    text = text.replace(GAP, "Chữ")
    path.write_text(text)
    menu = data_copy / "menu.yml"
    menu.write_text(
        menu.read_text().replace("      - tam_tru\n", "      - tam_tru\n      - viec_moi\n")
    )
    assert [p for p in check(data_copy, TODAY)[1] if p.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Việc mới", "--group", "cu_tru", "--procedure", "tam_tru"], "chữ thường không dấu"),
        (["viec_moi", "--group", "khong_co", "--procedure", "tam_tru"], "Không có nhóm"),
        (["tam_tru", "--group", "cu_tru", "--procedure", "tam_tru"], "đã có"),
    ],
)
def test_what_cannot_be_created_is_said(data_copy, capsys, arguments, words) -> None:
    assert new_topic(data_copy, *arguments) == 1
    assert words in capsys.readouterr().err


def test_due_lists_changes_soonest_first(capsys) -> None:
    assert main(["due", "--as-of", "2026-11-22", "--most", "100"]) == 0
    out = capsys.readouterr().out
    assert "le_phi_doi_the: Lệ phí đổi thẻ căn cước: 25.000 đồng → 50.000 đồng" in out
    assert "tt_64_2025_btc" in out
    changes = out.split("Văn bản")[0]
    days = [
        tuple(reversed(d.split("/"))) for d in re.findall(r"^  (\d\d/\d\d/\d{4})", changes, re.M)
    ]
    assert days == sorted(days)
    assert len(days) > 5


def test_due_after_the_change_no_longer_lists_it(capsys) -> None:
    main(["due", "--as-of", "2027-01-01", "--most", "100"])
    assert "25.000 đồng → 50.000 đồng" not in capsys.readouterr().out
