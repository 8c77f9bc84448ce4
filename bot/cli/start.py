"""What every command that answers does first: check the content, train if needed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Optional

from bot.content.check import check_or_raise
from bot.content.problems import ContentError
from bot.content.store import DATA_VARIABLE
from bot.model import PROJECT, model_path


def ensure_model(data: Path, day: dt.date, quiet: bool = False) -> Optional[Path]:
    """The model for the content in ``data``, trained now if there is none yet.

    Says on standard error what is wrong, and gives ``None``, when the content has errors or
    training fails. Later parts of this process find the content through the environment.
    """
    os.environ[DATA_VARIABLE] = str(data.resolve())
    if not quiet:
        print("Đang kiểm tra nội dung…", file=sys.stderr, flush=True)
    try:
        content = check_or_raise(data, day)
    except ContentError as error:
        print("Nội dung có lỗi, chưa chạy được. Hãy sửa các dòng sau:", file=sys.stderr)
        print(error, file=sys.stderr)
        return None
    path = model_path(content)
    if not path.exists():
        # In a process of its own: training needs more memory than serving should keep.
        status = subprocess.run(
            [sys.executable, "-m", "bot", "train", "--data", str(data.resolve())],
            cwd=PROJECT,
            stdout=sys.stderr,
            check=False,
        ).returncode
        if status != 0 or not path.exists():
            print("Huấn luyện không thành công; xem thông báo ở trên.", file=sys.stderr)
            return None
    return path
