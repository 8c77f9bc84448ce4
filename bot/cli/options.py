"""Options that several commands share."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from bot.content.answer import today
from bot.content.store import default_data_dir


def date(text: str) -> dt.date:
    """Reads YYYY-MM-DD, with an error that says so."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» không phải ngày dạng 2026-12-31") from None


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
