from __future__ import annotations

import json
import uuid
from concurrent.futures import Future
from typing import Any, Dict, Iterator

import pytest

from bot.content.answer import Answer, Button, Outcome, Section, WebLink
from bot.privacy.identity import web_pseudonym
from bot.storage.database import StoreRefused
from bot.web.api import LONGEST_QUESTION, MOST_BYTES
from tests.auxil.web_front import WebFront, new_conversation

CONVERSATION = "0" * 32
NUMBER = str(uuid.UUID(int=1, version=4))


def test_an_answer_comes_as_html_with_its_buttons_links_and_tools(front) -> None:
    answer = Answer(
        Outcome.ANSWERED,
        [Section("Xem <b>:\n- **một**\n- hai")],
        title="Tạm trú & tạm vắng",
        buttons=[Button("Lệ phí", '/tam_tru{"aspect":"le_phi"}')],
        links=[WebLink("Cổng", "https://dichvucong.gov.vn")],
        tools=[Button("👍", "y_kien:tot")],
    )
    front.reply = lambda _: answer
    [said] = front.ask("đăng ký tạm trú", new_conversation()).json()["tra_loi"]
    assert said == {
        "html": "<h2 class=title>Tạm trú &amp; tạm vắng</h2>"
        "<p>Xem &lt;b&gt;:</p><ul><li><b>một</b></li><li>hai</li></ul>",
        "nut": [{"chu": "Lệ phí", "gia_tri": '/tam_tru{"aspect":"le_phi"}'}],
        "lien_ket": [{"chu": "Cổng", "url": "https://dichvucong.gov.vn"}],
        "cong_cu": [{"chu": "👍", "gia_tri": "y_kien:tot"}],
        "ket_qua": "answered",
    }


def test_a_message_that_comes_again_is_answered_alike_and_asked_once(front) -> None:
    conversation, number = new_conversation(), str(uuid.uuid4())
    before = len(front.asked)
    first = front.ask("lệ phí", conversation, number)
    again = front.ask("lệ phí", conversation, number)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert len(front.asked) == before + 1


def test_a_number_is_masked_before_anybody_reads_it(front) -> None:
    front.ask("cccd 079086001234 hết hạn", new_conversation())
    asked = front.asked[-1]
    assert "079086001234" not in asked.text
    assert asked.metadata == {"warnings": ["masked_web"]}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/menu", "/menu"),
        ("/start tam_tru-le_phi", '/tam_tru{"aspect":"le_phi"}'),
        ("/start rác-rưởi", "/start"),
        ("/restart", "restart"),
        ('/tam_tru{"aspect":"le_phi"}', 'tam_tru{"aspect":"le_phi"}'),
    ],
)
def test_typed_commands_are_those_of_telegram_and_no_intent_can_be_typed(
    front, typed, asked
) -> None:
    front.ask(typed, new_conversation())
    assert front.asked[-1].text == asked


@pytest.mark.parametrize("payload", ["/restart", "/session_start", "xyz", "/tam_tru; DROP"])
def test_a_tap_that_no_button_carries_leads_to_the_menu(front, payload) -> None:
    front.ask(payload, new_conversation(), tapped=True)
    assert front.asked[-1].text == "/menu"


def test_conversations_are_kept_under_a_name_that_tells_nothing(front) -> None:
    conversation = new_conversation()
    front.ask("tạm trú", conversation)
    assert front.asked[-1].sender_id == web_pseudonym(front.running.key, conversation)
    kept = b"".join(path.read_bytes() for path in front.running.settings.state.iterdir())
    assert conversation.encode() not in kept


def _body(**changed: Any) -> Dict[str, Any]:
    values = {"cuoc": CONVERSATION, "so": NUMBER, "loi": "tạm trú", **changed}
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 5000,
        *(
            json.dumps(body).encode()
            for body in (
                _body(cuoc=None),
                _body(cuoc="0" * 31),
                _body(cuoc="0912345678" + "0" * 22 + "x"),
                _body(cuoc=5),
                _body(so=None),
                _body(so="079086001234"),
                _body(loi=None),
                _body(loi=""),
                _body(loi="  "),
                _body(loi={"a": 1}),
                _body(nut="/menu"),
            )
        ),
    ],
)
def test_what_the_page_does_not_send_is_refused(front, body) -> None:
    answer = front.server.request("POST", "/api/hoi", content=body)
    assert (answer.status_code, answer.json()) == (400, {"loi": "malformed"})


