"""``data/language/web.yml``: the fixed words on the web page."""

from __future__ import annotations

from typing import Dict, List

from pydantic import Field

from bot.content.strict import Strict


class SiteWords(Strict):
    """Words on every page; ``description`` is what a search engine shows below the name."""

    name: str = Field(..., max_length=60)
    description: str = Field(..., max_length=160)
    skip: str
    navigation: str
    chat: str = Field(..., max_length=20)
    topics: str = Field(..., max_length=20)
    privacy: str = Field(..., max_length=20)
    hotlines: List[str] = Field(..., max_items=4)


class LiveWords(Strict):
    """Words that the page's script shows while messages come and go.

    ``waiting`` stands behind a question that was sent but not answered yet, ``kept`` behind one
    that waits for the network.
    """

    you: str
    assistant: str
    waiting: str
    kept: str
    offline: str
    busy: str
    too_fast: str
    too_long: str
    refused: str
    retry: str
    retrying: str
    choices: str
    links: str
    tools: str


class ChatWords(Strict):
    """Words on the page to ask on."""

    title: str
    log: str
    label: str
    hint: str
    send: str
    no_script: str
    live: LiveWords


class SearchWords(Strict):
    """Words around the search for topics; the number of topics stands behind ``found``."""

    label: str
    button: str
    found: str
    none: str


class TopicsWords(Strict):
    """Words on the index of all topics."""

    title: str
    intro: str
    everything: str


class TopicWords(Strict):
    """Words on the page of one topic, and of one aspect of it."""

    ask: str
    contents: str
    links: str
    related: str
    guides: str
    group: str
    legal_basis: str
    print: str
    scan: str


class GuidePageWords(Strict):
    """Words on the page of a guided dialogue."""

    how: str
    topics: str


class PrivacyWords(Strict):
    """Words on the page about what is kept."""

    title: str
    delete: str
    confirm: str
    yes: str
    no: str
    deleting: str
    failed: str
    nothing: str
    no_script: str


class NotFoundWords(Strict):
    """Words where there is no such page."""

    title: str
    text: str


class WebWords(Strict):
    """Everything fixed that stands on the web page."""

    site: SiteWords
    chat: ChatWords
    search: SearchWords
    topics: TopicsWords
    topic: TopicWords
    guide: GuidePageWords
    privacy: PrivacyWords
    not_found: NotFoundWords
    errors: Dict[int, NotFoundWords]
