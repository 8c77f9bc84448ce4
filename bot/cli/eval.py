"""``eval``: how often the assistant is right on labelled questions, as written and as rewritten."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any, List

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.content.answer import Answer
from bot.content.store import load_or_raise
from bot.evaluation.figures import Question, confusions, figures, per_label, read_questions
from bot.evaluation.perturb import Perturber
from bot.evaluation.report import chart, text_report


def main(arguments: List[str]) -> int:
    """Prints the report; writes it and a chart where asked. Exit status 1 on unusable input."""
    options = parser("eval", "Đo độ đúng trên câu hỏi có nhãn")
    options.add_argument("files", nargs="+", type=Path, help="tệp JSON lines có nhãn")
    options.add_argument("--out", type=Path, help="thư mục để ghi bao_cao.txt và bieu_do.png")
    options.add_argument("--seed", type=int, default=2026, help="hạt giống của bộ viết lại câu")
    args = options.parse_args(arguments)
    try:
        questions = read_questions(args.files)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    model = ensure_model(args.data, args.as_of, quiet=True)
    if model is None:
        return 1
    perturber = Perturber(load_or_raise(args.data).abbreviations, args.seed)
    by_kind = {}
    plain: List[Answer] = []
    with ActionServer(args.data, args.as_of) as actions:
        from bot.brain import Brain

        brain = Brain(model, args.as_of, actions.address)
        for kind in perturber.kinds:
            texts = [perturber.rewrite(question.text, kind) for question in questions]
            answers = asyncio.run(_ask(brain, questions, texts, kind))
            plain = plain or answers
            by_kind[kind] = figures(questions, answers)
    report = text_report(by_kind, per_label(questions, plain), confusions(questions, plain))
    print(report, end="")
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "bao_cao.txt").write_text(report, encoding="utf-8")
        chart(by_kind, args.out / "bieu_do.png")
    return 0


async def _ask(brain: Any, questions: List[Question], texts: List[str], kind: str) -> List[Answer]:
    """Each question on its own, as the first of a conversation."""
    return [
        await brain.reply(text, f"{kind}/{question.id}")
        for question, text in zip(questions, texts, strict=True)
    ]
