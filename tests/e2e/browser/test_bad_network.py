"""Networks that go, servers that die, lost replies: each question and each answer once."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from tests.auxil.state_folder import conversations
from tests.auxil.web_citizen import serve_page

OFFLINE = "Mất kết nối. Câu hỏi của bạn sẽ được gửi khi có mạng."


def status(reader) -> str:
    return reader.page.locator("#trouble").inner_text()


def turns(state) -> int:
    """How many messages of citizens all stored conversations hold."""
    kept = (json.loads(text)["events"] for text in conversations(state).values())
    return sum(event["event"] == "user" for events in kept for event in events)


def test_what_is_asked_offline_is_sent_when_the_network_is_back(reader) -> None:
    reader.open().ask("lệ phí tạm trú")
    reader.context.set_offline(True)
    reader.type("giấy tờ đăng ký tạm trú")
    reader.page.get_by_text("Chưa gửi được. Chờ có mạng.").wait_for()
    reader.type("cảm ơn")
    assert status(reader) == OFFLINE
    assert reader.answers.count() == 2
    reader.context.set_offline(False)
    assert "CT01" in reader.next_answer(2)
    reader.next_answer(3)
    assert status(reader) == ""
    assert reader.page.get_by_text("Chưa gửi được").count() == 0
    assert (reader.questions.count(), reader.answers.count()) == (3, 4)
    assert len(set(reader.sent_numbers())) == 3
    order = reader.page.locator("#log > .you > p:nth-of-type(1)").all_inner_texts()
    assert order == ["lệ phí tạm trú", "giấy tờ đăng ký tạm trú", "cảm ơn"]


def test_a_lost_reply_is_asked_for_again_by_the_same_number(site, reader) -> None:
    reader.open().ask("xin chào")
    before = turns(site.state)
    lost = []

    def lose_the_first(route) -> None:
        reply = route.fetch()
        if lost:
            route.fulfill(response=reply)
        else:
            lost.append(reply.text())
            route.abort("connectionreset")

    reader.page.route("**/api/hoi", lose_the_first)
    answer = reader.ask("đăng ký tạm trú mất bao nhiêu tiền")
    assert "15.000 đồng" in answer
    assert len(reader.sent_numbers()) == 3
    assert len(set(reader.sent_numbers())) == 2
    assert (reader.questions.count(), reader.answers.count()) == (2, 3)
    assert turns(site.state) == before + 1
    assert json.loads(lost[0])["tra_loi"][0]["ket_qua"] == "answered"


def test_retry_at_once_by_the_button(reader) -> None:
    reader.open().context.set_offline(True)
    reader.type("lệ phí tạm trú")
    retry = reader.page.get_by_role("button", name="Gửi lại ngay")
    retry.wait_for()
    attempts = len(reader.sent_numbers())
    retry.click()
    reader.page.wait_for_function("document.getElementById('trouble').textContent[0] === 'M'")
    assert len(reader.sent_numbers()) > attempts
    reader.context.set_offline(False)
    assert "15.000 đồng" in reader.next_answer(1)
    assert retry.is_hidden()


def test_too_fast_waits_as_long_as_it_is_told(reader) -> None:
    told = []

    def too_fast_once(route) -> None:
        if told:
            route.continue_()
        else:
            told.append(route.request)
            route.fulfill(status=429, headers={"Retry-After": "1"}, json={"loi": "too_fast"})

    reader.page.route("**/api/hoi", too_fast_once)
    reader.open().type("lệ phí tạm trú")
    reader.page.get_by_text("Bạn gửi hơi nhanh").wait_for()
    assert "15.000 đồng" in reader.next_answer(1)


def test_what_is_no_message_to_the_server_is_not_sent_for_ever(reader) -> None:
    reader.page.route("**/api/hoi", lambda route: route.fulfill(status=413, json={"loi": "x"}))
    reader.open().type("lệ phí tạm trú")
    reader.page.get_by_text("Câu này dài quá").wait_for()
    assert len(reader.sent_numbers()) == 1


def test_a_page_of_a_hotels_network_is_no_answer(reader) -> None:
    shown = []

    def portal_once(route) -> None:
        if shown:
            route.continue_()
        else:
            shown.append(route.request)
            route.fulfill(status=200, body="<html>Xin chào, mời đăng nhập Wi-Fi</html>")

    reader.page.route("**/api/hoi", portal_once)
    reader.open()
    assert "15.000 đồng" in reader.ask("lệ phí tạm trú")
    assert (reader.questions.count(), reader.answers.count()) == (1, 2)


def test_leaving_with_something_unsent_is_asked_about(reader) -> None:
    asked = []
    reader.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reader.open().ask("lệ phí tạm trú")
    reader.open("/chu-de").open()
    assert asked == []
    reader.context.set_offline(True)
    reader.type("giấy tờ đăng ký tạm trú")
    reader.page.get_by_text("Chưa gửi được").wait_for()
    reader.context.set_offline(False)
    reader.page.route("**/api/hoi", lambda route: route.abort())
    reader.open("/chu-de")
    assert asked == ["beforeunload"]


def test_a_server_that_was_killed_answers_when_it_is_back(model, tmp_path, new_reader) -> None:
    process, address = serve_page(tmp_path)
    reader = new_reader(address)
    reader.open().ask("tạm trú là gì")
    process.kill()
    reader.type("mất bao nhiêu tiền")
    reader.page.get_by_text(OFFLINE).wait_for()
    process, _ = serve_page(tmp_path, port=urlsplit(address).port)
    reader.page.get_by_role("button", name="Gửi lại ngay").click()
    assert "15.000 đồng" in reader.next_answer(2)
    assert (reader.questions.count(), reader.answers.count()) == (2, 3)
    assert turns(tmp_path) == 2
    assert process.stop() == 0
