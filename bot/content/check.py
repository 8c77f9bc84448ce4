"""Everything that can be wrong with the content beyond the form of its files."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Sequence, Set, Tuple

from bot.content.answer import Answer, payload
from bot.content.aspects import COMPOSED_ASPECTS, Aspect
from bot.content.check_guides import check_guides, guide_texts
from bot.content.compose import Composer
from bot.content.facts import FactKind
from bot.content.intents import OTHER_LANGUAGE_INTENT, RESERVED_INTENTS, YES_INTENT
from bot.content.legal import parse_reference
from bot.content.problems import Problem, Severity, raise_on_errors
from bot.content.schema import MESSAGE_PLACEHOLDERS, Topic
from bot.content.store import Content, load
from bot.content.template import VARIANTS, Reference, fill, references
from bot.content.yaml_file import YamlFile, YamlPath
from bot.language.normalise import compose

# Telegram's limits: core.telegram.org/bots/api, sendMessage and InlineKeyboardButton.
_MESSAGE_LIMIT = 4096
_PAYLOAD_LIMIT = 64
_LONG_ANSWER = 1200
# What a new topic's skeleton has wherever something must be written.
GAP = "⟨…⟩"
_MIN_EXAMPLES = 25
_MIN_SIGNPOST_EXAMPLES = 10
# Small talk that the code itself speaks of, and what it answers.
_NEEDED_SMALL_TALK = {
    OTHER_LANGUAGE_INTENT: "tin nhắn không phải tiếng Việt",
    YES_INTENT: "lời gật đầu",
}
_ID = re.compile(r"^[a-z][a-z0-9_]*$")

_NUMBER = r"(?:\d[\d.,]*|nửa|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_STATED_VALUE = re.compile(
    rf"(?<![\w.]){_NUMBER}(?:\s*(?:-|–|đến|hoặc)\s*{_NUMBER})?\s*"
    r"(?:đồng|đ|vnđ|nghìn|ngàn|triệu|%|ngày(?! nay)|tháng|năm|tuần|giờ|phút)(?!\w)"
    r"|\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}/\d{4}\b(?!/)|\bnăm\s+(?:19|20)\d\d\b"
    r"|(?<!\d)(?:0[\d .]|1[89]00)[\d .]{4,}\d(?!\d)|\b11[0-9]\b",
    re.IGNORECASE,
)


def check(root: Path, day: dt.date) -> Tuple[Content, List[Problem]]:
    """Loads ``root`` and finds all that is wrong with it as of ``day``, sorted by place."""
    content, problems = load(root)
    for finder in _FINDERS:
        problems.extend(finder(content, day))
    return content, sorted(set(problems))


def check_or_raise(root: Path, day: dt.date) -> Content:
    """The content of ``root``, fit to be answered from.

    Raises:
        ContentError: :func:`check` finds an error; the message lists all of them.
    """
    content, problems = check(root, day)
    raise_on_errors(problems)
    return content


def _ids(content: Content, day: dt.date) -> Iterator[Problem]:
    for topic_id, file in content.topic_files.items():
        longest = max((aspect.value for aspect in Aspect), key=len)
        if not _ID.match(topic_id) or topic_id in RESERVED_INTENTS:
            yield Problem(
                file.name,
                1,
                f"tên tệp «{topic_id}» không dùng được; chỉ dùng chữ thường không dấu, số và dấu "
                "gạch dưới, và không trùng tên dành riêng",
            )
        elif len(payload(topic_id, aspect=longest).encode()) > _PAYLOAD_LIMIT:
            yield Problem(
                file.name,
                1,
                f"tên tệp «{topic_id}» quá dài cho nút bấm Telegram; hãy đặt tên ngắn hơn",
            )


def _menu(content: Content, day: dt.date) -> Iterator[Problem]:
    file = content.files["menu.yml"]
    listed: Dict[str, str] = {}
    for g, group in enumerate(content.menu.groups):
        for t, topic_id in enumerate(group.topics):
            path: YamlPath = ("groups", g, "topics", t)
            if topic_id not in content.topic_files:
                yield file.problem(
                    path,
                    f"không có chủ đề «{topic_id}»; hãy tạo tệp "
                    f"data/topics/{group.id}/{topic_id}.yml hoặc bỏ dòng này",
                )
            elif content.group_of[topic_id] != group.id:
                yield file.problem(
                    path,
                    f"chủ đề «{topic_id}» nằm trong thư mục «{content.group_of[topic_id]}», "
                    f"không phải «{group.id}»; hãy chuyển tệp hoặc chuyển dòng này",
                )
            if topic_id in listed:
                yield file.problem(
                    path, f"chủ đề «{topic_id}» đã ở nhóm «{listed[topic_id]}»; hãy bỏ một dòng"
                )
            listed.setdefault(topic_id, group.id)
    for topic_id, topic_file in content.topic_files.items():
        if topic_id not in listed:
            yield Problem(
                topic_file.name,
                1,
                f"chủ đề «{topic_id}» chưa có trong data/menu.yml; hãy thêm vào nhóm "
                f"«{content.group_of[topic_id]}»",
            )


def _poster(content: Content, day: dt.date) -> Iterator[Problem]:
    known = {group.id for group in content.menu.groups}
    groups = content.print_words.poster.groups if content.print_words else []
    for index, group_id in enumerate(groups):
        if group_id not in known:
            yield content.files["language/print.yml"].problem(
                ("poster", "groups", index),
                f"không có nhóm «{group_id}» trong data/menu.yml; hãy sửa tên hoặc bỏ đi",
            )


def _references(content: Content, day: dt.date) -> Iterator[Problem]:
    for topic_id, topic in content.topics.items():
        file = content.topic_files[topic_id]
        for key, known, noun in (
            ("related", content.topic_files, "chủ đề"),
            ("links", content.links, "địa chỉ trong data/links.yml"),
        ):
            for index, name in enumerate(getattr(topic, key)):
                if name not in known:
                    yield file.problem((key, index), f"không có {noun} «{name}»")
        for path, basis in _legal_bases(topic):
            yield from _legal_reference(content, file, path, basis)
    for guide_id, guide in content.guides.items():
        for index, basis in enumerate(guide.legal_basis):
            guide_file = content.guide_files[guide_id]
            yield from _legal_reference(content, guide_file, ("legal_basis", index), basis)
    for name, fact in content.facts.items():
        file = content.fact_files[name]
        for start, basis in fact.reference.items():
            path = (name, "reference", str(start))
            yield from _legal_reference(content, file, path, basis)
    for day_off, change in content.holidays.items():
        file = content.files["holidays.yml"]
        yield from _legal_reference(content, file, (str(day_off), "reference"), change.reference)
    file = content.files["address_corrections.yml"]
    for index, name in enumerate(content.addresses.new_names):
        path = ("new_names", index, "reference")
        yield from _legal_reference(content, file, path, name.reference)
    for index, doubt in enumerate(content.addresses.doubts):
        if doubt.fact not in content.facts:
            yield file.problem(
                ("doubts", index, "fact"),
                f"không có dữ liệu «{doubt.fact}» trong data/facts/; hãy thêm vào đó",
            )


def _legal_bases(topic: Topic) -> Iterator[Tuple[YamlPath, str]]:
    for index, basis in enumerate(topic.legal_basis):
        yield ("legal_basis", index), basis
    for aspect, answer in topic.answers.items():
        for index, basis in enumerate(answer.legal_basis or []):
            yield ("answers", aspect.value, "legal_basis", index), basis


def _legal_reference(
    content: Content, file: YamlFile, path: YamlPath, basis: str
) -> Iterator[Problem]:
    source = parse_reference(basis).source
    if source not in content.sources:
        yield file.problem(
            path,
            f"không có văn bản «{source}» trong data/sources.yml; viết dạng «mã_văn_bản Điều …»",
        )


def _legal_force(content: Content, day: dt.date) -> Iterator[Problem]:
    for topic_id, topic in content.topics.items():
        file = content.topic_files[topic_id]
        for path, basis in _legal_bases(topic):
            source = content.sources.get(parse_reference(basis).source)
            if source is not None and not source.in_force_on(day):
                yield file.problem(
                    path,
                    f"{source.short} ({source.number}) không còn hoặc chưa có hiệu lực ngày "
                    f"{day:%d/%m/%Y}; hãy thay bằng văn bản đang có hiệu lực",
                    severity=Severity.WARNING,
                )


def _texts(content: Content) -> Iterator[Tuple[YamlFile, YamlPath, str, Set[str]]]:
    """Every sentence that a citizen may read, with its place and the values it may name."""
    for file, path, text in _plain_texts(content):
        yield file, path, text, set()
    yield from guide_texts(content)


def _plain_texts(content: Content) -> Iterator[Tuple[YamlFile, YamlPath, str]]:
    for topic_id, topic in content.topics.items():
        file = content.topic_files[topic_id]
        for aspect, answer in topic.answers.items():
            path: YamlPath = ("answers", aspect.value)
            if path + ("text",) in file.lines:
                path += ("text",)
            yield file, path, answer.text
        yield file, ("summary",), topic.summary
    for name, fact in content.facts.items():
        for start, value in fact.values.items():
            if fact.kind is FactKind.TEXT and isinstance(value, str):
                yield content.fact_files[name], (name, "values", str(start)), value
    for name, talk in content.small_talk.items():
        yield content.files["language/small_talk.yml"], (name, "answer"), talk.answer
    if content.messages:
        for name, text in content.messages.dict().items():
            for placeholder in MESSAGE_PLACEHOLDERS.get(name, ()):
                text = text.replace(f"{{{placeholder}}}", "")
            yield content.files["language/messages.yml"], (name,), text
    for name, words in (("print", content.print_words), ("web", content.web_words)):
        for path, text in _strings(words.dict() if words else {}):
            yield content.files[f"language/{name}.yml"], path, text


def _strings(value: Any, path: YamlPath = ()) -> Iterator[Tuple[YamlPath, str]]:
    """Every string inside nested mappings and lists, with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(part, (*path, key))


