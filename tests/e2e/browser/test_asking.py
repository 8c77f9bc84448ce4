"""Asking on the web page as citizens do: typing, pressing, guided dialogues, links, deleting."""

from __future__ import annotations

import pytest


def test_a_talk_through_all_four_domains(reader) -> None:
    reader.open()
    assert "Tôi là trợ lý tự động" in reader.answers.first.inner_text()
    first = reader.ask("lam can cuoc lan dau o dau")
    assert "Căn cứ:" in first
    assert "Tôi là trợ lý tự động" not in first  # it stands right above
    assert "VNeID" in reader.ask("kích hoạt vneid kiểu gì")
    assert "sổ" in reader.ask("không còn sổ hộ khẩu thì dùng gì thay")
    assert "15.000 đồng" in reader.ask("đăng ký tạm trú mất bao nhiêu tiền")
    assert "CT01" in reader.press("Giấy tờ")
    assert reader.questions.count() == 5
    assert reader.questions.last.inner_text().split("\n")[-1] == "Giấy tờ"
    assert len(reader.sent_numbers()) == len(set(reader.sent_numbers())) == 5


def test_steps_are_a_list_and_links_open_apart(reader) -> None:
    reader.open().ask("các bước đăng ký tạm trú")
    newest = reader.answers.last
    assert newest.locator("ol li").count() >= 3
    link = newest.locator("a.button").first
    assert link.get_attribute("href") == "https://dichvucong.gov.vn"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_what_is_typed_is_shown_as_typed(reader) -> None:
    reader.open().ask("<b>tạm trú</b> & lệ phí <img src=x onerror=alert(1)>")
    assert "<b>tạm trú</b> & lệ phí <img" in reader.questions.last.inner_text()
    assert reader.page.locator("#log img").count() == 0


def test_the_focus_stays_where_one_types_and_the_answer_is_announced(reader) -> None:
    reader.open().ask("lệ phí tạm trú")
    assert reader.page.evaluate("document.activeElement.id") == "loi"
    assert reader.input.input_value() == ""
    log = reader.page.get_by_role("log", name="Cuộc trò chuyện")
    assert log.locator(".said").count() == 3


def test_a_whole_guided_dialogue(reader) -> None:
    reader.open("/huong-dan/kich_hoat")
    reader.page.get_by_role("link", name="Làm cùng tôi từng bước").click()
    assert "Bước 1/9" in reader.next_answer(1)
    for step in range(2, 10):
        assert f"Bước {step}/9" in reader.press("✅ Xong")
    assert "Chúc mừng" in reader.press("✅ Xong")


def test_a_link_asks_once_and_reloading_does_not_ask_again(reader) -> None:
    reader.open("/?start=tam_tru-le_phi")
    first = reader.next_answer(1)
    assert "15.000 đồng" in first
    assert "Tôi là trợ lý tự động" in first
    assert "Đăng ký tạm trú – lệ phí" in reader.questions.first.inner_text()
    reader.page.reload()
    reader.input.wait_for()
    assert reader.questions.count() == 0


@pytest.mark.parametrize("start", ["garbage", "tam_tru-khong_co", "%3Cscript%3E", "xoa:co"])
def test_a_link_to_nothing_is_a_plain_start(reader, start) -> None:
    reader.open(f"/?start={start}")
    reader.input.wait_for()
    assert reader.questions.count() == 0
    assert reader.sent_numbers() == []


def test_a_button_pressed_twice_sends_once_and_can_be_pressed_again_later(reader) -> None:
    reader.open()
    group = reader.page.get_by_role("link", name="🏠 Cư trú")
    group.evaluate("button => { button.click(); button.click(); }")
    assert "cư trú" in reader.next_answer(1)
    assert len(reader.sent_numbers()) == 1
    group.click()
    reader.next_answer(2)
    assert len(reader.sent_numbers()) == 2


def test_a_personal_number_is_warned_about(reader) -> None:
    answer = reader.open().ask("căn cước 001099012345 của tôi hết hạn khi nào")
    assert "Tôi đã che đi" in answer
    assert "001099012345" not in answer


def test_everything_is_deleted_by_a_button(reader) -> None:
    reader.open("/rieng-tu")
    delete = reader.page.get_by_role("button", name="Xóa hết những gì")
    delete.click()
    assert "chưa có cuộc trò chuyện" in reader.page.locator("#said").inner_text()
    reader.open().ask("lệ phí tạm trú")
    assert set(reader.stored()) == {"cuoc"}
    reader.open("/rieng-tu")
    delete.click()
    reader.page.get_by_role("button", name="Không xóa").click()
    assert set(reader.stored()) == {"cuoc"}
    delete.click()
    reader.page.get_by_role("button", name="Xóa hết", exact=True).click()
    reader.page.get_by_text("còn 0 bản ghi").wait_for()
    assert reader.stored() == {}
