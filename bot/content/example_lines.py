"""Adding a line to a list in a maintainers' file and leaving every other character as it is."""

from __future__ import annotations

import json
from typing import List, Optional

import yaml

from bot.content.yaml_file import YamlPath


class CannotAdd(ValueError):
    """The file is laid out so that a line cannot be added to it; the message says what to do."""


def with_item(text: str, path: YamlPath, item: str) -> str:
    """The YAML ``text`` with ``item`` at the end of the list at ``path``.

    Where only the last key of ``path`` is missing, the list is made, at the end of what is around
    it.

    Raises:
        CannotAdd: there is no such place, or the list does not have one item a line.
    """
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    node = _at(root, path)
    lines = text.splitlines(keepends=True)
    if node is not None:
        place = _last_of(node)
        indent = " " * _column_of_dash(lines, place)
        return _inserted(lines, _end(place), [f"{indent}- {_scalar(item)}"])
    around = _at(root, path[:-1])
    if not isinstance(around, yaml.MappingNode) or around.flow_style or not around.value:
        raise CannotAdd("không tìm thấy danh sách câu hỏi mẫu; hãy thêm câu bằng tay")
    key, value = around.value[-1]
    indent = " " * key.start_mark.column
    dash = " " * _column_of_dash(lines, _last_of(value))
    return _inserted(lines, _end(value), [f"{indent}{path[-1]}:", f"{dash}- {_scalar(item)}"])


def _at(node: Optional[yaml.Node], path: YamlPath) -> Optional[yaml.Node]:
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _last_of(node: yaml.Node) -> yaml.Node:
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise CannotAdd(
            f"danh sách câu hỏi mẫu ở dòng {node.start_mark.line + 1} không viết mỗi câu một dòng; "
            "hãy thêm câu bằng tay"
        )
    return node.value[-1]


def _column_of_dash(lines: List[str], item: yaml.Node) -> int:
    return lines[item.start_mark.line].index("-")


def _end(node: yaml.Node) -> int:
    """How many lines there are up to the end of ``node``."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    # A text after | or > ends where the next line begins.
    return node.end_mark.line + (1 if node.end_mark.column else 0)


def _inserted(lines: List[str], at: int, added: List[str]) -> str:
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    before = "".join(lines[:at])
    if not before.endswith("\n"):
        before += ending
    return before + "".join(line + ending for line in added) + "".join(lines[at:])


def _scalar(item: str) -> str:
    """``item`` as YAML, in quotes only where it would mean something else without."""
    try:
        if yaml.safe_load(f"- {item}") == [item] and yaml.safe_load(f"a: {item}") == {"a": item}:
            return item
    except yaml.YAMLError:
        pass
    return json.dumps(item, ensure_ascii=False)
