"""Options that several commands share."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import sys
from pathlib import Path
from typing import Optional, Sequence

from bot.content.answer import today
from bot.content.problems import ContentError
from bot.content.store import Content, default_data_dir, load_or_raise


def date(text: str) -> dt.date:
    """Reads YYYY-MM-DD, with an error that says so."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» không phải ngày dạng 2026-12-31") from None


def read_content(root: Path) -> Optional[Content]:
    """The content of ``root``; what is wrong with it goes to standard error, and gives ``None``."""
    try:
        return load_or_raise(root)
    except ContentError as error:
        print(error, file=sys.stderr)
        return None


def topics_known(content: Content, topic_ids: Sequence[str]) -> bool:
    """Whether all these topics exist; says on standard error which does not."""
    unknown = [topic_id for topic_id in topic_ids if topic_id not in content.topics]
    for topic_id in unknown:
        near = difflib.get_close_matches(topic_id, content.topics, n=3)
        advice = f" Có phải: {', '.join(near)}?" if near else ""
        print(f"Không có chủ đề «{topic_id}».{advice}", file=sys.stderr)
    return not unknown


def parser(command: str, description: str) -> argparse.ArgumentParser:
    """A parser for ``command`` with the options that every command about content has."""
    result = argparse.ArgumentParser(prog=f"python -m bot {command}", description=description)
    result.add_argument(
        "--as-of",
        type=date,
        default=today(),
        metavar="YYYY-MM-DD",
        help="trả lời như của ngày này (mặc định: hôm nay, giờ Việt Nam)",
    )
    result.add_argument(
        "--data", type=Path, default=default_data_dir(), metavar="THƯ_MỤC", help="thư mục nội dung"
    )
    return result
