"""The command gaps, from the store's file to the list, the page and the maintainers' files."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import Iterator

import pytest

from bot.cli import gaps as gaps_command
from bot.cli import gaps_accept
from bot.cli.main import main
from bot.content.aspects import Aspect
from bot.content.check import check
from bot.content.problems import Severity
from bot.content.store import Content, default_data_dir, load_or_raise
from bot.nlu.gate import ConfidenceGate
from bot.storage.asked import Asked, Tally, count
from bot.storage.database import FILE_NAME, Database
from tests.auxil.vain_questions import NOON, question, store
from tests.conftest import TODAY

UNUSUAL = "bấm ngón cái vô máy hoài không ăn"


@pytest.fixture
def state(tmp_path) -> Database:
    """A store that is in use, as while the assistant runs."""
    opened = Database(tmp_path / "state" / FILE_NAME)
    opened.claim()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return Path(shutil.copytree(default_data_dir(), tmp_path_factory.mktemp("copy") / "data"))


@pytest.fixture(scope="module")
def loaded(data) -> Content:
    return load_or_raise(data)


@pytest.fixture
def topic_file(data) -> Iterator[Path]:
    """The file that tests add to; it is as before afterwards."""
    path = data / "topics" / "can_cuoc" / "can_cuoc_sinh_trac_hoc.yml"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


@pytest.fixture
def gaps_with_check(state, data, loaded, topic_file, monkeypatch):
    """The command as it is, but for reading the unchanged content once for all tests."""
    for module in (gaps_command, gaps_accept):
        monkeypatch.setattr(module, "read_content", lambda root: loaded)

    def gaps(*arguments: str) -> int:
        folders = ["--state", str(state.path.parent), "--data", str(data)]
        return main(["gaps", *arguments, *folders, "--as-of", "2026-11-22"])

    return gaps


@pytest.fixture
def gaps(gaps_with_check, loaded, monkeypatch):
    """The command without the check of all content, which takes seconds."""
    monkeypatch.setattr(gaps_accept, "findings", lambda root, day: (loaded, []))
    return gaps_with_check


def texts(state: Database) -> list:
    return [kept.question.text for kept in Asked(state).questions()]


def test_the_list_says_what_how_often_and_why(state, gaps, capsys) -> None:
    near = ("can_cuoc_sinh_trac_hoc", 0.3)
    asked = question(UNUSUAL, near, outcome="clarify", understood="nlu_clarify")
    store(state, [question("xe tăng"), asked, asked])
    assert gaps() == 0
    out = capsys.readouterr().out
    answer = f"{round(100 * ConfidenceGate.get_default_config()['answer'])} %"
    assert "3 câu hỏi chưa trả lời được, 2 nhóm" in out
    assert "#2  2 lần, gần nhất 22/11/2026 (phải hỏi lại 2)" in out
    assert f"«{UNUSUAL}»" in out
    assert f"(30 %), dưới ngưỡng trả lời {answer}" in out
    assert out.index("#2") < out.index("#1")


def test_only_what_was_asked_since_a_day(state, gaps, capsys) -> None:
    store(state, [question("câu cũ")], asked_at=NOON - 86400)
    store(state, [question("câu mới")])
    assert gaps("--since", "2026-11-22") == 0
    out = capsys.readouterr().out
    assert "câu mới" in out
    assert "câu cũ" not in out


def test_the_page_is_written(state, gaps, tmp_path, capsys) -> None:
    store(state, [question("mất sổ đỏ")])
    tallies = {TODAY: 7, TODAY - dt.timedelta(weeks=20): 5}
    for day, number in tallies.items():
        tally = Tally(day, "web", "tam_tru", "answered")
        state.submit(lambda c, t=tally, n=number: count(c, t, n)).result()
    page = tmp_path / "bao-cao.html"
    assert gaps("--report", str(page)) == 0
    assert "bao-cao.html" in capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    assert "mất sổ đỏ" in text
    assert "<b>7</b> câu hỏi" in text
    assert gaps("--report", str(page), "--since", "2026-01-01") == 0
    assert "<b>12</b> câu hỏi" in page.read_text(encoding="utf-8")
    assert gaps("--report", str(tmp_path / "khong-co" / "x.html")) == 1


def test_a_store_that_is_not_there_is_said(tmp_path, capsys) -> None:
    assert main(["gaps", "--state", str(tmp_path)]) == 1
    assert "Chưa có tệp lưu trữ" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_accepted_question_is_an_example_and_no_longer_asked_in_vain(
    state, gaps_with_check, data, capsys
) -> None:
    alike = [question(text, ("x", 0.1)) for text in (UNUSUAL, "bam ngon cai vo may hoai ko an")]
    other = question("bấm ngón cái vô máy hoài hổng thấy ăn", ("x", 0.1))
    store(state, [*alike, other, question("xe tăng")])
    name = ("accept", "1", "can_cuoc_sinh_trac_hoc", "--aspect", "su_co", "--yes")
    assert gaps_with_check(*name) == 0
    out = capsys.readouterr().out
    assert "python -m bot train" in out
    assert "(2 lần hỏi)" in out
    assert "gần giống: #3" in out
    assert texts(state) == [other.text, "xe tăng"]
    content, problems = check(data, TODAY)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    examples = content.topics["can_cuoc_sinh_trac_hoc"].examples
    assert [a.value for a, listed in examples.items() if UNUSUAL in listed] == ["su_co"]


def test_the_aspect_that_was_asked_for_is_the_default(state, gaps, capsys) -> None:
    store(state, [question(UNUSUAL, aspects=["su_co"])])
    assert gaps("accept", "#1", "can_cuoc_sinh_trac_hoc", "--yes") == 0
    assert "mục su_co (Vướng mắc)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "arguments", "words"),
    [
        ("số •••••••••••• bấm tay không ăn", (), "--text"),
        ("em tên là Hoa bấm tay không ăn", (), "tên người"),
        (UNUSUAL, ("--text", "bấm tay số 0912345678"), "số điện thoại"),
    ],
)
def test_personal_data_is_refused_and_nothing_changes(
    state, gaps, topic_file, capsys, asked, arguments, words
) -> None:
    store(state, [question(asked)])
    before = topic_file.read_bytes()
    assert gaps("accept", "1", "can_cuoc_sinh_trac_hoc", "--yes", *arguments) == 1
    assert words in capsys.readouterr().err
    assert topic_file.read_bytes() == before
    assert texts(state) == [asked]


@pytest.mark.parametrize(
    ("owner", "words"),
    [("can_cuoc_sinh_trac_hoc", "trùng với dòng"), ("thuong_tru", "chỉ thuộc một chủ đề")],
)
def test_what_is_an_example_already_is_refused_by_the_check(
    state, gaps_with_check, loaded, topic_file, capsys, owner, words
) -> None:
    asked = loaded.topics[owner].examples[Aspect.OVERVIEW][0]
    store(state, [question(asked)])
    before = topic_file.read_bytes()
    assert gaps_with_check("accept", "1", "can_cuoc_sinh_trac_hoc", "--yes") == 1
    assert words in capsys.readouterr().err
    assert topic_file.read_bytes() == before
    assert texts(state) == [asked]


def test_a_rewritten_question_takes_the_place_of_the_one_asked(state, gaps, topic_file) -> None:
    store(state, [question("em tên là Hoa bấm tay hoài không ăn")])
    assert gaps("accept", "1", "can_cuoc_sinh_trac_hoc", "--text", UNUSUAL, "--yes") == 0
    written = topic_file.read_text(encoding="utf-8")
    assert f"    - {UNUSUAL}\n" in written
    assert "Hoa" not in written
    assert texts(state) == []


def test_without_a_terminal_nobody_can_agree(state, gaps, capsys) -> None:
    store(state, [question(UNUSUAL)])
    assert gaps("accept", "1", "can_cuoc_sinh_trac_hoc") == 1
    assert "--yes" in capsys.readouterr().err
    assert texts(state) == [UNUSUAL]


@pytest.mark.parametrize(("said", "taken"), [("y", True), ("Có", True), ("", False), ("n", False)])
def test_a_maintainer_agrees_or_not(state, gaps, monkeypatch, said, taken) -> None:
    store(state, [question(UNUSUAL)])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: said)
    assert gaps("accept", "1", "can_cuoc_sinh_trac_hoc") == (0 if taken else 1)
    assert texts(state) == ([] if taken else [UNUSUAL])


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    state, gaps, topic_file, monkeypatch, capsys
) -> None:
    store(state, [question(UNUSUAL)])

    def edited_meanwhile(_: str) -> str:
        topic_file.write_text(topic_file.read_text(encoding="utf-8") + "# khác\n")
        return "y"

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", edited_meanwhile)
    assert gaps("accept", "1", "can_cuoc_sinh_trac_hoc") == 1
    assert "vừa được người khác sửa" in capsys.readouterr().err
    assert UNUSUAL not in topic_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("9", "tam_tru"), "Không có câu #9"), (("1", "tam_truu"), "Có phải: tam_tru")],
)
def test_what_is_not_there_is_said(state, gaps, capsys, arguments, words) -> None:
    store(state, [question(UNUSUAL)])
    assert gaps("accept", *arguments, "--yes") == 1
    assert words in capsys.readouterr().err
