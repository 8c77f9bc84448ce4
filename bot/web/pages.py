"""The pages that are read: routes, each with the view of its template."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.content.addresses import Entrances
from bot.content.answer import Answer
from bot.content.arrivals import door_for
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.search import called
from bot.print.qr import modules
from bot.web import entries, views
from bot.web.answer_html import answer_html, lines_html
from bot.web.api import LONGEST_QUESTION
from bot.web.qr_svg import svg
from bot.web.static_files import PATH, StaticFiles, pack, takes_packed
from bot.web.templating import template_environment

_LONGEST_SEARCH = 100
_YEAR = 365 * 24 * 3600


class Pages:
    """Everything under the site's root that is fetched with GET."""

    def __init__(
        self,
        composer: Callable[[], Composer],
        greeting: Callable[[], str],
        privacy: Callable[[], Answer],
        web_address: Optional[str] = None,
    ) -> None:
        """``greeting`` says who is talking, ``privacy`` what is kept; both as they are now."""
        self._composer = composer
        self._greeting = greeting
        self._privacy = privacy
        self._entrances = Entrances(web_address=web_address)
        self._static = StaticFiles()
        self._templates = template_environment(self._static)

    def register(self, blueprint: Blueprint) -> None:
        """Adds the routes."""
        for path, handler in (
            ("/", self.chat),
            ("/chu-de", self.index),
            ("/chu-de/<topic:str>", self.topic),
            ("/chu-de/<topic:str>/<aspect:str>", self.aspect),
            ("/nhom/<group:str>", self.group),
            ("/huong-dan/<guide:str>", self.guide),
            ("/rieng-tu", self.privacy),
            ("/qr/<name:str>", self.qr),
            (f"/{PATH}/<name:str>", self.static),
        ):
            # Sanic writes on handlers, and a method cannot be written on.
            blueprint.add_route(partial(handler), path, ["GET", "HEAD"], name=handler.__name__)

    async def chat(self, request: Request) -> HTTPResponse:
        """The conversation; with ``?start=`` it opens on a question."""
        composer = self._composer()
        welcome = composer.say("welcome")
        welcome.notice = self._greeting()
        return self._page(
            request,
            "chat.html",
            "",
            greeting=answer_html(welcome, composer.messages),
            entries=entries.group_entries(composer),
            start=entries.asked_entry(composer, request.args.get("start") or ""),
            longest=LONGEST_QUESTION,
        )

    async def index(self, request: Request) -> HTTPResponse:
        """All topics by group, or those that are called as was searched."""
        composer = self._composer()
        query = (request.args.get("q") or "").strip()[:_LONGEST_SEARCH]
        found = (
            [entries.topic_entry(composer, name) for name in called(composer.content, query)]
            if query
            else None
        )
        groups = [views.group_view(composer, group) for group in composer.content.menu.groups]
        return self._page(request, "index.html", "", query=query, found=found, groups=groups)

    async def topic(self, request: Request, topic: str) -> HTTPResponse:
        """A whole topic."""
        return self._topic(request, topic, None)

    async def aspect(self, request: Request, topic: str, aspect: str) -> HTTPResponse:
        """A whole topic, one aspect first."""
        known = {a.value: a for a in Aspect}
        return (
            self._topic(request, topic, known[aspect]) if aspect in known else self._none(request)
        )

    def _topic(self, request: Request, topic_id: str, aspect: Optional[Aspect]) -> HTTPResponse:
        composer = self._composer()
        if topic_id not in composer.content.topics:
            return self._none(request)
        view = views.topic_view(composer, topic_id, aspect)
        return self._page(request, "topic.html", view.title, description=view.summary, topic=view)

    async def group(self, request: Request, group: str) -> HTTPResponse:
        """A group of the menu."""
        composer = self._composer()
        for known in composer.content.menu.groups:
            if known.id == group:
                view = views.group_view(composer, known)
                return self._page(request, "group.html", view.title, group=view)
        return self._none(request)

    async def guide(self, request: Request, guide: str) -> HTTPResponse:
        """What a guided dialogue does."""
        composer = self._composer()
        if guide not in composer.content.guides:
            return self._none(request)
        view = views.guide_view(composer, guide)
        return self._page(request, "guide.html", view.title, description=view.summary, guide=view)

    async def privacy(self, request: Request) -> HTTPResponse:
        """What is kept, why, how long."""
        text = answer_html(self._privacy(), self._composer().messages)
        return self._page(request, "privacy.html", "", text=text)

    async def qr(self, request: Request, name: str) -> HTTPResponse:
        """A picture that leads to the page of a deep link's payload."""
        start, dot, kind = name.rpartition(".")
        door = door_for(start, self._composer().content) if (dot, kind) == (".", "svg") else None
        if door is None:
            return self._none(request)
        base = self._entrances.web_address or f"{request.scheme}://{request.host}"
        return response.raw(svg(modules(f"{base}{door.path}")), content_type="image/svg+xml")

    async def static(self, request: Request, name: str) -> HTTPResponse:
        """A static file; its address changes with it, so browsers may keep it for ever."""
        file = self._static.get(name)
        if file is None:
            return self._none(request)
        current = request.args.get("v") == file.version
        headers = {
            "Cache-Control": f"public, max-age={_YEAR}, immutable" if current else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if file.packed is not None and takes_packed(request):
            headers["Content-Encoding"] = "gzip"
            return response.raw(file.packed, content_type=file.content_type, headers=headers)
        return response.raw(file.body, content_type=file.content_type, headers=headers)

    def problem(self, request: Request, status: int) -> HTTPResponse:
        """Why there is nothing to read, in plain words; ``status`` is HTTP's."""
        words = self._composer().content.web_words
        assert words is not None, "content was loaded with errors"
        if status == 404:
            return self._none(request)
        problem = words.errors.get(status) or words.errors[500]
        return self._page(request, "error.html", "", status=status, problem=problem)

    def _none(self, request: Request) -> HTTPResponse:
        """That there is no such page, with the search."""
        return self._page(request, "not_found.html", "", status=404)

    def _page(
        self,
        request: Request,
        template: str,
        title: str,
        status: int = 200,
        description: str = "",
        **view: Any,
    ) -> HTTPResponse:
        composer = self._composer()
        address = self._entrances.web_address
        page = views.Page(
            title=title,
            root=views.root_from(request.path),
            notice=lines_html(self._greeting()),
            hotlines=views.hotlines(composer),
            canonical=f"{address}{request.path}" if address and status == 200 else None,
            description=description,
        )
        text = self._templates.get_template(template).render(
            page=page,
            words=composer.content.web_words,
            messages=composer.messages,
            **view,
        )
        if not takes_packed(request):
            return response.html(text, status=status, headers={"Vary": "Accept-Encoding"})
        return response.raw(
            pack(text.encode()),
            status=status,
            content_type="text/html; charset=utf-8",
            headers={"Vary": "Accept-Encoding", "Content-Encoding": "gzip"},
        )
