from __future__ import annotations

from pathlib import Path

import pytest
from clocks import Clock

from quiz.bank import Bank, load_bank
from quiz.practice.exam import TIME_IS_UP, Exam
from quiz.practice.history import History
from quiz.practice.opening import askable, resume_exam, start_exam
from quiz.practice.progress import Item, Outcome
from quiz.practice.standing import standings
from quiz.questions.verdict import Verdict

BANK = """\
title: Sums
questions:
  - {id: half, type: numeric, prompt: A half as a decimal?, answer: 0.5, points: 2, tags: [numbers],
     explanation: One divided by two is five tenths.}
  - {id: odd, type: true_false, prompt: Is one odd?, answer: true, tags: [words],
     explanation: Two does not divide it.}
  - id: fill
    type: cloze
    prompt: The [[unit]] turns a logit into a [[what]].
    explanation: The sigmoid maps the real line to numbers between zero and one.
    tags: [words]
    blanks: {unit: {accept: [sigmoid]}, what: {accept: [probability]}}
  - id: double
    type: derivation
    prompt: Double x twice.
    explanation: Each doubling is another factor of two.
    tags: [numbers]
    symbols: {x: real}
    given: {a: 2*x, b: 2*a}
    goal: b = 4*x
    milestones: [{line: a = 2*x}]
    solution: |
      a = 2*x
      b = 4*x
"""


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return load_bank(path)


@pytest.fixture
def exam(bank: Bank, history: History) -> Exam:
    names = ("half", "odd", "fill", "double")
    items = [Item(number, name, 5, points=4.0) for number, name in enumerate(names, start=1)]
    items[0] = Item(1, "half", 5)
    return start_exam(bank, "here", history, items, 30, "{}")


def resumed(bank: Bank, history: History) -> Exam:
    found = resume_exam(bank, "here", history)
    assert found is not None
    return found.exam


def test_an_exam_in_which_nothing_was_done_can_be_dropped(exam: Exam, history: History) -> None:
    exam.jump(2)
    assert exam.drop_if_empty()
    assert history.rows("SELECT 1 FROM sessions UNION SELECT 1 FROM items") == []


def test_an_exam_in_which_something_was_done_is_not_dropped(
    exam: Exam, bank: Bank, history: History
) -> None:
    exam.jump(4)
    exam.redraft(["a = 2*x"])
    assert not exam.drop_if_empty()
    assert resumed(bank, history).draft == ("a = 2*x",)


def test_any_question_is_answered_at_any_time_and_nothing_is_said_of_it(
    exam: Exam, bank: Bank, history: History
) -> None:
    exam.jump(2)
    assert exam.respond(False) is None
    exam.jump(1)
    assert exam.respond("0.25") is None
    assert exam.respond("0.5") is None
    assert [place.answered for place in exam.places] == [True, True, False, False]
    assert (exam.response(1), exam.response(2), exam.response(3)) == ("0.5", False, None)
    again = resumed(bank, history)
    assert again.places == exam.places
    assert (again.response(1), again.response(2)) == ("0.5", False)
    assert again.asking.place == 1, "where one was"


def test_what_cannot_be_read_is_said_and_the_answer_before_it_stays(exam: Exam) -> None:
    assert exam.respond("0.25") is None
    assert exam.respond("1/(") == "The formula is not finished; something is missing at the end."
    assert exam.response(1) == "0.25"


def test_an_answer_can_be_withdrawn(exam: Exam, bank: Bank, history: History) -> None:
    exam.respond("0.25")
    exam.withdraw(1)
    assert not exam.places[0].answered
    assert not resumed(bank, history).places[0].answered


def test_there_is_no_place_beyond_the_last(exam: Exam) -> None:
    for place in (0, 5):
        with pytest.raises(ValueError, match=f"no question {place}"):
            exam.jump(place)


def test_a_flag_marks_a_question_to_come_back_to(exam: Exam, bank: Bank, history: History) -> None:
    exam.jump(3)
    exam.flag("")
    assert [place.flagged for place in exam.places] == [False, False, True, False]
    again = resumed(bank, history)
    assert again.places[2].flagged
    again.jump(3)
    assert again.unflag()
    assert not again.unflag()
    assert not again.places[2].flagged


def test_time_goes_on_while_the_program_does_not(
    exam: Exam, bank: Bank, history: History, clock: Clock
) -> None:
    assert exam.seconds_left() == 30 * 60
    clock.go_on(29)
    again = resumed(bank, history)
    assert (again.seconds_left(), again.is_over) == (60, False)
    clock.go_on(1)
    assert (again.seconds_left(), again.is_over) == (0, True)


def test_nothing_is_kept_once_the_time_is_up(exam: Exam, clock: Clock) -> None:
    exam.respond("0.25")
    exam.jump(3)
    exam.redraft(["sigmoid"])
    clock.go_on(30)
    exam.redraft(["softmax"])
    exam.jump(1)
    assert exam.respond("0.5") == TIME_IS_UP
    exam.withdraw(1)
    assert exam.response(1) == "0.25"
    exam.jump(3)
    assert exam.draft == ("sigmoid",)


