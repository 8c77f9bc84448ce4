"""Which of a question's choices a typed text means, and which control it asks for."""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from bot.content.guide_schema import ChoiceWords, Controls, ControlWords
from bot.guides.phrases import Phrases, read_words
from bot.language.normalise import Normaliser


def best_choice(
    choices: Sequence[ChoiceWords], text: str, normaliser: Normaliser, at_least: int = 1
) -> Optional[ChoiceWords]:
    """The choice with the longest words that stand in ``text``, accents and case aside.

    The title counts as words too; ``*`` in words stands for a few words of any kind. ``None`` when
    nothing of ``at_least`` so many words stands in the text, or when two choices fit equally well:
    then it is better to ask again than to guess.
    """
    said = read_words(text, normaliser)
    fits: List[Tuple[int, ChoiceWords]] = []
    for choice in choices:
        spans = Phrases([choice.title, *choice.words], normaliser).find(said)
        lengths = [span.end - span.start for span in spans]
        if lengths and max(lengths) >= at_least:
            fits.append((max(lengths), choice))
    if not fits:
        return None
    longest = max(length for length, _ in fits)
    best = [choice for length, choice in fits if length == longest]
    return best[0] if len({choice.key for choice in best}) == 1 else None


def asks_for(control: ControlWords, text: str, controls: Controls, normaliser: Normaliser) -> bool:
    """Whether ``text`` says nothing but ``control``, once or more ("thôi, để mai").

    Courtesies around it do not count.
    """
    left = f" {_bare(text, controls, normaliser)} "
    if not left.strip():
        return False
    words = (_bare(w, controls, normaliser) for w in (control.title, *control.words))
    for phrase in sorted(words, key=len, reverse=True):
        left = left.replace(f" {phrase} ", "  ")
    return not left.strip()


def is_question(text: str, controls: Controls, normaliser: Normaliser) -> bool:
    """Whether ``text`` reads like a question rather than an answer."""
    if text.rstrip().endswith("?"):
        return True
    return Phrases(controls.questions, normaliser).are_in(read_words(text, normaliser))


def _bare(text: str, controls: Controls, normaliser: Normaliser) -> str:
    fillers = {normaliser.normalise(filler) for filler in controls.fillers}
    words = normaliser.normalise(text).split()
    return " ".join(word for word in words if word not in fillers)