def _text_line(file: YamlFile, path: YamlPath, text: str, line: int) -> int:
    """The line in the file of the ``line``-th line of a text (from 0)."""
    block = "\n" in text.rstrip("\n") or text.endswith("\n")
    return file.line_of(path) + (line + 1 if block else 0)


def _facts_in_texts(content: Content, day: dt.date) -> Iterator[Problem]:
    for file, path, text, values in _texts(content):
        for number, sentence in enumerate(text.splitlines()):
            line = _text_line(file, path, text, number)
            try:
                found = list(references(sentence))
            except ValueError:
                message = "dấu ngoặc nhọn { } không khớp; tên dữ liệu viết dạng {ten_du_lieu}"
                yield Problem(file.name, line, message)
                continue
            yield from (
                Problem(file.name, line, message)
                for reference in found
                if reference.fact not in values
                for message in _wrong_reference(content, reference)
            )


def _wrong_reference(content: Content, reference: Reference) -> Iterator[str]:
    if reference.fact not in content.facts:
        yield (
            f"không có dữ liệu «{reference.fact}» trong data/facts/; hãy thêm vào đó hoặc sửa tên"
        )
    elif reference.variant not in VARIANTS:
        variants = ", ".join(variant for variant in VARIANTS if variant)
        yield (
            f"«{{{reference.fact}:{reference.variant}}}» không có; "
            f"sau dấu hai chấm chỉ dùng: {variants}"
        )


