"""Names that people introduce themselves or others with: «em tên là …», «tôi là Nguyễn Văn An».

Names cannot be told from other words in general; what announces one can.
"""

from __future__ import annotations

import re
from typing import Optional

from bot.language.normalise import compose

_PERSON = (
    r"(?:tôi|toi|em|cháu|chau|con|mình|minh|anh|chị|chi|cô|co|chú|chu|bác|bac|ông|ong|bà|ba"
    r"|mẹ|me|bố|bo|má|vợ|vo|chồng|chong)"
)
_NAME = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]+"
_SURNAME = (
    r"(?:Nguyễn|Nguyen|Trần|Tran|Lê|Le|Phạm|Pham|Hoàng|Hoang|Huỳnh|Huynh|Phan|Vũ|Vu|Võ|Vo|Đặng"
    r"|Dang|Bùi|Bui|Đỗ|Do|Hồ|Ho|Ngô|Ngo|Dương|Duong|Lý|Ly|Đinh|Dinh|Trịnh|Trinh|Đoàn|Doan)"
)
_ANNOUNCED = tuple(
    (re.compile(pattern, flags), name)
    for pattern, flags, name in (
        # «họ tên là», «tên tôi là», «em tên là»: a name follows, in whatever case.
        (
            rf"\b(?:tên|ten)(?:\s+{_PERSON})?(?:\s+(?:là|la)\s+|\s*:\s*)(\w+(?:\s+\w+){{0,3}})",
            re.I,
            1,
        ),
        (rf"\b(?i:{_PERSON})\s+(?i:tên|ten)\s+({_NAME}(?:\s+{_NAME})*)", 0, 1),
        (rf"\b(?i:{_PERSON})\s+(?i:là|la)\s+({_SURNAME}\s+{_NAME}(?:\s+{_NAME})*)", 0, 1),
        # «Nguyễn Văn An», «tran thi b»: the middle name shows that it is a person's.
        (rf"(?<!quản )(?<!quan )\b({_SURNAME}\s+(?:văn|van|thị|thi)\s+\w+)", re.I, 1),
    )
)
# «tên là gì», «tên là sao» ask for a name.
_NO_NAME = re.compile(
    r"^(?:gì|gi|sao|ai|chi|như|nhu|thế|the|của|cua|một|mot|cùng|cung|con)\b", re.I
)


def announced_name(text: str) -> Optional[str]:
    """The first name that ``text`` announces as one; ``None`` if there is none."""
    plain = compose(text)
    for pattern, group in _ANNOUNCED:
        for found in pattern.finditer(plain):
            if not _NO_NAME.match(found[group]):
                return found[group]
    return None
