"""Where a guided dialogue stands, as it is kept between two messages."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Dict, List, Optional


class End(str, Enum):
    """How a dialogue ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    LEFT = "left"  # the citizen went back to the very start
    OVER = "over"  # a button of a dialogue that had ended before
    UNAVAILABLE = "unavailable"  # whoever computes it cannot be reached
    LOST = "lost"  # the assistant was restarted and what was given is gone


@dataclass
class State:
    """Where a guided dialogue stands. ``shown`` are the buttons under the open question.

    Of one that is ``interrupted`` only the guide and the open question are known.
    """

    guide: str
    given: Dict[str, Any] = field(default_factory=dict)
    question: Optional[str] = None
    short: str = ""
    shown: List[Dict[str, str]] = field(default_factory=list)
    tries: int = 0
    end: Optional[str] = None
    interrupted: bool = False

    def to_dict(self) -> Dict[str, Any]:
        """JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Optional[Dict[str, Any]]) -> Optional[State]:
        """The reverse of :meth:`to_dict`; ``None`` stays ``None``."""
        return None if values is None else cls(**values)


@dataclass(frozen=True)
class Said:
    """A message as understood; ``choice`` is what a button of a guide carries.

    ``confidence`` is how sure the understanding is of ``intent``, from 0 to 1.
    """

    text: str
    intent: str = ""
    choice: str = ""
    confidence: float = 1.0

    @property
    def is_tap(self) -> bool:
        """Whether a button or a command was used instead of words."""
        return self.text.startswith("/")
