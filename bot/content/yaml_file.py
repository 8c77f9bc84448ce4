"""Reading one YAML file so that every value can be traced back to its line.

PyYAML's safe loader, with three habits that maintainers' files need: duplicate keys are errors,
the words ``yes/no/on/off`` stay text, and dates may be keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Tuple, Union

import yaml

from bot.content.problems import Problem, relative_name

Key = Union[str, int]
YamlPath = Tuple[Key, ...]

_BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BaseLoader):  # type: ignore[misc,valid-type]
    """Safe loader in which only ``true`` and ``false`` are booleans."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in _BaseLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass
class YamlFile:
    """The value of a file, where each part of it stands, and what was wrong in reading it."""

    path: Path
    name: str
    value: Any = None
    lines: dict[YamlPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: YamlPath) -> int:
        """The line of the value at ``path``, or of the nearest part around it that is known."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def problem(self, path: YamlPath, message: str, **kwargs: Any) -> Problem:
        """A finding about the value at ``path``."""
        return Problem(self.name, self.line_of(path), message, **kwargs)


def read_yaml(path: Path, root: Path) -> YamlFile:
    """Reads ``path``; a file that cannot be read has ``problems`` and the value ``None``."""
    result = YamlFile(path, relative_name(path, root))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        result.problems.append(
            Problem(result.name, 1, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8")
        )
        return result
    except OSError as error:
        result.problems.append(
            Problem(result.name, 1, f"không đọc được tệp ({error.strerror}); hãy kiểm tra tên tệp")
        )
        return result
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                _trace(loader, node, (), result)
                result.value = loader.construct_document(node)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        result.value = None
        result.problems.append(_syntax_problem(result.name, error))
    return result


def _trace(loader: Any, node: yaml.Node, path: YamlPath, result: YamlFile) -> None:
    result.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: dict[Any, int] = {}
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node, deep=True))
            line = key_node.start_mark.line + 1
            if key in seen:
                result.problems.append(
                    Problem(
                        result.name,
                        line,
                        f"mục «{key}» viết hai lần (lần đầu ở dòng {seen[key]}); "
                        "hãy gộp lại hoặc xóa một",
                    )
                )
            seen[key] = line
            result.lines[path + (key,)] = line
            _trace(loader, value_node, path + (key,), result)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _trace(loader, item, path + (index,), result)


def _syntax_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    detail = getattr(error, "problem", None) or str(error)
    hint = "hãy xem lại thụt dòng, dấu hai chấm và dấu nháy ở dòng này và dòng ngay trên"
    if "\\t" in repr(detail) or "tab" in detail:
        hint = "hãy thay ký tự Tab bằng dấu cách"
    elif "mapping values are not allowed" in detail:
        hint = 'câu có dấu hai chấm phải đặt trong dấu nháy kép "…" hoặc viết sau dấu |'
    return Problem(name, line, f"sai cú pháp YAML ({detail}); {hint}")