def _values_today(content: Content, day: dt.date) -> Iterator[Problem]:
    for name, fact in content.facts.items():
        if fact.start_on(day) is None:
            first = min(fact.values)
            yield content.fact_files[name].problem(
                (name, "values"),
                f"dữ liệu «{name}» chưa có giá trị cho ngày {day:%d/%m/%Y} (giá trị đầu tiên từ "
                f"{first:%d/%m/%Y}); hãy thêm giá trị đang áp dụng, hoặc «null» nếu chưa áp dụng",
            )


def _gaps(content: Content, day: dt.date) -> Iterator[Problem]:
    """Gaps that ``new topic`` left and nobody filled."""
    for file in [*content.topic_files.values(), *content.guide_files.values()]:
        for number, line in enumerate(file.path.read_text(encoding="utf-8").splitlines(), start=1):
            if GAP in line:
                yield Problem(file.name, number, f"còn chỗ trống {GAP}; hãy viết nội dung")


def _stated_values(content: Content, day: dt.date) -> Iterator[Problem]:
    for file, path, text, _ in _texts(content):
        if path[-1] == "example":
            continue  # what somebody might type, not what the assistant states
        for number, line in enumerate(text.splitlines()):
            bare = re.sub(r"\{[^}]*\}", "", line)
            bare = re.sub(r"^\s*\d+\.\s", "", bare)
            found = _STATED_VALUE.search(bare)
            if found:
                yield Problem(
                    file.name,
                    _text_line(file, path, text, number),
                    f"«{found.group().strip()}» viết thẳng trong câu; số tiền, thời hạn, ngày và "
                    "số điện thoại phải là dữ liệu trong data/facts/ rồi gọi bằng {ten_du_lieu}",
                )


