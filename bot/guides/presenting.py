"""How a guided dialogue looks: a question with its buttons, and how it ends without a result."""

from __future__ import annotations

from typing import List, Optional, Sequence

from bot.content.answer import Answer, Button, Outcome, payload
from bot.content.compose import Composer
from bot.content.guide_schema import Controls
from bot.content.intents import (
    CANCEL_INTENT,
    CHOICE_ENTITY,
    GUIDE_ANSWER_INTENT,
    GUIDE_BACK_INTENT,
    guide_intent,
)
from bot.guides.guide import Choice, Given, Guide, Question

RESUME = "-"  # in place of a choice: puts the open question again; no choice has such a name


def choice_payload(guide_id: str, question: str, key: str) -> str:
    """What a tap on a choice sends. It names its question, so that an old button does no harm."""
    return payload(GUIDE_ANSWER_INTENT, **{CHOICE_ENTITY: f"{guide_id}:{question}:{key}"})


def question_answer(
    guide: Guide,
    name: str,
    question: Question,
    controls: Controls,
    given: Given,
    choices: Sequence[Choice] = (),
    ways_out: Sequence[Button] = (),
) -> Answer:
    """``question`` with its buttons; the sections are the caller's."""
    buttons: List[Button] = [
        Button(choice.title, choice_payload(guide.id, name, choice.key))
        for choice in choices or question.choices
    ]
    buttons.extend(ways_out)
    if given:
        buttons.append(Button(controls.back.title, payload(GUIDE_BACK_INTENT)))
    buttons.append(Button(controls.cancel.title, payload(CANCEL_INTENT)))
    topic = guide.topic(given)
    return Answer(
        outcome=Outcome.GUIDE,
        sections=[],
        title=question.title or guide.words.title,
        topic=topic,
        procedure=guide.content.topics[topic].procedure,
        buttons=buttons,
        guide=guide.id,
        question=name,
    )


def ended_answer(guide_id: str, composer: Composer, message: str) -> Answer:
    """One of the fixed messages at the end of a dialogue, with the way back into it."""
    words = composer.content.guides[guide_id]
    answer = composer.say(message, Outcome.GUIDE)
    start = Button(words.start, payload(guide_intent(guide_id)))
    answer.buttons = [start, *composer.topic_buttons(words.topics)]
    answer.guide = guide_id
    return answer


def nothing_open_answer(composer: Composer, topic: Optional[str]) -> Answer:
    """There is nothing to go back to; offered are the dialogues about the topic at hand."""
    answer = composer.say("guide_no_back")
    guides = composer.content.guides.items()
    about = [
        Button(words.start, payload(guide_intent(name)))
        for name, words in guides
        if topic in words.topics
    ]
    answer.buttons = [*about, *answer.buttons]
    return answer


def unavailable_answer(guide_id: str, composer: Composer) -> Answer:
    """Guided help is out for the moment; the topics of the guide are the way to go on."""
    answer = composer.say("guide_unavailable", Outcome.ERROR)
    words = composer.content.guides.get(guide_id)
    if words is not None:
        answer.buttons = composer.topic_buttons(words.topics)
        answer.guide = guide_id
    return answer
