"""How fast one conversation and one address may ask; who is too fast slows nobody else.

Addresses are never stored: in memory they are keyed hashes, whose key ends with the process.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from collections import OrderedDict
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Callable, Optional

from sanic.request import Request

_REMEMBERED = 20_000


class Allowance:
    """So many at once, then so many a second, for each name of its own."""

    def __init__(
        self,
        at_once: int,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``clock`` gives seconds and is for tests to replace."""
        self._interval = 1.0 / per_second
        self._ahead = (at_once - 1) * self._interval
        self._clock = clock
        self._key = secrets.token_bytes(16)
        # When each name would have used up nothing again.
        self._free_at: OrderedDict[bytes, float] = OrderedDict()

    def take(self, name: str) -> int:
        """Takes one for ``name``; gives the whole seconds to wait if there is none, else 0."""
        now = self._clock()
        hidden = hmac.new(self._key, name.encode(), hashlib.sha256).digest()
        free_at = max(now, self._free_at.pop(hidden, now))
        wait = free_at - now - self._ahead
        self._free_at[hidden] = free_at if wait > 0 else free_at + self._interval
        while len(self._free_at) > _REMEMBERED:
            self._free_at.popitem(last=False)
        return math.ceil(wait) if wait > 0 else 0


def address_of(request: Request) -> Optional[str]:
    """Where ``request`` comes from; ``None`` if that cannot be known.

    A whole network of IPv6 counts as one address: each of its owners has more than can be counted.
    What comes from this machine comes from a proxy that was not told of: it says nothing about who
    asks, and must not slow all of them.
    """
    try:
        address = ip_address((request.remote_addr or request.ip).strip("[]"))
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address)


def wait_of(request: Request, allowance: Allowance) -> int:
    """Takes one for where ``request`` comes from; gives the whole seconds to wait, else 0."""
    address = address_of(request)
    return 0 if address is None else allowance.take(address)
