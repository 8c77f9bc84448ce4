"""What may be logged of a failure."""

from __future__ import annotations


def place(error: BaseException) -> str:
    """The kind of error and where in this project or its libraries it arose.

    Never its words: they may quote what a citizen wrote, or a secret.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}{where}"
