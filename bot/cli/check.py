"""``check``: every error in the content, as ``file:line: what is wrong and how to mend it``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import List, Tuple

from bot.cli.options import parser
from bot.content.check import check
from bot.content.problems import Problem, Severity
from bot.content.store import Content
from bot.guides.address_check import check_addresses


def main(arguments: List[str]) -> int:
    """Prints the findings; exit status 1 if one of them is an error."""
    options = parser("check", "Kiểm tra nội dung trong data/")
    options.add_argument("only", nargs="*", help="chỉ in phát hiện trong tệp có tên chứa chữ này")
    args = options.parse_args(arguments)
    content, problems = findings(args.data, args.as_of)
    shown = [p for p in problems if not args.only or any(part in p.file for part in args.only)]
    for problem in shown:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in shown)
    warnings = len(shown) - errors
    examples = sum(len(e) for t in content.topics.values() for e in t.examples.values())
    print(
        f"{len(content.topics)} chủ đề, {examples} câu hỏi mẫu, {len(content.facts)} dữ liệu: "
        f"{errors} lỗi, {warnings} cảnh báo"
    )
    return 1 if errors else 0


def findings(data: Path, day: dt.date) -> Tuple[Content, List[Problem]]:
    """The content of ``data`` and all that is wrong with it as of ``day``, sorted by place."""
    content, problems = check(data, day)
    return content, sorted([*problems, *check_addresses(content)])
