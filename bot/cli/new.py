"""``new topic``: a skeleton that passes ``check`` once its gaps are filled."""

from __future__ import annotations

import re
import sys
from typing import List

from bot.cli.options import parser
from bot.content.aspects import PROCEDURES, Aspect
from bot.content.check import GAP
from bot.content.intents import RESERVED_INTENTS
from bot.content.schema import Menu
from bot.content.validation import parse
from bot.content.yaml_file import read_yaml

_TITLES = {
    Aspect.OVERVIEW: "Câu đầu trả lời ngay. Sau đó là các bước, mỗi bước một dòng.",
    Aspect.ELIGIBILITY: "Ai phải làm, ai được làm, ai không phải làm.",
    Aspect.DOCUMENTS: "Cần mang giấy tờ gì. Giấy nào không cần.",
    Aspect.STEPS: "Từng bước, trực tuyến trước, trực tiếp sau.",
    Aspect.WHERE: "Nộp ở đâu, giờ nào.",
    Aspect.TIME: "Bao lâu có kết quả, chậm nhất khi nào phải làm.",
    Aspect.FEE: "Mất bao nhiêu, ai được miễn.",
    Aspect.RESULT: "Nhận được gì, dùng đến khi nào.",
    Aspect.FINES: "Không làm thì bị gì.",
    Aspect.TROUBLE: "Hay vướng chỗ nào, gỡ thế nào.",
}


def main(arguments: List[str]) -> int:
    """Writes the file; exit status 1 when it is there already or a name cannot be used."""
    options = parser("new", "Tạo khung cho một chủ đề mới")
    options.add_argument("kind", choices=["topic"], help="thứ cần tạo")
    options.add_argument("topic", help="tên tệp: chữ thường không dấu, gạch dưới")
    options.add_argument("--group", required=True, help="nhóm trong data/menu.yml")
    options.add_argument("--procedure", required=True, choices=PROCEDURES, help="mã thủ tục")
    args = options.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", args.topic) or args.topic in RESERVED_INTENTS:
        print("Tên chủ đề chỉ gồm chữ thường không dấu, số và gạch dưới.", file=sys.stderr)
        return 1
    menu = parse(read_yaml(args.data / "menu.yml", args.data), Menu, [])
    if menu is None or args.group not in {group.id for group in menu.groups}:
        print(f"Không có nhóm «{args.group}» trong data/menu.yml.", file=sys.stderr)
        return 1
    path = args.data / "topics" / args.group / f"{args.topic}.yml"
    if path.exists():
        print(f"{path} đã có.", file=sys.stderr)
        return 1
    path.write_text(skeleton(args.procedure, args.as_of.isoformat()), encoding="utf-8")
    print(f"Đã tạo {path}. Việc còn lại:")
    print(f"  1. Thay mọi chỗ {GAP}, xóa mục không dùng.")
    print(f"  2. Thêm «- {args.topic}» vào nhóm «{args.group}» trong data/menu.yml.")
    print(f"  3. Viết vài hội thoại thử ở tests/topics/{args.group}/{args.topic}.yml.")
    print("  4. Chạy «python -m bot check» đến khi không còn lỗi.")
    return 0


def skeleton(procedure: str, today: str) -> str:
    """The text of a topic file with a gap wherever something must be written."""
    answers = "".join(
        f"  {aspect.value}: |\n    {GAP} {hint}\n" for aspect, hint in _TITLES.items()
    )
    examples = "".join(
        f"  {aspect.value}:\n    - {GAP} ít nhất ba cách hỏi khác nhau\n" for aspect in _TITLES
    )
    return (
        f"title: {GAP}\n"
        f"summary: {GAP}\n"
        f"procedure: {procedure}\n"
        f"reviewed: {today}\n"
        f"review_by: {GAP}\n"
        f"legal_basis:\n  - {GAP} mã_văn_bản Điều …\n"
        "links: [cong_dich_vu_cong]\n"
        "related: []\n"
        f"answers:\n{answers}"
        f"names:\n  - {GAP} ít nhất ba cách gọi tên việc này\n"
        f"examples:\n{examples}"
    )
