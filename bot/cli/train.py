"""``train``: trains the model if the content or the configuration changed since the last one."""

from __future__ import annotations

import os
import sys
import time
from typing import List

from bot.cli.options import parser, read_content
from bot.content.store import DATA_VARIABLE
from bot.model import model_path, train


def main(arguments: List[str]) -> int:
    """Prints what it does; exit status 1 when the content has errors or training fails."""
    options = parser("train", "Huấn luyện mô hình nếu nội dung đã đổi")
    options.add_argument("--force", action="store_true", help="huấn luyện dù nội dung không đổi")
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None:
        return 1
    # What is trained on is read by Rasa's importer, which finds it through the environment.
    os.environ[DATA_VARIABLE] = str(args.data.resolve())
    path = model_path(content)
    if path.exists() and not args.force:
        print(f"Mô hình {path.name} đã có, không cần huấn luyện.")
        return 0
    print("Đang huấn luyện mô hình, khoảng một phút…", flush=True)
    start = time.monotonic()
    try:
        train(content)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Xong sau {time.monotonic() - start:.0f} giây: {path.name}")
    return 0
