"""Where the store's file is, for commands that look at what was asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

from bot.settings import ENV_FILE, Settings, SettingsError
from bot.storage.database import FILE_NAME


def store_path(state: Optional[Path]) -> Optional[Path]:
    """The file in ``state``, else in the folder that is set; says on standard error if none is."""
    try:
        path = (state or Settings.load(ENV_FILE).state) / FILE_NAME
    except SettingsError as error:
        print(error, file=sys.stderr)
        return None
    if not path.is_file():
        print(
            f"Chưa có tệp lưu trữ {path}: trợ lý chưa chạy lần nào, hoặc phải chỉ thư mục bằng "
            "--state.",
            file=sys.stderr,
        )
        return None
    return path
