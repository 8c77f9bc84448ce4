from __future__ import annotations

import pytest

from bot.gaps.reasons import Reasons, Thresholds
from tests.auxil.vain_questions import question


@pytest.fixture
def reasons(content) -> Reasons:
    return Reasons(content, Thresholds(answer=0.4, clarify=0.12))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (
            question("x", ("tam_tru", 0.08), ("tam_vang", 0.01)),
            "gần nhất: Đăng ký tạm trú (8 %), dưới ngưỡng hỏi lại 12 %",
        ),
        (
            question("x", ("tam_tru", 0.38), ("tam_vang", 0.1), understood="nlu_clarify"),
            "gần nhất: Đăng ký tạm trú (38 %), dưới ngưỡng trả lời 40 %",
        ),
        (
            question("x", ("tam_tru", 0.3), ("chu_nha_tro", 0.05), understood="nlu_clarify"),
            "gần nhất: Đăng ký tạm trú (30 %; cả thủ tục 35 %), dưới ngưỡng trả lời 40 %",
        ),
        (
            question("x", ("tam_tru", 0.3), ("tam_vang", 0.29), understood="nlu_clarify"),
            "hai chủ đề ngang nhau: Đăng ký tạm trú (30 %) và Khai báo tạm vắng (29 %)",
        ),
        (
            question("x", ("out_of_scope", 0.7), ("tam_tru", 0.2), understood="out_of_scope"),
            "bị coi là ngoài phạm vi; chủ đề gần nhất: Đăng ký tạm trú (20 %)",
        ),
        (
            question("x", ("aspect_only", 0.7), understood="aspect_only", aspects=["le_phi"]),
            "không nói tên thủ tục (hỏi: Lệ phí)",
        ),
        (
            question(
                "x",
                ("tam_tru", 0.6),
                ("tam_vang", 0.2),
                ("thuong_tru", 0.01),
                outcome="wrong",
                understood="tam_tru",
                answered_topic="tam_tru",
                aspects=["le_phi"],
            ),
            "đã trả lời Đăng ký tạm trú (hỏi: Lệ phí) nhưng người dân báo chưa đúng; "
            "cũng gần: Khai báo tạm vắng (20 %)",
        ),
        (question("x"), "không có từ nào giống câu hỏi mẫu"),
        (question("x", ("tam_tru", 0.0)), "không có từ nào giống câu hỏi mẫu"),
        (
            question("x", ("tam_tru", 0.6), understood="tam_tru"),
            "hiểu là Đăng ký tạm trú (60 %), nhưng không khớp với việc đang nói trước đó",
        ),
        (
            question("x", ("chu_de_da_bo", 0.05)),
            "gần nhất: «chu_de_da_bo» (nay không còn) (5 %), dưới ngưỡng hỏi lại 12 %",
        ),
    ],
)
def test_why(reasons, asked, why) -> None:
    assert reasons.why(asked) == why


def test_a_threshold_that_explains_nothing_is_not_named(reasons) -> None:
    assert reasons.why(question("x", ("tam_tru", 0.3))) == "gần nhất: Đăng ký tạm trú (30 %)"


@pytest.mark.parametrize(
    ("intent", "name"),
    [
        ("tam_tru", "Đăng ký tạm trú"),
        ("guide_giay_to", "Giấy tờ cần chuẩn bị (hỏi từng bước)"),
        ("out_of_scope", "ngoài phạm vi"),
        ("chao_hoi", "trò chuyện «chao_hoi»"),
    ],
)
def test_intents_have_names_that_maintainers_know(reasons, intent, name) -> None:
    assert reasons.name(intent) == name
