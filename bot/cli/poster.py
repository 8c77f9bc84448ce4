"""``poster``: a page for the wall of a reception room."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import List

from bot.cli.entrances import read_entrances
from bot.cli.options import parser, read_content
from bot.cli.pdf import save
from bot.print.poster import draw_poster


def main(arguments: List[str]) -> int:
    """Writes the PDF; exit status 1 if there is nothing to scan or it cannot be written."""
    options = parser("poster", "Áp phích A4 cho phòng tiếp dân")
    options.add_argument("--ward", default="", metavar="TÊN", help="nơi treo, in ở đầu trang")
    options.add_argument(
        "--out", type=Path, default=Path("ap-phich.pdf"), metavar="TỆP", help="tệp PDF"
    )
    args = options.parse_args(arguments)
    content = read_content(args.data)
    entrances = read_entrances() if content else None
    if content is None or entrances is None:
        return 1
    try:
        paper = draw_poster(content, args.as_of, entrances, args.ward)
    except ValueError:
        print("Áp phích cần ít nhất một liên kết để quét.", file=sys.stderr)
        return 1
    return save(paper, args.out)
