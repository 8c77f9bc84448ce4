"""``gaps``: what citizens asked in vain, why, and how often; ``gaps accept`` makes examples of it.

Only looks into the store's file: the assistant may be running.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

from bot.cli import gaps_accept
from bot.cli.gaps_store import store_path
from bot.cli.gaps_thresholds import thresholds
from bot.cli.options import date, parser, read_content
from bot.content.facts import format_date
from bot.gaps.figures import figures
from bot.gaps.grouping import VIETNAM, Group, group
from bot.gaps.reasons import OUTCOMES, Reasons
from bot.gaps.report import report
from bot.storage.asked import AskedRecords, Kept, Tally
from bot.storage.database import StoreRefused
from bot.storage.reading import ReadOnlyFile

_WEEKS_COUNTED = 8
_MOST_WORDINGS = 3


class _Read(NamedTuple):
    questions: List[Kept]
    tallies: Dict[Tally, int]


def main(arguments: List[str]) -> int:
    """Prints the list or writes the report; exit status 1 when the store cannot be read."""
    if arguments[:1] == ["accept"]:
        return gaps_accept.main(arguments[1:])
    options = parser("gaps", "Câu hỏi chưa trả lời được, vì sao, bao nhiêu lần")
    options.add_argument(
        "--since",
        type=date,
        metavar="YYYY-MM-DD",
        help=f"từ ngày này (mặc định: mọi câu còn giữ; số đếm của {_WEEKS_COUNTED} tuần)",
    )
    options.add_argument(
        "--state", type=Path, metavar="THƯ_MỤC", help="thư mục lưu trữ (mặc định: theo .env)"
    )
    options.add_argument("--report", type=Path, metavar="TỆP.html", help="ghi báo cáo ra tệp này")
    options.epilog = "Đưa câu vào câu hỏi mẫu: python -m bot gaps accept SỐ CHỦ_ĐỀ"
    args = options.parse_args(arguments)
    content = read_content(args.data)
    path = store_path(args.state)
    if content is None or path is None:
        return 1
    counted = args.since or args.as_of - dt.timedelta(weeks=_WEEKS_COUNTED)
    read = _read(path, args.since, counted)
    if read is None:
        return 1
    groups = group(read.questions, content.normaliser())
    reasons = Reasons(content, thresholds())
    if args.report is None:
        _print(groups, reasons)
        return 0
    page = report(figures(read.tallies), groups, reasons, counted, args.as_of)
    try:
        args.report.write_text(page, encoding="utf-8")
    except OSError as error:
        print(f"Không ghi được {args.report}: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"Đã ghi báo cáo vào {args.report}. Mở bằng trình duyệt; in được.")
    return 0


def _read(path: Path, since: Optional[dt.date], counted: dt.date) -> Optional[_Read]:
    start = dt.datetime.combine(since, dt.time(), VIETNAM).timestamp() if since else 0.0
    try:
        with ReadOnlyFile(path) as file:
            records = AskedRecords(file)
            return _Read(records.questions(start), records.tallies(counted))
    except StoreRefused as error:
        print(f"Không đọc được {path}: {error}", file=sys.stderr)
        return None


def _print(groups: List[Group], reasons: Reasons) -> None:
    total = sum(each.count for each in groups)
    print(f"{total} câu hỏi chưa trả lời được, {len(groups)} nhóm")
    for each in groups:
        outcomes = ", ".join(f"{OUTCOMES[o]} {count}" for o, count in each.outcomes.items())
        print(f"\n#{each.id}  {each.count} lần, gần nhất {format_date(each.last)} ({outcomes})")
        for wording in each.wordings[:_MOST_WORDINGS]:
            print(f"    «{wording.text}»" + (f"  #{wording.id}" if wording.id != each.id else ""))
        if len(each.wordings) > _MOST_WORDINGS:
            print(f"    … và {len(each.wordings) - _MOST_WORDINGS} cách hỏi nữa")
        for why in dict.fromkeys(reasons.why(k.question) for k in each.newest_by_outcome.values()):
            print(f"    → {why}")
