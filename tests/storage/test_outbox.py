from __future__ import annotations

from bot.storage.outbox import Outbox, add_sends
from bot.storage.turn import Send


def send(chat: int, text: str) -> Send:
    return Send(chat, "send_message", {"text": text, "reply_markup": {"inline_keyboard": []}})


def test_each_chat_has_its_own_queue(database, run) -> None:
    outbox = Outbox(database)
    sends = [send(7, "một"), send(8, "hai"), send(7, "ba")]
    run(database.write(lambda c: add_sends(c, sends, 5.0)))
    assert outbox.chats() == [7, 8]
    assert outbox.depth() == 3
    first = outbox.next(7)
    assert first.send == sends[0]
    assert first.received_at == 5.0
    run(outbox.remove(first.id))
    assert outbox.next(7).send == sends[2]
    assert outbox.next(9) is None


def test_a_chat_can_be_dropped_or_moved(database, run) -> None:
    outbox = Outbox(database)
    sends = [send(7, "một"), send(7, "hai"), send(-8, "ba")]
    run(database.write(lambda c: add_sends(c, sends, 0.0)))
    assert run(outbox.remove_chat(7)) == 2
    run(outbox.move_chat(-8, -100))
    assert outbox.chats() == [-100]
    assert outbox.next(-100).send.parameters["text"] == "ba"
