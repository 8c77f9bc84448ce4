"""Writing a PDF where the user wants it."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.print.paper import Paper


def save(paper: Paper, path: Path) -> int:
    """Writes ``paper`` and says where; exit status 1, with the reason, if it cannot be written."""
    try:
        paper.output(str(path))
    except OSError as error:
        print(
            f"Không ghi được {path} ({error.strerror}). Hãy chọn thư mục có sẵn và ghi được, "
            "bằng --out.",
            file=sys.stderr,
        )
        return 1
    print(f"Đã ghi {path}")
    return 0
