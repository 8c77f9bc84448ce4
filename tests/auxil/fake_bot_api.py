"""A Bot API server on loopback: long polling with offsets, and the limits Telegram enforces."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Callable, Dict, List, Optional

from aiohttp import web

TOKEN = "1234567890:fake-token-for-tests"
BOT = {"id": 1234567890, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_test_bot"}
_TAG = re.compile(r"</?[a-z-]+(?: [^<>]*)?>")
_REPLIES = ("sendMessage", "editMessageText", "sendPhoto")
_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}


class ApiError(Exception):
    """What Telegram answers to a call it refuses."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


class _EntityParser(HTMLParser):
    """Telegram's HTML: only its tags, all closed in order, every & an entity."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: List[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in _TAGS:
            raise ApiError(400, f"Bad Request: can't parse entities: Unsupported start tag {tag}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ApiError(400, "Bad Request: can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += data


def parse_html(text: str) -> str:
    """The text after entities parsing.

    Raises:
        ApiError: as Telegram refuses it.
    """
    if "<" in _TAG.sub("", text):
        raise ApiError(400, "Bad Request: can't parse entities: Unsupported start tag")
    parser = _EntityParser()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise ApiError(400, "Bad Request: can't parse entities: Can't find end tag")
    return parser.text


@dataclass
class Fault:
    """What goes wrong with calls of a method, in one chat or in any."""

    code: int
    chat: Optional[int]
    times: float
    parameters: Optional[Dict[str, Any]]
    accept: bool
    hang: float
    seen: List[float] = field(default_factory=list)


@dataclass
class Call:
    """A call that the bot made and that was accepted."""

    method: str
    data: Dict[str, Any]
    result: Any
    at: float


@dataclass
class FakeBotApi:
    """The server and everything it has seen. Use as a context manager."""

    calls: List[Call] = field(default_factory=list)
    refused: List[ApiError] = field(default_factory=list)
    offsets: List[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._updates: List[Dict[str, Any]] = []
        self._faults: Dict[str, List[Fault]] = {}
        self.webhook = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        self._last: Dict[int, Dict[str, Any]] = {}
        self._update_ids = itertools.count(1000)
        self._message_ids = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._changed = threading.Condition()
        self._wake: Optional[asyncio.Event] = None
        self.base = ""

    def __enter__(self) -> FakeBotApi:
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        if not started.wait(10):
            raise RuntimeError("the fake Bot API did not start")
        return self

    def __exit__(self, *_: Any) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    # What a citizen does

    def type(self, chat: int, text: str) -> None:
        """Types ``text`` in a chat; groups have negative numbers."""
        entities = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
            if text.startswith("/")
            else []
        )
        for name in re.finditer(r"@\w+", text):
            offset = len(text[: name.start()].encode("utf-16-le")) // 2
            entities.append({"type": "mention", "offset": offset, "length": len(name.group())})
        self.send(chat, text=text, entities=entities)

    def send(self, chat: int, **content: Any) -> None:
        """Sends a message with any content."""
        message = self._incoming(chat, content)
        self._last[chat] = message
        self._add({"message": message})

    def edit_last(self, chat: int, text: str) -> None:
        """Edits the last message that was sent in a chat."""
        edited = {**self._last[chat], "text": text, "edit_date": int(time.time())}
        self._add({"edited_message": edited})

    def ask_inline(self, person: int, query: str) -> None:
        """Types behind the bot's name in some chat."""
        asked = {"id": str(next(self._update_ids)), "from": self._person(person), "offset": ""}
        self._add({"inline_query": {**asked, "query": query}})

    def block(self, chat: int) -> None:
        """Blocks the bot."""
        change = {
            "chat": self._chat(chat),
            "from": self._person(chat),
            "date": int(time.time()),
            "old_chat_member": {"status": "member", "user": BOT},
            "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0},
        }
        self._add({"my_chat_member": change})

    def send_photo(self, chat: int) -> None:
        """Sends a photo."""
        photo = [{"file_id": "x", "file_unique_id": "y", "width": 90, "height": 60}]
        self.send(chat, photo=photo)

    def tap(self, chat: int, title: str) -> None:
        """Taps the newest button with this title in the chat."""
        for message in reversed(self.messages(chat)):
            rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for button in itertools.chain.from_iterable(rows):
                if button["text"] == title and "callback_data" in button:
                    self.tap_data(chat, button["callback_data"], message)
                    return
        raise AssertionError(f"no button «{title}» in chat {chat}")

    def tap_data(self, chat: int, data: str, message: Optional[Dict[str, Any]] = None) -> None:
        """Sends a callback query with any data, as a forged client could."""
        shown = message or self.messages(chat)[-1]
        self._add(
            {
                "callback_query": {
                    "id": str(next(self._update_ids)),
                    "from": self._person(chat),
                    "chat_instance": str(chat),
                    "message": shown,
                    "data": data,
                }
            }
        )

    def deliver(self, update: Dict[str, Any]) -> None:
        """Puts an update in the queue as it is, number included."""
        self._put(update)

    # What goes wrong

    def fail(
        self,
        method: str,
        code: int = 502,
        chat: Optional[int] = None,
        times: float = 1,
        retry_after: Optional[int] = None,
        migrate_to: Optional[int] = None,
        accept: bool = False,
        hang: float = 0.0,
    ) -> Fault:
        """Answers the next calls of ``method`` with an error, after ``hang`` seconds.

        With ``accept`` the call has its effect all the same, and the bot is not told; with ``code``
        nought it is told, only late. What is given back has the times of the calls that were hit.
        """
        parameters: Dict[str, Any] = {}
        if retry_after is not None:
            parameters["retry_after"] = retry_after
        if migrate_to is not None:
            parameters["migrate_to_chat_id"] = migrate_to
        fault = Fault(code, chat, times, parameters or None, accept, hang)
        self._faults.setdefault(method, []).append(fault)
        return fault

    def _fault(self, method: str, data: Dict[str, Any]) -> Optional[Fault]:
        for fault in self._faults.get(method, []):
            if fault.times > 0 and fault.chat in (None, int(data.get("chat_id", 0))):
                fault.times -= 1
                fault.seen.append(time.monotonic())
                return fault
        return None

    # What the bot did

    def messages(self, chat: int) -> List[Dict[str, Any]]:
        """What stands in the chat from the bot, edits applied, oldest first."""
        shown: Dict[int, Dict[str, Any]] = {}
        for call in self.calls_of_replies():
            if call.result["chat"]["id"] == chat:
                shown[call.result["message_id"]] = call.result
        return [shown[key] for key in sorted(shown)]

    def count(self, method: str) -> int:
        """How many calls of ``method`` were accepted."""
        return sum(call.method == method for call in list(self.calls))

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Waits until ``condition`` holds, looking each time the bot has called."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not condition():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {seconds} s in vain for: {what}")
                self._changed.wait(min(left, 0.5))

    def talk(self, chat: int, text: str) -> Dict[str, Any]:
        """Types and gives the bot's last message of the reply."""
        return self._reply(chat, lambda: self.type(chat, text), text)

    def press(self, chat: int, title: str) -> Dict[str, Any]:
        """Taps and gives the bot's last message of the reply."""
        return self._reply(chat, lambda: self.tap(chat, title), title)

    def _reply(self, chat: int, act: Callable[[], None], what: str) -> Dict[str, Any]:
        before = len(self.replies_to(chat))
        act()
        self.wait_for(lambda: len(self.replies_to(chat)) > before, f"a reply to «{what}»")
        return self.replies_to(chat)[-1]

    def replies_to(self, chat: int) -> List[Dict[str, Any]]:
        """What the bot said in ``chat``, edits as they came, oldest first."""
        return [c.result for c in self.calls_of_replies() if c.result["chat"]["id"] == chat]

    def calls_of_replies(self) -> List[Call]:
        """The calls that put something to read into a chat."""
        return [c for c in list(self.calls) if c.method in _REPLIES]

    # The server

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._wake = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        runner = web.AppRunner(app)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        host, port = runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        started.set()
        self._loop.run_forever()
        # Long polls are still open, and nobody will read what they would answer.
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return self._error(ApiError(401, "Unauthorized"))
        method = request.match_info["method"]
        data = {key: _decoded(value) for key, value in (await request.post()).items()}
        fault = self._fault(method, data)
        if fault is None or fault.accept:
            try:
                handler = getattr(self, f"_api_{method}", None)
                if handler is None:
                    raise ApiError(404, "Not Found: method not found")
                result = await handler(data)
            except ApiError as error:
                self.refused.append(error)
                return self._error(error)
            if method != "getUpdates":
                with self._changed:
                    self.calls.append(Call(method, data, result, time.monotonic()))
                    self._changed.notify_all()
        if fault is not None:
            await asyncio.sleep(fault.hang)
        if fault is not None and fault.code:
            return self._error(ApiError(fault.code, "Fault: as scheduled"), fault.parameters)
        return web.json_response({"ok": True, "result": result})

    @staticmethod
    def _error(error: ApiError, parameters: Optional[Dict[str, Any]] = None) -> web.Response:
        body = {"ok": False, "error_code": error.code, "description": error.description}
        if parameters:
            body["parameters"] = parameters
        return web.json_response(body, status=error.code)

    async def _api_getMe(self, data: Dict[str, Any]) -> Any:
        return BOT

    async def _api_deleteWebhook(self, data: Dict[str, Any]) -> Any:
        self.webhook["url"] = ""
        return True

    async def _api_setWebhook(self, data: Dict[str, Any]) -> Any:
        self.webhook["url"] = data["url"]
        return True

    async def _api_getWebhookInfo(self, data: Dict[str, Any]) -> Any:
        return self.webhook

    async def _api_setMyCommands(self, data: Dict[str, Any]) -> Any:
        return True

    async def _api_setMyDescription(self, data: Dict[str, Any]) -> Any:
        return _at_most(data.get("description", ""), 512)

    async def _api_setMyShortDescription(self, data: Dict[str, Any]) -> Any:
        return _at_most(data.get("short_description", ""), 120)

    async def _api_answerInlineQuery(self, data: Dict[str, Any]) -> Any:
        ids = [result["id"] for result in data["results"]]
        if len(set(ids)) < len(ids) or len(ids) > 50 or any(len(i.encode()) > 64 for i in ids):
            raise ApiError(400, "Bad Request: RESULT_ID_INVALID")
        for result in data["results"]:
            text = parse_html(result["input_message_content"]["message_text"])
            _at_most(text, 4096)
            self._check_keyboard(result["reply_markup"])
        return True

    async def _api_getUpdates(self, data: Dict[str, Any]) -> Any:
        offset = int(data.get("offset", 0))
        self.offsets.append(offset)
        self._updates = [u for u in self._updates if u["update_id"] >= offset]
        if not self._updates and int(data.get("timeout", 0)):
            assert self._wake is not None
            self._wake.clear()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), min(int(data["timeout"]), 5))
        return self._updates[: int(data.get("limit", 100))]

    async def _api_sendChatAction(self, data: Dict[str, Any]) -> Any:
        return True

    async def _api_answerCallbackQuery(self, data: Dict[str, Any]) -> Any:
        return True

    async def _api_sendMessage(self, data: Dict[str, Any]) -> Any:
        return self._outgoing(data, next(self._message_ids))

    async def _api_sendPhoto(self, data: Dict[str, Any]) -> Any:
        photo = data.get("photo")
        if not isinstance(photo, web.FileField):
            raise ApiError(400, "Bad Request: there is no photo in the request")
        picture = photo.file.read()
        if not picture.startswith(b"\x89PNG\r\n\x1a\n") or len(picture) > 10_000_000:
            raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        message = self._outgoing({**data, "text": data["caption"]}, next(self._message_ids))
        caption = message.pop("text")
        _at_most(caption, 1024)
        data["photo"] = picture  # the file closes with the request
        size = {"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}
        return {**message, "caption": caption, "photo": [size]}

    async def _api_editMessageText(self, data: Dict[str, Any]) -> Any:
        shown = {m["message_id"]: m for m in self.messages(int(data["chat_id"]))}
        old = shown.get(int(data["message_id"]))
        if old is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        new = self._outgoing(data, old["message_id"])
        new["edit_date"] = int(time.time())
        if new["text"] == old["text"] and new.get("reply_markup") == old.get("reply_markup"):
            raise ApiError(400, "Bad Request: message is not modified")
        return new

    def _outgoing(self, data: Dict[str, Any], message_id: int) -> Dict[str, Any]:
        text = data.get("text", "")
        if data.get("parse_mode") == "HTML":
            text = parse_html(text)
        if not text.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise ApiError(400, "Bad Request: message is too long")
        message = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": self._chat(int(data["chat_id"])),
            "from": BOT,
            "text": text,
        }
        markup = data.get("reply_markup")
        if markup:
            self._check_keyboard(markup)
            message["reply_markup"] = markup
        return message

    @staticmethod
    def _check_keyboard(markup: Dict[str, Any]) -> None:
        for button in itertools.chain.from_iterable(markup["inline_keyboard"]):
            if not button.get("text"):
                raise ApiError(400, "Bad Request: BUTTON_TEXT_EMPTY")
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
            if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
                raise ApiError(400, "Bad Request: BUTTON_URL_INVALID")

    def _add(self, update: Dict[str, Any]) -> None:
        self._put({"update_id": next(self._update_ids), **update})

    def _put(self, update: Dict[str, Any]) -> None:
        def put() -> None:
            self._updates.append(update)
            assert self._wake is not None
            self._wake.set()

        self._loop.call_soon_threadsafe(put)

    def _incoming(self, chat: int, content: Dict[str, Any]) -> Dict[str, Any]:
        return {
            "message_id": next(self._message_ids),
            "date": int(time.time()),
            "chat": self._chat(chat),
            "from": self._person(chat),
            **content,
        }

    @staticmethod
    def _chat(chat: int) -> Dict[str, Any]:
        if chat < 0:
            return {"id": chat, "type": "supergroup", "title": "Tổ dân phố"}
        return {"id": chat, "type": "private", "first_name": "Dân"}

    @staticmethod
    def _person(chat: int) -> Dict[str, Any]:
        return {"id": abs(chat), "is_bot": False, "first_name": "Dân"}


def _at_most(text: str, limit: int) -> bool:
    if len(text) > limit:
        raise ApiError(400, "Bad Request: text is too long")
    return True


def _decoded(value: Any) -> Any:
    """Form fields hold JSON for everything that is not text."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
