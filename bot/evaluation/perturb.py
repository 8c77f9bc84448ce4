"""Rewriting questions as people type them: no accents, abbreviations, keyboard leftovers, slips.

Seeded: the same text, kind and seed give the same rewriting.
"""

from __future__ import annotations

import random
import re
from typing import Callable, Dict, List, Mapping

from bot.language.keyboard import keystrokes
from bot.language.normalise import compose, fold

_WORD = re.compile(r"\w+", re.UNICODE)

_ABBREVIATE_SHARE = 0.7
_LEFTOVER_SHARE = 0.15
_SLIP_SHARE = 0.1
# Shorter words are rarely mistyped, and a slip in them is often another word.
_SLIP_LENGTH = 4


class Perturber:
    """Rewrites texts; ``abbreviations`` are the maintainers' own, used the other way round."""

    def __init__(self, abbreviations: Mapping[str, str], seed: int = 2026) -> None:
        self._seed = seed
        shorts: Dict[str, List[str]] = {}
        for short, full in abbreviations.items():
            shorts.setdefault(compose(full).lower(), []).append(short)
        self._shorts = shorts
        longest_first = sorted(shorts, key=len, reverse=True)
        self._phrases = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(full) for full in longest_first) + r")(?!\w)"
        )

    @property
    def kinds(self) -> List[str]:
        """The kinds of rewriting, the plain text first."""
        return ["nguyên văn", *self._rewriters()]

    def rewrite(self, text: str, kind: str) -> str:
        """``text`` in one of :attr:`kinds`."""
        if kind == "nguyên văn":
            return text
        return self._rewriters()[kind](text, random.Random(f"{self._seed}|{kind}|{text}"))

    def _rewriters(self) -> Dict[str, Callable[[str, random.Random], str]]:
        return {
            "không dấu": lambda text, rng: fold(text),
            "viết tắt": self._abbreviate,
            "sót phím Telex, VNI": self._leftovers,
            "rơi, đảo chữ": self._slips,
            "tất cả": self._everything,
        }

    def _abbreviate(self, text: str, rng: random.Random) -> str:
        def short(match: re.Match[str]) -> str:
            if rng.random() > _ABBREVIATE_SHARE:
                return match.group()
            return rng.choice(self._shorts[match.group()])

        return self._phrases.sub(short, compose(text).lower())

    def _leftovers(self, text: str, rng: random.Random) -> str:
        """Some words as typed when the input method was off."""
        vni = rng.random() < 0.5

        def raw(match: re.Match[str]) -> str:
            word = match.group()
            return keystrokes(word, vni) if rng.random() < _LEFTOVER_SHARE else word

        return _WORD.sub(raw, compose(text))

    def _slips(self, text: str, rng: random.Random) -> str:
        def slip(match: re.Match[str]) -> str:
            word = match.group()
            if len(word) < _SLIP_LENGTH or rng.random() > _SLIP_SHARE:
                return word
            at = rng.randrange(1, len(word) - 1)
            if rng.random() < 0.5:
                return word[:at] + word[at + 1 :]
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

        return _WORD.sub(slip, compose(text))

    def _everything(self, text: str, rng: random.Random) -> str:
        for rewrite in (self._abbreviate, self._leftovers, self._slips):
            text = rewrite(text, rng)
        return fold(text)
