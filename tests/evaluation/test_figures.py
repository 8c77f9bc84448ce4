from bot.content.answer import Answer, Outcome, Section
from bot.evaluation.figures import Share, confusions, figures, per_label
from bot.evaluation.pipelines import Measured
from bot.evaluation.questions import Question
from bot.evaluation.report import chart, comparison_table, text_report


def answer(outcome: Outcome, procedure=None, aspects=(), topic=None) -> Answer:
    return Answer(outcome, [Section("x")], procedure=procedure, aspects=list(aspects), topic=topic)


QUESTIONS = [
    Question("1", "a", ("tam_tru", "thuong_tru"), ("le_phi",)),
    Question("2", "b", ("tam_tru",), ("ho_so",)),
    Question("3", "c", ("luu_tru",), ("khac",)),
    Question("4", "d", ("luu_tru",), ("xu_phat",)),
    Question("5", "e", ("out_of_scope",)),
    Question("6", "f", ("other_public_service",)),
    Question("7", "g", ("tam_vang",), (), "talk"),
    Question("8", "h", ("tam_tru",), ("le_phi",), "talk"),
    Question("9", "i", ("tam_tru",), ("ho_so",), "talk"),
]
ANSWERS = [
    answer(Outcome.ANSWERED, "thuong_tru", ["tong_quan"], "thuong_tru"),
    answer(Outcome.ANSWERED, "tam_vang", ["ho_so"], "tam_vang"),
    answer(Outcome.ANSWERED, "luu_tru", ["le_phi"], "luu_tru"),
    answer(Outcome.CLARIFY, "luu_tru", ["xu_phat"], "luu_tru"),
    answer(Outcome.FALLBACK, "out_of_scope"),
    answer(Outcome.ANSWERED, "tam_tru", ["ho_so"], "tam_tru"),
    answer(Outcome.ANSWERED, "tam_tru", ["tong_quan"], "tam_tru"),
    answer(Outcome.ANSWERED, "tam_tru", ["le_phi"], "tam_tru"),
    answer(Outcome.ANSWERED, "tam_tru", ["le_phi"], "tam_tru"),
]


def test_each_figure_counts_what_it_names() -> None:
    found = {name: (share.part, share.whole) for name, share in figures(QUESTIONS, ANSWERS).items()}
    assert found == {
        "đúng thủ tục ngay câu đầu": (2, 4),
        "đúng khía cạnh (hoặc tổng quan)": (2, 4),
        "trong đó trả lời bằng tổng quan": (1, 4),
        "hỏi lại": (1, 4),
        "mở phần hỏi từng bước": (0, 4),
        "từ chối câu trong phạm vi": (0, 4),
        "sai thủ tục mà không hỏi lại": (1, 4),
        "dịch vụ khác được chỉ đúng chỗ": (0, 1),
        "ngoài phạm vi không trả lời bừa": (1, 2),
        "câu hỏi tiếp trong hội thoại": (1, 2),
    }


def test_a_guided_dialogue_that_opens_is_its_own_outcome_and_no_answer_yet() -> None:
    questions = [Question("1", "a", ("tam_tru",)), Question("2", "b", ("out_of_scope",))]
    opened = [answer(Outcome.GUIDE, "tam_tru"), answer(Outcome.GUIDE, "tam_tru")]
    found = {name: share.part for name, share in figures(questions, opened).items()}
    assert found["mở phần hỏi từng bước"] == 1
    assert found["đúng thủ tục ngay câu đầu"] == 0
    assert found["sai thủ tục mà không hỏi lại"] == 0
    assert found["ngoài phạm vi không trả lời bừa"] == 0
    elsewhere = figures(questions[:1], [answer(Outcome.GUIDE, "luu_tru")])
    assert elsewhere["sai thủ tục mà không hỏi lại"].part == 1


def test_labels_and_confusions() -> None:
    labels = per_label(QUESTIONS, ANSWERS)
    assert (labels["luu_tru"].part, labels["luu_tru"].whole) == (1, 2)
    assert ("tam_tru", "answered: tam_vang", ["2"]) in confusions(QUESTIONS, ANSWERS)


def test_the_interval_holds_the_share_and_narrows() -> None:
    small, large = Share(9, 10), Share(900, 1000)
    assert small.interval[0] < 0.9 < small.interval[1] <= 1
    assert large.interval[0] > small.interval[0]
    assert Share(0, 0).interval == (0.0, 1.0)


def test_the_report_says_what_misses_its_target(tmp_path) -> None:
    by_kind = {"nguyên văn": figures(QUESTIONS, ANSWERS)}
    text = text_report(by_kind, per_label(QUESTIONS, ANSWERS), confusions(QUESTIONS, ANSWERS))
    assert "mục tiêu ≥ 95%: CHƯA ĐẠT" in text
    assert "mục tiêu ≤ 3%: đạt" in text
    chart(by_kind, tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_the_report_counts_what_rewriting_costs() -> None:
    plain, rewritten = figures(QUESTIONS, ANSWERS), figures(QUESTIONS, [ANSWERS[4]] * 9)
    text = text_report({"nguyên văn": plain, "không dấu": rewritten}, {}, [])
    assert "50.0 điểm   mục tiêu < 1: CHƯA ĐẠT" in text


def test_the_comparison_has_a_row_for_each_pipeline() -> None:
    measured = {"một": Measured(ANSWERS, 10, 700, 400, 5.5), "hai": Measured([], 99, 1, 2, 3)}
    table = comparison_table({"một": figures(QUESTIONS, ANSWERS), "hai": {}}, measured)
    assert [line.split()[0] for line in table.splitlines()[2:]] == ["một", "hai"]
    assert "50.0%" in table.splitlines()[2]
