"""Loading ``data/`` into one object that knows every topic, fact, source and sentence."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from bot.content.address_schema import AddressCorrections
from bot.content.aspects import Aspect
from bot.content.facts import Fact
from bot.content.guide_schema import Controls, GuideWords
from bot.content.holiday_schema import CalendarDay, HolidayFile
from bot.content.print_schema import PrintWords
from bot.content.problems import Problem, raise_on_errors, relative_name
from bot.content.schema import (
    AspectFile,
    AspectWords,
    ContextWords,
    ExampleList,
    Link,
    Menu,
    Messages,
    SmallTalk,
    SmallTalkFile,
    Source,
    Topic,
    WordList,
)
from bot.content.validation import parse, parse_each
from bot.content.web_schema import WebWords
from bot.content.yaml_file import YamlFile, read_yaml
from bot.language.normalise import Normaliser

DATA_VARIABLE = "BOT_DATA"
_ABBREVIATIONS = "language/abbreviations.yml"
_SYNONYMS = "language/synonyms.yml"


def default_data_dir() -> Path:
    """The folder of the content: ``BOT_DATA`` from the environment, else ``data/``."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else Path(__file__).resolve().parents[2] / "data"


@dataclass
class Content:
    """All content of ``data/``; ``files`` keeps the lines for findings about any part of it."""

    root: Path
    menu: Menu = field(default_factory=lambda: Menu(groups=[]))
    topics: Dict[str, Topic] = field(default_factory=dict)
    group_of: Dict[str, str] = field(default_factory=dict)
    facts: Dict[str, Fact] = field(default_factory=dict)
    sources: Dict[str, Source] = field(default_factory=dict)
    links: Dict[str, Link] = field(default_factory=dict)
    aspects: Dict[Aspect, AspectWords] = field(default_factory=dict)
    small_talk: Dict[str, SmallTalk] = field(default_factory=dict)
    out_of_scope: List[str] = field(default_factory=list)
    abbreviations: Dict[str, str] = field(default_factory=dict)
    synonyms: Dict[str, str] = field(default_factory=dict)
    messages: Optional[Messages] = None
    controls: Optional[Controls] = None
    context: ContextWords = field(default_factory=lambda: ContextWords(asides=[], places={}))
    holidays: Dict[dt.date, CalendarDay] = field(default_factory=dict)
    addresses: AddressCorrections = field(
        default_factory=lambda: AddressCorrections(abbreviations={}, other_names={})
    )
    guides: Dict[str, GuideWords] = field(default_factory=dict)
    guide_files: Dict[str, YamlFile] = field(default_factory=dict)
    print_words: Optional[PrintWords] = None
    web_words: Optional[WebWords] = None
    topic_files: Dict[str, YamlFile] = field(default_factory=dict)
    fact_files: Dict[str, YamlFile] = field(default_factory=dict)
    files: Dict[str, YamlFile] = field(default_factory=dict)

    def aspect_title(self, aspect: Aspect) -> str:
        """How ``aspect`` is named to citizens."""
        words = self.aspects.get(aspect)
        return words.title if words else aspect.value

    def normaliser(self) -> Normaliser:
        """Reads text by the maintainers' lists of words."""
        return Normaliser(self.abbreviations, self.synonyms)


def load_normaliser(root: Path) -> Normaliser:
    """Only the lists of words, for those who read text but no answers.

    Raises:
        ContentError: a list has an error.
    """
    problems: List[Problem] = []
    lists = [
        parse(read_yaml(root / name, root), WordList, problems) or {}
        for name in (_ABBREVIATIONS, _SYNONYMS)
    ]
    raise_on_errors(problems)
    return Normaliser(*lists)


def load(root: Path) -> Tuple[Content, List[Problem]]:
    """Reads everything under ``root``; whatever is wrong is in the list, never raised."""
    content, problems = Content(root), []  # type: Tuple[Content, List[Problem]]

    def fixed(name: str) -> YamlFile:
        file = read_yaml(root / name, root)
        content.files[name] = file
        return file

    content.menu = parse(fixed("menu.yml"), Menu, problems) or content.menu
    content.sources = parse_each(fixed("sources.yml"), Source, problems)
    content.links = parse_each(fixed("links.yml"), Link, problems)
    content.messages = parse(fixed("language/messages.yml"), Messages, problems)
    content.controls = parse(fixed("language/controls.yml"), Controls, problems)
    content.context = (
        parse(fixed("language/context.yml"), ContextWords, problems) or content.context
    )
    content.holidays = parse(fixed("holidays.yml"), HolidayFile, problems) or {}
    content.addresses = (
        parse(fixed("address_corrections.yml"), AddressCorrections, problems) or content.addresses
    )
    content.print_words = parse(fixed("language/print.yml"), PrintWords, problems)
    content.web_words = parse(fixed("language/web.yml"), WebWords, problems)
    content.aspects = parse(fixed("language/aspects.yml"), AspectFile, problems) or {}
    content.small_talk = parse(fixed("language/small_talk.yml"), SmallTalkFile, problems) or {}
    content.out_of_scope = parse(fixed("language/out_of_scope.yml"), ExampleList, problems) or []
    content.abbreviations = parse(fixed(_ABBREVIATIONS), WordList, problems) or {}
    content.synonyms = parse(fixed(_SYNONYMS), WordList, problems) or {}
    _load_facts(content, problems)
    _load_topics(content, problems)
    _load_guides(content, problems)
    return content, problems


def load_or_raise(root: Path) -> Content:
    """The content of ``root``.

    Raises:
        ContentError: a file has an error; the message lists all of them.
    """
    content, problems = load(root)
    raise_on_errors(problems)
    return content


def _load_facts(content: Content, problems: List[Problem]) -> None:
    for path in sorted((content.root / "facts").rglob("*.yml")):
        file = read_yaml(path, content.root)
        for name, fact in parse_each(file, Fact, problems).items():
            if name in content.facts:
                first = content.fact_files[name]
                problems.append(
                    file.problem(
                        (name,),
                        f"dữ liệu «{name}» đã có ở {first.name}:{first.line_of((name,))}; "
                        "hãy dùng chung hoặc đặt tên khác",
                    )
                )
                continue
            content.facts[name] = fact
            content.fact_files[name] = file


def _load_topics(content: Content, problems: List[Problem]) -> None:
    for path in sorted((content.root / "topics").rglob("*.y*ml")):
        file = read_yaml(path, content.root)
        topic_id = path.stem
        if topic_id in content.topic_files:
            problems.append(
                Problem(
                    file.name,
                    1,
                    f"chủ đề «{topic_id}» đã có ở {content.topic_files[topic_id].name}; "
                    "tên tệp chủ đề không được trùng",
                )
            )
            continue
        if path.suffix != ".yml" or path.parent.parent != content.root / "topics":
            problems.append(
                Problem(
                    relative_name(path, content.root),
                    1,
                    "tệp chủ đề phải nằm ở data/topics/<nhóm>/<chủ đề>.yml",
                )
            )
            continue
        content.topic_files[topic_id] = file
        content.group_of[topic_id] = path.parent.name
        topic = parse(file, Topic, problems)
        if topic is not None:
            content.topics[topic_id] = topic


def _load_guides(content: Content, problems: List[Problem]) -> None:
    for path in sorted((content.root / "guides").glob("*.yml")):
        file = read_yaml(path, content.root)
        content.guide_files[path.stem] = file
        guide = parse(file, GuideWords, problems)
        if guide is not None:
            content.guides[path.stem] = guide
