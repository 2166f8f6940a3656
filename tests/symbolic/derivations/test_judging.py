"""Judging lines: what is skipped, what is explained, what is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.symbolic.derivations import judge
from quiz.symbolic.tasks import Declaration, DerivationJudgement, DerivationTask, MilestoneTask

TASK = DerivationTask(
    goal="dJ/dz = p - y",
    symbols={"y": Declaration("{0, 1}"), "z": Declaration()},
    given={"p": "sigmoid(z)", "J": "-(y*log(p) + (1-y)*log(1-p))"},
    milestones=(MilestoneTask("dJ/dp = (p-y)/(p*(1-p))"),),
)


def _verdicts(response: str, task: DerivationTask = TASK) -> list[str]:
    return [line.verdict for line in judge(task, response).lines]


def _message(response: str, line: int = 1) -> str:
    return judge(TASK, response).lines[line - 1].message or ""


@pytest.mark.parametrize(
    ("response", "verdicts"),
    [
        # After a line that cannot be read, its left side is still the chain's.
        ("dJ/dz = (p - y\n= p - y\n= y - p", ["unreadable", "follows", "does_not_follow"]),
        ("dJ/dz = q\ndJ/dz = p - y", ["unreadable", "follows"]),
        ("= p - y", ["unreadable"]),
        ("z > 0\ndJ/dz = p - y", ["unsupported", "follows"]),
        ("J > 0\ndJ/dz = p - y", ["follows", "follows"]),
        ("dJ/dz =\n  p - y", ["follows", "follows"]),
        ("J = gamma(z) - gamma(z) + d/dz gamma(z)", ["unsupported"]),
        # A name that is known cannot be defined anew: the line claims an equality.
        ("J := 0", ["does_not_follow"]),
        ("u := 1 - p\nu = sigmoid(-z)", ["follows", "follows"]),
        ("u := u + 1", ["unreadable"]),
        ("=> J = softplus(z) - y*z", ["follows"]),
        ("=> J = softplus(z) + y*z", ["does_not_follow"]),
        ("0 = 3", ["does_not_follow"]),
        ("0 = 0", ["follows"]),
    ],
)
def test_lines_that_cannot_be_judged_are_skipped(response: str, verdicts: list[str]) -> None:
    assert _verdicts(response) == verdicts


def test_a_counterexample_comes_with_its_values() -> None:
    line = judge(TASK, "dJ/dz = y - p").lines[0]
    assert line.evidence is not None
    assert line.evidence.kind == "counterexample"
    assert set(line.evidence.at) == {"y", "z"}
    assert line.evidence.left != line.evidence.right
    assert "the left side is" in (line.message or "")


def test_the_term_that_is_wrong_is_named() -> None:
    response = "J = -y*log(p) - (1-y)*log(1-p)\n  = -y*log(p) - (1-y)*log(p)"
    assert "Look at log(p)." in _message(response, 2)


def test_an_own_name_is_explained_where_one_is_used() -> None:
    assert "write u := …" in _message("u = 1 - p")


def test_a_message_names_the_column() -> None:
    assert _message("J = 2*(p").startswith("Column 9: ")


def test_lost_and_gained_solutions_are_named() -> None:
    task = DerivationTask("x = 0 or x = 2", {"x": Declaration()}, start="x^2 = 2*x")
    lost, gained = judge(task, "x = 2").lines[0], judge(task, "x^3 = 4*x").lines[0]
    assert "x = 0 solves the condition above, but is lost" in (lost.message or "")
    assert "x = −2 solves this line, but not the condition above" in (gained.message or "")


def test_an_equation_with_no_condition_in_force_is_told_so() -> None:
    task = DerivationTask("x = 1", {"x": Declaration()})
    message = judge(task, "x = 1").lines[0].message or ""
    assert "the left side is" in message
    assert "No condition is in force" in message


def test_conditions_that_were_never_seen_to_hold_are_not_called_the_same() -> None:
    symbols = {"t": Declaration("(0, 1)"), "a": Declaration("positive")}
    task = DerivationTask("t = a + 100", symbols, start="t = a + 100")
    assert _verdicts("t = a + 50", task) == ["undecided"]
    assert _verdicts("t - a = 100", task) == ["follows"]


def test_parameters_are_numbers() -> None:
    task = DerivationTask(
        goal="J = 4*x",
        symbols={"x": Declaration()},
        values={"a": 2, "cs": (1, 3)},
        given={"J": "a^2*x"},
    )
    assert judge(task, "J = 4*x").goal_line == 1
    assert _verdicts("J = (cs_1 + cs_2)*x\nJ = 3*x", task) == ["follows", "does_not_follow"]


def test_without_declared_symbols_letters_are_real() -> None:
    task = DerivationTask("J = 2*x + q - q", given={"J": "x + x"})
    assert _verdicts("J = 2x\nJ = 2q", task) == ["follows", "does_not_follow"]


def test_a_goal_after_an_error_is_still_said_to_stand_there() -> None:
    judged = judge(TASK, "dJ/dz = y - p\ndJ/dz = p - y")
    assert (judged.first_error, judged.goal_line) == (1, 2)


@pytest.mark.parametrize(
    "restated",
    [
        "dJ/dz = dJ/dz",
        "dJ/dz = diff(J, z)",
        "dJ/dz = sigmoid(z) - y",
        "dJ/dz = p - y + 0*(1 + 1 + 1 + 1)",
        "p - y = dJ/dz",
        "J = -(y*log(p) + (1-y)*log(1-p))",
    ],
)
def test_the_goal_is_not_reached_in_other_words(restated: str) -> None:
    judged = judge(TASK, restated)
    assert judged.first_error is None
    assert judged.goal_line is None


@pytest.mark.parametrize("written", ["z^(1/2) + exp(-z)", "sqrt(z) + e^(-z)", "√z + e^{-z}"])
def test_spellings_of_one_operation_are_one(written: str) -> None:
    domains = {"z": Declaration("positive")}
    task = DerivationTask("J = sqrt(z) + exp(-z)", domains, given={"J": "z^0.5 + 1/exp(z)"})
    assert judge(task, f"J = {written}").goal_line == 1


@pytest.mark.parametrize("ending", [" = 0", ""])
def test_a_wrong_slope_set_to_zero_is_shown_where_neither_slope_is_zero(ending: str) -> None:
    symbols = {"v": Declaration("positive"), "s": Declaration("positive")}
    task = DerivationTask("v = s", symbols, given={"l": "-log(v) - s/v"})
    (line,) = judge(task, f"dl/dv = -1/v + s/v{ending}").lines
    assert line.verdict == "does_not_follow"
    assert line.evidence is not None
    values = line.evidence.left, line.evidence.right
    assert values[0] != values[1]
    if ending:
        assert 0 not in values
        assert "the right side is 0" not in (line.message or "")


def test_of_a_derivative_the_name_that_is_not_known_is_named() -> None:
    assert "The name a is not known" in _message("dJ/da = 2(a-y)")
    assert "The name C is not known" in _message("dC/dz = p - y")


def test_long_working_is_refused_with_a_reason() -> None:
    judged = judge(TASK, "J = J\n" * 61)
    assert len(judged.lines) == 61
    assert judged.lines[-1].verdict == "unreadable"
    (only,) = judge(TASK, "J = " + "1+" * 3000 + "1").lines
    assert only.verdict == "unreadable"
    assert "4000" in (only.message or "")


def test_nothing_is_judged_in_an_empty_response() -> None:
    assert judge(TASK, " \n\n# later\n") == DerivationJudgement((), None, (None,), None)


PIECES = [*"Jpyzu()=+-*/^±12{}#[]_'<|!", "dJ/dz", "log", "sum(", "prod(", "=>", ":=", "1/2"]
PIECES += ["\\frac", "\n", " or ", " and ", ", i=1..n)", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_judged(response: str) -> None:
    judged = judge(TASK, response)
    assert [line.number for line in judged.lines] == list(range(1, len(judged.lines) + 1))
    assert all(line.message for line in judged.lines if not line.verdict.startswith("follows"))
