"""Mending words that are none: slips of the finger, stray keys, words run together.

Works on folded words and knows the words that the assistant was taught, with what stands beside
them; nothing is mended that could be meant as typed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.language.keyboard import without_stray_keys
from bot.language.syllables import is_syllable

_LEAST_TIMES_SEEN = 2
# Shorter words have too many neighbours one slip away to tell which was meant.
_SHORTEST_SLIP = 3
_SHORTEST_RUN = 4
_LONGEST_RUN = 40
_NUMBER_STUCK_ON = re.compile(r"([a-z]{2,})(\d+)")
# A pair seen this often says that a word stands here, even if what was typed is built like another.
_FREQUENT_PAIR = 5


class Speller:
    """Mends unknown words by what is known of words and of pairs of words."""

    def __init__(self, words: Mapping[str, int], pairs: Mapping[Tuple[str, str], int]) -> None:
        """``words`` and ``pairs``: how often each was seen, folded."""
        self.words: Dict[str, int] = {w: n for w, n in words.items() if n >= _LEAST_TIMES_SEEN}
        self.pairs: Dict[Tuple[str, str], int] = dict(pairs)
        self._targets = [w for w in self.words if w.isalpha() and len(w) >= _SHORTEST_SLIP - 1]
        self._near = lru_cache(maxsize=4096)(self._one_slip_away)

    @classmethod
    def learn(cls, texts: Iterable[Sequence[str]]) -> Speller:
        """A speller for texts that are lists of folded words."""
        words: Counter = Counter()
        pairs: Counter = Counter()
        for text in texts:
            words.update(text)
            pairs.update(zip(text, text[1:], strict=False))
        return cls(words, {pair: n for pair, n in pairs.items() if n >= _LEAST_TIMES_SEEN})

    def mend(self, text: Sequence[str]) -> List[str]:
        """``text`` with unknown words mended where it is clear what was meant.

        The result has as many places as ``text``; a place may hold several words.
        """
        result: List[str] = []
        for index, word in enumerate(text):
            before = ([""] + result[-1].split())[-1] if result else ""
            after = text[index + 1] if index + 1 < len(text) else ""
            result.append(self._mended(word, before, after))
        return result

    def _mended(self, word: str, before: str, after: str) -> str:
        if word in self.words or not word.isalnum() or not any(c.isalpha() for c in word):
            return word
        stray = [w for w in without_stray_keys(word) if w in self.words]
        if stray:
            return max(stray, key=lambda w: self._likely(w, before, after))
        if not word.isalpha():
            return _NUMBER_STUCK_ON.sub(r"\1 \2", word) if self._ends_in_number(word) else word
        run = self._apart(word)
        if run:
            return run
        if len(word) < _SHORTEST_SLIP:
            return word
        near = self._near(word)
        if is_syllable(word):
            near = tuple(w for w in near if self._pair(before, w) or self._pair(w, after))
        if not near:
            return next((w for w in without_stray_keys(word) if is_syllable(w)), word)
        return max(near, key=lambda w: self._likely(w, before, after))

    def _ends_in_number(self, word: str) -> bool:
        match = _NUMBER_STUCK_ON.fullmatch(word)
        return match is not None and match.group(1) in self.words

    def _pair(self, first: str, second: str) -> bool:
        return self.pairs.get((first, second), 0) >= _FREQUENT_PAIR

    def _likely(self, word: str, before: str, after: str) -> float:
        """Higher for words that are frequent, and seen beside their neighbours."""
        beside = self.pairs.get((before, word), 0) + self.pairs.get((word, after), 0)
        return math.log(self.words[word]) + 3 * math.log(1 + beside)

    def _one_slip_away(self, word: str) -> Tuple[str, ...]:
        """Known words that one letter more, less, other or swapped makes of ``word``."""
        return tuple(
            w
            for w in self._targets
            if abs(len(w) - len(word)) <= 1 and OSA.distance(word, w, score_cutoff=1) <= 1
        )

    def _apart(self, word: str) -> Optional[str]:
        """``word`` as several known words if it is those without spaces: "tamtru"."""
        if not _SHORTEST_RUN <= len(word) <= _LONGEST_RUN or is_syllable(word):
            return None
        best: List[Optional[Tuple[float, List[str]]]] = [(0.0, [])] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 7), end - 1):
                head, part = best[start], word[start:end]
                if head is None or part not in self.words or not is_syllable(part):
                    continue
                score = head[0] + math.log(self.words[part]) - 9
                if head[1]:
                    score += 2 * math.log(1 + self.pairs.get((head[1][-1], part), 0))
                current = best[end]
                if current is None or score > current[0]:
                    best[end] = (score, [*head[1], part])
        whole = best[len(word)]
        return " ".join(whole[1]) if whole and len(whole[1]) > 1 else None
