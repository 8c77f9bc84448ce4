"""The commands of ``python -m bot``; each lives in the module of its name."""

from __future__ import annotations

import argparse
import importlib
from typing import List, Optional

# Modules are imported only when their command runs: understanding needs Rasa, which takes many
# seconds to import, and commands about content must answer at once.
_COMMANDS = {
    "run": "chạy trợ lý: trang web, và Telegram nếu có token, không thì trò chuyện tại đây",
    "webhook": "đăng ký, gỡ hoặc xem webhook Telegram: set, remove, info",
    "chat": "trò chuyện trong cửa sổ dòng lệnh",
    "ask": "hỏi một câu và in câu trả lời",
    "check": "kiểm tra nội dung trong data/",
    "show": "in một chủ đề như người dân thấy",
    "link": "in liên kết mở thẳng một chủ đề trên Telegram và trang web",
    "sheet": "tờ hướng dẫn A4 để in và phát",
    "poster": "áp phích A4 cho phòng tiếp dân",
    "gaps": "câu hỏi chưa trả lời được, vì sao; đưa vào câu hỏi mẫu: gaps accept",
    "due": "việc cần rà soát và số liệu sắp đổi",
    "new": "tạo khung cho một chủ đề mới",
    "schema": "ghi mẫu JSON để trình soạn thảo gợi ý và báo lỗi",
    "train": "huấn luyện mô hình nếu nội dung đã đổi",
    "eval": "đo độ đúng trên câu hỏi có nhãn",
    "bench": "đo thời gian huấn luyện, khởi động, trả lời và bộ nhớ",
}


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs one command; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Trợ lý căn cước và cư trú")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, help_text in _COMMANDS.items():
        commands.add_parser(name, help=help_text, add_help=False)
    known, rest = parser.parse_known_args(arguments)
    module = importlib.import_module(f"bot.cli.{known.command}")
    return module.main(rest)
