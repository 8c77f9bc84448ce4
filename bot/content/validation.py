"""Turning pydantic's findings into sentences for a maintainer, each with its file and line."""

from __future__ import annotations

import difflib
from typing import Any, Dict, List, Optional, Type, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from bot.content.aspects import Aspect
from bot.content.problems import Problem
from bot.content.yaml_file import YamlFile, YamlPath

T = TypeVar("T")


def parse(file: YamlFile, model: Any, problems: List[Problem]) -> Optional[Any]:
    """The content of ``file`` as ``model``; ``None`` with new ``problems`` if it is not."""
    problems.extend(file.problems)
    if file.problems and file.value is None:
        return None
    if file.value is None:
        problems.append(Problem(file.name, 1, "tệp trống; hãy viết nội dung hoặc xóa tệp"))
        return None
    wrapper = create_model("Wrapper", content=(model, ...))
    try:
        return wrapper(content=file.value).content  # type: ignore[attr-defined]
    except ValidationError as error:
        for finding in error.errors():
            path = tuple(part for part in finding["loc"][1:] if part != "__root__")
            problems.append(_problem(file, path, finding, model))
        return None


def parse_each(file: YamlFile, model: Type[T], problems: List[Problem]) -> Dict[str, T]:
    """A file of named entries, each a ``model``; the entries that are wrong are left out."""
    problems.extend(file.problems)
    if file.value is None:
        return {}
    if not isinstance(file.value, dict):
        problems.append(Problem(file.name, 1, "tệp phải gồm các mục dạng «tên: nội dung»"))
        return {}
    entries: Dict[str, T] = {}
    for name, value in file.value.items():
        wrapper = create_model("Wrapper", content=(model, ...))
        try:
            entries[str(name)] = wrapper(content=value).content  # type: ignore[attr-defined]
        except ValidationError as error:
            for finding in error.errors():
                path = (name,) + tuple(p for p in finding["loc"][1:] if p != "__root__")
                problems.append(_problem(file, path, finding, model))
    return entries


def _problem(file: YamlFile, path: YamlPath, finding: Dict[str, Any], model: Any) -> Problem:
    known = tuple(part if isinstance(part, int) else str(part) for part in path)
    known += tuple(finding.get("ctx", {}).get("path", ()))
    if known and known[-1] == "__key__":
        known = known[:-1] + (_wrong_key(file, known[:-1], finding),)
    return file.problem(known, _sentence(known, finding, model))


def _wrong_key(file: YamlFile, path: YamlPath, finding: Dict[str, Any]) -> str:
    """The first key of the mapping at ``path`` that is none of the allowed ones."""
    value = file.value
    for part in path:
        value = value[part]
    allowed = {member.value for member in finding.get("ctx", {}).get("enum_values", [])}
    return next((str(key) for key in value if str(key) not in allowed), str(next(iter(value))))


def _sentence(path: YamlPath, finding: Dict[str, Any], model: Any) -> str:
    kind, context = finding["type"], finding.get("ctx", {})
    where = ".".join(str(part) for part in path) or "tệp"
    name = str(path[-1]) if path else "tệp"
    if kind == "value_error.missing":
        return f"thiếu mục «{name}»; hãy thêm dòng «{name}: …»"
    if kind == "value_error.extra":
        return f"mục «{name}» không có trong mẫu; {_suggestion(name, model)}"
    if kind == "type_error.enum":
        allowed = ", ".join(member.value for member in context.get("enum_values", []))
        return f"«{where}» phải là một trong: {allowed}"
    if kind == "value_error.any_str.max_length":
        return f"«{where}» dài quá {context['limit_value']} ký tự; hãy rút ngắn"
    if kind == "value_error.list.min_items":
        return f"«{where}» cần ít nhất {context['limit_value']} dòng"
    if kind == "type_error.none.not_allowed":
        return f"«{where}» đang để trống; hãy điền giá trị"
    if kind == "value_error.date":
        return f"«{where}» phải là ngày dạng 2026-12-31"
    if kind == "type_error.list":
        return f"«{where}» phải là danh sách, mỗi dòng bắt đầu bằng dấu gạch «- »"
    if kind == "type_error.dict":
        return f"«{where}» phải gồm các mục dạng «tên: nội dung» thụt vào trong"
    if kind == "type_error.str":
        return f"«{where}» phải là chữ; nếu có dấu hai chấm hãy đặt cả câu trong dấu nháy kép"
    if kind == "value_error.placed":
        return finding["msg"]
    if kind == "value_error":
        message = finding["msg"]
        return message if message.startswith("«") else f"«{where}»: {message}"
    return f"«{where}» không hợp lệ ({finding['msg']})"


def _suggestion(name: str, model: Any) -> str:
    names = _field_names(model)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"có phải bạn muốn viết «{near[0]}»?"
    if names:
        return f"các mục được dùng: {', '.join(sorted(names))}"
    return "hãy xóa mục này"


def _field_names(model: Any) -> List[str]:
    if isinstance(model, type) and issubclass(model, BaseModel):
        return list(model.__fields__) + [aspect.value for aspect in Aspect]
    return []
