from __future__ import annotations

import contextlib
import socket
import time
from typing import Iterator

import pytest

from tests.auxil.process import Process, environment, free_port

BODY_SECONDS = 0.5


class Guarded:
    def __init__(self) -> None:
        self._port = free_port()
        arguments = [str(self._port), str(BODY_SECONDS)]
        self.process = Process(arguments, environment(), "tests.auxil.guarded_server")
        self.process.wait_for("ready")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), timeout=5)

    def send(self, headers: str, body: bytes = b"") -> bytes:
        """The first line of what is answered; nothing if the connection is cut."""
        with self.connect() as connection:
            connection.sendall(_head(headers) + body)
            with contextlib.suppress(ConnectionResetError):
                return connection.recv(4096).split(b"\r\n")[0]
        return b""


def _head(headers: str) -> bytes:
    return f"POST / HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[Guarded]:
    started = Guarded()
    yield started
    started.process.stop()


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: -5",
        "Content-Length: +2",
        "Content-Length: zwei",
        "Content-Length: 2\r\nContent-Length: 2",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
    ],
)
def test_a_body_announced_falsely_is_refused_and_others_are_served(server, headers) -> None:
    assert server.send(headers, b"{}") == b"HTTP/1.1 400 Bad Request"
    assert server.send("Content-Length: 2", b"{}") == b"HTTP/1.1 200 OK"


def test_sound_bodies_pass(server) -> None:
    assert server.send("Content-Length: 2", b"{}") == b"HTTP/1.1 200 OK"
    chunked = server.send("Transfer-Encoding: chunked", b"2\r\n{}\r\n0\r\n\r\n")
    assert chunked == b"HTTP/1.1 200 OK"


def test_a_body_that_does_not_come_is_cut_off(server) -> None:
    assert server.send("Content-Length: 99", b"{") == b""


def test_a_body_that_dribbles_is_cut_off_too(server) -> None:
    deadline = time.monotonic() + 10 * BODY_SECONDS
    with server.connect() as connection:
        connection.sendall(_head("Content-Length: 9999"))
        connection.settimeout(0.05)
        answer = None
        while answer is None and time.monotonic() < deadline:
            try:
                connection.sendall(b"x")
                answer = connection.recv(1)
            except TimeoutError:
                continue
            except OSError:
                answer = b""
    assert answer == b""


def test_who_is_done_in_time_is_not_cut_off_later(server) -> None:
    with server.connect() as connection:
        connection.sendall(_head("Content-Length: 2") + b"{}")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")
        assert server.send("Content-Length: 99", b"{") == b"", "that took the time"
        connection.sendall(_head("Content-Length: 2") + b"{}")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")
