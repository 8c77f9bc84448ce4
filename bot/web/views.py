"""What the templates of the web page are given, and where it comes from in the content.

Every template gets ``page`` (:class:`Page`), ``words`` (the texts of ``data/language/web.yml``)
and ``messages`` (the fixed sentences of the assistant), and what is named behind its file here:

========================  =======================================================================
``chat.html``             ``greeting`` (HTML), ``entries`` (the menu's groups), ``start`` (an
                          :class:`Entry` to ask at once, or ``None``), ``longest`` (characters in a
                          question)
``index.html``            ``query``, ``found`` (entries, or ``None`` if nothing was searched),
                          ``groups`` (:class:`GroupView`)
``topic.html``            ``topic`` (:class:`TopicView`)
``group.html``            ``group`` (:class:`GroupView`)
``guide.html``            ``guide`` (:class:`GuideView`)
``privacy.html``          ``text`` (HTML)
``not_found.html``        nothing more
========================  =======================================================================

Addresses inside the site are given from its root and written behind ``page.root``, as in
``<a href="{{ page.root }}{{ entry.href }}">``: the site may lie in a folder of its host. Static
files: ``{{ page.root }}{{ static("page.css") }}``. HTML values are escaped already (``Markup``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Tuple

from markupsafe import Markup

from bot.content.addresses import group_door, guide_door, topic_door
from bot.content.answer import WebLink
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.schema import MenuGroup
from bot.print.topic_validity import topic_validity
from bot.web.answer_html import inline_html, text_html
from bot.web.entries import Entry, ask_of, group_entries, guide_entry, href_of, topic_entry


@dataclass(frozen=True)
class Page:
    """What every page needs: ``title`` without the site's name, ``root`` to build addresses on.

    ``root`` leads from the page to the root of the site and ends with a slash. ``canonical`` is
    the page's whole address, if the operator has told where the site is. ``notice`` says who is
    talking, ``hotlines`` whom to call instead.
    """

    title: str
    root: str
    notice: Markup
    hotlines: List[Markup]
    canonical: Optional[str] = None
    description: str = ""


@dataclass(frozen=True)
class GroupView:
    """A group of the menu."""

    id: str
    title: str
    intro: str
    entries: List[Entry]
    href: str


@dataclass(frozen=True)
class SectionView:
    """One aspect of a topic; ``id`` is the aspect's, for links to it."""

    id: str
    title: str
    html: Markup


@dataclass(frozen=True)
class TopicView:
    """A whole topic to read. ``validity`` says until when it is right or must be looked at again.

    ``first`` is the aspect that was asked for and stands first, if one was. ``ask`` opens the chat
    on the topic, ``qr`` is a picture that leads to this page.
    """

    id: str
    title: str
    summary: str
    sections: List[SectionView]
    notes: List[Markup]
    legal_basis: List[str]
    updated: str
    validity: str
    validity_advice: str
    links: List[WebLink]
    related: List[Entry]
    guides: List[Entry]
    group: Optional[Entry]
    ask: str
    qr: str
    first: Optional[str] = None


@dataclass(frozen=True)
class GuideView:
    """What a guided dialogue is for; ``ask`` opens it in the chat."""

    id: str
    title: str
    summary: str
    button: str
    topics: List[Entry]
    ask: str
    qr: str


def hotlines(composer: Composer) -> List[Markup]:
    """Whom to call instead, a line each."""
    assert composer.content.web_words is not None, "content was loaded with errors"
    lines = composer.content.web_words.site.hotlines
    return [inline_html(composer.filled(line).text) for line in lines]


def root_from(path: str) -> str:
    """The way from the page at ``path`` to the root of the site, as the browser sees it."""
    return "../" * (path.count("/") - 1) or "./"


def group_view(composer: Composer, group: MenuGroup) -> GroupView:
    """A group with everything in it that exists."""
    content, door = composer.content, group_door(group.id)
    entries = [guide_entry(composer, name) for name in group.guides if name in content.guides]
    entries += [topic_entry(composer, name) for name in group.topics if name in content.topics]
    return GroupView(group.id, group.title, group.intro, entries, href_of(door))


def topic_view(composer: Composer, topic_id: str, aspect: Optional[Aspect] = None) -> TopicView:
    """A topic with all its aspects, ``aspect`` first.

    Raises:
        KeyError: there is no such topic.
    """
    content = composer.content
    topic, door = content.topics[topic_id], topic_door(topic_id, aspect)
    held = [a for a in Aspect if a in topic.answers]
    answer = composer.topic(topic_id, held)
    sections = [
        SectionView(a.value, content.aspect_title(a), text_html(section.text))
        for a, section in zip(held, answer.sections, strict=True)
    ]
    sections.sort(key=lambda section: aspect is None or section.id != aspect.value)
    validity, advice = _validity(composer, topic_id, held)
    group = next((e for e, g in _groups(composer) if topic_id in g.topics), None)
    guides = [name for name, guide in content.guides.items() if topic_id in guide.topics]
    related = [name for name in topic.related if name in content.topics]
    return TopicView(
        id=topic_id,
        title=topic.title,
        summary=topic.summary,
        sections=sections,
        notes=[inline_html(note) for note in answer.notes],
        legal_basis=answer.legal_basis,
        updated=answer.updated,
        validity=validity,
        validity_advice=advice,
        links=answer.links,
        related=[topic_entry(composer, name) for name in related],
        guides=[guide_entry(composer, name) for name in guides],
        group=group,
        ask=ask_of(door),
        qr=f"qr/{door.start}.svg",
        first=aspect.value if aspect in held else None,
    )


def _groups(composer: Composer) -> List[Tuple[Entry, MenuGroup]]:
    return list(zip(group_entries(composer), composer.content.menu.groups, strict=True))


def _validity(composer: Composer, topic_id: str, held: List[Aspect]) -> Tuple[str, str]:
    content = composer.content
    assert content.print_words is not None, "content was loaded with errors"

    validity = topic_validity(content, topic_id, held, composer.day)
    words = content.print_words.sheet
    return validity.line(words), words.overdue_advice if validity.overdue else ""


def guide_view(composer: Composer, guide_id: str) -> GuideView:
    """What a guided dialogue does.

    Raises:
        KeyError: there is no such guide.
    """
    guide, door = composer.content.guides[guide_id], guide_door(guide_id)
    topics = [name for name in guide.topics if name in composer.content.topics]
    return GuideView(
        id=guide_id,
        title=guide.title,
        summary=guide.summary,
        button=guide.start,
        topics=[topic_entry(composer, name) for name in topics],
        ask=ask_of(door),
        qr=f"qr/{door.start}.svg",
    )
