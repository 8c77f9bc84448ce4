"""The activation companion: every failure has a remedy that leads back to its step."""

from __future__ import annotations

import pytest

from bot.content.compose import Composer
from bot.content.intents import GUIDE_ANSWER_INTENT
from bot.guides.activation import Activation
from bot.guides.guide import Aside
from bot.guides.presenting import choice_payload
from bot.guides.state import End, Said, State
from bot.guides.turn import Turn
from tests.conftest import TODAY

KEYPAD = "may_thuong"


@pytest.fixture
def guide(content) -> Activation:
    return Activation(content, TODAY)


def test_the_steps_follow_each_other_and_end_in_a_result(guide) -> None:
    given = {}
    for number, step in enumerate(list(guide.words.questions), start=1):
        assert guide.slots(given)[0] == step
        assert f"Bước {number}/9" in guide.ask(step, given).text
        given[step] = guide.choose(step, "xong", given)
    assert guide.slots(given) == []
    assert guide.result(given).legal_basis


def test_every_known_failure_of_a_step_is_offered_and_has_a_remedy(guide) -> None:
    for step in guide.words.questions:
        trouble = guide.choose(step, "gap_loi", {})
        assert len(trouble.choices) >= 3, step
        for choice in trouble.choices:
            remedy = guide.choose(step, choice.key, {})
            if remedy == KEYPAD:
                continue
            assert isinstance(remedy, Aside)
            assert len(remedy.text) > 60
            assert [c.key for c in remedy.choices][0] == "xong"


def test_every_word_of_a_choice_leads_to_it(guide) -> None:
    lost = []
    for step, question in guide.words.questions.items():
        for choice in question.choices:
            expected = guide.meaning(choice, step)
            lost += [(step, w) for w in choice.words if guide.read(step, w, {}) != expected]
    assert lost == []


@pytest.mark.parametrize(
    ("step", "text", "text_name"),
    [
        ("chuan_bi", "nhung e quen mat so hoi do khai la so nao", "so_khac"),
        ("chuan_bi", "đi làm 3 hôm rồi mà không thấy tin nhắn báo gì", "chua_duyet"),
        ("cai_dat", "máy mình đầy bộ nhớ tải không được", "khong_cai_duoc"),
        ("cai_dat", "có ông xưng công an gọi gửi link bảo bấm vào link", "link_la"),
        ("mo_kich_hoat", "ko thay nut kich hoat dau ca", "khong_thay_nut"),
        ("mo_kich_hoat", "mở lên trắng màn hình", "treo"),
        ("nhap_so", "no bao thong tin khong trung khop", "khong_khop"),
        ("nhap_so", "báo tài khoản không tồn tại", "chua_co_tai_khoan"),
        ("nhap_otp", "cho mai khong thay otp", "khong_co_otp"),
        ("nhap_otp", "mã nhập vào báo hết hạn rồi", "otp_sai"),
        ("nhap_otp", "otp gửi về số của con trai", "so_khac"),
        ("nhap_otp", "sim vừa lắp sang máy khác bị khóa một chiều", "sim_khoa"),
        ("mat_khau", "đặt kiểu gì cũng báo không đúng định dạng", "mat_khau_tu_choi"),
        ("mat_khau", "nhập lại không khớp", "mat_khau_khac_nhau"),
        ("passcode", "quên passcode rồi", "passcode_khoa"),
        ("cau_hoi", "dien thoai e ko co nfc", "khong_nfc"),
        ("dang_nhap", "vào rồi nhưng vẫn mức 1", "van_muc_1"),
        ("dang_nhap", "nó bảo tài khoản bị khóa", "bi_khoa"),
        ("chuan_bi", "để mấy tháng rồi chưa kích hoạt có quá hạn không", "qua_han"),
        ("nhap_so", "căn cước của tôi hết hạn rồi", "bi_khoa"),
        ("mat_khau", "làm theo rồi vẫn bị từ chối", "nguoi_giup"),
    ],
)
def test_failures_as_people_type_them(guide, step, text, text_name) -> None:
    read = guide.read(step, text, {})
    assert isinstance(read, Aside)
    assert read.text == guide.text(text_name)


