"""Whether the corrections of addresses name units that exist; a slip would be without effect."""

from __future__ import annotations

import difflib
from typing import Iterator, List, Optional

from bot.content.problems import Problem
from bot.content.store import Content
from bot.guides.gazetteer import gazetteer

_FILE = "address_corrections.yml"


def check_addresses(content: Content) -> Iterator[Problem]:
    """Every name in ``data/address_corrections.yml`` that the library does not know."""
    units = gazetteer().present.values()
    provinces = sorted({unit.province for unit in units})
    file = content.files[_FILE]
    for index, name in enumerate(content.addresses.new_names):
        wards = sorted({unit.ward for unit in units if unit.province == name.province})
        for key, known in (("province", provinces), ("ward", wards)):
            message = _unknown(getattr(name, key), known)
            if message and (key == "province" or wards):
                yield file.problem(("new_names", index, key), message)
    for index, doubt in enumerate(content.addresses.doubts):
        kinds = sorted({unit.kind for unit in units})
        for key, known in (("province", provinces), ("kind", kinds)):
            message = _unknown(getattr(doubt, key), known)
            if message:
                yield file.problem(("doubts", index, key), message)


def _unknown(name: Optional[str], known: List[str]) -> Optional[str]:
    if name is None or name in known:
        return None
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"có phải bạn muốn viết «{near[0]}»?" if near else "hãy viết đúng tên trong thư viện"
    return f"dữ liệu địa chỉ không có «{name}»; {hint}"