def _small_talk_names(content: Content, day: dt.date) -> Iterator[Problem]:
    for name, what in _NEEDED_SMALL_TALK.items():
        if content.small_talk and name not in content.small_talk:
            yield content.files["language/small_talk.yml"].problem(
                (), f"thiếu mục «{name}» trả lời {what}"
            )
    for name in content.small_talk:
        if not _ID.match(name) or name in RESERVED_INTENTS or name in content.topic_files:
            yield content.files["language/small_talk.yml"].problem(
                (name,), f"tên «{name}» không dùng được hoặc trùng một chủ đề; hãy đặt tên khác"
            )


def _examples(content: Content, day: dt.date) -> Iterator[Problem]:
    normaliser = content.normaliser()
    first: Dict[str, Tuple[str, str, int]] = {}

    def claim(owner: str, file: YamlFile, path: YamlPath, text: str) -> Iterator[Problem]:
        key = normaliser.normalise(text)
        if not key:
            yield file.problem(path, "câu hỏi mẫu không có chữ nào")
            return
        if compose(text) != text:
            yield file.problem(
                path,
                "câu hỏi mẫu có ký tự tổ hợp hoặc ký tự ẩn; hãy gõ lại bằng Unicode dựng sẵn",
                severity=Severity.WARNING,
            )
        line = file.line_of(path)
        if key not in first:
            first[key] = (owner, file.name, line)
            return
        other, other_file, other_line = first[key]
        if other == owner:
            yield Problem(
                file.name,
                line,
                f"câu hỏi mẫu trùng với dòng {other_line} (dấu và chữ viết tắt không tính); "
                "hãy xóa một câu",
            )
        else:
            yield Problem(
                file.name,
                line,
                f"câu hỏi mẫu này đã thuộc «{other}» ở {other_file}:{other_line}; "
                "một câu chỉ thuộc một chủ đề",
            )

    for topic_id, topic in content.topics.items():
        file = content.topic_files[topic_id]
        for index, text in enumerate(topic.names):
            yield from claim(topic_id, file, ("names", index), text)
        for aspect, examples in topic.examples.items():
            for index, text in enumerate(examples):
                yield from claim(topic_id, file, ("examples", aspect.value, index), text)
        count = sum(len(examples) for examples in topic.examples.values())
        least = _MIN_SIGNPOST_EXAMPLES if topic.is_signpost else _MIN_EXAMPLES
        if count < least:
            yield file.problem(
                ("examples",), f"mới có {count} câu hỏi mẫu; cần ít nhất {least} câu khác nhau"
            )
    for aspect, words in content.aspects.items():
        for index, text in enumerate(words.examples):
            yield from claim(
                "language/aspects.yml",
                content.files["language/aspects.yml"],
                (aspect.value, "examples", index),
                text,
            )
    for name, talk in content.small_talk.items():
        for index, text in enumerate(talk.examples):
            yield from claim(
                f"small_talk {name}",
                content.files["language/small_talk.yml"],
                (name, "examples", index),
                text,
            )
    for guide_id, guide in content.guides.items():
        guide_file = content.guide_files[guide_id]
        for index, text in enumerate(guide.examples):
            yield from claim(f"guides {guide_id}", guide_file, ("examples", index), text)
    for index, text in enumerate(content.out_of_scope):
        yield from claim("out_of_scope", content.files["language/out_of_scope.yml"], (index,), text)


