"""A store on a disk of two megabytes that fills up, in a process of its own.

Started as ``python -m tests.auxil.small_disk FOLDER``, by root or in a user namespace, where it
mounts the disk itself. Prints what happened as JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict

from bot.storage.database import Database, StoreRefused
from bot.storage.inbox import Inbox, Incoming
from bot.telegram.output import plain_message

_CHATS = 60
_PAYLOAD = "x" * 3000


async def _store(inbox: Inbox, number: int) -> bool:
    """Whether the update of this number, and chat, was taken."""
    try:
        await inbox.store(
            [Incoming(number, number, _PAYLOAD)], lambda lane: plain_message(lane, "chậm")
        )
    except StoreRefused:
        return False
    return True


async def _scenario(folder: Path) -> Dict[str, Any]:
    database = Database(folder / "store.sqlite3")
    inbox = Inbox(database)
    assert await _store(inbox, 1)
    filling = os.open(folder / "filling", os.O_CREAT | os.O_WRONLY)
    with contextlib.suppress(OSError):
        while True:
            os.write(filling, b"x" * 4096)
    os.close(filling)
    taken = [number for number in range(2, _CHATS) if await _store(inbox, number)]
    full = False
    try:
        await database.probe()
    except StoreRefused as error:
        full = "full" in str(error)
    (folder / "filling").unlink()
    await database.probe()
    later = [n for n in range(2, _CHATS) if n not in taken and await _store(inbox, n)]
    kept = sorted(update for (update,) in database.read("SELECT update_id FROM inbox"))
    # Much more goes through than the disk holds: the journal must not be what fills it.
    through = 0
    for round_ in range(1, 200):
        through += await _store(inbox, _CHATS * round_)
        await database.write(
            lambda c, r=round_: (
                c.execute("DELETE FROM inbox WHERE update_id = ?", (_CHATS * r,)).rowcount
            )
        )
    return {
        "full": full,
        "refused": len(later) > 0,
        "all_that_was_taken": kept == sorted({1, *taken, *later}),
        "through": through,
    }


def main(folder: str) -> None:
    """Mounts the disk and tells what became of the updates."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True)
    print(json.dumps(asyncio.run(_scenario(Path(folder)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
