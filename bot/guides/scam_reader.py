"""Reading a possible scam: the signs in what someone tells or pastes, and what they already did.

What is kept of a description is only which signs and which deeds it holds, never its words.
Nothing here ever says that something is safe: at most that no known sign was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

from bot.content.scam_words import ScamWords
from bot.guides.phrases import Phrases, Word, read_clauses, says
from bot.language.normalise import Normaliser

# How far before a deed the word may stand that says whether it was done: "lỡ nghe lời chuyển tiền".
_REACH = 4
_REACH_OF_DENIAL = 3
# "Tôi chuyển cho nó 20 triệu rồi": how far behind the deed its «rồi» may stand.
_REACH_AFTER = 5
_SUSPICIOUS_FROM = 2
_CERTAIN_FROM = 3

# Somebody may be held: the police come first, whether the tale is true or not.
HELD = "bat_coc"
# Being asked to a counter or a station. Swindlers avoid it, so beside what an office may say too
# it leaves the verdict open; beside a link, a threat or a demand it says nothing.
IN_PERSON = "hen_den_noi"
_OFFICES_SAY_TOO = {"bao_loi", "mao_danh_noi_khac", "xung_danh", "so_la", "gap", IN_PERSON}


class Danger(str, Enum):
    """How sure the verdict is. There is no value for «safe», on purpose."""

    SCAM = "lua_dao"
    SUSPICIOUS = "dang_ngo"
    NOTHING_SEEN = "khong_thay"


@dataclass(frozen=True)
class Finding:
    """What a description holds: deeds already done, most urgent first, and signs, gravest first."""

    deeds: Tuple[str, ...] = ()
    signs: Tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.deeds or self.signs)


class ScamReader:
    """Finds signs and deeds in free text. Made once per loaded content."""

    def __init__(self, words: ScamWords, abbreviations: Mapping[str, str]) -> None:
        # Among spouses «ck» is the husband; beside money and strangers it is a transfer.
        self._normaliser = Normaliser({**abbreviations, **words.abbreviations})
        self._words = words
        self._signs = {
            name: Phrases(sign.words, self._normaliser) for name, sign in words.signs.items()
        }
        self._done = {
            name: Phrases(deed.done, self._normaliser) for name, deed in words.deeds.items()
        }
        self._actions = {
            name: Phrases(deed.actions, self._normaliser) for name, deed in words.deeds.items()
        }

    def read(self, text: str) -> Finding:
        """The deeds and signs in ``text``."""
        clauses = read_clauses(text, self._normaliser)
        everything = [word for clause in clauses for word in clause]
        done = {name for clause in clauses for name in self._done_in(clause)}
        deeds = [name for name in self._words.deeds if name in done]
        strong = [name for name in deeds if not self._words.deeds[name].weak]
        signs = [name for name, phrases in self._signs.items() if phrases.are_in(everything)]
        return Finding(tuple(strong or deeds), tuple(by_weight(signs, self._words)))

    def word_count(self, text: str) -> int:
        """How many words ``text`` has, to tell a description from a grunt."""
        return sum(len(clause) for clause in read_clauses(text, self._normaliser))

    def _done_in(self, clause: Sequence[Word]) -> Set[str]:
        """The deeds of a clause; after one that is done, "và cài app" needs no «đã» any more."""
        starts = {name: self._starts_of_done(name, clause) for name in self._words.deeds}
        first = min((start for found in starts.values() for start in found), default=None)
        if first is None:
            return set()
        return {
            name
            for name, found in starts.items()
            if found or any(start > first for start in self._unmarked(name, clause))
        }

    def _starts_of_done(self, deed: str, clause: Sequence[Word]) -> List[int]:
        done = [span.start for span in self._done[deed].find(clause)]
        starts = [start for start in done if not self._is_denied(clause, start)]
        for span in self._actions[deed].find(clause):
            marked = self._is_marked_done(clause, span.start)
            if marked or (marked is None and self._is_finished(clause, span.end)):
                starts.append(span.start)
        return starts

    def _unmarked(self, deed: str, clause: Sequence[Word]) -> List[int]:
        starts = [span.start for span in self._actions[deed].find(clause)]
        return [start for start in starts if self._is_marked_done(clause, start) is None]

    def _is_denied(self, clause: Sequence[Word], start: int) -> bool:
        before = clause[max(start - _REACH_OF_DENIAL, 0) : start]
        return any(_is_one_of(word, self._words.not_done_words) for word in before)

    def _is_marked_done(self, clause: Sequence[Word], start: int) -> Optional[bool]:
        """``True`` after "đã", ``False`` after "chưa" or "bảo", ``None`` where neither stands."""
        for index in range(start - 1, max(start - 1 - _REACH, -1), -1):
            if _is_one_of(clause[index], self._words.not_done_words):
                return False
            if _is_one_of(clause[index], self._words.done_words):
                following = clause[index + 1]
                if not _is_one_of(following, self._words.passive_words):
                    return True
        return None

    def _is_finished(self, clause: Sequence[Word], end: int) -> bool:
        """Whether «rồi» follows and ends the tale: "chuyển tiền rồi mới giao" is a demand."""
        for index in range(end, min(end + _REACH_AFTER, len(clause))):
            if _is_one_of(clause[index], self._words.finished_words):
                following = clause[index + 1 : index + 2]
                return all(_is_one_of(w, self._words.after_finished_words) for w in following)
        return False


def _is_one_of(word: Word, meanings: Iterable[str]) -> bool:
    return any(says(word, meaning) for meaning in meanings)


def by_weight(signs: Iterable[str], words: ScamWords) -> List[str]:
    """The signs, gravest first."""
    return sorted(signs, key=lambda sign: -words.signs[sign].weight)


def danger(signs: Iterable[str], words: ScamWords) -> Danger:
    """How grave the signs are together; one grave sign is enough, one slight sign says nothing.

    What an office may say as well is never certain; see :func:`may_be_an_office`.
    """
    found = set(signs)
    others = found - {IN_PERSON}
    weight = sum(words.signs[sign].weight for sign in (others or found))
    if weight >= _CERTAIN_FROM and not may_be_an_office(found):
        return Danger.SCAM
    return Danger.SUSPICIOUS if weight >= _SUSPICIOUS_FROM else Danger.NOTHING_SEEN


def may_be_an_office(signs: Iterable[str]) -> bool:
    """Whether someone is asked to come in person and nothing found speaks against an office."""
    found = set(signs)
    return IN_PERSON in found and found <= _OFFICES_SAY_TOO


def emergency_steps(deeds: Iterable[str], words: ScamWords) -> List[str]:
    """The texts of what to do now, in the order in which minutes count, each once."""
    wanted = {step for deed in deeds for step in words.deeds[deed].steps}
    return [step for step in words.steps_in_order if step in wanted]


def to_value(finding: Finding) -> str:
    """A finding as the value of a slot; it holds nothing of the description's words."""
    return f"{'+'.join(finding.deeds)};{'+'.join(finding.signs)}"


def from_value(value: str, words: ScamWords) -> Finding:
    """The reverse of :func:`to_value`; names that the content does not know are left out."""
    deeds, _, signs = value.partition(";")
    return Finding(_known(deeds, words.deeds), _known(signs, words.signs))


def _known(names: str, known: Dict) -> Tuple[str, ...]:
    return tuple(name for name in names.split("+") if name in known)
