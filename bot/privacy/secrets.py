"""Secrets in words: e-mail addresses, and passwords that are announced as such."""

from __future__ import annotations

import re
from typing import Iterator

from bot.privacy.spans import Kind, Span

_EMAIL = re.compile(
    r"(?<![\w.+\-])(?:[a-z0-9][\w.+\-]{0,63} ?@ ?[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,4}"
    r"|(?:[a-z0-9][\w.+\-]{0,63} (?:\(at\)|a cong|a coong) ?"
    r"|[a-z0-9][\w.+\-]{0,63} ?\[at\] ?|[a-z][a-z_.]{0,40}\d[\w.]{0,20} )"
    r"(?:gmail|yahoo|outlook|hotmail) ?(?:\.|\[dot\]|\(dot\)) ?com(?:\.vn)?)"
)
_PASSWORD_WORDS = r"mat khau|mk|mkhau|pass ?word|passwd|pass|pwd|pw"
_ANNOUNCED = re.compile(
    rf"\b(?P<name>{_PASSWORD_WORDS})\b"
    r"(?: (?!la\b)[a-z]{1,8}){0,4}? ?(?P<sign>[:=]|\bla\b[ :]?) {0,2}"
    r"[\"'“«]?(?P<secret>\S+)(?P<more>(?: \S*\d\S*)*)"
)
_GIVEN = re.compile(rf"\b(?:{_PASSWORD_WORDS}) (?P<secret>(?=\S{{0,60}}[a-z])\S{{0,60}}\d\S*)")
_PUNCTUATION = ".,!?;:*\"'”»"
# A small number, or what a Vietnamese syllable without its accents can be made of.
_ORDINARY = re.compile(
    # 5, 18t, 20 ngày glued, 2k4 for the year 2004
    r"\d{1,3}(?:t|tuoi|k|tr|h|p|ng|ngay|thang|nam|lan|so|ky|tu)?|\d{1,2}k\d{1,2}"
    r"|(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvxfjwz])?"
    r"[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?|[bcdghklmnpqrstvxjz]{1,3}"
)


def secrets_in(plain: str) -> Iterator[Span]:
    """The secrets in ``plain``, as :func:`bot.privacy.spans.readable` makes it."""
    for match in _EMAIL.finditer(plain):
        yield Span(match.start(), match.end(), Kind.EMAIL)
    for match in _ANNOUNCED.finditer(plain):
        word = match["secret"].strip(_PUNCTUATION)
        # "mật khẩu là gì" asks. What is no word of the language is a secret; a word is one
        # only behind a colon, with nothing after it.
        alone = match["sign"] in ":=" and not plain[match.end() :].strip(_PUNCTUATION + " \n")
        # "mk" is short for "mình" as well: what follows must look like no word at all.
        me = match["name"] == "mk" and match["sign"] not in ":=" and word.isalpha()
        if word and not me and (alone or not _ORDINARY.fullmatch(word)):
            yield Span(match.start("secret"), match.end("more"), Kind.PASSWORD)
    for match in _GIVEN.finditer(plain):
        if _ORDINARY.fullmatch(match["secret"].strip(_PUNCTUATION)):
            continue
        yield Span(match.start("secret"), match.end("secret"), Kind.PASSWORD)
