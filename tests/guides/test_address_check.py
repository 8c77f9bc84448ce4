import pytest

from bot.content.store import default_data_dir, load
from bot.guides.address_check import check_addresses

FILE = "address_corrections.yml"


def test_the_corrections_name_known_units() -> None:
    assert list(check_addresses(load(default_data_dir())[0])) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "- province: Tỉnh Đồng Nai\n    name",
            "- province: Tỉnh Đồng Lai\n    name",
            "có phải bạn muốn viết «Tỉnh Đồng Nai»?",
        ),
        ("    name: Thành phố", "    ward: Xã Long Phướt\n    name: Thành phố", "«Xã Long Phước»"),
        ("kind: Xã", "kind: Thị trấn", "dữ liệu địa chỉ không có «Thị trấn»"),
    ],
)
def test_an_unknown_name_is_found_at_its_line(data_copy, old, new, words) -> None:
    path = data_copy / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem] = check_addresses(load(data_copy)[0])
    assert words in problem.message
    changed = new.split(": ", 1)[1].splitlines()[0]
    assert changed in path.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_the_command_tells_it(data_copy, capsys) -> None:
    from bot.cli.main import main

    path = data_copy / FILE
    path.write_text(path.read_text().replace("kind: Xã", "kind: Xãa"), encoding="utf-8")
    assert main(["check", "address", "--data", str(data_copy), "--as-of", "2026-11-22"]) == 1
    assert "«Xã»" in capsys.readouterr().out
