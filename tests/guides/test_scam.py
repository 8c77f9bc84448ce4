"""Scams: what was already done comes first, and nothing is ever called safe."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.text import plain
from bot.guides.scam import Scam
from bot.guides.scam_reader import (
    Danger,
    Finding,
    ScamReader,
    danger,
    emergency_steps,
    from_value,
    to_value,
)
from bot.language.normalise import fold
from tests.conftest import TODAY

SOOTHING = ("an toàn", "yên tâm", "vô hại", "không phải lừa đảo")


@pytest.fixture(scope="module")
def words(content):
    return content.guides["lua_dao"].scam


@pytest.fixture(scope="module")
def reader(content, words) -> ScamReader:
    return ScamReader(words, content.abbreviations)


@pytest.fixture
def guide(content) -> Scam:
    return Scam(content, TODAY)


def told(guide: Scam, **given: str) -> str:
    return guide.result(given).body


DONE = [
    ("tôi đã chuyển tiền rồi", "chuyen_tien"),
    ("em ck cho nó 5tr r", "chuyen_tien"),
    ("má em chuyển cho nó 20 triệu rồi, cứu với", "chuyen_tien"),
    ("họ bảo chuyển tiền và mẹ tôi đã chuyển", "chuyen_tien"),
    ("bà nội vừa mới ra ngân hàng chuyển tiền cho nó", "chuyen_tien"),
    ("tài khoản bị trừ 3 triệu", "chuyen_tien"),
    ("chuyenr tiền rồi", "chuyen_tien"),
    ("lỡ cài app theo link nó gửi", "cai_ung_dung"),
    ("đã cài rồi", "cai_ung_dung"),
    ("điện thoại màn hình đen, máy tự bấm", "cai_ung_dung"),
    ("đã đưa mã OTP", "dua_ma"),
    ("em trót đọc otp cho người xưng cán bộ", "dua_ma"),
    ("tôi nhập mật khẩu vào trang đó rồi", "dua_ma"),
    ("lỡ gửi ảnh căn cước hai mặt cho người lạ", "gui_anh"),
    ("con tôi quay mặt theo lời nó rồi", "gui_anh"),
    ("em lỡ bấm vào link rồi", "bam_link"),
    ("tôi bị lừa rồi", "lam_theo"),
    ("nó gọi xưng công an, tôi chuyển khoản 20 triệu", "chuyen_tien"),
    ("tôi lỡ đọc mã otp cho nó, nó rút hết tiền", "chuyen_tien"),
    ("em bấm vào link thì máy lạ lắm", "bam_link"),
    ("rồi gửi ảnh căn cước cho chúng nó", "gui_anh"),
]


@pytest.mark.parametrize(("text", "deed"), DONE)
def test_what_was_done_is_understood_with_and_without_accents(reader, text, deed) -> None:
    assert deed in reader.read(text).deeds
    assert deed in reader.read(fold(text)).deeds
    assert deed in reader.read(text.upper()).deeds


@pytest.mark.parametrize(
    "text",
    [
        "nó bảo tôi chuyển tiền nhưng tôi chưa chuyển",
        "họ kêu cài app mà em không cài",
        "may quá mình chưa kịp chuyển khoản",
        "họ đòi đọc otp, em không đọc",
        "họ nói chuyển tiền rồi mới giao thẻ",
        "không mất tiền gì",
        "có nên gửi ảnh căn cước không",
        "Tài khoản của ông đã bị khóa bấm link để mở",
        "mời bạn chuyển khoản 500k",
        "moi ban chuyen khoan 500k",
        "công an phường gọi bảo tôi bấm link cập nhật căn cước",
        "nó bảo tôi đọc mã otp",
        "họ đòi em chuyển cho họ 5 triệu",
    ],
)
def test_what_was_demanded_or_refused_is_not_taken_for_done(reader, text) -> None:
    assert reader.read(text).deeds == ()


def test_what_is_told_after_a_deed_in_one_breath_was_done_too(reader) -> None:
    told = "tôi bấm vào link và cài app rồi nhập mật khẩu ngân hàng"
    assert set(reader.read(told).deeds) == {"cai_ung_dung", "dua_ma"}
    assert set(reader.read(fold(told)).deeds) == {"cai_ung_dung", "dua_ma"}
    asked = "tôi đã bấm link mà nó bắt cài app thì tôi không làm"
    assert reader.read(asked).deeds == ("bam_link",)


def test_a_stronger_deed_says_more_than_a_weak_one(reader) -> None:
    assert reader.read("tôi đã bấm link rồi, đã chuyển tiền").deeds == ("chuyen_tien",)
    both = reader.read("mẹ tôi đã cài app, đã chuyển tiền")
    assert both.deeds == ("chuyen_tien", "cai_ung_dung")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("có người xưng công an phường gọi", "xung_danh"),
        ("chị đọc giúp em 6 số vừa gửi về máy", "hoi_ma"),
        ("vui lòng chuyển khoản 22.000đ lệ phí đồng bộ", "doi_tien"),
        ("truy cập https://vneid.gov.vn.capnhat.xyz", "link_la"),
        ("em gửi cô file dichvucong.apk cô bấm tải về", "bao_cai"),
        ("chú bật chia sẻ màn hình trên zalo", "dieu_khien_may"),
        ("anh giữ bí mật, không nói với ai", "giu_kin"),
        ("đây là lệnh bắt tạm giam mang tên anh", "doa"),
        ("căn cước của chị chưa đồng bộ", "bao_loi"),
        ("gửi ảnh căn cước hai mặt", "xin_anh"),
        ("bạn được nhận hỗ trợ 500k", "hua_tien"),
        ("bên em lấy lại tiền bị lừa giúp anh", "lay_lai_tien"),
        ("cần thuê tài khoản vneid mức 2", "mua_tai_khoan"),
        ("bấm phím 1 để gặp cán bộ", "bam_phim"),
    ],
)
def test_each_sign_is_seen_with_and_without_accents(reader, text, sign) -> None:
    assert sign in reader.read(text).signs
    assert sign in reader.read(fold(text)).signs


def test_pasted_messages_of_swindlers_are_recognised(reader, words, content) -> None:
    from bot.content.aspects import Aspect

    # "Nghi lừa đảo vneid" is among the examples as well: a few words tell no sign of anything.
    examples = content.topics["vneid_lua_dao"].examples[Aspect.OVERVIEW]
    pasted = [text for text in examples if len(text.split()) > 5]
    missed = [t for t in pasted if danger(reader.read(t).signs, words) is Danger.NOTHING_SEEN]
    assert len(missed) <= 0.03 * len(pasted), missed


@pytest.mark.parametrize(
    "text",
    [
        "công an phường mời tôi lên trụ sở nhận thẻ căn cước",
        "hồ sơ đã được duyệt, tra kết quả ở https://dichvucong.gov.vn",
        "VNeID báo tài khoản mức 2 đã được duyệt, mở ứng dụng để kích hoạt",
        "cô giáo nhắc họp phụ huynh chủ nhật",
        "bưu điện báo có thư",
    ],
)
def test_everyday_messages_show_no_sign_but_are_not_called_safe(guide, text) -> None:
    value = guide.read("mo_ta", text, {})
    assert guide.slots({"mo_ta": value}) == ["ho_doi"]
    body = told(guide, mo_ta=value, ho_doi="khong")
    assert "không thấy dấu hiệu" in body
    assert [word for word in SOOTHING if word in body] == []


def test_one_grave_sign_is_enough_and_one_slight_sign_is_not(words) -> None:
    for name, sign in words.signs.items():
        expected = {3: Danger.SCAM, 2: Danger.SUSPICIOUS, 1: Danger.NOTHING_SEEN}[sign.weight]
        assert danger([name], words) is expected
    assert danger(["doa", "gap"], words) is Danger.SCAM


def test_the_emergency_comes_first_whatever_else_was_found(guide, words) -> None:
    for deed, sign in product(words.deeds, [None, *words.signs]):
        value = to_value(Finding((deed,), (sign,) if sign else ()))
        assert guide.slots({"mo_ta": value}) == []
        body = told(guide, mo_ta=value)
        held = "**Gọi 113 ngay" if sign == "bat_coc" else ""
        assert body.startswith(held or f"**Bạn {words.deeds[deed].title}. Làm ngay")
        assert f"**Bạn {words.deeds[deed].title}. Làm ngay" in body
        assert "\n1. " in body and "Kẻ gian luôn nghĩ ra" not in body


def test_a_tap_on_a_deed_is_an_emergency_too(guide, words) -> None:
    for key in ("chuyen_tien", "cai_ung_dung", "dua_ma", "gui_anh"):
        value = guide.choose("mo_ta", key, {})
        assert guide.slots({"mo_ta": value}) == []
        assert told(guide, mo_ta=value).startswith(f"**Bạn {words.deeds[key].title}.")


def test_a_tap_on_a_demand_gives_the_verdict_at_once(guide) -> None:
    for key in ("doi_tien", "hoi_ma", "bao_cai", "doa"):
        value = guide.choose("mo_ta", key, {})
        assert guide.slots({"mo_ta": value}) == []
        assert "đừng làm theo" in told(guide, mo_ta=value)


def test_the_bank_comes_before_everything_when_money_is_at_stake(words) -> None:
    for deed in ("chuyen_tien", "cai_ung_dung", "dua_ma", "lam_theo"):
        steps = emergency_steps([deed, "gui_anh"], words)
        assert steps[0] == "ngan_hang"
        assert len(steps) == len(set(steps))
    assert emergency_steps(["cai_ung_dung"], words)[:2] == ["ngan_hang", "tat_may"]


def test_steps_are_numbered_through(guide) -> None:
    body = told(guide, mo_ta=to_value(Finding(("cai_ung_dung",))))
    numbers = [line.split(".")[0] for line in body.splitlines() if line[:1].isdigit()]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_nothing_of_the_story_is_kept(guide) -> None:
    value = guide.read("mo_ta", "Nguyễn Thị Lan, 0912345678, bị đòi chuyển 5 triệu", {})
    assert from_value(value, guide.words.scam).signs
    assert "lan" not in value.lower() and "0912" not in value


def test_a_grunt_is_no_description(guide) -> None:
    assert guide.read("mo_ta", "alo", {}) is None
    assert guide.read("ho_doi", "hihi", {"mo_ta": ";"}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("không có gì", "khong"), ("ko", "khong"), ("họ xin cái hình", "xin_anh")],
)
def test_the_second_question_reads_short_answers(guide, text, value) -> None:
    assert guide.read("ho_doi", text, {"mo_ta": ";"}) == value


def test_a_sign_told_late_still_counts(guide) -> None:
    value = guide.read("ho_doi", "à họ còn hỏi mã otp nữa", {"mo_ta": ";"})
    assert "Đây là cách của kẻ lừa đảo" in told(guide, mo_ta=";", ho_doi=value)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_combination_is_ever_called_safe(guide, data) -> None:
    scam = guide.words.scam
    deeds = data.draw(st.lists(st.sampled_from(sorted(scam.deeds)), unique=True))
    signs = data.draw(st.lists(st.sampled_from(sorted(scam.signs)), unique=True))
    demand = data.draw(st.sampled_from(["khong", "doi_tien", to_value(Finding())]))
    value = to_value(Finding(tuple(deeds), tuple(signs)))
    assert from_value(value, scam) == Finding(tuple(deeds), tuple(signs))
    answer = guide.result({"mo_ta": value, "ho_doi": demand})
    said = plain(answer, guide.content.messages).lower()
    assert [word for word in SOOTHING if word in said] == []
    assert len(said) < 4096
    if "bat_coc" in signs:
        assert answer.body.startswith("**Gọi 113 ngay")
    elif deeds:
        assert answer.body.startswith("**Bạn đã")


@pytest.mark.parametrize(
    "text",
    [
        "ngân hàng nhắn tôi đến quầy cập nhật sinh trắc học",
        "ngân hàng nhắn tin bảo ra chi nhánh cập nhật căn cước",
        "công an phường gọi nói dữ liệu bị lỗi, hẹn tôi lên trụ sở làm lại",
    ],
)
def test_a_call_to_the_counter_is_left_open_but_not_believed(guide, text) -> None:
    for told_as in (text, fold(text)):
        value = guide.read("mo_ta", told_as, {})
        assert guide.slots({"mo_ta": value}) == []
        body = told(guide, mo_ta=value)
        assert "Đây là cách của kẻ lừa đảo" not in body
        assert "tự đến nơi mình biết rõ" in body and "Không bấm link" in body
        assert "Cúp máy" not in body and "Chặn số đó" not in body


@pytest.mark.parametrize(
    "text",
    [
        "ngân hàng nhắn đến quầy hoặc bấm vào https://bank-cap-nhat.top cập nhật sinh trắc học",
        "công an gọi bảo ra công an hoặc kết bạn zalo cập nhật căn cước",
        "công an gọi dọa bắt, hẹn tôi lên trụ sở",
        "họ bảo ra ngân hàng chuyển tiền",
    ],
)
def test_a_counter_named_beside_a_trick_excuses_nothing(guide, text) -> None:
    value = guide.read("mo_ta", text, {})
    assert "Đây là cách của kẻ lừa đảo" in told(guide, mo_ta=value)


def test_where_nothing_was_seen_nobody_is_told_to_block_the_police(guide) -> None:
    value = guide.read("mo_ta", "cong an phuong hen toi len lay the", {})
    assert guide.slots({"mo_ta": value}) == ["ho_doi"]
    body = told(guide, mo_ta=value, ho_doi="khong")
    assert "không thấy dấu hiệu" in body and "tự đến nơi mình biết rõ" in body
    assert "Cúp máy" not in body and "Chặn số đó" not in body


@pytest.mark.parametrize("text", ["con tôi bị bắt cóc", "con toi bi bat coc phai lam sao?"])
def test_a_kidnapping_is_a_matter_for_the_police_first(guide, text) -> None:
    value = guide.read("mo_ta", text, {})
    assert guide.slots({"mo_ta": value}) == []
    body = told(guide, mo_ta=value)
    assert body.startswith("**Gọi 113 ngay")
    assert "cách của kẻ lừa đảo" not in body and "Cúp máy" not in body


def test_the_first_buttons_of_a_victim_are_what_helps_at_once(guide) -> None:
    victim = guide.read("mo_ta", "tôi đã chuyển tiền cho nó rồi", {})
    answer = guide.result({"mo_ta": victim})
    assert answer.buttons[0].payload == "/vneid_da_bi_lua"
    assert guide.topic({"mo_ta": victim}) == "vneid_da_bi_lua"
    asking = guide.read("mo_ta", "có người xưng công an gửi link bảo cài app", {})
    assert guide.result({"mo_ta": asking}).buttons[0].payload == "/vneid_lua_dao"
    assert guide.topic({"mo_ta": asking}) == guide.topic({}) == "vneid_lua_dao"
