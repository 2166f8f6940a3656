"""The two functions that a program calls without a question."""

import pytest

from quiz.symbolic import check_derivation, compare
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Declaration


def test_equal_expressions_are_proved_equal_on_their_domains() -> None:
    judgement = compare("log(p/(1-p))", "log p - log(1-p)", {"p": "(0, 1)"})
    assert judgement.outcome == "equal"
    assert judgement.evidence is not None
    assert judgement.evidence.kind == "proved"


def test_a_difference_comes_with_a_counterexample() -> None:
    judgement = compare("log(p^2)", "2*log(p)")
    assert judgement.outcome == "different"
    assert judgement.evidence is not None
    assert judgement.evidence.kind == "counterexample"


def test_objectives_compare_as_the_options_say() -> None:
    squares, half = "sum((x_i-m)^2, i=1..n)", "1/2*sum((x_i-m)^2, i=1..n) + 3"
    symbols = {"x": Declaration(index=("n",)), "m": Declaration()}
    assert compare(squares, half, symbols).outcome == "different"
    alike = compare(squares, half, symbols, up_to="affine", with_respect_to=["m"])
    assert alike.outcome == "equal"


def test_working_is_followed_line_by_line() -> None:
    judgement = check_derivation(
        "log(L) = y*log(p) - (1-y)*log(1-p)\nJ = -y*log(p) - (1-y)*log(1-p)",
        goal="J = -(y*log(p) + (1-y)*log(1-p))",
        given={"L": "p^y*(1-p)^(1-y)", "J": "-log(L)"},
        symbols={"y": "{0, 1}", "p": "(0, 1)"},
    )
    assert [line.verdict for line in judgement.lines] == ["does_not_follow", "follows"]
    assert judgement.first_error == 1
    assert judgement.goal_line == 2


@pytest.mark.parametrize(
    ("answer", "symbols"), [("2*x + (", None), ("x", {"x": "(0, 1"}), ("y", {"x": "real"})]
)
def test_an_answer_or_domain_that_cannot_be_read_is_the_callers_error(
    answer: str, symbols: dict[str, str] | None
) -> None:
    with pytest.raises(MathematicsError):
        compare(answer, "x", symbols)


@pytest.mark.parametrize(("goal", "start"), [("J = (", None), ("x = 1", "2 +* 3")])
def test_a_goal_or_start_that_cannot_be_read_is_the_callers_error(
    goal: str, start: str | None
) -> None:
    with pytest.raises(MathematicsError):
        check_derivation("x = 1", goal, start=start)