@pytest.mark.parametrize(
    "text",
    [
        "xong",
        "Xong rồi ạ",
        "roi a",
        "ok",
        "oke b",
        "dc roi",
        "em làm xong rồi",
        "tiếp đi",
        "co du roi",
    ],
)
def test_done_as_people_type_it(guide, text) -> None:
    assert guide.read("cai_dat", text, {}) == "xong"


@pytest.mark.parametrize(
    "text", ["chưa xong", "chua dc", "không được", "vẫn chưa được ạ", "ko lam dc"]
)
def test_not_done_is_not_taken_for_done(guide, text) -> None:
    assert isinstance(guide.read("cai_dat", text, {}), Aside)


@pytest.mark.parametrize(
    ("step", "text", "leads_to"),
    [
        ("cai_dat", "mãi không thấy otp", "nhap_otp"),
        ("cai_dat", "mật khẩu không đúng định dạng", "mat_khau"),
        ("nhap_otp", "chưa tải được, không tương thích", "cai_dat"),
        ("passcode", "vẫn hiện mức 1", "dang_nhap"),
        ("cai_dat", "em tai roi ma tim k thay nut kich hoat o dau", "mo_kich_hoat"),
    ],
)
def test_who_tells_of_another_step_is_met_there(guide, step, text, leads_to) -> None:
    read = guide.read(step, text, {})
    assert isinstance(read, Aside)
    assert guide.slots(read.given)[0] == leads_to


def test_who_only_asks_about_a_later_step_stays(guide) -> None:
    read = guide.read("chuan_bi", "máy em không có nfc thì có kích hoạt được không?", {})
    assert isinstance(read, Aside)
    assert "mượn máy khác" in read.text
    assert read.given is None


def tapped(content, state: State, key: str) -> State:
    """The state after a tap on the choice ``key`` of the open question."""
    choice = f"{state.guide}:{state.question}:{key}"
    said = Said(choice_payload(state.guide, state.question, key), GUIDE_ANSWER_INTENT, choice)
    return Turn(Composer(content, TODAY), {}).take(state, said).state


def test_every_failure_of_every_step_leads_back_to_it_and_then_on(content, guide) -> None:
    steps = list(guide.words.questions)
    walked = 0
    for number, step in enumerate(steps):
        before = dict.fromkeys(steps[:number], "xong")
        for failure in (c for c in guide.understood(step) if c.explain):
            met = tapped(content, State("kich_hoat", dict(before), step), failure.key)
            assert (met.question, met.given, met.end) == (step, before, None), failure.key
            on = tapped(content, met, "xong")
            assert on.given == {**before, step: "xong"}
            assert on.question == next(iter(steps[number + 1 :]), None)
            walked += 1
    assert walked > 60


@pytest.mark.parametrize("step", ["chuan_bi", "cai_dat", "nhap_otp"])
def test_a_keypad_phone_ends_the_steps_with_what_helps_instead(content, guide, step) -> None:
    assert guide.read(step, "máy của tôi là nokia bấm phím", {}) == KEYPAD
    assert guide.read(step, "máy bấm phím có kích hoạt được không?", {}) == KEYPAD
    given = {step: KEYPAD}
    assert guide.slots(given) == []
    answer = guide.result(given)
    assert "không cài được VNeID" in answer.body and "Chúc mừng" not in answer.body
    assert answer.buttons[-1].payload == "/guide_kich_hoat"
    if any(choice.key == KEYPAD for choice in guide.understood(step)):
        ended = tapped(content, State("kich_hoat", {}, step), KEYPAD)
        assert ended.end == End.DONE


def test_at_the_end_the_buttons_go_on_from_an_account_that_works(guide) -> None:
    given = dict.fromkeys(guide.words.questions, "xong")
    assert guide.result(given).buttons[0].payload == "/vneid_tich_hop_giay_to"


def test_the_time_to_activate_is_told_to_who_waits_for_the_notice(guide) -> None:
    for name in ("chua_duyet", "qua_han"):
        assert "7 ngày" in guide.text(name)
