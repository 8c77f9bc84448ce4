"""What is wrong with the content, in words a maintainer can act on."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Iterable


class Severity(str, Enum):
    """An error keeps the assistant from starting on this content; a warning does not."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding at a place in a file; ``line`` counts from 1."""

    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "" if self.severity is Severity.ERROR else f"{self.severity.value}: "
        return f"{self.file}:{self.line}: {mark}{self.message}"


class ContentError(Exception):
    """The content cannot be used; ``problems`` lists every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def raise_on_errors(problems: Iterable[Problem]) -> None:
    """Lets warnings pass.

    Raises:
        ContentError: at least one of ``problems`` is an error; it holds all of those.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)


def relative_name(path: Path, root: Path) -> str:
    """The path as a maintainer knows it: from the folder that holds ``data/``."""
    try:
        return str(path.relative_to(root.parent))
    except ValueError:
        return str(path)
