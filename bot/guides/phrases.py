"""Finding phrases in a message as people type it: without accents, with slips, words in between.

A phrase is written as maintainers say it, with three signs of its own:

=============  =====================================================
``*``          up to four words of any kind
``<tiền>``     an amount: "20 triệu", "500k", "12.000đ"
``<link>``     an address that is not one of the state's (.gov.vn)
``<hết>``      the end of what was said
=============  =====================================================
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Iterable, List, NamedTuple, Optional, Sequence, Tuple
from urllib.parse import urlsplit

from bot.language.normalise import Normaliser, compose, fold

_GAP = "*"
_MAX_GAP = 4
_MIN_LENGTH_FOR_SLIPS = 5
# What stands in a message for an address or an amount; no Vietnamese word looks like these.
_LINK, _AMOUNT, _END = "xlinkx", "xtienx", "xhetx"
_SPECIAL = {"<link>": _LINK, "<tiền>": _AMOUNT, "<hết>": _END}

_TOP_LEVEL = (
    "com|net|org|vn|info|xyz|top|cc|vip|site|online|club|shop|store|link|me|ly|gl|tk|icu|live|app"
    "|io|pro|work|click|cn|ru|us|asia|biz|co|fun|space|website|mobi|cyou|cfd|bond|sbs|example"
)
_ADDRESS = re.compile(
    r"(?:https?|hxxps?)://[^\s,;!?)]+"
    rf"|(?<![\w@.-])(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w-])(?::\d+)?(?:/[^\s,;!?)]*)?",
    re.IGNORECASE,
)
_STATE = ("gov.vn", ".gov.vn")
_AMOUNT_OF_MONEY = re.compile(
    r"\b\d[\d.,]*(?:\s?(?:triệu|trieu|tỷ|tỉ|nghìn|nghin|ngàn|ngan|đồng|dong|vnđ|vnd|củ)|k|tr|đ|d)\d*\b",
    re.IGNORECASE,
)
_FIRST_VOWEL = re.compile(r"([^aeiouy]*)(.*)", re.DOTALL)
_KEYS = re.compile(r"[sfrxjw1-9]")
_DOUBLED = re.compile(r"([aeo])\1")
_ACCENTS = re.compile(r"[^\x00-\x7f]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# In half of the country the hook and the tilde sound the same, and are written one for the other.
_HOOK, _TILDE = "\u0309", "\u0303"
_CLAUSE = re.compile(r"[.,;:!?\n()\"“”]+(?=\s|$)|\n+")


class Word(NamedTuple):
    """A word of a message, folded; ``written`` keeps its accents.

    ``written`` is empty where accents say nothing: in a message without any, in an abbreviation.
    """

    folded: str
    written: str


class Span(NamedTuple):
    """Where a phrase stands among the words of a message."""

    start: int
    end: int


def is_state_address(address: str) -> bool:
    """Whether ``address`` really belongs to the state: its host ends in .gov.vn."""
    with_scheme = address if "://" in address else f"//{address}"
    try:
        host = (urlsplit(with_scheme).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host.isascii() and (host == _STATE[0] or host.endswith(_STATE[1]))


def addresses(text: str) -> List[str]:
    """The addresses that ``text`` names, as written."""
    return [match.group().rstrip(".,;:!?)") for match in _ADDRESS.finditer(compose(text))]


def read_words(text: str, normaliser: Normaliser) -> List[Word]:
    """The words of ``text``, abbreviations spelt out, addresses and amounts as one word each."""
    return [word for clause in read_clauses(text, normaliser) for word in clause]


def read_clauses(text: str, normaliser: Normaliser) -> List[List[Word]]:
    """The words of ``text`` by clause: what is said before a comma does not bind what follows."""
    plain = _ADDRESS.sub(_without_address, compose(text))
    accented = bool(_ACCENTS.search(plain))
    plain = _AMOUNT_OF_MONEY.sub(f" {_AMOUNT} ", plain)
    clauses = (_words(clause, normaliser, accented) for clause in _CLAUSE.split(plain))
    return [clause for clause in clauses if clause]


def _without_address(match: re.Match) -> str:
    return " " if is_state_address(match.group()) else f" {_LINK} "


def _words(clause: str, normaliser: Normaliser, accented: bool) -> List[Word]:
    words: List[Word] = []
    for token in normaliser.tokens(clause):
        known = accented and fold(token.text) == token.lemma
        written = compose(token.text).lower() if known else ""
        words.extend(Word(part, written) for part in token.lemma.split())
    return words


class Phrases:
    """Phrases to look for, folded and spelt out the same way as the messages.

    With ``accents`` a word that was typed with accents must have those of the phrase ("con" is not
    "còn", "bố" not "bỏ"); one typed without any still fits within a phrase of several words.
    """

    def __init__(
        self, phrases: Iterable[str], normaliser: Normaliser, accents: bool = False
    ) -> None:
        self._patterns = [_pattern(phrase, normaliser, accents) for phrase in phrases]

    def find(self, words: Sequence[Word]) -> List[Span]:
        """Every place where one of the phrases stands."""
        ended = [*words, Word(_END, "")]
        found: List[Span] = []
        for pattern in self._patterns:
            several = len(pattern) > 1
            for start in range(len(ended)):
                end = _match(pattern, ended, start, several)
                if end is not None:
                    found.append(Span(start, end))
        return found

    def are_in(self, words: Sequence[Word]) -> bool:
        """Whether one of the phrases stands in the message."""
        return bool(self.find(words))


def _pattern(phrase: str, normaliser: Normaliser, accents: bool) -> Tuple[Word, ...]:
    parts: List[Word] = []
    for written in re.split(r"(<[^>]+>|\*)", phrase):
        part = written.strip()
        if part == _GAP:
            parts.append(Word(_GAP, ""))
        elif part in _SPECIAL:
            parts.append(Word(_SPECIAL[part], ""))
        else:
            parts.extend(_words(part, normaliser, accents))
    return tuple(parts)


def _match(
    pattern: Sequence[Word], words: Sequence[Word], start: int, several: bool
) -> Optional[int]:
    """The index after the phrase if it stands at ``start``."""
    index = start
    for place, part in enumerate(pattern):
        if part.folded == _GAP:
            rest = pattern[place + 1 :]
            ends = (_match(rest, words, index + n, several) for n in range(_MAX_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if index >= len(words) or not _fits(words[index], part, several):
            return None
        index += 1
    return index


def _fits(word: Word, part: Word, several: bool) -> bool:
    if not same_word(word.folded, part.folded, several):
        return False
    if not word.written or not part.written or word.folded != part.folded:
        return True
    if several and word.written == word.folded:
        return True
    return _sound(word.written) == _sound(part.written)


@lru_cache(maxsize=20_000)
def _sound(written: str) -> Tuple[str, str]:
    """The letters and the tone of a word: "hủy" and "huỷ" are one, "củ" and "cũ" too."""
    marks = unicodedata.normalize("NFD", written)
    tone = "".join(_TONES.findall(marks)).replace(_TILDE, _HOOK)
    return _TONES.sub("", marks), tone


def says(word: Word, meant: str) -> bool:
    """Whether ``word`` is ``meant``; accents count where they were typed: "lỡ" is not "lo"."""
    plain = fold(meant)
    if word.folded != plain:
        return without_keys(word.folded) == plain
    return word.written in ("", meant)


@lru_cache(maxsize=20_000)
def same_word(written: str, meant: str, forgiving: bool) -> bool:
    """Whether ``written`` is ``meant``, but for one slip of the finger inside a long word."""
    if written == meant or without_keys(written) == meant:
        return True
    if not forgiving or min(len(written), len(meant)) < _MIN_LENGTH_FOR_SLIPS:
        return False
    return written[0] == meant[0] and _one_slip(written, meant)


@lru_cache(maxsize=20_000)
def without_keys(word: str) -> str:
    """A folded word without what Telex or VNI leave in it: "chuyeenr", "chuye6n3" is "chuyen"."""
    start, rest = _FIRST_VOWEL.match(word).groups()  # type: ignore[union-attr]
    # After its first vowel no Vietnamese syllable has one of these letters.
    return start.replace("dd", "d") + _DOUBLED.sub(r"\1", _KEYS.sub("", rest))


def _one_slip(first: str, second: str) -> bool:
    """Whether one letter more, less, other or two swapped make one word of the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
