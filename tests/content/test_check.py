"""Each thing a maintainer can get wrong is found at its line, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.problems import Severity
from bot.content.store import default_data_dir
from tests.conftest import TODAY

TOPIC = "topics/cu_tru/tam_tru.yml"
FACTS = "facts/tam_tru.yml"


def findings(data: Path) -> list[str]:
    return [str(problem) for problem in check(data, TODAY)[1]]


def edit(data: Path, name: str, old: str, new: str) -> int:
    """Replaces ``old`` once; gives the line where it stood."""
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_content_is_clean() -> None:
    assert findings(default_data_dir()) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (TOPIC, "procedure: tam_tru", "procedure: tam_chu", "không phải mã thủ tục"),
        (
            TOPIC,
            "title: Đăng ký tạm trú",
            "tilte: Đăng ký tạm trú",
            "có phải bạn muốn viết «title»",
        ),
        (TOPIC, "reviewed: 2026-11-22", "reviewed: hôm qua", "phải là ngày dạng 2026-12-31"),
        (TOPIC, "  dieu_kien: |", "  dieu_kiện: |", "phải là một trong"),
        (TOPIC, "{tam_tru_thoi_han_giai_quyet}", "{tam_tru_thoi_han}", "không có dữ liệu"),
        (TOPIC, "{tam_tru_thoi_han_giai_quyet}", "{tam_tru_thoi_han_giai_quyet:mai}", "chỉ dùng"),
        (TOPIC, "{tam_tru_thoi_han_giai_quyet}", "3 ngày làm việc", "viết thẳng trong câu"),
        (TOPIC, "{le_phi_tam_tru_vneid}", "7.000đ", "viết thẳng trong câu"),
        (TOPIC, "{tam_tru_thoi_han_giai_quyet}", "{tam_tru", "ngoặc nhọn"),
        (TOPIC, "luat_cu_tru Điều 27", "luat_cu_chu Điều 27", "không có văn bản"),
        (TOPIC, "related: [gia_han_tam_tru", "related: [gia_han_tam_chu", "không có chủ đề"),
        (TOPIC, "links: [cong_dich_vu_cong]", "links: [cong_nao_do]", "data/links.yml"),
        (TOPIC, "    - KT3 bây giờ làm sao", "    - dang ky tam tru", "trùng với dòng"),
        (
            TOPIC,
            "    - KT3 bây giờ làm sao",
            "    - đổi thẻ căn cước",
            "đã thuộc «can_cuoc_cap_doi»",
        ),
        (FACTS, "    2021-07-01: 30", "    2030-07-01: 30", "reference"),
        (FACTS, "    2021-07-01: 30", "    2021-07-01: ba mươi", "cần một số"),
        (FACTS, "  kind: days", "  kind: ngay", "phải là một trong"),
        ("menu.yml", "      - tam_tru\n", "      - tam_chu\n", "hãy tạo tệp"),
        ("links.yml", "https://dichvucong", "http://dichvucong", "https://"),
        ("language/aspects.yml", "le_phi:", "le_phii:", "phải là một trong"),
    ],
)
def test_an_error_is_found_where_it_stands(data_copy, name, old, new, words) -> None:
    line = edit(data_copy, name, old, new)
    found = [text for text in findings(data_copy) if words in text]
    assert found, "nothing was found"
    assert any(text.startswith(f"data/{name}:{line}:") for text in found), found


def test_a_fact_without_a_value_today_is_found(data_copy) -> None:
    path = data_copy / FACTS
    path.write_text(path.read_text().replace("2021-07-01", "2027-07-01"))
    assert any("chưa có giá trị cho ngày 22/11/2026" in text for text in findings(data_copy))


def test_all_errors_come_at_once(data_copy) -> None:
    edit(data_copy, TOPIC, "{tam_tru_thoi_han_giai_quyet}", "{khong_co_1}")
    edit(data_copy, FACTS, "  kind: days", "  kind: ngay")
    edit(data_copy, "menu.yml", "      - thuong_tru\n", "      - thuong_chu\n")
    found = "\n".join(findings(data_copy))
    assert all(words in found for words in ("khong_co_1", "phải là một trong", "thuong_chu"))


def test_a_topic_missing_from_the_menu_is_found(data_copy) -> None:
    edit(data_copy, "menu.yml", "      - tam_tru\n", "")
    assert any("chưa có trong data/menu.yml" in text for text in findings(data_copy))


def test_an_answer_too_long_for_one_message_is_found(data_copy) -> None:
    edit(data_copy, TOPIC, "  noi_nop: |\n", "  noi_nop: |\n    " + "Rất dài. " * 500 + "\n\n")
    assert any("quá một tin nhắn Telegram" in text for text in findings(data_copy))


def test_a_review_date_that_has_passed_is_a_warning(data_copy) -> None:
    edit(data_copy, TOPIC, "review_by: ", "review_by: 2026-11-21  # ")
    [problem] = check(data_copy, TODAY)[1]
    assert problem.severity is Severity.WARNING
    assert "đã quá ngày rà soát" in problem.message


def test_too_few_examples_are_found(data_copy) -> None:
    path = data_copy / TOPIC
    text = path.read_text()
    path.write_text(text[: text.index("examples:")] + "examples:\n  tong_quan:\n    - tạm trú\n")
    assert any("cần ít nhất" in found for found in findings(data_copy))


def test_broken_yaml_in_one_file_hides_nothing_in_others(data_copy) -> None:
    edit(data_copy, TOPIC, "title: Đăng ký tạm trú", "title: Đăng ký: tạm: trú")
    edit(data_copy, "topics/can_cuoc/can_cuoc_cap_doi.yml", "{phat_can_cuoc_chung}", "{sai_ten}")
    found = "\n".join(findings(data_copy))
    assert "sai cú pháp YAML" in found
    assert "sai_ten" in found


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("holidays.yml", "name: Làm bù", "nam: Làm bù", "không có trong mẫu"),
        ("holidays.yml", "reference: bo_luat_lao_dong", "reference: bo_luat", "không có văn bản"),
        (
            "address_corrections.yml",
            "reference: nq_30_2026",
            "reference: nq_30",
            "không có văn bản",
        ),
        (
            "address_corrections.yml",
            "fact: dia_gioi_dong_nai_muoi_phuong",
            "fact: dia_gioi_dong_nai",
            "không có dữ liệu",
        ),
    ],
)
def test_an_error_in_calendar_and_addresses_is_found(data_copy, name, old, new, words) -> None:
    line = edit(data_copy, name, old, new)
    assert any(
        text.startswith(f"data/{name}:{line}:") and words in text for text in findings(data_copy)
    )


def test_what_is_printed_is_checked_too(data_copy) -> None:
    name = "language/print.yml"
    fact = edit(data_copy, name, "{tong_dai_dinh_danh}", "{tong_dai}")
    number = edit(data_copy, name, "{tong_dai_dich_vu_cong}", "1800 1096")
    group = edit(data_copy, name, "[can_cuoc, dinh_danh", "[can_cuoc, dinh_doanh")
    found = "\n".join(findings(data_copy))
    assert f"{name}:{fact}: không có dữ liệu «tong_dai»" in found
    assert f"{name}:{number}: «1800 1096» viết thẳng" in found
    assert f"{name}:{group}: không có nhóm «dinh_doanh»" in found
