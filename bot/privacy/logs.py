"""Keeps secrets out of whatever is printed: log lines, tracebacks, the last words of a crash.

Libraries quote addresses in their errors, and the address of a Bot API call holds the token.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any, Callable, Iterable, Optional, Tuple, Type

HIDDEN = "<đã giấu>"
# What a token looks like, so that even one that nobody configured is hidden.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{20,}")


def hide_secrets(secrets: Iterable[str]) -> None:
    """From now on no log line and no traceback of this process shows one of ``secrets``."""
    clean = _cleaner(tuple(secrets))
    make = logging.getLogRecordFactory()

    def make_clean(*arguments: Any, **named: Any) -> logging.LogRecord:
        record = make(*arguments, **named)
        record.msg, record.args = clean(_message(record)), ()
        if record.exc_info and record.exc_info[1] is not None:
            # Formatters take this text as it is.
            record.exc_text = clean("".join(traceback.format_exception(*record.exc_info))).rstrip()
        return record

    def last_words(
        kind: Type[BaseException], error: BaseException, trace: Optional[TracebackType]
    ) -> None:
        print(clean("".join(traceback.format_exception(kind, error, trace))), file=sys.stderr)

    logging.setLogRecordFactory(make_clean)
    sys.excepthook = last_words


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # wrong arguments; the template alone still says what happened
        return str(record.msg)


def _cleaner(secrets: Tuple[str, ...]) -> Callable[[str], str]:
    def clean(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, text)

    return clean
