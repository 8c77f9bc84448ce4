"""Each thing a maintainer can get wrong in a guided dialogue is found, with what to do."""

from __future__ import annotations

import pytest

from tests.content.test_check import edit, findings

GUIDE = "guides/kich_hoat.yml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("topics: [dinh_danh_kich_hoat]", "topics: [khong_co]", "không có chủ đề «khong_co»"),
        ("links: [vneid]", "links: [khong_co]", "không có địa chỉ"),
        ("  - nd_320_2026", "  - nd_000", "không có văn bản «nd_000»"),
        ("{dinh_danh_le_phi}", "{khong_co}", "không có dữ liệu «khong_co»"),
        ("  buoc: Bước", "  la: Không dùng\n  buoc: Bước", "không câu nào dùng «{la}»"),
        ("  buoc: Bước", "  gio_lam_viec: Sai\n  buoc: Bước", "đã là tên một dữ liệu"),
        ("          - không thấy mã\n", "          - sai mã\n", "đã thuộc lựa chọn"),
        ("          - không thấy mã\n", "          - để mai\n", "là lời điều khiển"),
        ("explain: otp_sai", "explain: otp_khac", "thiếu đoạn «otp_khac»"),
        ("title: ⚠️ Tôi gặp lỗi", "title: " + "Tôi gặp lỗi " * 5, "dài quá 40 ký tự"),
        ("  nhap_otp:\n", f"  {'nhap_otp' * 4}:\n", "dài quá một nút Telegram"),
        ("review_by: 2027-01-15", "review_by: 2026-01-15", "quá ngày rà soát"),
        ("        value: xong\n", "", "đúng một trong hai"),
        ("summary: ", "sumary: ", "có phải bạn muốn viết «summary»?"),
        ("  - kích hoạt từng bước\n", "  - kích hoạt vneid\n", "đã thuộc «dinh_danh_kich_hoat»"),
        ("  gap_loi: Máy", "  gap_loi: Trong 7 ngày. Máy", "viết thẳng trong câu"),
    ],
)
def test_a_mistake_is_found(data_copy, old, new, words) -> None:
    edit(data_copy, GUIDE, old, new)
    found = [finding for finding in findings(data_copy) if GUIDE in finding]
    assert any(words in finding for finding in found), found
