"""Which of a question's choices a typed text means."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from bot.content.guide_schema import ChoiceWords
from bot.language.normalise import Normaliser


def best_choice(
    choices: Sequence[ChoiceWords], text: str, normaliser: Normaliser
) -> Optional[ChoiceWords]:
    """The choice with the longest words that stand in ``text``, accents and case aside.

    The title counts as words too. ``None`` when nothing stands in the text, or when two choices
    fit equally well: then it is better to ask again than to guess.
    """
    said = f" {normaliser.normalise(text)} "
    fits: List[Tuple[int, ChoiceWords]] = []
    for choice in choices:
        lengths = [
            len(words)
            for words in map(normaliser.normalise, [choice.title, *choice.words])
            if words and f" {words} " in said
        ]
        if lengths:
            fits.append((max(lengths), choice))
    if not fits:
        return None
    longest = max(length for length, _ in fits)
    best = [choice for length, choice in fits if length == longest]
    return best[0] if len({choice.key for choice in best}) == 1 else None
