"""The action server: ``python -m actions --port 5055``. Started and supervised by the assistant."""

from __future__ import annotations

import argparse
import logging
import os
import threading
import traceback
from typing import Any

HOST = "127.0.0.1"  # nobody but the assistant on this machine talks to it


class PlaceOnly(logging.Formatter):
    """Says where something broke and what kind of error it was, never its words.

    They could quote what a citizen typed: a date of birth, an address.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the base class names it
        """The places in the code, and the kind of the error."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace))
        return f"{places}{getattr(kind, '__name__', kind)}"


def main() -> None:
    """Serves until the process that started it is gone."""
    parser = argparse.ArgumentParser(prog="python -m actions")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    handler = logging.StreamHandler()
    handler.setFormatter(PlaceOnly("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # The server's libraries warn about each other's age while they are imported; nobody here can
    # help that. Some of them reset the filters of ``warnings``, so the warnings go to a logger.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    # In a terminal the server would tell its user to debug it.
    logging.getLogger("sanic.error").setLevel(logging.ERROR)
    from rasa_sdk.endpoint import create_app

    import actions.guided
    from actions.warm_up import warm_up

    warm_up()  # content that cannot be used is told now, not at the first message
    threading.Thread(target=_end_with_parent, daemon=True).start()
    create_app(actions.guided).run(HOST, port, access_log=False, motd=False)


def _end_with_parent() -> None:
    """The parent holds the other end of standard input for as long as it lives."""
    # Not through ``sys.stdin``: its lock would be held while the interpreter shuts down.
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
