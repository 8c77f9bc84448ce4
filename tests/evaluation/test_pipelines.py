from bot.evaluation.pipelines import as_answer, pipelines


def parse(intent: str, *aspects: str) -> dict:
    return {
        "intent": {"name": intent},
        "entities": [{"entity": "aspect", "value": aspect} for aspect in aspects],
    }


def test_a_parse_ends_as_the_assistant_would_end_it(content) -> None:
    answer = as_answer(content, parse("tam_tru", "le_phi"))
    assert (answer.outcome.value, answer.procedure, answer.aspects) == (
        "answered",
        "tam_tru",
        ["le_phi"],
    )
    assert as_answer(content, parse("tam_tru")).aspects == ["tong_quan"]
    assert as_answer(content, parse("ho_chieu")).outcome.value == "signpost"
    opened = as_answer(content, parse("guide_kich_hoat"))
    assert (opened.outcome.value, opened.procedure) == ("guide", "dinh_danh_kich_hoat")
    assert as_answer(content, parse("nlu_clarify")).outcome.value == "clarify"
    assert as_answer(content, parse("chao_hoi")).outcome.value == "smalltalk"
    assert as_answer(content, parse("nlu_fallback")).outcome.value == "fallback"


def test_bm25_finds_what_shares_its_words_and_nothing_where_none_is_shared(content) -> None:
    measured = pipelines(content)["BM25 trên tên và câu mẫu"](["gia hạn tạm trú", "zzz qqq"])
    assert [answer.topic for answer in measured.answers] == ["gia_han_tam_tru", None]
    assert measured.megabytes > 0
