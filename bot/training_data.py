"""What Rasa learns from the content: examples, and which action answers which intent.

Plain values only, so that the need for training can be told without importing Rasa.
"""

from __future__ import annotations

from typing import Dict, Iterator, List, Tuple

from bot.content.aspects import COMPOSED_ASPECTS
from bot.content.intents import (
    ASPECT_ONLY_INTENT,
    CANCEL_INTENT,
    CLARIFY_INTENT,
    FALLBACK_INTENT,
    GUIDE_ANSWER_INTENT,
    GUIDE_BACK_INTENT,
    HELP_INTENT,
    MENU_INTENT,
    OUT_OF_SCOPE_INTENT,
    START_INTENT,
    guide_intent,
)
from bot.content.store import Content

TOPIC_SLOT = "topic"
# Name of the label that says which topics are about one procedure.
PROCEDURE_LABEL = "procedure"

ANSWER_ACTION = "utter_answer"
MENU_ACTION = "utter_menu"
START_ACTION = "utter_start"
HELP_ACTION = "utter_help"
CANCEL_ACTION = "utter_cancel"
SMALL_TALK_ACTION = "utter_small_talk"
CLARIFY_ACTION = "utter_clarify"
FALLBACK_ACTION = "utter_fallback"

# More would drown the examples that people wrote and lengthen training.
_NAMES_PER_ASPECT = 4


def examples_of(content: Content) -> Iterator[Tuple[str, str, str]]:
    """Every training example as (text, intent, aspect); the aspect is empty where there is none."""
    for topic_id, topic in content.topics.items():
        for aspect, examples in topic.examples.items():
            for text in examples:
                # A signpost has one answer only: its examples say nothing about aspects.
                yield text, topic_id, "" if topic.is_signpost else aspect.value
        yield from _named_examples(content, topic_id)
    for aspect, words in content.aspects.items():
        for text in words.examples:
            yield text, ASPECT_ONLY_INTENT, aspect.value
    for name, talk in content.small_talk.items():
        for text in talk.examples:
            yield text, name, ""
    for guide_id, guide in content.guides.items():
        for text in guide.examples:
            yield text, guide_intent(guide_id), ""
    for text in content.out_of_scope:
        yield text, OUT_OF_SCOPE_INTENT, ""


def _named_examples(content: Content, topic_id: str) -> Iterator[Tuple[str, str, str]]:
    """Each name of a topic in a pattern of each aspect that it answers.

    Every topic is thus seen with every aspect: words such as "lệ phí" or "ở đâu" then say nothing
    about the topic, and a topic's own words nothing about the aspect.
    """
    topic = content.topics[topic_id]
    turn = 0
    for aspect, words in content.aspects.items():
        if not topic.is_signpost and aspect not in topic.answers and aspect not in COMPOSED_ASPECTS:
            continue
        for _ in range(min(_NAMES_PER_ASPECT, len(topic.names))):
            name = topic.names[turn % len(topic.names)]
            pattern = words.patterns[turn % len(words.patterns)]
            turn += 1
            yield pattern.format(ten=name), topic_id, "" if topic.is_signpost else aspect.value
    for name in topic.names:
        yield name, topic_id, ""


def procedures_of(content: Content) -> Dict[str, str]:
    """The procedure of each topic that is answered here; signposts stand for themselves.

    A guide counts to the procedure of its first topic: doubt between the two costs little.
    """
    topics = {
        topic_id: topic.procedure
        for topic_id, topic in content.topics.items()
        if not topic.is_signpost
    }
    guides = {
        guide_intent(guide_id): topics.get(guide.topics[0], "")
        for guide_id, guide in content.guides.items()
    }
    return {**topics, **guides}


def form_intents(content: Content) -> List[str]:
    """The intents that open the form of guided dialogues; buttons of ended ones do, and end it."""
    return [*map(guide_intent, content.guides), GUIDE_ANSWER_INTENT, GUIDE_BACK_INTENT]


def actions_of(content: Content) -> Dict[str, str]:
    """The action that answers each intent."""
    return {
        **dict.fromkeys(content.topics, ANSWER_ACTION),
        ASPECT_ONLY_INTENT: ANSWER_ACTION,
        MENU_INTENT: MENU_ACTION,
        START_INTENT: START_ACTION,
        HELP_INTENT: HELP_ACTION,
        CANCEL_INTENT: CANCEL_ACTION,
        **dict.fromkeys(content.small_talk, SMALL_TALK_ACTION),
        CLARIFY_INTENT: CLARIFY_ACTION,
        OUT_OF_SCOPE_INTENT: FALLBACK_ACTION,
        FALLBACK_INTENT: FALLBACK_ACTION,
    }
