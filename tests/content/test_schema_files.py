"""The JSON schemas that editors use are fresh, and say the same as the models."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from bot.cli.schema import SCHEMA_DIR, schemas
from bot.content.store import default_data_dir

FILES = {
    "topic": "topics/*/*.yml",
    "facts": "facts/*.yml",
    "sources": "sources.yml",
    "links": "links.yml",
    "menu": "menu.yml",
    "messages": "language/messages.yml",
    "print": "language/print.yml",
    "web": "language/web.yml",
    "aspects": "language/aspects.yml",
    "small_talk": "language/small_talk.yml",
    "guide": "guides/*.yml",
    "controls": "language/controls.yml",
    "holidays": "holidays.yml",
    "address_corrections": "address_corrections.yml",
}


def test_the_schemas_are_fresh() -> None:
    """If this fails: python -m bot schema."""
    written = {path.stem: path.read_text(encoding="utf-8") for path in SCHEMA_DIR.glob("*.json")}
    assert written == schemas()


def as_json(text: str):
    """YAML as an editor's validator sees it: dates are strings."""
    return json.loads(json.dumps(_string_keys(yaml.safe_load(text)), default=str))


def _string_keys(value):
    if isinstance(value, dict):
        return {str(key): _string_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_string_keys(item) for item in value]
    return value


@pytest.mark.parametrize("name", FILES)
def test_the_content_fits_its_schema(name) -> None:
    validator = jsonschema.Draft7Validator(json.loads(schemas()[name]))
    for path in sorted(default_data_dir().glob(FILES[name])):
        assert list(validator.iter_errors(as_json(path.read_text()))) == [], path


def test_an_unknown_key_does_not_fit() -> None:
    validator = jsonschema.Draft7Validator(json.loads(schemas()["topic"]))
    topic = as_json((default_data_dir() / "topics/cu_tru/tam_tru.yml").read_text())
    assert validator.is_valid(topic)
    assert not validator.is_valid({**topic, "tieu_de": "x"})
