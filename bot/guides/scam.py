"""Is this a scam? A verdict on what someone tells; what was already done comes first."""

from __future__ import annotations

from typing import List, Tuple, Union

from bot.content.answer import Answer
from bot.content.scam_words import ScamWords
from bot.guides.guide import Aside, Given, Guide, Value
from bot.guides.scam_reader import (
    HELD,
    Danger,
    Finding,
    ScamReader,
    danger,
    emergency_steps,
    from_value,
    may_be_an_office,
    to_value,
)

_STORY, _DEMAND = "mo_ta", "ho_doi"
# "Alo", "có": too short to tell anything.
_MIN_WORDS = 3
_MAX_SIGNS_SHOWN = 5
_TOPICS_OF_A_VICTIM = ("vneid_da_bi_lua", "vneid_khoa_tai_khoan", "to_giac_toi_pham")


class Scam(Guide):
    """One question, in free text; a second one only when the first answer held no sign."""

    id = "lua_dao"

    def slots(self, given: Given) -> List[str]:
        """The story; then, if it held nothing, what they want."""
        if _STORY not in given:
            return [_STORY]
        finding = self._finding(given)
        seen = finding.deeds or danger(finding.signs, self._scam) is not Danger.NOTHING_SEEN
        return [] if seen or _DEMAND in given else [_DEMAND]

    def read_opening(self, text: str) -> Union[Value, Aside, None]:
        """A story with signs or deeds in it, told along with the question."""
        finding = ScamReader(self._scam, self.content.abbreviations).read(text)
        seen = finding.deeds or danger(finding.signs, self._scam) is not Danger.NOTHING_SEEN
        return to_value(finding) if seen else None

    def read(self, question: str, text: str, given: Given) -> Union[Value, Aside, None]:
        """The signs and deeds in the text; of the text itself nothing is kept."""
        reader = ScamReader(self._scam, self.content.abbreviations)
        finding = reader.read(text)
        certain = danger(finding.signs, self._scam) is Danger.SCAM
        grave = finding.deeds or certain or HELD in finding.signs
        if not grave and self.is_question(text):
            return None  # "Làm mức 2 ở đâu?" is no story
        if finding:
            return to_value(finding)
        if question == _DEMAND:
            return self.read_choice(question, text)
        return to_value(finding) if reader.word_count(text) >= _MIN_WORDS else None

    def result(self, given: Given) -> Answer:
        """Emergency steps first, then the verdict with its signs, then what to do."""
        finding = self._finding(given)
        texts: List[Union[str, Tuple[List[str], str]]] = []
        if HELD in finding.signs:
            texts += ["goi_cong_an_ngay"]
        if finding.deeds:
            texts += ["khan_cap", (emergency_steps(finding.deeds, self._scam), ""), "binh_tinh"]
        texts += self._verdict(finding)
        if not finding.deeds:
            texts += ["lo_lam"]
        answer = self.answer(
            texts,
            {
                "viec_da_lam": ", ".join(self._scam.deeds[deed].title for deed in finding.deeds),
                "dau_hieu": self._explained(finding),
            },
        )
        if finding.deeds:
            answer.buttons = self.buttons(_TOPICS_OF_A_VICTIM)
        return answer

    def topic(self, given: Given) -> str:
        """For whom something has happened already: what to do at once."""
        done = _STORY in given and self._finding(given).deeds
        return _TOPICS_OF_A_VICTIM[0] if done else super().topic(given)

    def _verdict(self, finding: Finding) -> List[str]:
        """The texts of the verdict, and of what to do where nothing has been done yet."""
        if HELD in finding.signs:
            return ["dau_hieu"]  # nobody is told that a kidnapping is a trick
        grave = danger(finding.signs, self._scam)
        if grave is Danger.NOTHING_SEEN:
            return [] if finding.deeds else ["ket_luan_khong_thay", "chua_ro", "lam_gi_chua_ro"]
        if finding.deeds:
            return [f"ket_luan_{grave.value}", "dau_hieu"]
        if may_be_an_office(finding.signs):
            return ["ket_luan_hen_den_noi", "dau_hieu", "lam_gi_chua_ro"]
        unclear = [] if grave is Danger.SCAM else ["chua_ro"]
        return [f"ket_luan_{grave.value}", "dau_hieu", *unclear, "lam_gi"]

    @property
    def _scam(self) -> ScamWords:
        scam = self.words.scam
        assert scam is not None, "the content check requires it"
        return scam

    def _finding(self, given: Given) -> Finding:
        """Everything found so far; a tap gives the name of a sign or of a deed."""
        deeds: List[str] = []
        signs: List[str] = []
        for value in (given.get(_STORY, ""), given.get(_DEMAND, "")):
            found = from_value(value, self._scam)
            deeds += [*found.deeds, *([value] if value in self._scam.deeds else [])]
            signs += [*found.signs, *([value] if value in self._scam.signs else [])]
        return Finding(tuple(dict.fromkeys(deeds)), tuple(dict.fromkeys(signs)))

    def _explained(self, finding: Finding) -> str:
        signs = [self._scam.signs[sign] for sign in finding.signs[:_MAX_SIGNS_SHOWN]]
        return "\n".join(f"- **{sign.title}.** {sign.why}" for sign in signs)
