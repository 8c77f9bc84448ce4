"""The content as it is now on disk: an edited answer is live without a restart."""

from __future__ import annotations

import logging
import threading
import time
from functools import cache
from pathlib import Path
from typing import Callable, FrozenSet, Tuple

from bot.content.answer import today
from bot.content.check import check_or_raise
from bot.content.problems import ContentError
from bot.content.store import Content, load_or_raise

logger = logging.getLogger(__name__)

_CHECK_EVERY_SECONDS = 1.0


def _beside(work: Callable[[], None]) -> None:
    """Runs ``work`` in a thread: loading takes seconds, in which others want their answers."""
    threading.Thread(target=work, name="content", daemon=True).start()


class LiveContent:
    """Loads the content and loads it again when a file changed.

    The content at hand is used until the new one is loaded. Broken files never take the assistant
    down: the last good content stays until the new one passes the same check as at the start, and
    the log says what is wrong and where.
    """

    def __init__(self, root: Path, run: Callable[[Callable[[], None]], None] = _beside) -> None:
        """Loads the content; ``run`` is how later loading is done.

        Raises:
            ContentError: the content has errors; there is no good one to keep yet.
        """
        self._root = root
        self._run = run
        self._loading = threading.Lock()
        self._state = self._stamp()
        self._content = load_or_raise(root)
        self._checked_at = time.monotonic()

    def get(self) -> Content:
        """The newest content that is loaded and without error; never waits."""
        now = time.monotonic()
        if now - self._checked_at >= _CHECK_EVERY_SECONDS and self._loading.acquire(blocking=False):
            self._checked_at = now
            self._run(self._refresh)
        return self._content

    def _refresh(self) -> None:
        try:
            state = self._stamp()
            if state == self._state:
                return
            self._state = state
            self._content = check_or_raise(self._root, today())
            logger.info("Nội dung trong %s đã thay đổi và được nạp lại.", self._root.name)
        except ContentError as error:
            logger.error("Nội dung mới có lỗi, vẫn dùng bản trước:\n%s", error)
        except OSError as error:
            # A file went while the folder was being read; the next look finds what there is then.
            logger.warning("Chưa đọc được nội dung mới: %s", error)
        finally:
            self._loading.release()

    def _stamp(self) -> FrozenSet[Tuple[str, int, int]]:
        """Changes whenever a file is edited, added or removed, whatever its date."""
        stats = ((str(path), path.stat()) for path in self._root.rglob("*.yml"))
        return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@cache
def live_content(root: Path) -> LiveContent:
    """The one live content of ``root`` in this process; all who answer from it share it."""
    return LiveContent(root)
