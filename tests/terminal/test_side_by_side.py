from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.terminal.side_by_side import Row, Step, Working, aligned, side_by_side


@pytest.mark.parametrize(
    ("left", "right", "steps", "rows"),
    [
        (0, 0, [], []),
        (2, 1, [], [Row(1, 1), Row(2, None)]),
        (
            3,
            2,
            [Step("1", 2, 1), Step("goal", 3, 2)],
            [Row(1, None), Row(2, 1, "1"), Row(3, 2, "goal")],
        ),
        (
            2,
            4,
            [Step("1", 1, 3)],
            [Row(None, 1), Row(None, 2), Row(1, 3, "1"), Row(2, 4)],
        ),
        # In another order, the later of the two is kept.
        (
            2,
            2,
            [Step("1", 2, 1), Step("goal", 1, 2)],
            [Row(1, None), Row(2, 1, "1"), Row(None, 2)],
        ),
        # One line of the learner shows what takes the model two.
        (
            1,
            2,
            [Step("1", 1, 1), Step("goal", 1, 2)],
            [Row(None, 1), Row(1, 2, "goal")],
        ),
    ],
)
def test_what_both_show_stands_in_one_row(
    left: int, right: int, steps: list[Step], rows: list[Row]
) -> None:
    assert list(aligned(left, right, steps)) == rows


@given(st.integers(0, 8), st.integers(0, 8), st.data())
def test_each_line_stands_there_once_and_in_order(
    left: int, right: int, data: st.DataObject
) -> None:
    steps: list[Step] = []
    if left and right:
        places = st.tuples(st.integers(1, left), st.integers(1, right))
        steps = [Step("s", *place) for place in data.draw(st.lists(places, max_size=5))]
    rows = aligned(left, right, steps)
    assert [row.left for row in rows if row.left] == list(range(1, left + 1))
    assert [row.right for row in rows if row.right] == list(range(1, right + 1))
    assert any(row.step for row in rows) == bool(steps)


def test_two_workings_are_shown_in_columns() -> None:
    ours = Working("Your lines", ["J = a very long line that is wrapped", "p\u0302 = 1"])
    model = Working("Answer", ["p\u0302 = 1", "  = 2"])
    shown = side_by_side(ours, model, [Step("1", 2, 1)], 60)
    assert shown.split("\n") == [
        "Your lines                   │     Answer",
        "  1 J = a very long line     │",
        "      that is wrapped        │",
        "  2 p\u0302 = 1                 ── 1 ───   1 p\u0302 = 1",
        "                             │       2   = 2",
    ]
