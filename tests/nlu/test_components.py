"""Rasa's own traps: what must be loaded is loaded, and does what the pipeline counts on."""

from __future__ import annotations

import unicodedata

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.answer import Outcome
from bot.content.intents import ASPECT_ENTITY, CLARIFY_INTENT, OTHER_LANGUAGE_INTENT
from bot.importer import TopicImporter
from bot.model import CONFIG, DOMAIN
from bot.nlu.gate import ConfidenceGate
from bot.nlu.linear import example_label
from bot.nlu.tokenizer import VietnameseTokenizer
from bot.training_data import TOPIC_SLOT, actions_of, examples_of


@pytest.fixture(scope="module")
def importer():
    return TrainingDataImporter.load_from_config(str(CONFIG), str(DOMAIN), [])


def test_the_importer_is_really_loaded(importer) -> None:
    """A custom importer that fails to import is only warned about: training would go on without."""
    combined = importer.importer._importer
    assert [type(i) for i in combined._importers] == [TopicImporter]


def test_every_example_is_trained_on_with_its_aspect(importer, content) -> None:
    examples = importer.get_nlu_data().intent_examples
    trained = {(e.get(TEXT), e.get(INTENT), example_label(e, ASPECT_ENTITY)) for e in examples}
    assert trained >= set(examples_of(content))


def test_every_intent_has_a_rule_and_the_topic_is_remembered(importer, content) -> None:
    domain = importer.get_domain()
    assert set(actions_of(content)) <= set(domain.intents)
    rules = {step.block_name for step in importer.get_stories().story_steps}
    assert set(actions_of(content)) <= rules
    assert TOPIC_SLOT in {slot.name for slot in domain.slots}


def test_no_intent_lets_the_aspect_choose_the_rule(importer) -> None:
    domain = importer.get_domain()
    assert all(
        ASPECT_ENTITY not in properties["used_entities"]
        for intent, properties in domain.intent_properties.items()
        if intent not in ("restart", "back", "session_start")
    )


@pytest.fixture
def tokenizer() -> VietnameseTokenizer:
    return VietnameseTokenizer(VietnameseTokenizer.get_default_config())


@pytest.mark.parametrize(
    "text", ["Làm CCCD ở đâu?", unicodedata.normalize("NFD", "Đổi thẻ căn cước")]
)
def test_tokens_keep_the_text_and_its_offsets(tokenizer, text) -> None:
    message = Message({TEXT: text})
    tokens = tokenizer.tokenize(message, TEXT)
    assert message.get(TEXT) == text
    assert all(text[t.start : t.end] == t.text for t in tokens)


def test_lemmas_are_folded_and_spelt_out(tokenizer) -> None:
    tokens = tokenizer.tokenize(Message({TEXT: "Làm CCCD"}), TEXT)
    assert [t.lemma for t in tokens] == ["lam", "can cuoc cong dan"]


@pytest.mark.parametrize("text", ["😀😀", "???", "   "])
def test_a_text_without_words_is_one_token(tokenizer, text) -> None:
    assert len(tokenizer.tokenize(Message({TEXT: text}), TEXT)) == 1


@pytest.mark.parametrize(
    ("text", "confidence", "intent"),
    [
        ("tạm trú", 0.9, "tam_tru"),
        ("tạm trú", 0.5, "tam_tru"),
        ("tạm trú", 0.4, CLARIFY_INTENT),
        ("tạm trú", 0.2, CLARIFY_INTENT),
        ("tạm trú", 0.1, "nlu_fallback"),
        ("12345", 0.9, "nlu_fallback"),
        ("𝐭ạ𝐦 trú 身份证", 0.9, "tam_tru"),
    ],
)
def test_the_gate_answers_asks_back_or_gives_up(text, confidence, intent) -> None:
    ranking = [{"name": "tam_tru", "confidence": confidence}]
    message = Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    ConfidenceGate({"answer": 0.5, "clarify": 0.2}).process([message])
    assert message.get(INTENT) == {"name": intent, "confidence": confidence}
    assert message.get(INTENT_RANKING_KEY) == ranking


@pytest.mark.parametrize("text", ["我想办理身份证", "как получить паспорт", "신분증", "ดีครับ 123"])
def test_what_has_no_latin_letter_is_another_language(text) -> None:
    message = Message({TEXT: text, INTENT: {"name": "tam_tru", "confidence": 0.9}})
    ConfidenceGate({"answer": 0.5, "clarify": 0.2}).process([message])
    assert message.get(INTENT)["name"] == OTHER_LANGUAGE_INTENT


@pytest.mark.parametrize("text", ["qqqqqqqqzzzz", "wwwwwwwwwwwww"])
def test_a_message_without_a_known_word_is_not_guessed_at(brain, run, text) -> None:
    outcome = run(brain.reply(text, f"gibberish {text}")).outcome
    assert outcome in (Outcome.FALLBACK, Outcome.CLARIFY)


@pytest.mark.parametrize(
    "typed",
    ["ddawng kys tajm trus heets bao nhieeu tieenf", "d9a8ng ky1 ta5m tru1 het61 bao nhieu tien62"],
)
def test_stray_keys_of_input_methods_are_read_through(brain, run, typed) -> None:
    parse = run(brain.parse(typed))
    assert parse["intent"]["name"] == "tam_tru"
    assert [e["value"] for e in parse[ENTITIES] if e["entity"] == ASPECT_ENTITY] == ["le_phi"]


def test_the_model_reads_topic_and_aspect(brain, run) -> None:
    parse = run(brain.parse("đăng ký tạm trú hết bao nhiêu tiền"))
    assert parse["intent"]["name"] == "tam_tru"
    assert [e["value"] for e in parse[ENTITIES] if e["entity"] == ASPECT_ENTITY] == ["le_phi"]


@pytest.mark.parametrize("change", ["fold", "nfd", "abbreviate"])
def test_accents_form_and_abbreviations_do_not_change_what_is_read(brain, run, change) -> None:
    from bot.language.normalise import fold

    text = "đổi căn cước công dân ở đâu"
    changed = {
        "fold": fold(text),
        "nfd": unicodedata.normalize("NFD", text),
        "abbreviate": "đổi cccd ở đâu",
    }[change]
    first, second = run(brain.parse(text)), run(brain.parse(changed))
    assert first["intent"]["name"] == second["intent"]["name"]
    assert second["intent"]["confidence"] == pytest.approx(first["intent"]["confidence"], abs=1e-6)
