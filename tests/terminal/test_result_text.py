from __future__ import annotations

import pytest

from quiz.markup.text import Notation
from quiz.practice.progress import Attempt, Item, Outcome
from quiz.practice.session import Asking
from quiz.questions import KINDS
from quiz.questions.grading import DerivationGrade, Grade, LineGrade
from quiz.questions.verdict import Verdict
from quiz.terminal.look import Look
from quiz.terminal.result_text import invalid_text, result_text

DERIVATION = {
    "id": "derive",
    "type": "derivation",
    "prompt": "Differentiate.",
    "explanation": "The quotient rule, and then the definition once more.",
    "symbols": {"z": "real"},
    "given": {"s": "1/(1 + exp(-z))"},
    "goal": "diff(s, z) = s*(1 - s)",
    "solution": "diff(s, z) = s*(1 - s)",
}
LINES = (
    LineGrade(number=1, text="ds/dz = s*(1+s)", verdict="does_not_follow", feedback=("A slip.",)),
    LineGrade(number=2, text="= s + s^2", verdict="follows_given_error"),
    LineGrade(number=3, text="ds/dz = s*(1-s)", verdict="follows"),
)


def asking() -> Asking:
    question = KINDS["derivation"].model_validate(DERIVATION)
    variant = question.variant()
    return Asking.of(Item(1, "derive", 1), 1, 1, variant)


def result(grade: Grade, points: float = 0.0, hints: int = 0, look: Look | None = None) -> str:
    attempt = Attempt(
        1, Outcome.ANSWERED, "x", grade.verdict, grade.score, points=points, hints=hints
    )
    return result_text(asking(), grade, attempt, look or Look())


def test_each_line_of_a_derivation_is_judged() -> None:
    text = result(DerivationGrade(verdict=Verdict.PARTLY_CORRECT, score=0.5, lines=LINES), 0.5)
    assert "  1 ✗ ds/dz = s*(1+s)\n      A slip." in text
    assert "  2 ✓ = s + s^2\n      It follows from your earlier line." in text
    assert "  3 ✓ ds/dz = s*(1-s)\n" in text
    assert "~ Partly right · 0.5 of 1 point" in text


def test_a_line_that_may_be_read_in_two_ways_shows_how_it_was_read() -> None:
    lines = (
        LineGrade(number=1, text="J = 1/2x", verdict="follows", read_as="J = 1/2·x"),
        LineGrade(number=2, text="J = x/2", verdict="follows", read_as="J = x/2"),
        LineGrade(
            number=3,
            text="J = 2/3x",
            verdict="does_not_follow",
            feedback=("This was read as 2/3·x.",),
            read_as="J = 2/3·x",
        ),
    )
    text = result(DerivationGrade(verdict=Verdict.CORRECT, score=1, lines=lines), 1)
    assert "  1 ✓ J = 1/2x\n      read as  J = 1/2·x\n  2 ✓ J = x/2\n  3 ✗ J = 2/3x\n" in text
    assert text.count("ead as") == 2


def test_what_stands_under_a_line_is_not_said_again() -> None:
    said = ("Line 1 does not follow.", "A slip.", "The goal was reached.")
    grade = DerivationGrade(verdict=Verdict.INCORRECT, score=0, lines=LINES, feedback=said)
    text = result(grade)
    assert text.count("A slip.") == 1
    assert "Line 1 does not follow.\n\nThe goal was reached." in text


def test_what_is_undecided_is_said_and_not_counted() -> None:
    text = result(Grade.undecided("It took too long."))
    assert "? Undecided · not counted" in text
    assert "It took too long." in text


def test_a_formula_is_echoed_as_it_was_read() -> None:
    text = result(Grade.scored(1, read_as="s·(1 − s)"), 1.0)
    assert text.startswith("Read as  s·(1 − s)\n")


EXPRESSION = {
    "id": "rmse",
    "type": "expression",
    "prompt": "What is the RMSE?",
    "explanation": "The root of the mean.",
    "symbols": {"S": "nonnegative", "n": "natural"},
    "answer": "sqrt(S/n)",
}


def formula_result(typed: str, width: int = 80) -> str:
    question = KINDS["expression"].model_validate(EXPRESSION)
    variant = question.variant()
    asked = Asking.of(Item(1, "rmse", 1), 1, 1, variant)
    attempt = Attempt(1, Outcome.ANSWERED, typed, Verdict.CORRECT, 1.0, points=1.0)
    return result_text(asked, Grade.scored(1, read_as="as read"), attempt, Look(width))


def test_a_formula_with_a_fraction_is_echoed_in_two_dimensions_as_typed() -> None:
    assert formula_result("√S/√n").startswith("Read as\n\n  √S\n  ──\n  √n\n\n")


def test_a_formula_without_one_is_echoed_on_its_line() -> None:
    assert formula_result("(S*n^-1)^0.5").startswith("Read as  (S·n⁻¹)^(0.5)\n\n")


def test_a_formula_too_wide_for_the_screen_is_echoed_on_lines_that_fit() -> None:
    text = formula_result("sqrt((" + "S+" * 20 + "S)/(21*n))", width=30)
    echo = text.split("\n\n")[1].split("\n")
    assert echo[0].startswith("  √((S + S")
    assert all(len(line) <= 30 for line in echo)


def test_the_right_formula_is_shown_in_two_dimensions() -> None:
    assert "Answer\n\n   ┌──\n   │ S\n   │ ─\n  ╲│ n\n" in formula_result("x")


def test_what_can_no_longer_be_read_is_echoed_as_the_grade_has_it() -> None:
    assert formula_result("S/").startswith("Read as  as read\n")


@pytest.mark.parametrize("notation", ["linear", "ascii"])
def test_words_say_what_signs_would(notation: Notation) -> None:
    grade = DerivationGrade(verdict=Verdict.PARTLY_CORRECT, score=0.5, lines=LINES)
    text = result(grade, 0.5, look=Look(notation=notation))
    assert "  1 does not follow: ds/dz = s*(1+s)\n      A slip." in text
    assert "  3 follows: ds/dz = s*(1-s)\n" in text
    assert text.startswith("Partly right ")
    assert not {"✓", "✗", "~"} & {*text}


def test_hints_taken_are_named_beside_the_points() -> None:
    text = result(Grade.scored(1), 0.9, hints=1)
    assert "✓ Right · 0.9 of 1 point (1 hint taken)" in text


def test_an_answer_that_could_not_be_read_says_that_it_costs_nothing() -> None:
    text = invalid_text(Grade.invalid("Column 3: a bracket is open."), Look())
    assert text == "Column 3: a bracket is open.\n\nNot counted: answer again."


def test_of_a_working_the_line_that_cannot_be_read_is_named() -> None:
    lines = (
        LineGrade(number=1, text="a = b", verdict="follows"),
        LineGrade(number=2, text="c = (", verdict="unreadable", feedback=("Column 6: what?",)),
    )
    remark = "Line 2 could not be read, so nothing after it could be scored."
    grade = DerivationGrade(verdict=Verdict.INVALID, score=None, lines=lines, feedback=(remark,))
    text = invalid_text(grade, Look())
    assert "Line 2 cannot be read; mend it and answer again." in text
    assert "scored" not in text


def test_the_answer_and_the_explanation_follow_the_feedback() -> None:
    text = result(Grade.scored(0, "The sign is wrong."))
    places = [text.index(part) for part in ("Not right", "sign is wrong", "Answer", "quotient")]
    assert places == sorted(places)
