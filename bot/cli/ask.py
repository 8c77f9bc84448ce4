"""``ask``: one question, or a stream of questions as JSON lines."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import uuid
from typing import Any, Dict, List, TextIO

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.content.answer import Answer, Outcome
from bot.content.text import plain


def main(arguments: List[str]) -> int:
    """Prints the answer; exit status 1 when there is nothing to answer with."""
    options = parser("ask", "Hỏi một câu và in câu trả lời")
    options.add_argument("question", nargs="?", help="câu hỏi")
    options.add_argument(
        "--jsonl",
        action="store_true",
        help="đọc mỗi dòng một {id, text, conversation?} từ đầu vào, in mỗi dòng một kết quả",
    )
    args = options.parse_args(arguments)
    if args.jsonl == bool(args.question):
        options.error("hãy cho một câu hỏi, hoặc --jsonl và các dòng ở đầu vào")
    results = sys.stdout
    # Nothing but answers may stand on standard output, whatever libraries print.
    with contextlib.redirect_stdout(sys.stderr):
        model = ensure_model(args.data, args.as_of, quiet=True)
        if model is None:
            return 1
        with ActionServer(args.data, args.as_of) as actions:
            from bot.brain import Brain

            brain = Brain(model, args.as_of, actions.address)
            if args.jsonl:
                asyncio.run(_answer_lines(brain, sys.stdin, results))
            else:
                answer = asyncio.run(brain.reply(args.question, uuid.uuid4().hex))
                print(_readable(brain, answer), file=results)
    return 0


def _readable(brain: Any, answer: Answer) -> str:
    parts = [answer.notice, plain(answer, brain.nlg.composer().messages)]
    parts.extend(f"[{button.title}]" for button in answer.buttons)
    return "\n\n".join(part for part in parts[:2] if part) + "".join(
        f"\n  {part}" for part in parts[2:]
    )


async def _answer_lines(brain: Any, lines: TextIO, results: TextIO) -> None:
    # Names are this run's own, so that equal names in two runs never meet in one conversation.
    run = uuid.uuid4().hex
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = _request(line)
        except ValueError as error:
            result: Dict[str, Any] = {
                "id": None,
                "outcome": Outcome.ERROR.value,
                "error": f"dòng {number}: {error}",
            }
        else:
            name = request.get("conversation")
            conversation = f"{run}/{number}" if name is None else f"{run}-{name}"
            answer = await brain.reply(request["text"], conversation)
            result = {"id": request["id"], **_record(brain, answer)}
        print(json.dumps(result, ensure_ascii=False), file=results, flush=True)


def _request(line: str) -> Dict[str, Any]:
    try:
        request = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"không phải JSON ({error.msg})") from None
    if not isinstance(request, dict):
        raise ValueError('phải là một đối tượng {"id", "text"}')
    if "id" not in request:
        raise ValueError("thiếu «id»")
    if not isinstance(request.get("text"), str):
        raise ValueError("«text» phải là chữ")
    return request


def _record(brain: Any, answer: Answer) -> Dict[str, Any]:
    return {
        "outcome": answer.outcome.value,
        "topic": answer.topic,
        "procedure": answer.procedure,
        "aspects": answer.aspects,
        "confidence": round(answer.confidence, 4),
        "answer": plain(answer, brain.nlg.composer().messages),
        "buttons": [{"title": b.title, "payload": b.payload} for b in answer.buttons],
        "facts": answer.facts,
        "guide": answer.guide,
        "question": answer.question,
        "notice": answer.notice,
    }
