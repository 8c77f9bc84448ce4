"""What of a question may be kept for others to read."""

from __future__ import annotations

import re

from bot.privacy.masking import MASK, mask
from bot.privacy.spans import readable

_DAY, _MONTH, _YEAR = r"\d{1,2}", r"(?:\d{1,2}|[a-z]{2,4}(?: [a-z]{2,4})?)", r"(?:19|20)?\d\d"
# Dates of birth and house numbers are no numbers to be masked at once: answers depend on them.
_MORE = re.compile(
    "|".join(
        (
            rf"(?<![\d/.\-]){_DAY} ?[./\-\s] ?\d{{1,2}} ?[./\-\s] ?{_YEAR}(?![\d/])",
            r"(?<![\d/.\-])(?:19|20)\d\d-\d\d-\d\d(?!\d)",
            r"(?<!\d)[0-3]\d[01]\d(?:19|20)\d\d(?!\d)",
            rf"(?<!\d){_DAY} ?thang {_MONTH} ?,? ?(?:nam )?{_YEAR}(?!\d)",
            r"(?<=\bso nha )\d[\w/\-]*|(?<=\bnha so )\d[\w/\-]*",
            r"(?<=\bngo )\d[\w/\-]*|(?<=\bngach )\d[\w/\-]*|(?<=\bhem )\d[\w/\-]*",
            r"(?<=\bkiet )\d[\w/\-]*|(?<=\bso )\d[\w/\-]*(?= (?:duong|pho|ngo|ngach|hem)\b)",
        )
    )
)


def keepable(text: str) -> str:
    """``text`` on one line, with dots for personal numbers, whole dates and house numbers.

    Empty when nothing of it would tell what was asked. Names and streets are not recognised.
    """
    masked = mask(text).text
    plain = readable(masked)
    characters = list(masked)
    for found in _MORE.finditer(plain.text):
        for place in plain.places[found.start() : found.end()]:
            if characters[place].isdigit():
                characters[place] = MASK
    kept = " ".join("".join(characters).split())
    return kept if any(character.isalpha() for character in kept) else ""
