"""Vietnamese text as people type it: Unicode forms, accents, abbreviations, other words for it.

Everything here works on copies; the text of a message is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Tuple

_MARKS = re.compile(r"[\u0300-\u036f]")
# Zero-width and bidirectional controls carry no meaning here and split words when pasted.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Pasted web pages: tags are no words.
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORD = re.compile(r"[^\W_]+(?:[.\-/'’][^\W_]+)*", re.UNICODE)
_PART = re.compile(r"[^\W_]+", re.UNICODE)


class Token(NamedTuple):
    """A word of a message, where it stands in the original, and its folded, spelt-out form."""

    text: str
    start: int
    end: int
    lemma: str


def compose(text: str) -> str:
    """``text`` in Unicode form NFC without invisible control characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """Lower case without accents: "Căn cước" and "CAN CUOC" are both "can cuoc"."""
    # Lower case can bring new marks and compatibility letters new capitals: decompose around it.
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", plain)).replace("đ", "d")


class Normaliser:
    """Folds text, spells out abbreviations and says it in common words.

    Both lists are data that maintainers keep: ``abbreviations`` are single words, ``synonyms``
    phrases of any length ("mần răng", "giấy chứng minh nhân dân").
    """

    def __init__(
        self, abbreviations: Mapping[str, str] = {}, synonyms: Mapping[str, str] = {}
    ) -> None:
        self._expansions: Dict[str, str] = {
            fold(short): fold(full) for short, full in abbreviations.items()
        }
        self._synonyms: Dict[Tuple[str, ...], str] = {}
        for phrase, common in synonyms.items():
            words = tuple(self._lemmas(self._words(phrase)))
            self._synonyms[words] = " ".join(self._lemmas(self._words(common)))
        # How long the longest phrase is that begins with a word: most words begin none.
        self._longest: Dict[str, int] = {}
        for words in self._synonyms:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def tokens(self, text: str) -> List[Token]:
        """The words of ``text``. Offsets are those of the original, in any Unicode form."""
        return _with_age_groups(list(self._in_common_words(self._words(text), text)))

    @staticmethod
    def _lemmas(tokens: Iterable[Token]) -> List[str]:
        return [word for token in tokens for word in token.lemma.split()]

    def _in_common_words(self, tokens: List[Token], text: str) -> Iterator[Token]:
        """``tokens`` with each phrase that has a common word for it as one token."""
        at = 0
        while at < len(tokens):
            longest = self._longest.get(tokens[at].lemma.split(" ", 1)[0], 0)
            for length in range(min(longest, len(tokens) - at), 0, -1):
                phrase = tokens[at : at + length]
                common = self._synonyms.get(tuple(self._lemmas(phrase)))
                if common is not None:
                    start, end = phrase[0].start, phrase[-1].end
                    yield Token(text[start:end], start, end, common)
                    at += length
                    break
            else:
                yield tokens[at]
                at += 1

    def _words(self, text: str) -> List[Token]:
        result: List[Token] = []
        for start, end in _spans(text):
            word = text[start:end]
            folded = fold(word)
            if folded in self._expansions:
                result.append(Token(word, start, end, self._expansions[folded]))
                continue
            parts = [fold(part.group()) for part in _PART.finditer(_joined(word))]
            lemma = " ".join(self._expansions.get(part, part) for part in parts if part)
            if lemma:
                result.append(Token(word, start, end, lemma))
        return result

    def normalise(self, text: str) -> str:
        """The folded, spelt-out form of ``text``, words separated by one space."""
        return " ".join(token.lemma for token in self.tokens(text))


def _with_age_groups(tokens: List[Token]) -> List[Token]:
    """Ages say which procedure is meant: "9 tuổi" gets the lemma of its age group as well.

    The groups are those of the identity law: under 6, 6 to under 14, from 14 on.
    """
    result = list(tokens)
    for index, token in enumerate(tokens):
        years = _years(tokens, index)
        if years is not None:
            group = "duoisau" if years < 6 else "saudenmuoibon" if years < 14 else "tumuoibon"
            result[index] = token._replace(lemma=f"{token.lemma} tuoi{group}")
    return result


def _years(tokens: List[Token], index: int) -> Optional[int]:
    """The age that ends at ``index``: "9 tuổi", "4 tháng tuổi" or "9t"; ``None`` if none does."""
    lemma = tokens[index].lemma
    before = tokens[index - 1].lemma if index else ""
    if lemma == "tuoi" and before.isdigit():
        return int(before[:3])
    if lemma == "tuoi" and before in ("thang", "ngay", "tuan"):
        return 0
    glued = re.fullmatch(r"(\d{1,2})(?:t|tuoi)", lemma)
    return int(glued.group(1)) if glued else None


def _joined(word: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", word))


def _spans(text: str) -> List[tuple]:
    """Where the words stand; combining marks and invisible characters belong to their word."""
    # Marks are replaced by a letter of the same length so that a decomposed word stays whole.
    masked = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    masked = _INVISIBLE.sub("x", _MARKS.sub("x", masked))
    return [match.span() for match in _WORD.finditer(masked)]
