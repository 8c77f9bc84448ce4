"""``sheet``: printable sheets about topics, for staff to hand out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import List

from bot.cli.entrances import read_entrances
from bot.cli.options import parser, read_content, topics_known
from bot.cli.pdf import save
from bot.print.sheet import compose_sheet
from bot.print.sheet_page import MOST_PAGES, draw_sheets


def main(arguments: List[str]) -> int:
    """Writes the PDF; exit status 1 if there is no such topic or the file cannot be written."""
    options = parser("sheet", "Tờ hướng dẫn A4 để in và phát")
    options.add_argument(
        "topics", nargs="+", metavar="CHỦ_ĐỀ", help="tên tệp chủ đề, không có đuôi"
    )
    options.add_argument("--ward", default="", metavar="TÊN", help="nơi phát, in ở đầu tờ")
    options.add_argument("--large", action="store_true", help="chữ to, cho người lớn tuổi")
    options.add_argument("--out", type=Path, metavar="TỆP", help="tệp PDF")
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None or not topics_known(content, args.topics):
        return 1
    entrances = read_entrances()
    if entrances is None:
        return 1
    assert content.print_words is not None
    words = content.print_words
    sheets = [
        compose_sheet(content, topic_id, args.as_of, entrances, args.ward)
        for topic_id in args.topics
    ]
    paper, fits = draw_sheets(sheets, words, args.as_of, args.large)
    for fit in fits:
        validity = fit.sheet.validity
        line = f"{fit.sheet.topic_id}: {fit.pages} trang. {validity.line(words.sheet)}."
        print(line, file=sys.stderr if validity.overdue else sys.stdout)
        if fit.pages > MOST_PAGES:
            advice = f"{fit.sheet.topic_id}: quá {MOST_PAGES} trang; hãy rút gọn câu trả lời."
            print(advice, file=sys.stderr)
    name = f"phieu-{args.topics[0]}.pdf" if len(args.topics) == 1 else "phieu.pdf"
    return save(paper, args.out or Path(name))
