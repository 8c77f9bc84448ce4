"""Commands as a person starts them: what they print, and what they say when something is wrong."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import Any, Dict, List, Optional

import pytest

from bot.cli.main import main
from tests.auxil.fake_bot_api import FakeBotApi
from tests.auxil.process import PROJECT, environment, free_port


def bot(
    arguments: List[str], stdin: str = "", env: Optional[Dict[str, str]] = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        env=env or environment(),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_check_is_clean_and_counts(capsys) -> None:
    assert main(["check"]) == 0
    assert "0 lỗi" in capsys.readouterr().out


def test_check_prints_every_error_and_fails(data_copy, capsys) -> None:
    topic = data_copy / "topics" / "cu_tru" / "tam_tru.yml"
    topic.write_text(topic.read_text().replace("procedure: tam_tru", "procedure: tam_chu"))
    assert main(["check", "--data", str(data_copy)]) == 1
    assert "data/topics/cu_tru/tam_tru.yml:3: " in capsys.readouterr().out


def test_content_commands_do_not_import_rasa() -> None:
    code = (
        "import sys; from bot.cli.main import main; main(['check']); main(['show', 'tam_tru']);"
        "sys.exit(any(m.split('.')[0] in ('rasa', 'tensorflow', 'telegram') for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_show_prints_a_topic_as_of_a_day(capsys) -> None:
    assert main(["show", "can_cuoc_cap_doi", "--as-of", "2027-01-02"]) == 0
    assert "50.000 đồng" in capsys.readouterr().out


def test_show_of_a_topic_that_does_not_exist(capsys) -> None:
    assert main(["show", "khong_co"]) == 1
    assert "Không có chủ đề" in capsys.readouterr().err


@pytest.mark.usefixtures("model")
class TestAsk:
    def test_jsonl(self) -> None:
        lines = [
            {"id": 1, "text": "doi can cuoc het bao nhieu tien"},
            {"id": "a", "text": "đăng ký tạm trú", "conversation": "x"},
            {"id": "b", "text": "còn lệ phí?", "conversation": "x"},
            {"id": "c", "text": "còn lệ phí?"},
            {"id": "d", "text": "hôm nay đá bóng mấy giờ"},
        ]
        bad = ["không phải json", "[1]", '{"text": "x"}', '{"id": 9, "text": 5}', ""]
        stdin = "\n".join(
            [
                *(json.dumps(line) for line in lines[:2]),
                *bad,
                *(json.dumps(line) for line in lines[2:]),
            ]
        )
        done = bot(["ask", "--jsonl", "--as-of", "2027-01-02"], stdin)
        assert done.returncode == 0, done.stderr
        results: List[Dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(results) == 9
        errors = [r for r in results if "error" in r]
        assert [r["outcome"] for r in errors] == ["error"] * 4
        by_id = {r["id"]: r for r in results if "error" not in r}
        assert set(by_id) == {1, "a", "b", "c", "d"}
        assert {
            "id",
            "outcome",
            "topic",
            "procedure",
            "aspects",
            "confidence",
            "answer",
            "buttons",
            "facts",
        } <= set(by_id[1])
        assert by_id[1]["procedure"] == "can_cuoc_cap_doi"
        assert by_id[1]["aspects"] == ["le_phi"]
        assert "50.000 đồng" in by_id[1]["answer"]
        assert "le_phi_doi_the" in by_id[1]["facts"]
        assert (by_id["b"]["topic"], by_id["b"]["aspects"]) == ("tam_tru", ["le_phi"])
        assert by_id["c"]["outcome"] == "clarify"
        assert by_id["d"]["outcome"] == "fallback"
        assert all({"title", "payload"} == set(b) for b in by_id[1]["buttons"])

    def test_a_piped_chat_answers_and_numbers_choose_buttons(self) -> None:
        done = bot(["run"], "làm căn cước ở đâu\n/menu\n1\n1\n")
        assert done.returncode == 0, done.stderr
        assert "NƠI NỘP" in done.stdout
        assert "trợ lý tự động" in done.stdout
        assert "LÀM THẺ CĂN CƯỚC LẦN ĐẦU" in done.stdout


class TestRunRefuses:
    def test_broken_content_with_every_line(self, data_copy) -> None:
        (data_copy / "menu.yml").write_text("groups: [")
        done = bot(["run", "--data", str(data_copy)])
        assert done.returncode == 1
        assert "data/menu.yml:" in done.stderr
        assert "Hãy sửa" in done.stderr

    def test_a_bad_token(self) -> None:
        with FakeBotApi() as api:
            env = environment(
                TELEGRAM_BOT_TOKEN="1:sai", TELEGRAM_API_BASE=api.base, BOT_PORT=str(free_port())
            )
            done = bot(["run"], env=env)
        assert done.returncode == 1
        assert "@BotFather" in done.stderr
        assert "1:sai" not in done.stderr + done.stdout

    def test_a_server_that_is_not_there(self) -> None:
        secret = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
        env = environment(
            TELEGRAM_BOT_TOKEN=f"9876543210:{secret}",
            TELEGRAM_API_BASE=f"http://127.0.0.1:{free_port()}",
            BOT_PORT=str(free_port()),
            LOG_LEVEL="DEBUG",
        )
        for arguments in (["run"], ["webhook", "info"]):
            done = bot(arguments, env=env)
            assert done.returncode == 1
            # The library's errors quote the address, and the token is in it.
            assert secret not in done.stderr + done.stdout
        assert "NetworkError" in done.stderr
        assert "Không kết nối được" in bot(["run"], env=env).stderr

    def test_a_port_that_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = bot(["run"], env=environment(TELEGRAM_BOT_TOKEN="1:x", BOT_PORT=port))
        assert done.returncode == 1
        assert f"cổng {port}" in done.stderr
        assert "BOT_PORT" in done.stderr

    def test_a_setting_that_cannot_be_used(self) -> None:
        done = bot(["run"], env=environment(TELEGRAM_BOT_TOKEN="1:x", BOT_PORT="cao"))
        assert done.returncode == 1
        assert "BOT_PORT" in done.stderr
