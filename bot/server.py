"""Rasa's server in this process, with the front ends that are wanted."""

from __future__ import annotations

import asyncio
import os
import platform
from functools import partial
from pathlib import Path
from typing import List

from bot.model import CREDENTIALS, ENDPOINTS
from bot.rasa_setup import prepare_rasa
from bot.settings import Settings

_KEEP_ALIVE_SECONDS = 30
_BACKLOG = 100


def serve(settings: Settings, model: Path, actions_address: str, channels: List[str]) -> bool:
    """Serves until stopped; whether it ended as it should.

    ``channels`` are names of classes, which ``credentials.yml`` must list. What ``rasa run`` does,
    but without the routes of Rasa's own: one would stand where the page is, the others would open
    conversations to everybody.

    Raises:
        StoreRefused: there is nowhere to keep what arrives.
    """
    prepare_rasa()
    from rasa.core.channels.channel import register
    from rasa.core.run import close_resources, create_http_input_channels, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import update_sanic_log_level
    from sanic import Sanic

    from bot.action_endpoint import ActionEndpoint

    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    endpoints.action = ActionEndpoint(actions_address)
    app = Sanic("tro-ly", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = _KEEP_ALIVE_SECONDS
    if platform.system() == "Darwin":
        # As Rasa does on Apple's processors, where uvloop fails in reading and writing.
        app.config.USE_UVLOOP = False
        asyncio.set_event_loop_policy(None)
    inputs = [
        channel
        for name in channels
        for channel in create_http_input_channels(name, str(CREDENTIALS))
    ]
    register(inputs, app, route="/webhooks/")
    load = partial(load_agent_on_start, str(model), endpoints, None)
    app.register_listener(load, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    update_sanic_log_level()
    app.run(
        host=settings.host,
        port=settings.port,
        backlog=int(os.environ.get("SANIC_BACKLOG", _BACKLOG)),
        workers=1,
        access_log=False,
    )
    return not getattr(app.ctx, "gave_up", False)
