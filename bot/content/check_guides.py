"""What can be wrong with the words of guided dialogues beyond the form of their files."""

from __future__ import annotations

import datetime as dt
from typing import Dict, Iterator, List, Set, Tuple

from bot.content.answer import payload
from bot.content.guide_schema import ChoiceWords, GuideWords
from bot.content.intents import (
    CHOICE_ENTITY,
    GUIDE_ANSWER_INTENT,
    GUIDE_BACK_INTENT,
    guide_intent,
)
from bot.content.problems import Problem, Severity
from bot.content.store import Content
from bot.content.template import references
from bot.content.yaml_file import YamlFile, YamlPath
from bot.language.normalise import Normaliser

_PAYLOAD_LIMIT = 64
# A title longer than this is cut on a small phone.
_LONG_TITLE = 34


def guide_texts(content: Content) -> Iterator[Tuple[YamlFile, YamlPath, str, Set[str]]]:
    """Every sentence of a guide with its place, and the values that it may name beside facts."""
    for guide_id, guide in content.guides.items():
        file, values = content.guide_files[guide_id], set(guide.values)
        yield file, ("summary",), guide.summary, values
        for name, question in guide.questions.items():
            for key in ("text", "short", "example", "unknown"):
                text = getattr(question, key)
                if text is not None:
                    yield file, ("questions", name, key), text, values
        for name, text in guide.texts.items():
            yield file, ("texts", name), text, values


def check_guides(content: Content, day: dt.date) -> Iterator[Problem]:
    """Every finding about ``data/guides``."""
    normaliser = Normaliser(content.abbreviations)
    yield from _menu(content)
    controls = _control_words(content, normaliser)
    for guide_id, guide in content.guides.items():
        file = content.guide_files[guide_id]
        yield from _names(content, guide_id, file)
        yield from _references(content, guide, file)
        yield from _values(content, guide, file)
        for path, choices in _choices(guide):
            yield from _choice_words(choices, file, path, normaliser)
            yield from _hidden_by_controls(choices, file, path, normaliser, controls)
        for name in guide.questions:
            yield from _payloads(guide_id, guide, name, file)


def _menu(content: Content) -> Iterator[Problem]:
    listed: Set[str] = set()
    for g, group in enumerate(content.menu.groups):
        for n, name in enumerate(group.guides):
            listed.add(name)
            if name not in content.guide_files:
                yield content.files["menu.yml"].problem(
                    ("groups", g, "guides", n), f"không có tệp data/guides/{name}.yml"
                )
    for name, file in content.guide_files.items():
        if name not in listed:
            yield Problem(file.name, 1, f"«{name}» chưa có trong data/menu.yml, mục «guides»")


def _names(content: Content, guide_id: str, file: YamlFile) -> Iterator[Problem]:
    intent = guide_intent(guide_id)
    if intent in (GUIDE_ANSWER_INTENT, GUIDE_BACK_INTENT) or intent in content.topic_files:
        yield Problem(file.name, 1, f"tên tệp «{guide_id}» trùng tên dành riêng; hãy đặt tên khác")


def _references(content: Content, guide: GuideWords, file: YamlFile) -> Iterator[Problem]:
    for key, known, noun in (
        ("topics", content.topic_files, "chủ đề"),
        ("near", content.topic_files, "chủ đề"),
        ("links", content.links, "địa chỉ trong data/links.yml"),
    ):
        for index, name in enumerate(getattr(guide, key)):
            if name not in known:
                yield file.problem((key, index), f"không có {noun} «{name}»")


def _values(content: Content, guide: GuideWords, file: YamlFile) -> Iterator[Problem]:
    texts = [text for owner, _, text, _ in guide_texts(content) if owner is file]
    for name in guide.values:
        if name in content.facts:
            yield file.problem(
                ("values", name), f"«{name}» đã là tên một dữ liệu trong data/facts/; hãy đổi tên"
            )
        elif not any(_names_it(text, name) for text in texts):
            yield file.problem(
                ("values", name), f"không câu nào dùng «{{{name}}}»; hãy bỏ dòng này hoặc dùng nó"
            )


def _names_it(text: str, name: str) -> bool:
    try:
        return any(reference.fact == name for reference in references(text))
    except ValueError:
        return False  # a stray brace, reported where it stands


def _choices(guide: GuideWords) -> Iterator[Tuple[YamlPath, List[ChoiceWords]]]:
    for name, question in guide.questions.items():
        yield ("questions", name, "choices"), question.choices
    yield ("anywhere",), guide.anywhere


def _choice_words(
    choices: List[ChoiceWords], file: YamlFile, path: YamlPath, normaliser: Normaliser
) -> Iterator[Problem]:
    owners: Dict[str, str] = {}
    keys: Set[str] = set()
    for number, choice in enumerate(choices):
        place = (*path, number)
        if choice.key in keys:
            yield file.problem(place, f"hai lựa chọn cùng là «{choice.key}»; hãy gộp lại")
        keys.add(choice.key)
        if len(choice.title) > _LONG_TITLE:
            yield file.problem(
                (*place, "title"),
                f"nút «{choice.title}» dài {len(choice.title)} ký tự, điện thoại nhỏ sẽ cắt bớt; "
                f"nên dưới {_LONG_TITLE}",
                severity=Severity.WARNING,
            )
        for index, words in enumerate(choice.words):
            key = normaliser.normalise(words)
            if not key:
                yield file.problem((*place, "words", index), f"«{words}» không có chữ nào")
            elif owners.setdefault(key, choice.key) != choice.key:
                yield file.problem(
                    (*place, "words", index),
                    f"«{words}» đã thuộc lựa chọn «{owners[key]}»; một lời chỉ có một nghĩa",
                )


def _control_words(content: Content, normaliser: Normaliser) -> Set[str]:
    if content.controls is None:
        return set()
    controls = (content.controls.cancel, content.controls.back, content.controls.again)
    return {normaliser.normalise(words) for control in controls for words in control.words}


def _hidden_by_controls(
    choices: List[ChoiceWords],
    file: YamlFile,
    path: YamlPath,
    normaliser: Normaliser,
    controls: Set[str],
) -> Iterator[Problem]:
    """Controls are read before choices, so words that are both never reach the choice."""
    for number, choice in enumerate(choices):
        for words in (choice.title, *choice.words):
            if normaliser.normalise(words) in controls:
                yield file.problem(
                    (*path, number),
                    f"«{words}» là lời điều khiển trong data/language/controls.yml; "
                    "hãy bỏ ở một trong hai nơi",
                )


def _payloads(guide_id: str, guide: GuideWords, name: str, file: YamlFile) -> Iterator[Problem]:
    for choice in [*guide.questions[name].choices, *guide.anywhere]:
        sent = payload(GUIDE_ANSWER_INTENT, **{CHOICE_ENTITY: f"{guide_id}:{name}:{choice.key}"})
        if len(sent.encode()) > _PAYLOAD_LIMIT:
            yield file.problem(
                ("questions", name),
                f"tên câu hỏi «{name}» và lựa chọn «{choice.key}» dài quá một nút Telegram "
                f"({_PAYLOAD_LIMIT} byte); hãy đặt tên ngắn hơn",
            )
