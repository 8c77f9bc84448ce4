"""``eval``: how often the assistant is right on labelled questions, as written and as rewritten."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Dict, List, Sequence

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.content.answer import Answer
from bot.content.store import load_or_raise
from bot.evaluation.asking import ask_all
from bot.evaluation.figures import Share, confusions, figures, per_label
from bot.evaluation.perturb import Perturber
from bot.evaluation.questions import Question, read_questions
from bot.evaluation.report import chart, comparison_table, text_report


def main(arguments: List[str]) -> int:
    """Prints the report; writes it and a chart where asked. Exit status 1 on unusable input."""
    options = parser("eval", "Đo độ đúng trên câu hỏi có nhãn")
    options.add_argument("files", nargs="+", type=Path, help="tệp JSON lines có nhãn")
    options.add_argument("--out", type=Path, help="thư mục để ghi bao_cao.txt và bieu_do.png")
    options.add_argument("--seed", type=int, default=2026, help="hạt giống của bộ viết lại câu")
    options.add_argument(
        "--baselines",
        action="store_true",
        help="so với cách hiểu mẫu của Rasa và với BM25 (huấn luyện thêm, rất lâu)",
    )
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
    by_kind: Dict[str, Dict[str, Share]] = {}
    plain: List[Answer] = []
    with ActionServer(args.data, args.as_of) as actions:
        from bot.brain import Brain

        brain = Brain(model, args.as_of, actions.address)
        for kind in perturber.kinds:
            answers = asyncio.run(ask_all(brain, questions, perturber, kind))
            plain = plain or answers
            by_kind[kind] = figures(questions, answers)
    report = text_report(by_kind, per_label(questions, plain), confusions(questions, plain))
    if args.baselines:
        report += "\n" + _comparison(args.data, questions)
    print(report, end="")
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "bao_cao.txt").write_text(report, encoding="utf-8")
        chart(by_kind, args.out / "bieu_do.png")
    return 0


def _comparison(data: Path, questions: Sequence[Question]) -> str:
    """Ours and the others on the single questions: conversations need more than a parse."""
    from bot.evaluation.pipelines import pipelines

    content = load_or_raise(data)
    single = [question for question in questions if not question.conversation]
    measured = {}
    for name, measure in pipelines(content).items():
        print(f"Đang đo: {name}…", file=sys.stderr, flush=True)
        measured[name] = measure([question.text for question in single])
    shares = {name: figures(single, result.answers) for name, result in measured.items()}
    return comparison_table(shares, measured)