def test_a_draft_of_blanks_is_kept_whole(exam: Exam, bank: Bank, history: History) -> None:
    exam.jump(3)
    exam.redraft(["sigmoid", "a probability"])
    again = resumed(bank, history)
    again.jump(3)
    assert again.whole_draft == ("sigmoid", "a probability")
    assert again.draft == ("sigmoid",)


def test_handing_in_grades_everything_and_takes_drafts_as_written(
    exam: Exam, history: History, clock: Clock
) -> None:
    exam.respond("0.5")
    exam.jump(3)
    exam.redraft(["sigmoid"])
    exam.jump(4)
    exam.redraft(["a = 2*x", "b = 4*x"])
    clock.go_on(10)
    graded: list[int] = []
    reviewed = exam.hand_in(graded.append)
    assert graded == [1, 2, 3, 4]
    assert [(one.attempt.outcome, one.attempt.points) for one in reviewed] == [
        (Outcome.ANSWERED, 2.0),
        (Outcome.UNANSWERED, 0.0),
        (Outcome.ANSWERED, 2.0),
        (Outcome.ANSWERED, 4.0),
    ]
    assert [one.response for one in reviewed] == [
        "0.5",
        None,
        {"unit": "sigmoid", "what": ""},
        "a = 2*x\nb = 4*x",
    ]
    assert reviewed[1].grade.verdict is Verdict.INCORRECT
    assert history.rows("SELECT ended_at FROM sessions") == [("2026-11-02T12:10:00.000+00:00",)]
    for table in ("responses", "drafts"):
        assert history.rows(f"SELECT * FROM {table}") == []


def test_the_summary_counts_what_was_left_open_as_missed(exam: Exam) -> None:
    exam.respond("0.5")
    exam.hand_in()
    summary = exam.summary()
    assert (summary.counted, summary.right, summary.missed) == (4, 1, 3)
    assert (summary.points, summary.points_possible) == (2, 14)


def test_what_was_left_open_tells_the_schedule_nothing(
    exam: Exam, bank: Bank, history: History
) -> None:
    exam.respond("0.5")
    exam.hand_in()
    found = standings(bank.outlines, "here", history)
    assert {name for name, one in found.items() if one.memory} == {"half"}
    assert {name for name, one in found.items() if one.missed} == {"odd", "fill", "double"}


def test_when_questions_come_back_is_worked_out_at_the_end(exam: Exam, history: History) -> None:
    exam.respond("0.5")
    exam.hand_in()
    assert history.rows("SELECT question, reviews FROM memories") == [("half", 1)]


def test_handing_in_again_gives_the_same_review(exam: Exam, history: History) -> None:
    exam.respond("0.25")
    first = exam.hand_in()
    assert exam.hand_in() == first
    assert exam.is_over
    assert history.rows("SELECT count(*) FROM attempts") == [(4,)]


def test_an_exam_whose_time_ran_out_is_handed_in_at_its_deadline(
    exam: Exam, bank: Bank, history: History, clock: Clock
) -> None:
    exam.respond("0.5")
    clock.go_on(3000)
    late = resumed(bank, history)
    assert late.is_over
    assert [one.attempt.right for one in late.hand_in()] == [True, False, False, False]
    assert history.rows("SELECT ended_at = deadline FROM sessions") == [(1,)]
    assert resume_exam(bank, "here", history) is None


def test_a_draft_that_cannot_be_read_at_the_end_is_missed(exam: Exam) -> None:
    exam.jump(4)
    exam.redraft(["a = (("])
    one = exam.hand_in()[3]
    assert (one.grade.verdict, one.attempt.score) == (Verdict.INVALID, 0.0)
    assert exam.summary().missed == 4


def test_a_question_that_left_the_bank_is_left_out(
    exam: Exam, bank: Bank, history: History, tmp_path: Path
) -> None:
    exam.respond("0.5")
    path = tmp_path / "smaller.yaml"
    path.write_text(BANK.replace("id: odd", "id: even"), encoding="utf-8")
    found = resume_exam(load_bank(path), "here", history)
    assert found is not None
    assert found.left_out == 1
    assert [place.answered for place in found.exam.places] == [True, False, False]
    assert len(found.exam.hand_in()) == 3


IMPOSSIBLE = """\
  - {id: none, type: numeric, prompt: "Double {{ n }}.", answer: 2*n, explanation: Twice that.,
     parameters: {n: {integer: [1, CEILING]}}, constraint: n > 5}
"""


def test_a_question_without_a_variant_is_left_out(
    bank: Bank, history: History, tmp_path: Path
) -> None:
    path = tmp_path / "spoilt.yaml"
    items = [Item(1, "none", 5), Item(2, "half", 5)]
    path.write_text(BANK + IMPOSSIBLE.replace("CEILING", "9"), encoding="utf-8")
    whole = load_bank(path)
    assert askable(whole, items) == tuple(items)
    start_exam(whole, "here", history, items, 30, "{}")
    path.write_text(BANK + IMPOSSIBLE.replace("CEILING", "3"), encoding="utf-8")
    spoilt = load_bank(path, lenient=True)
    found = resume_exam(spoilt, "here", history)
    assert found is not None
    assert found.left_out == 1
    assert found.exam.asking.question.id == "half"
