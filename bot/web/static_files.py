"""Style, script and pictures: read once, named by their content, small on the wire."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional

from sanic.request import Request

_FOLDER = Path(__file__).parent / "static"
PATH = "tinh"
_WORTH_PACKING = 0.9  # of the size; pictures are packed already


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent; ``packed`` is its gzip form where that is smaller."""

    body: bytes
    packed: Optional[bytes]
    content_type: str
    version: str


class StaticFiles:
    """The files of one folder, by name."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        """Reads every file in ``folder``."""
        self._files: Dict[str, StaticFile] = {
            path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()
        }

    def get(self, name: str) -> Optional[StaticFile]:
        """The file of this name; ``None`` if there is none."""
        return self._files.get(name)

    def address(self, name: str) -> str:
        """Where the file is, from the root of the site; changes with its content.

        Raises:
            KeyError: there is no such file.
        """
        return f"{PATH}/{name}?v={self._files[name].version}"


def pack(body: bytes) -> bytes:
    """``body`` as browsers with a slow line want it."""
    return gzip.compress(body, compresslevel=6, mtime=0)


def takes_packed(request: Request) -> bool:
    """Whether the browser that asks can unpack."""
    return "gzip" in request.headers.get("accept-encoding", "")


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    packed = pack(body)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml"):
        kind += "; charset=utf-8"
    return StaticFile(
        body,
        packed if len(packed) < _WORTH_PACKING * len(body) else None,
        kind,
        hashlib.sha256(body).hexdigest()[:12],
    )
