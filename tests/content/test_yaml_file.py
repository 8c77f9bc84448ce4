from pathlib import Path

from bot.content.yaml_file import read_yaml


def read(tmp_path: Path, text):
    path = tmp_path / "data" / "x.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path, tmp_path / "data")


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 1\nb:\n  - x\n  - y: 2\n")
    assert file.value == {"a": 1, "b": ["x", {"y": 2}]}
    assert file.line_of(("b", 1, "y")) == 4
    assert file.line_of(("b", 1, "khong_co")) == 4
    assert file.name == "data/x.yml"


def test_yes_and_no_stay_words(tmp_path: Path) -> None:
    assert read(tmp_path, "a: no\nb: on\nc: true\n").value == {"a": "no", "b": "on", "c": True}


def test_a_key_written_twice_is_found(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "a: 1\nb: 2\na: 3\n").problems
    assert problem.line == 3
    assert "dòng 1" in problem.message


def test_broken_syntax_names_the_line_and_a_remedy(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "a: 1\nb: hỏi: gì\n").problems
    assert problem.line == 2
    assert "dấu nháy" in problem.message


def test_a_file_that_is_not_utf8_is_told_plainly(tmp_path: Path) -> None:
    [problem] = read(tmp_path, b"a: \xff\xfe").problems
    assert "UTF-8" in problem.message


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    [problem] = read_yaml(tmp_path / "data" / "khong.yml", tmp_path / "data").problems
    assert "không đọc được" in problem.message