@pytest.mark.parametrize(
    "body",
    [_body(loi="a" * (LONGEST_QUESTION + 1)), _body(loi=None, nut="/" + "a" * 300)],
)
def test_what_is_too_long_is_refused_as_such(front, body) -> None:
    assert front.post("/api/hoi", body).status_code == 413


def test_too_many_bytes_are_refused(front) -> None:
    body = _body(loi="tạm trú", thua="a" * MOST_BYTES)
    assert front.post("/api/hoi", body).status_code == 413


def test_halves_of_characters_do_no_harm(front) -> None:
    body = json.dumps(_body(cuoc=new_conversation(), loi="tạm \ud83d trú")).encode()
    assert front.server.request("POST", "/api/hoi", content=body).status_code == 200


@pytest.fixture
def strict(run, tmp_path, monkeypatch) -> Iterator[WebFront]:
    """A page that allows two of everything, and then nothing for a long time."""
    for kind in ("CONVERSATION", "ADDRESS", "PAGES"):
        monkeypatch.setattr(f"bot.web.channel._{kind}_AT_ONCE", 2)
        monkeypatch.setattr(f"bot.web.channel._{kind}_PER_SECOND", 0.01)
    front = WebFront(run, tmp_path, web_proxies=1)
    with front.server:
        yield front


def test_a_conversation_that_is_too_fast_waits_alone(strict) -> None:
    fast = new_conversation()
    answers = [strict.ask("tạm trú", fast) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 90
    assert strict.ask("tạm trú", new_conversation()).status_code == 200


@pytest.mark.parametrize("hurried", ["203.0.113.7", "2001:db8::7"])
def test_an_address_that_is_too_fast_waits_alone(strict, hurried) -> None:
    def ask(address: str) -> int:
        body = {"cuoc": new_conversation()}
        headers = {"X-Forwarded-For": f"198.51.100.1, {address}"}
        return strict.post("/api/xoa", body, headers=headers).status_code

    assert [ask(hurried) for _ in range(3)] == [200, 200, 429]
    assert [ask("203.0.113.8"), ask("2001:db8:1::1"), ask("127.0.0.1")] == [200] * 3
    page = [strict.get("/", headers={"X-Forwarded-For": hurried}) for _ in range(3)][-1]
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) >= 90
    assert strict.get("/readyz").status_code == 200


def test_while_the_store_refuses_the_browser_must_come_again(front, monkeypatch) -> None:
    conversation, number = new_conversation(), str(uuid.uuid4())

    def full(work: Any) -> Future:
        future: Future = Future()
        future.set_exception(StoreRefused("disk is full"))
        return future

    with monkeypatch.context() as patch:
        patch.setattr(front.running.database, "submit", full)
        refused = front.ask("tạm trú", conversation, number)
        assert front.post("/api/xoa", {"cuoc": conversation}).status_code == 503
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 1
    assert front.ask("tạm trú", conversation, number).status_code == 200


def test_deleting_proves_that_nothing_is_left(front) -> None:
    conversation, number = new_conversation(), str(uuid.uuid4())
    front.ask("tạm trú", conversation, number)
    gone = front.post("/api/xoa", {"cuoc": conversation}).json()
    assert (gone["da_xoa"], gone["con_lai"]) == (1, 0)
    assert "còn 0 bản ghi" in gone["html"]
    before = len(front.asked)
    front.ask("tạm trú", conversation, number)
    assert len(front.asked) == before + 1, "the reply is gone, too"


def test_typed_deletion_asks_once_and_then_deletes_everything(front) -> None:
    conversation = new_conversation()
    front.ask("tạm trú", conversation)
    [asked] = front.ask("/xoadulieu", conversation).json()["tra_loi"]
    yes = next(b for b in asked["nut"] if b["chu"] == "Xóa hết")
    [said] = front.ask(yes["gia_tri"], conversation, tapped=True).json()["tra_loi"]
    assert "còn 0 bản ghi" in said["html"] and said["nut"] == []
