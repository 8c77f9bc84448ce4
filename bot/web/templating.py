"""Jinja templates of the web page; everything that is not ``Markup`` is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.static_files import StaticFiles

_TEMPLATES = Path(__file__).parent / "templates"


def template_environment(static: StaticFiles) -> Environment:
    """The templates, with ``static(name)`` for the address of a static file from the root."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static.address
    return environment
