"""Card calendar: until when a card holds, when to exchange it, at what price, which way to file."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Iterable, List, Mapping, Optional, Union

from bot.content.answer import Answer
from bot.guides.card_holder import Card, Holder, State, holder
from bot.guides.card_relief import EVERYBODY, OLD_FREE, at_the_counter, relief_on, with_fee
from bot.guides.card_validity import LEAD_FACT, MARK_FACTS, AgeRules, End, Status
from bot.guides.guide import Aside, Given, Guide
from bot.guides.reading import read_birth, read_issue
from bot.guides.span import Span, age_on, years_after

_CARD, _STATE, _BIRTH, _ISSUED = "the", "tinh_trang", "sinh", "cap"
_NOT_REMEMBERED = "khong_nho"
_FORMER_CARD_FACT, _NEW_CARD_FACT = "cccd_cap_tu", "can_cuoc_mau_moi_tu"
_BIOMETRICS_FACT = "tuoi_lay_sinh_trac_hoc"
# An early exchange is worth a word when it counts for the next mark within this many years.
_SOON = 1
# By the state of the card, or else by the kind of it; the guide's first topic for any other.
_TOPICS = {
    State.EXPIRED.value: "can_cuoc_cap_doi",
    State.LOST.value: "can_cuoc_cap_lai",
    State.DAMAGED.value: "can_cuoc_cap_lai",
    Card.OLD.value: "can_cuoc_cap_doi",
    Card.NONE.value: "can_cuoc_cap_moi",
}
_FEES_AT_THE_AGE = {
    Card.IDENTITY: "le_phi_doi_the_den_tuoi",
    Card.CITIZEN: "le_phi_cccd_den_tuoi",
}


class CardCalendar(Guide):
    """Asks for the card, its state, the birth and, where it decides, the issue date."""

    id = "han_the"

    def slots(self, given: Given) -> List[str]:
        """The questions left; the issue date only where it can change the answer."""
        needed = [_CARD]
        card = given.get(_CARD)
        if card in (Card.IDENTITY, Card.CITIZEN):
            needed.append(_STATE)
        if card != Card.OLD and given.get(_STATE) != State.EXPIRED:
            needed.append(_BIRTH)
        if given.get(_STATE) and given.get(_BIRTH) and self._issue_decides(given):
            needed.append(_ISSUED)
        return [question for question in needed if question not in given]

    def read(self, question: str, text: str, given: Given) -> Union[Any, Aside, None]:
        """Dates and ages beside the choices."""
        if question == _BIRTH:
            birth = read_birth(text, self.day)
            return birth.text if birth else None
        if question == _ISSUED:
            birth = Span.from_text(given[_BIRTH])
            issued = read_issue(text, self.day, birth)
            if issued is None:
                return self.read_choice(question, text)
            mistake = self._mistake(birth, issued)
            return Aside(self.text(mistake)) if mistake else issued.text
        return self.read_choice(question, text)

    def result(self, given: Given) -> Answer:
        """The answer for this card and this person."""
        answer = self._answer(given)
        topic = self.topic(given)
        answer.buttons = self.buttons([topic, *(t for t in self.words.topics if t != topic)])
        return answer

    def _answer(self, given: Given) -> Answer:
        card = Card(given[_CARD])
        if card is Card.OLD:
            return self.answer(["tu_cmnd", *at_the_counter(list(EVERYBODY)), "cach_doi"])
        if card is Card.NONE:
            return self._first_card(Span.from_text(given[_BIRTH]))
        if given[_STATE] == State.EXPIRED:
            return self._exchange(card, ["da_het_han"], list(EVERYBODY), lapsed=True)
        who = self._holder(given)
        ends = self._rules.ends(who.birth, who.issued)
        # The dates tell the kind of card; where another one was named, that is said first.
        kind = [] if who.card is card else [f"phai_la_{who.card.value}"]
        if who.state in (State.LOST, State.DAMAGED):
            return self._replace(who, ends, kind)
        if len(ends) == 1:
            return self._calendar(who, ends[0], kind)
        return self._several(who, ends, kind)

    def topic(self, given: Given) -> str:
        """The procedure that the card calls for."""
        return _TOPICS.get(given.get(_STATE) or given.get(_CARD, ""), super().topic(given))

    @property
    def _rules(self) -> AgeRules:
        return AgeRules.on(self.content.facts, self.day)

    def _holder(self, given: Given) -> Holder:
        told = given.get(_ISSUED, _NOT_REMEMBERED)
        return holder(
            Card(given[_CARD]),
            State(given[_STATE]),
            Span.from_text(given[_BIRTH]),
            None if told == _NOT_REMEMBERED else Span.from_text(told),
            self.fact(_FORMER_CARD_FACT),
            self.fact(_NEW_CARD_FACT),
            self._rules.first,
            self.day,
        )

    def _mistake(self, birth: Span, issued: Span) -> Optional[str]:
        """The text on why no card can have been issued then; ``None`` if one can."""
        if issued.last < birth.first:
            return "cap_truoc_khi_sinh"
        if issued.last >= self.fact(_NEW_CARD_FACT):
            return None
        if issued.last < self.fact(_FORMER_CARD_FACT):
            return "cap_khi_chua_co_cccd"
        if issued.last < years_after(birth.first, self._rules.first):
            return "cap_khi_chua_du_tuoi"
        return None

    def _issue_decides(self, given: Given) -> bool:
        if given[_STATE] == State.EXPIRED or _ISSUED in given:
            return False
        who = self._holder(given)
        ends = self._rules.ends(who.birth, who.issued)
        if who.state is State.FINE:
            return len(ends) > 1
        return len({end.status(self.day) is Status.DUE for end in ends}) > 1

    def _first_card(self, birth: Span) -> Answer:
        youngest, oldest = age_on(self.day, birth.last), age_on(self.day, birth.first)
        first_mark = birth.after(self._rules.first)
        compulsory = {"bat_buoc_tu": self._birthday(first_mark, self._rules.first)}
        if oldest < self.fact(_BIOMETRICS_FACT):
            return self.answer(["lan_dau_tre_nho", "bat_buoc_co_the"], compulsory)
        if youngest < self._rules.first:
            undecided = oldest >= self._rules.first or youngest < self.fact(_BIOMETRICS_FACT)
            text = "lan_dau_tre_tuy_tuoi" if undecided else "lan_dau_tre_em"
            return self.answer([text, "bat_buoc_co_the"], compulsory)
        return self.answer(["lan_dau"])

    def _replace(self, who: Holder, ends: List[End], kind: List[str]) -> Answer:
        """Lost or damaged: replaced, unless the age is reached; then it is an exchange."""
        statuses = {end.status(self.day) for end in ends}
        relief = self._relief(who.birth, self.day)
        safety = ["mat_viec_nen_lam"] if who.state is State.LOST else []
        if statuses == {Status.DUE}:
            texts = [*kind, "mat_khi_den_tuoi", *safety]
            return self._exchange(who.card, texts, relief, lapsed=True)
        if who.card is Card.CITIZEN:  # replaced at the counter only
            relief = at_the_counter(relief)
        texts = [*kind, f"mat_{who.card.value}", *with_fee(f"le_phi_mat_{who.card.value}", relief)]
        if statuses & {Status.DUE, Status.BIRTHDAY_DECIDES}:
            texts.append("mat_co_the_den_tuoi")
        return self.answer([*texts, *safety])

    def _exchange(
        self,
        card: Card,
        verdict: List[str],
        relief: List[str],
        values: Mapping[str, Optional[str]] = {},
        facts: Iterable[str] = (),
        lapsed: bool = False,
    ) -> Answer:
        """An exchange because of age; for a card of the new kind it is free for everyone.

        A card that has ``lapsed`` locks the account with which one would file online.
        """
        relief = at_the_counter(relief) if lapsed else relief
        fee = with_fee(f"le_phi_den_tuoi_{card.value}", relief if card is Card.CITIZEN else [])
        return self.answer([*verdict, *fee, "cach_doi"], values, facts=facts)

    def _calendar(self, who: Holder, end: End, kind: List[str]) -> Answer:
        status, values = end.status(self.day), self._end_values(end, who)
        facts = self._age_facts([end])
        printed = self._printed(who, [end])
        if end.until is None:
            return self.answer([*kind, status.value, *printed], facts=facts)
        if status in (Status.DUE, Status.BIRTHDAY_DECIDES):
            relief = self._relief(who.birth, max(self.day, end.until.last))
            verdict = [*kind, status.value, *printed]
            due = status is Status.DUE
            return self._exchange(who.card, verdict, relief, values, facts, lapsed=due)
        then_old = self._relief(who.birth, end.until.last) == [OLD_FREE]
        if who.card is Card.CITIZEN and then_old:
            texts = [*kind, status.value, "le_phi_khi_den_han_cao_tuoi"]
        else:
            texts = [*kind, status.value, f"le_phi_khi_den_han_{who.card.value}"]
            facts.append(_FEES_AT_THE_AGE[who.card])
        early = self._rules.early_from(who.birth, end.age or 0)
        if early.last <= self.day:
            texts.append(f"doi_ngay_{who.card.value}")
        elif who.card is Card.CITIZEN or early.first <= years_after(self.day, _SOON):
            texts.append(f"doi_som_{who.card.value}")
        return self.answer([*texts, *printed], values, facts=facts)

    def _several(self, who: Holder, ends: List[End], kind: List[str]) -> Answer:
        """The issue date is not known well enough: each possible end with its condition."""
        lines = []
        before: Optional[End] = None
        for end in ends:
            condition = {**self._turn("tu", before, who), **self._turn("truoc", end, who)}
            if end is ends[-1]:
                name = "neu_cap_tu"
            else:
                name = "neu_cap_giua" if before else "neu_cap_truoc"
            then = self.text(f"thi_{end.status(self.day).value}", self._end_values(end, who))
            lines.append(f"- {self.text(name, condition)} {then}")
            before = end
        values = {"cac_truong_hop": "\n".join(lines)}
        first = ends[0].until
        assert first is not None, "only the last end may be open"
        relief = self._relief(who.birth, max(self.day, first.last))
        certain = relief if who.card is Card.CITIZEN and len(relief) == 1 else []
        fee = with_fee(f"le_phi_den_tuoi_{who.card.value}", certain)
        texts = [*kind, "tuy_ngay_cap", *self._printed(who, ends), *fee]
        return self.answer(texts, values, facts=self._age_facts(ends))

    def _printed(self, who: Holder, ends: List[End]) -> List[str]:
        """That the card itself decides, and since when there are such cards if that was used."""
        if who.told or who.card is not Card.CITIZEN:
            return ["theo_ngay_in"]
        any_day = Span(years_after(who.birth.first, self._rules.first), who.issued.last)
        assumed = self._rules.ends(who.birth, any_day) != ends
        return [*(["cccd_co_tu"] if assumed else []), "theo_ngay_in"]

    def _turn(self, side: str, end: Optional[End], who: Holder) -> Dict[str, Optional[str]]:
        """The birthday from which a card counts as issued for the mark after."""
        if end is None or end.age is None:
            return {}
        turn = self._rules.early_from(who.birth, end.age)
        return {f"sinh_nhat_{side}": self._birthday(turn, end.age - self._rules.lead)}

    def _birthday(self, when: Span, age: int) -> str:
        """The day on which someone is ``age``; of a year, that it is the birthday inside it."""
        name = "sinh_nhat_ro" if when.day else "sinh_nhat_trong"
        return self.text(name, {"ngay": when.words, "tuoi": str(age)})

    def _end_values(self, end: End, who: Holder) -> Dict[str, Optional[str]]:
        """What the texts say of an end: day, age, when it may be done early, the fee then."""
        if end.age is None or end.until is None:
            return {}
        following = self._rules.next_mark(end.age)
        fee = self.content.facts[_FEES_AT_THE_AGE[who.card]]
        after = {"tuoi_moc_sau": str(following)}
        return {
            "han_dung": end.until.words,
            "tuoi_moc": str(end.age),
            "doi_som_tu": self._birthday(
                self._rules.early_from(who.birth, end.age), end.age - self._rules.lead
            ),
            "moc_sau": self.text("den_moc_sau" if following else "het_moc", after),
            "le_phi_luc_do": fee.phrase(end.until.first),
        }

    def _age_facts(self, ends: List[End]) -> List[str]:
        return [
            LEAD_FACT,
            *(name for name in MARK_FACTS if self.fact(name) in {e.age for e in ends}),
        ]

    def _relief(self, birth: Span, day: dt.date) -> List[str]:
        return relief_on(day, birth, self.fact)