def _aspect_words(content: Content, day: dt.date) -> Iterator[Problem]:
    if not content.aspects:
        return
    for aspect in Aspect:
        if aspect not in content.aspects:
            yield content.files["language/aspects.yml"].problem(
                (), f"thiếu khía cạnh «{aspect.value}» (tên hiển thị và câu hỏi mẫu)"
            )


def _composed_answers(content: Content, day: dt.date) -> Iterator[Problem]:
    """Composes every answer as a citizen would get it and looks at its length."""
    if content.messages is None:
        return
    composer = Composer(content, day)
    for topic_id, topic in content.topics.items():
        file = content.topic_files[topic_id]
        for aspect in [*topic.answers, *COMPOSED_ASPECTS]:
            path: YamlPath = ("answers", aspect.value)
            try:
                answer = composer.topic(topic_id, [aspect])
            except (KeyError, ValueError):
                continue  # a dead reference or a stray brace, reported where it stands
            if not answer.body.strip():
                yield file.problem(path, "câu trả lời trống vào ngày này; mọi dòng đều bị ẩn")
            elif _length(answer) > _MESSAGE_LIMIT:
                yield file.problem(
                    path,
                    f"câu trả lời dài {_length(answer)} ký tự, quá một tin nhắn Telegram "
                    f"({_MESSAGE_LIMIT}); hãy rút gọn hoặc tách sang mục khác",
                )
            elif len(answer.body) > _LONG_ANSWER:
                yield file.problem(
                    path,
                    f"câu trả lời dài {len(answer.body)} ký tự, hơn một màn hình điện thoại; "
                    "nên dưới 900 ký tự",
                    severity=Severity.WARNING,
                )


def _length(answer: Answer) -> int:
    """Characters as Telegram counts them, in UTF-16 units, with room for the frame."""
    whole = "\n".join([answer.title, answer.body, *answer.notes, *answer.legal_basis])
    return len(whole.encode("utf-16-le")) // 2 + 200


def _reviews(content: Content, day: dt.date) -> Iterator[Problem]:
    topics = ((content.topic_files[name], topic) for name, topic in content.topics.items())
    guides = ((content.guide_files[name], guide) for name, guide in content.guides.items())
    for file, words in (*topics, *guides):
        if words.review_by < day:
            yield file.problem(
                ("review_by",),
                f"đã quá ngày rà soát {words.review_by:%d/%m/%Y}; hãy đọc lại tệp rồi sửa "
                "«reviewed» và «review_by»",
                severity=Severity.WARNING,
            )
        if words.reviewed > day:
            yield file.problem(
                ("reviewed",),
                f"ngày rà soát {words.reviewed:%d/%m/%Y} ở tương lai",
                severity=Severity.WARNING,
            )


def _circles(content: Content, day: dt.date) -> Iterator[Problem]:
    for name, fact in content.facts.items():
        for start, value in fact.values.items():
            if fact.kind is FactKind.TEXT and isinstance(value, str):
                try:
                    fill(value, content.facts, day)
                except ValueError as error:
                    if "vòng" in str(error):
                        yield content.fact_files[name].problem(
                            (name, "values", str(start)), str(error)
                        )
                except KeyError:
                    pass  # a dead reference, reported where it stands


_FINDERS: Sequence[Callable[[Content, dt.date], Iterator[Problem]]] = (
    _ids,
    _menu,
    _poster,
    _references,
    _legal_force,
    _facts_in_texts,
    _values_today,
    _gaps,
    _stated_values,
    _small_talk_names,
    _examples,
    _aspect_words,
    _composed_answers,
    _reviews,
    _circles,
    check_guides,
)
