"""The web page's calls in the real process: the same answers as in Telegram, once and privately."""

from __future__ import annotations

import json
import re
import stat
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterator, List, NamedTuple

import httpx
import pytest

from bot.privacy.identity import KEY_FILE, load_key, web_pseudonym
from tests.auxil.dialogues import TESTS, read_dialogues
from tests.auxil.process import Process
from tests.auxil.state_folder import conversations, empty_journal, kept_bytes
from tests.auxil.web_citizen import WebCitizen, serve_page

KEY = re.compile(r"(?<=:)[a-z]{12}(?=:)")
LIST_MARKS = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)


class Served(NamedTuple):
    process: Process
    address: str
    state: Path


@pytest.fixture(scope="module")
def served(model, tmp_path_factory) -> Iterator[Served]:
    state = tmp_path_factory.mktemp("page")
    process, address = serve_page(state, LOG_LEVEL="DEBUG")
    yield Served(process, address, state)
    begun = time.monotonic()
    assert process.stop() == 0, process.output
    assert time.monotonic() - begun < 10


@pytest.fixture
def citizen(served) -> WebCitizen:
    return WebCitizen(served.address)


def fifty_messages() -> List[str]:
    """The first words of dialogues from all over the topics."""
    files = sorted((TESTS / "topics").rglob("*.yml"))
    said = [d.turns[0].say for path in files for d in read_dialogues(path).dialogues]
    return said[:: len(said) // 50][:50]


def test_both_doors_give_the_same_answers(running, api) -> None:
    """Words, order, buttons and links; only the marks of lists are the browser's own."""
    for chat, text in enumerate(fifty_messages(), start=21000):
        told = api.talk(chat, text)
        citizen = WebCitizen(f"http://127.0.0.1:{running.port}")
        read = citizen.ask(text)
        telegram = "\n".join(reply["text"] for reply in api.replies_to(chat))
        assert LIST_MARKS.sub("", telegram).split() == read.split()
        rows = (told.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = [b for row in rows for b in row]
        links = [f"🔗 {link['chu']}" for link in citizen.answer["lien_ket"]]
        choices, tools = citizen.answer["nut"], citizen.answer["cong_cu"]
        titles = [[b["chu"] for b in shown] for shown in (choices, tools)]
        assert [b["text"] for b in buttons] == [*titles[0], *links, *titles[1]]
        tapped = [b["callback_data"] for b in buttons if "callback_data" in b]
        assert tapped[: len(choices)] == [b["gia_tri"] for b in choices]
        # The tools name the very answer that they stand under, but for that they are alike.
        own = [KEY.sub("", payload) for payload in tapped[len(choices) :]]
        assert own == [KEY.sub("", b["gia_tri"]) for b in tools]


def test_a_talk_remembers_its_topic(citizen) -> None:
    assert "Tôi là trợ lý tự động" in citizen.ask("dang ky tam tru can gi")
    assert "15.000 đồng" in citizen.ask("thế mất bao nhiêu tiền")
    assert "tam_tru" in "".join(b["gia_tri"] for b in citizen.answer["nut"])


def test_a_guided_dialogue_from_a_link_to_its_end(citizen) -> None:
    assert "Bước 1/9" in citizen.tap("/guide_kich_hoat")
    for step in range(2, 10):
        assert f"Bước {step}/9" in citizen.press("✅ Xong")
    assert "Chúc mừng" in citizen.press("✅ Xong")


def test_nothing_that_was_given_in_a_guided_dialogue_is_in_any_file(served, citizen) -> None:
    citizen.ask("/start guide_han_the")
    for text in ("thẻ căn cước", "còn dùng được", "14/05/1986"):
        said = citizen.ask(text)
        empty_journal(served.state)
        kept = b"\n".join(kept_bytes(served.state))
        assert b"14/05/1986" not in kept and b"1986-05-14" not in kept
        assert said.split("\n")[0].encode() not in kept, "the reply is sealed"
    assert "14/05/1986" not in served.process.output


def test_a_number_is_masked_everywhere_and_the_citizen_is_told(served, citizen) -> None:
    said = citizen.ask("cccd 079086001234 của em hết hạn thì đổi thế nào")
    assert "Đổi thẻ căn cước" in said and "Tôi đã che đi" in said
    assert "Bạn nên xóa tin đó" not in said, "it cannot be deleted on the page"
    assert "079086001234" not in citizen.answer["html"]
    assert all(b"079086001234" not in content for content in kept_bytes(served.state))
    assert "079086001234" not in served.process.output


def test_a_conversation_is_kept_without_words_under_a_name_that_tells_nothing(
    served, citizen
) -> None:
    words = "chau o tro voi ba ngoai bi benh"
    citizen.ask(f"{words}, dang ky tam tru sao")
    name = web_pseudonym(load_key(served.state), citizen.conversation)
    tracker = conversations(served.state)[name]
    assert "tam_tru" in tracker and "ba ngoai" not in tracker
    for content in kept_bytes(served.state):
        assert words.encode() not in content
        assert citizen.conversation.encode() not in content
    assert citizen.conversation not in served.process.output
    assert stat.S_IMODE((served.state / KEY_FILE).stat().st_mode) == 0o600


def test_deleting_says_how_much_went_and_leaves_nothing_in_any_file(served, citizen) -> None:
    citizen.ask("đăng ký tạm trú ở đâu")
    name = web_pseudonym(load_key(served.state), citizen.conversation)
    assert name in conversations(served.state)
    gone = citizen.delete()
    assert (gone["da_xoa"], gone["con_lai"]) == (2, 0)
    assert all(name.encode() not in content for content in kept_bytes(served.state))
    assert "trợ lý tự động" in citizen.ask("lệ phí bao nhiêu"), "it is a new citizen"


def test_one_who_floods_slows_nobody_else(served, citizen) -> None:
    with ThreadPoolExecutor(12) as hands:
        sent = hands.map(lambda _: citizen.send(loi="xin chào").status_code, range(36))
    assert set(sent) == {200, 429}
    assert "Đăng ký tạm trú" in WebCitizen(served.address).ask("đăng ký tạm trú")


def test_health_is_told_without_telegram_and_rasa_keeps_its_own_routes_shut(served) -> None:
    def get(path: str) -> httpx.Response:
        return httpx.get(f"{served.address}{path}", trust_env=False)

    assert get("/readyz").json() == {"ready": True}
    assert 'bot_web_outcomes_total{outcome="answered"}' in get("/metrics").text
    assert "Rasa" not in get("/").text
    for path in ("/status", "/conversations/x/tracker", "/webhooks/rest/webhook", "/version"):
        assert get(path).status_code == 404


def test_killed_in_mid_answer_each_message_counts_once(model, tmp_path) -> None:
    process, address = serve_page(tmp_path)
    citizen = WebCitizen(address)
    citizen.ask("đăng ký tạm trú")
    answered, cut_off = str(uuid.uuid4()), str(uuid.uuid4())
    before = citizen.send(answered, loi="lệ phí bao nhiêu").content
    process.kill()
    process, address = serve_page(tmp_path)
    again = WebCitizen(address, citizen.conversation)
    assert again.send(answered, loi="lệ phí bao nhiêu").content == before

    def ask_and_be_cut_off() -> None:
        try:
            again.send(cut_off, loi="nộp ở đâu")
        except httpx.HTTPError:
            return

    asking = threading.Thread(target=ask_and_be_cut_off)
    asking.start()
    time.sleep(0.02)
    process.kill()
    asking.join()
    process, address = serve_page(tmp_path)
    after = WebCitizen(address, citizen.conversation)
    assert after.send(cut_off, loi="nộp ở đâu").status_code == 200
    name = web_pseudonym(load_key(tmp_path), citizen.conversation)
    events = json.loads(conversations(tmp_path)[name])["events"]
    assert len([e for e in events if e["event"] == "user"]) == 3
    assert process.stop() == 0, process.output
