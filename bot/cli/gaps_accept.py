"""``gaps accept``: a question asked in vain becomes an example, once a maintainer has agreed."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
import tempfile
from pathlib import Path
from typing import List, Optional, Sequence

from bot.cli.check import findings
from bot.cli.gaps_store import store_path
from bot.cli.options import parser, read_content
from bot.content.aspects import Aspect
from bot.content.problems import Problem, Severity
from bot.content.store import Content
from bot.gaps.accepting import (
    CannotAccept,
    Place,
    changed,
    likely_aspect,
    objection,
    place_of,
    replace,
    tidy,
)
from bot.gaps.grouping import Group, group, same_wording
from bot.storage.asked import Asked, AskedRecords, Kept
from bot.storage.database import Database, StoreRefused
from bot.storage.reading import ReadOnlyFile

_YES = ("y", "yes", "c", "có", "co")


def main(arguments: List[str]) -> int:
    """Adds the example; exit status 1 when it must not be added or was not agreed to."""
    options = parser("gaps accept", "Đưa một câu hỏi chưa trả lời được vào câu hỏi mẫu")
    options.add_argument("id", type=_number, metavar="SỐ", help="số của câu, như #12 trong gaps")
    options.add_argument(
        "target",
        metavar="CHỦ_ĐỀ",
        help="tên tệp chủ đề hoặc tệp hỏi từng bước, không có .yml; hoặc out_of_scope",
    )
    options.add_argument(
        "--aspect",
        choices=[aspect.value for aspect in Aspect],
        metavar="KHÍA_CẠNH",
        help="mục của chủ đề, ví dụ le_phi (mặc định: mục máy đoán, không thì tong_quan)",
    )
    options.add_argument("--text", metavar="CÂU", help="câu đã sửa, ghi thay cho câu gốc")
    options.add_argument("--yes", action="store_true", help="không hỏi lại, ghi luôn")
    options.add_argument(
        "--state", type=Path, metavar="THƯ_MỤC", help="thư mục lưu trữ (mặc định: theo .env)"
    )
    args = options.parse_args(arguments)
    content = read_content(args.data)
    path = store_path(args.state)
    if content is None or path is None:
        return 1
    aspect = Aspect(args.aspect) if args.aspect else None
    try:
        questions = _questions(path)
        chosen = _chosen(questions, args.id)
        asked = chosen.question
        place = place_of(
            content, args.target, aspect or likely_aspect(content, args.target, asked.aspects)
        )
        example = _fit(tidy(args.text or asked.text))
        text = changed(place, example)
        _refuse_what_check_refuses(content, place, text, args.as_of)
        print(f"Câu hỏi #{args.id}: «{asked.text}»")
        print(f"Câu hỏi mẫu:  «{example}»")
        print(f"Ghi vào:      {place.words}")
        print(f"              {place.file}")
        if not (args.yes or _is_agreed()):
            print("Chưa ghi gì.")
            return 1
        if text != changed(place, example):
            raise CannotAccept("Tệp vừa được người khác sửa. Hãy chạy lại lệnh này.")
        replace(place.file, text)
    except CannotAccept as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Không ghi được {error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    print("Đã ghi.")
    _take_out(path, questions, chosen, content)
    print(
        "Phải huấn luyện lại thì trợ lý mới hiểu câu này: python -m bot train (khoảng một phút). "
        "Lần chạy make run sau cũng tự huấn luyện. Trợ lý đang chạy thì khởi động lại."
    )
    return 0


def _number(text: str) -> int:
    try:
        return int(text.lstrip("#"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» không phải số của câu, như 12") from None


def _questions(path: Path) -> List[Kept]:
    try:
        with ReadOnlyFile(path) as file:
            return AskedRecords(file).questions()
    except StoreRefused as error:
        raise CannotAccept(f"Không đọc được {path}: {error}") from error


def _chosen(questions: List[Kept], number: int) -> Kept:
    for kept in questions:
        if kept.id == number:
            return kept
    raise CannotAccept(
        f"Không có câu #{number}: đã lấy ra, đã quá ngày giữ, hoặc người hỏi đã xóa. "
        "Xem lại danh sách: python -m bot gaps"
    )


def _fit(example: str) -> str:
    reason = objection(example)
    if reason is not None:
        raise CannotAccept(
            f"Chưa ghi: {reason}.\nCâu hỏi mẫu không được có gì của riêng ai. "
            'Viết lại câu cho mọi người dùng được, rồi thêm: --text "câu đã viết lại"'
        )
    return example


def _refuse_what_check_refuses(content: Content, place: Place, text: str, day: dt.date) -> None:
    """Tries the new file on a copy: the running assistant never sees content with an error."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(content.root, Path(folder) / content.root.resolve().name))
        (copy / place.file.relative_to(content.root)).write_text(text, encoding="utf-8", newline="")
        errors = [p for p in findings(copy, day)[1] if p.severity is Severity.ERROR]
    if errors:
        raise CannotAccept(_said(errors))


def _said(errors: List[Problem]) -> str:
    return "\n".join(
        [
            "Chưa ghi: thêm câu này thì nội dung có lỗi.",
            *map(str, errors),
            "Câu đã có thì không cần thêm. Câu thuộc chủ đề khác thì xem lại chủ đề, "
            "hoặc viết lại cho rõ việc muốn hỏi: --text",
        ]
    )


def _is_agreed() -> bool:
    if not sys.stdin.isatty():
        raise CannotAccept(
            "Chưa ghi: phải có người đồng ý trong cửa sổ dòng lệnh, hoặc thêm --yes."
        )
    try:
        return input("Ghi câu này? [y/N] ").strip().lower() in _YES
    except EOFError:
        return False


def _take_out(path: Path, questions: List[Kept], chosen: Kept, content: Content) -> None:
    """Deletes the question in all its spellings, and names those that are alike."""
    normaliser = content.normaliser()
    served = [kept.id for kept in same_wording(questions, chosen.question.text, normaliser)]
    try:
        database = Database(path)
        try:
            count = Asked(database).take_out(served)
        finally:
            database.close()
    except StoreRefused as error:
        print(f"Câu vẫn còn trong danh sách, vì không ghi được {path}: {error}", file=sys.stderr)
        return
    print(f"Đã lấy câu này khỏi danh sách ({count} lần hỏi).")
    alike = _alike(group(questions, normaliser), chosen, served)
    if alike:
        print(f"Còn câu gần giống: {alike}. Cách nói khác hẳn thì đưa thêm vào.")


def _alike(groups: Sequence[Group], chosen: Kept, served: List[int]) -> Optional[str]:
    for each in groups:
        if any(kept.id == chosen.id for kept in each.questions):
            return ", ".join(f"#{w.id} «{w.text}»" for w in each.wordings if w.id not in served)
    return None
