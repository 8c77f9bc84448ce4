"""Which of a question's choices a typed text means, and which control it asks for."""

from __future__ import annotations

from typing import Iterable, List, NamedTuple, Optional, Sequence

from bot.content.guide_schema import ChoiceWords, Controls
from bot.guides.phrases import Phrases, read_words
from bot.language.normalise import Normaliser, fold


class Fit(NamedTuple):
    """A choice whose words stand in a text: how many, and what share of the text they are."""

    choice: ChoiceWords
    words: int
    share: float


def best_fit(
    choices: Sequence[ChoiceWords],
    text: str,
    normaliser: Normaliser,
    at_least: int = 1,
    fillers: Sequence[str] = (),
) -> Optional[Fit]:
    """The choice with the longest words that stand in ``text``, case aside.

    The title counts as words too; ``*`` in words stands for a few words of any kind. Accents count
    where they were typed; in a text without any, ``fillers`` are not mistaken for a choice ("roi"
    is "rồi" before it is "rơi"). ``None`` when nothing of ``at_least`` so many words stands in the
    text, or when two choices fit equally well: then it is better to ask again than to guess. An
    answer outweighs an explanation.
    """
    said = read_words(text, normaliser)
    plain = not any(word.written for word in said)
    little = {fold(filler): filler for filler in fillers}
    fits: List[Fit] = []
    for choice in choices:
        phrases = [choice.title, *choice.words]
        if plain:
            phrases = [p for p in phrases if little.get(fold(p), p) == p]
        spans = Phrases(phrases, normaliser, accents=True).find(said)
        length = max((min(span.end, len(said)) - span.start for span in spans), default=0)
        if length >= at_least:
            fits.append(Fit(choice, length, length / len(said)))
    if not fits:
        return None
    longest = max(fit.words for fit in fits)
    best = [fit for fit in fits if fit.words == longest]
    answers = [fit for fit in best if fit.choice.value is not None] or best
    return answers[0] if len({fit.choice.key for fit in answers}) == 1 else None


def best_choice(
    choices: Sequence[ChoiceWords],
    text: str,
    normaliser: Normaliser,
    at_least: int = 1,
    fillers: Sequence[str] = (),
) -> Optional[ChoiceWords]:
    """The choice of :func:`best_fit`."""
    fit = best_fit(choices, text, normaliser, at_least, fillers)
    return fit.choice if fit else None


def says_only(
    phrases: Iterable[str], text: str, controls: Controls, normaliser: Normaliser
) -> bool:
    """Whether ``text`` says nothing but ``phrases``, one or more ("thôi, để mai").

    Courtesies around it do not count.
    """
    left = f" {_bare(text, controls, normaliser)} "
    if not left.strip():
        return False
    words = (_bare(phrase, controls, normaliser) for phrase in phrases)
    for phrase in sorted(filter(None, words), key=len, reverse=True):
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
