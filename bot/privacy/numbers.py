"""Numbers that belong to a person: identity, phone, bank account, card, one-time code.

A number is a run of digit groups with little between them, since people type "079 086 001 234" as
well as "079086001234". Dates and legal documents are taken out of a run first; then come forms that
are personal for certain; then amounts, hotlines and procedure codes are taken out; what is left is
judged by its length and by the words before it. In doubt a number is masked: answers hardly ever
depend on long numbers, and a leak cannot be taken back.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Callable, Iterator, List, Match, Optional, Pattern, Set, Tuple

from bot.privacy.spans import Kind, Span

Groups = List[Tuple[int, int]]

_RUN = re.compile(r"\+?\d(?:(?:[ .\-–—_·•*/+()]{1,4}|,)?\d)*")
# What else people put between the groups of one number. It stands in lists and times as well, so
# that only numbers which are personal for certain are looked for there.
_LOOSE_RUN = re.compile(r"\+?\d(?:[ .,;:'’`|~#…\-–—_/+()]{0,4}\d)*")
_GROUP = re.compile(r"\d+")

_ALONE = r"(?<!\d)(?<!\d[.,/ \-])"
_YEAR = r"(?:19|20)\d\d"
_DATED = re.compile(
    "|".join(
        (
            rf"{_ALONE}(?:0?[1-9]|[12]\d|3[01])(?P<s>[./\-])(?:0?[1-9]|1[0-2])(?P=s){_YEAR}"
            r"(?!\d|(?P=s)\d)",
            rf"{_ALONE}{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d\-])",
            rf"{_ALONE}(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_YEAR}(?![./ \-]?\d)",
            rf"{_ALONE}{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![./ \-]?\d)",
            # Legal documents (154/2024/NĐ-CP) and months (3/2026).
            rf"(?<![\d/])\d{{1,5}}/{_YEAR}(?!\d|/\d)",
        )
    )
)
_UNIT = r"\s?(?:dong|vnd|usd|trieu|ty|nghin|ngan|d)(?![\w/])"
_THOUSANDS = r"[1-9](?:\d{0,2}(?:[.,]\d{3})*[.,]|\d{0,4})000"
_SHORT = r"(?:11[1-69]|1022)"
_PUBLIC = re.compile(
    "|".join(
        (
            # Amounts: with a unit, or with thousands at the end.
            rf"(?<![\d.,])[1-9]\d{{0,2}}(?:[., ]\d{{3}})+(?!\d){_UNIT}",
            rf"(?<![\d.,])[1-9]\d{{3,11}}{_UNIT}",
            rf"{_ALONE}{_THOUSANDS}(?:[ \-]{_THOUSANDS})*(?![.,/ \-]?\d)",
            # Hotlines, the exchange of the police and the army, the provinces' own 1022.
            rf"{_ALONE}(?:1[89]00[ .\-]?\d{{2,3}}[ .\-]?\d{{2,3}}"
            r"|069[ .\-]?\d{3,4}[ .\-]?\d{3,4}|02\d{1,2}[ .\-]?1022)(?![./ \-]?\d)",
            # Procedure codes (1.004222); years and emergency numbers side by side.
            rf"{_ALONE}\d\.\d{{6}}(?![./ \-]?\d)",
            rf"{_ALONE}{_YEAR}(?: ?[\-–/ ] ?{_YEAR})+(?![./ \-]?\d)",
            rf"{_ALONE}{_SHORT}(?: ?[\-–/ ] ?{_SHORT})+(?![./ \-]?\d)",
        )
    )
)

_CODE_WORDS = (
    r"otp|o t p|passcode|(?:ma )?pin|cvv|cvc"
    r"|ma (?:so )?(?:xac (?:thuc|nhan|minh)|kich hoat|bao mat)"
)
_NAMES = re.compile(
    rf"\b(?:(?P<code>{_CODE_WORDS})"
    r"|(?P<id>cccd|cmnd|cmt|cmtnd|cc|can cuoc|chung minh|dinh danh|so the|ma so|mst|bhxh|bhyt)"
    r"|(?P<phone>sdt|dt|dien thoai|phone|zalo)"
    r"|(?P<account>stk|tk|tai khoan|atm|visa|bank|ngan hang))\b"
)
_NAMED = {
    "code": Kind.CODE,
    "id": Kind.ID_NUMBER,
    "phone": Kind.PHONE,
    "account": Kind.ACCOUNT,
}
# The three digits on the back of a card.
_CARD_CODE = re.compile(r"\bcv[vc]\d?(?: (?:la|so|cua em|cua toi))?[ :=]{1,3}$")
_CODE_BEHIND = re.compile(rf"\W{{0,3}}(?:la |co phai |gui |day |ma )*(?:{_CODE_WORDS})\b")
# Nobody breaks a longer number into groups; without a bound, long lists would take minutes.
_MOST_DIGITS = 20
_DIGIT = re.compile(r"\d")
_NEARBY = 60  # characters
_NEAR_WORDS = 6

_ID = re.compile(r"0(?!00)\d{11}")
_PHONE = re.compile(r"(?:0|84|0084)(?:[35789]\d{8}|2\d{9})")
_PASSPORT = re.compile(r"(?<![^\W_])[a-z]\d{7,8}(?![^\W_])")


def numbers_in(plain: str) -> Iterator[Span]:
    """The personal numbers in ``plain``, as :func:`bot.privacy.spans.readable` makes it."""
    for match in _PASSPORT.finditer(plain):
        yield Span(match.start(), match.end(), Kind.PASSPORT)
    dated, public = _places(_DATED, plain), _places(_PUBLIC, plain)
    for run in _LOOSE_RUN.finditer(plain):
        for row in _without(_groups(run), dated | public):
            yield from _taken(row, lambda part: _certain_at_a_stretch(plain, part))[0]
    for run in _RUN.finditer(plain):
        for row in _without(_groups(run), dated):
            if _is_solid(row) and next(_without(row, public), None) == row:
                # It may be one number: taken whole, lest a part of it looks like another kind.
                yield from _taken(row, lambda part: _kind(plain, part))[0]
                continue
            spans, rest = _taken(row, lambda part: _certain(plain, part))
            yield from spans
            for private in chain.from_iterable(_without(part, public) for part in rest):
                yield from _taken(private, lambda part: _likely(plain, part))[0]


def _groups(run: Match[str]) -> Groups:
    """Where the digit groups of ``run`` stand in the text."""
    return [(run.start() + m.start(), run.start() + m.end()) for m in _GROUP.finditer(run.group())]


def _places(pattern: Pattern[str], plain: str) -> Set[int]:
    """The positions of ``plain`` that the pattern covers."""
    return set(chain.from_iterable(range(*match.span()) for match in pattern.finditer(plain)))


def _without(groups: Groups, covered: Set[int]) -> Iterator[Groups]:
    """The unbroken rows of groups that are not covered from end to end."""
    row: Groups = []
    for group in groups:
        if group[0] in covered and group[1] - 1 in covered:
            if row:
                yield row
            row = []
        else:
            row.append(group)
    if row:
        yield row


def _taken(
    groups: Groups, judge: Callable[[Groups], Optional[Kind]]
) -> Tuple[List[Span], List[Groups]]:
    """The rows that ``judge`` names, longest first from the left, and the rows between them."""
    spans: List[Span] = []
    rest: List[Groups] = [[]]
    first = 0
    while first < len(groups):
        for last in range(_farthest(groups, first), first, -1):
            kind = judge(groups[first:last])
            if kind is not None:
                spans.append(Span(groups[first][0], groups[last - 1][1], kind))
                rest.append([])
                first = last
                break
        else:
            rest[-1].append(groups[first])
            first += 1
    return spans, [row for row in rest if row]


def _is_solid(groups: Groups) -> bool:
    """Whether it reads as one number: groups of three or more, the last as it comes."""
    return min((end - start for start, end in groups[:-1]), default=3) >= 3


def _kind(plain: str, groups: Groups) -> Optional[Kind]:
    return _certain(plain, groups) or _likely(plain, groups)


def _farthest(groups: Groups, first: int) -> int:
    """How far one number from ``first`` on may reach."""
    last, length = first + 1, groups[first][1] - groups[first][0]
    while last < len(groups):
        length += groups[last][1] - groups[last][0]
        if length > _MOST_DIGITS:
            break
        last += 1
    return last


def _certain(plain: str, groups: Groups) -> Optional[Kind]:
    digits = _digits(plain, groups)
    if _ID.fullmatch(digits):
        return Kind.ID_NUMBER
    # The exchange 069 is the police's own; no citizen has a number there.
    if _PHONE.fullmatch(digits) and not digits.startswith("069"):
        return Kind.PHONE
    return None


def _certain_at_a_stretch(plain: str, groups: Groups) -> Optional[Kind]:
    """As :func:`_certain`, of groups that nobody would write in a list: three digits or more."""
    return _certain(plain, groups) if _is_solid(groups) else None


def _likely(plain: str, groups: Groups) -> Optional[Kind]:
    digits = _digits(plain, groups)
    length = len(digits)
    if length == 3 and _CARD_CODE.search(plain, max(0, groups[0][0] - _NEARBY), groups[0][0]):
        return Kind.CODE
    if length < 4:
        return None
    sizes = [end - start for start, end in groups]
    solid = _is_solid(groups) or (max(sizes) == 1 and length >= 9)
    named = _named(plain, groups[0][0], groups[-1][1])
    if named is Kind.CODE and length <= 8:
        return None if re.fullmatch(_YEAR, digits) else Kind.CODE
    if length >= 9:
        usual = Kind.ID_NUMBER if length in (9, 12) else Kind.ACCOUNT
        return named or usual if solid or named else None
    if named and length >= 6 and max(sizes) >= 3:
        return named
    if length == 8 and solid and sizes[-1] >= 3:
        return Kind.ACCOUNT
    # Six digits at a stretch are what one-time codes look like; postal codes and amounts end in 0s.
    return Kind.CODE if sizes == [6] else None


def _digits(plain: str, groups: Groups) -> str:
    return "".join(plain[start:end] for start, end in groups)


def _named(plain: str, start: int, end: int) -> Optional[Kind]:
    """What the words around a number call it; the nearest name before it counts."""
    # Between a name and its number stands no other number: most groups of a list need no search.
    before = plain[max(0, start - _NEARBY) : start].rpartition("\n")[2]
    before = _DIGIT.split(before)[-1]
    if _CODE_BEHIND.match(plain, end):
        return Kind.CODE
    names = list(_NAMES.finditer(before))
    if not names or len(before[names[-1].end() :].split()) > _NEAR_WORDS:
        return None
    return _NAMED[names[-1].lastgroup or ""]
