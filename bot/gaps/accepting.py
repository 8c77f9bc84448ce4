"""Turning a question asked in vain into an example: where it goes, and what keeps it out."""

from __future__ import annotations

import difflib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Sequence

from bot.content.aspects import Aspect
from bot.content.example_lines import CannotAdd, with_item
from bot.content.intents import OUT_OF_SCOPE_INTENT
from bot.content.store import Content
from bot.content.yaml_file import YamlPath
from bot.language.normalise import compose
from bot.privacy.keeping import keepable
from bot.privacy.masking import MASK
from bot.privacy.names import announced_name


class CannotAccept(Exception):
    """The question cannot become this example; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """A list of examples: the file, where in it, and how maintainers name it."""

    file: Path
    path: YamlPath
    words: str


def tidy(text: str) -> str:
    """``text`` on one line, in the Unicode form that the content is written in."""
    return " ".join(compose(text).split())


def place_of(content: Content, target: str, aspect: Optional[Aspect]) -> Place:
    """The list of a topic's aspect, of a guided dialogue, or of what is out of scope.

    Raises:
        CannotAccept: there is no such list, or it has no aspects.
    """
    if target in content.topics:
        aspect = aspect or Aspect.OVERVIEW
        return Place(
            content.topic_files[target].path,
            ("examples", aspect.value),
            f"{content.topics[target].title}, mục {aspect.value} ({content.aspect_title(aspect)})",
        )
    if aspect is not None:
        raise CannotAccept(f"«{target}» không phải chủ đề nên không có khía cạnh: bỏ --aspect.")
    if target in content.guides:
        guide = content.guides[target]
        file = content.guide_files[target].path
        return Place(file, ("examples",), f"{guide.title} (hỏi từng bước)")
    if target == OUT_OF_SCOPE_INTENT:
        file = content.files["language/out_of_scope.yml"].path
        return Place(file, (), "câu ngoài phạm vi")
    near = difflib.get_close_matches(target, [*content.topics, *content.guides], n=3)
    advice = f" Có phải: {', '.join(near)}?" if near else ""
    raise CannotAccept(
        f"Không có chủ đề «{target}».{advice} Ghi tên tệp trong data/topics/ hoặc "
        f"data/guides/ không có .yml, hoặc {OUT_OF_SCOPE_INTENT} cho câu ngoài phạm vi."
    )


def likely_aspect(content: Content, target: str, asked: Sequence[str]) -> Optional[Aspect]:
    """The first aspect of ``asked`` that the topic answers; ``None`` where there is none."""
    topic = content.topics.get(target)
    answered = {aspect.value: aspect for aspect in topic.answers} if topic else {}
    return next((answered[value] for value in asked if value in answered), None)


def objection(text: str) -> Optional[str]:
    """What in ``text`` belongs to a person and must not stand in a file; ``None`` if nothing."""
    if MASK in text:
        return f"trong câu còn số đã che ({MASK})"
    if keepable(text) != text:
        return "trong câu có số giấy tờ, số điện thoại, ngày tháng đầy đủ hoặc số nhà"
    name = announced_name(text)
    return f"trong câu có tên người («{name}»)" if name else None


def changed(place: Place, example: str) -> str:
    """The text of the place's file with ``example`` added.

    Raises:
        CannotAccept: the layout of the file does not allow it, or it cannot be read.
    """
    try:
        with place.file.open(encoding="utf-8", newline="") as file:
            return with_item(file.read(), place.path, example)
    except (OSError, UnicodeDecodeError, CannotAdd) as error:
        raise CannotAccept(f"{place.file.name}: {error}.") from error


def replace(path: Path, text: str) -> None:
    """Puts ``text`` in the place of the file at once: nobody ever reads half of it.

    Raises:
        OSError: the file is as it was.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        shutil.copymode(path, new)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
