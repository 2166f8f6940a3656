"""The score of working, from what the engine saw in its lines."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions import Verdict
from quiz.questions.derivation_score import DerivationScore, score_derivation
from quiz.symbolic.tasks import DerivationJudgement, LineJudgement, LineVerdict, MilestoneTask

CODES: dict[str, LineVerdict] = {
    "f": "follows",
    "e": "follows_given_error",
    "x": "does_not_follow",
    "?": "unreadable",
    "s": "unsupported",
    "u": "undecided",
}


def scored(
    lines: str,
    milestones: tuple[int | None, ...] = (),
    goal: int | None = None,
    *,
    points: tuple[float, ...] | None = None,
    goal_points: float | None = None,
    required: tuple[int, ...] = (),
) -> DerivationScore:
    """The score of lines, a letter each, whose milestones and goal stand on the lines named."""
    worth = points or tuple(1.0 for _ in milestones)
    judgement = DerivationJudgement(
        lines=tuple(
            LineJudgement(number, code, CODES[code]) for number, code in enumerate(lines, 1)
        ),
        first_error=lines.index("x") + 1 if "x" in lines else None,
        milestones=milestones,
        goal_line=goal,
    )
    steps = [
        MilestoneTask("line", value, number in required) for number, value in enumerate(worth, 1)
    ]
    return score_derivation(
        judgement, steps, max(1.0, sum(worth)) if goal_points is None else goal_points
    )


@pytest.mark.parametrize(
    ("lines", "milestones", "goal", "score", "earned"),
    [
        # everything, and nothing
        ("ff", (1,), 2, 1, (True,)),
        ("f", (), 1, 1, ()),
        ("f", (), None, 0, ()),
        ("f", (None, None), None, 0, (False, False)),
        # the goal weighs as much as the milestones together
        ("ff", (1, None), None, Fraction(1, 4), (True, False)),
        ("ff", (1, 2), None, Fraction(1, 2), (True, True)),
        # a later milestone, or the goal, earns the earlier ones
        ("f", (None, 1), None, Fraction(1, 2), (True, True)),
        ("f", (None, None), 1, 1, (True, True)),
        ("f", (None, 1, None), None, Fraction(1, 3), (True, True, False)),
        # a goal reached after a first error counts half
        ("xe", (None,), 2, Fraction(3, 4), (True,)),
        ("fxf", (1, None), 3, Fraction(3, 4), (True, True)),
        ("x", (), None, 0, ()),
        # an error after the goal takes no points, but it is not all correct
        ("fx", (None,), 1, 1, (True,)),
        ("xf", (2,), None, Fraction(1, 2), (True,)),
    ],
)
def test_the_score_is_what_was_reached_of_all(
    lines: str,
    milestones: tuple[int | None, ...],
    goal: int | None,
    score: Fraction | float,
    earned: tuple[bool, ...],
) -> None:
    result = scored(lines, milestones, goal)
    assert (result.score, result.earned) == (score, earned)
    assert result.goal_reached == (goal is not None)


def test_a_required_milestone_has_to_be_shown() -> None:
    result = scored("f", (None, None), 1, required=(1,))
    assert result.earned == (False, True)
    assert result.score == Fraction(3, 4)
    assert result.verdict is Verdict.PARTLY_CORRECT


def test_points_weigh() -> None:
    assert scored("f", (1, None), points=(3, 1)).score == Fraction(3, 8)
    assert scored("f", (1, None), points=(3, 1), goal_points=1).score == Fraction(3, 5)
    assert scored("f", (1,), points=(0.25,)).score == Fraction(1, 5)


@pytest.mark.parametrize(
    ("lines", "goal", "verdict"),
    [
        ("f", 1, Verdict.CORRECT),
        ("fx", 1, Verdict.PARTLY_CORRECT),
        ("xe", 2, Verdict.PARTLY_CORRECT),
        ("f", None, Verdict.INCORRECT),
        ("x", None, Verdict.INCORRECT),
        # a line that could not be judged, before the goal or without it
        ("?f", 2, Verdict.INVALID),
        ("?f", None, Verdict.INVALID),
        ("f?", None, Verdict.INVALID),
        ("uf", 2, Verdict.UNDECIDED),
        ("sf", 2, Verdict.UNDECIDED),
        ("f u", None, Verdict.UNDECIDED),
        ("u?f", 3, Verdict.INVALID),
        # one after the goal does no harm
        ("f?", 1, Verdict.CORRECT),
        ("fu", 1, Verdict.CORRECT),
    ],
)
def test_the_verdict_is_correct_only_for_a_full_score_without_error(
    lines: str, goal: int | None, verdict: Verdict
) -> None:
    result = scored(lines.replace(" ", ""), (), goal)
    assert result.verdict is verdict
    assert (result.score is None) == (verdict in (Verdict.INVALID, Verdict.UNDECIDED))


REACHED = st.lists(st.none() | st.integers(min_value=1, max_value=4), max_size=5).map(tuple)


@given(
    lines=st.text(alphabet="fex", min_size=4, max_size=4),
    reached=REACHED,
    goal=st.none() | st.integers(min_value=1, max_value=4),
    data=st.data(),
)
def test_reaching_more_never_costs(
    lines: str, reached: tuple[int | None, ...], goal: int | None, data: st.DataObject
) -> None:
    required = data.draw(st.sets(st.integers(min_value=1, max_value=5)).map(tuple))
    score = scored(lines, reached, goal, required=required).score
    assert score is not None
    assert 0 <= score <= 1
    if reached:
        place = data.draw(st.integers(min_value=0, max_value=len(reached) - 1))
        more = (*reached[:place], reached[place] or 1, *reached[place + 1 :])
        better = scored(lines, more, goal, required=required).score
        assert better is not None
        assert better >= score
    full = scored("ffff", (1,) * len(reached), 4, required=required)
    assert full.score == 1
    assert full.verdict is Verdict.CORRECT


def test_working_that_was_not_judged_at_all_is_undecided() -> None:
    lines = (LineJudgement(1, "a = b", "undecided"),)
    result = score_derivation(DerivationJudgement(lines), [MilestoneTask("a = c")], 1)
    assert (result.verdict, result.score, result.earned) == (Verdict.UNDECIDED, None, (False,))
