"""``schema``: JSON schemas of the content files, made from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

from pydantic import schema_of

from bot.cli.options import parser
from bot.content.address_schema import AddressCorrections
from bot.content.facts import Fact
from bot.content.guide_schema import Controls, GuideWords
from bot.content.holiday_schema import HolidayFile
from bot.content.print_schema import PrintWords
from bot.content.schema import (
    AspectFile,
    ContextWords,
    Link,
    Menu,
    Messages,
    SmallTalk,
    Source,
    Topic,
)
from bot.content.web_schema import WebWords

SCHEMA_DIR = Path(__file__).resolve().parents[2] / "docs" / "schema"

_MODELS: Dict[str, Any] = {
    "topic": Topic,
    "facts": Dict[str, Fact],
    "sources": Dict[str, Source],
    "links": Dict[str, Link],
    "menu": Menu,
    "messages": Messages,
    "print": PrintWords,
    "web": WebWords,
    "aspects": AspectFile,
    "small_talk": Dict[str, SmallTalk],
    "guide": GuideWords,
    "controls": Controls,
    "context": ContextWords,
    "holidays": HolidayFile,
    "address_corrections": AddressCorrections,
}


def main(arguments: List[str]) -> int:
    """Writes every schema into ``docs/schema``."""
    parser("schema", "Ghi mẫu JSON của các tệp nội dung").parse_args(arguments)
    SCHEMA_DIR.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (SCHEMA_DIR / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"Đã ghi {len(_MODELS)} mẫu vào {SCHEMA_DIR.relative_to(SCHEMA_DIR.parents[1])}/")
    return 0


def schemas() -> Dict[str, str]:
    """The text of each schema file by its stem."""
    made = {}
    for name, model in _MODELS.items():
        schema = schema_of(model, title=name)
        if name == "topic":
            _allow_plain_answers(schema)
        made[name] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return made


def _allow_plain_answers(schema: Dict[str, Any]) -> None:
    """An answer may be the text alone; the model turns it into its long form before validating."""
    answers = schema["definitions"]["Topic"]["properties"]["answers"]
    answers["additionalProperties"] = {
        "anyOf": [{"type": "string"}, answers["additionalProperties"]]
    }
