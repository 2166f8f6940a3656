"""Two workings beside each other; a step that both show stands in one row."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from quiz.markup.characters import width as columns_of

NUMBER_WIDTH, MIDDLE_WIDTH = 4, 10


@dataclass(frozen=True)
class Working:
    """A column: what it is called, and its lines."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Step:
    """What both workings show, each on a line that counts from 1."""

    name: str
    left: int
    right: int


@dataclass(frozen=True)
class Row:
    """A line of each working, None for a gap; `step` names what both show."""

    left: int | None
    right: int | None
    step: str = ""


def aligned(left: int, right: int, steps: Sequence[Step]) -> tuple[Row, ...]:
    """The rows for workings of so many lines.

    Where the workings take the steps in another order, as many as possible are kept in one row;
    of as many, the later ones.
    """
    rows: list[Row] = []
    at_left = at_right = 0
    for step in _in_both_orders(steps):
        rows += _between(at_left, step.left - 1, at_right, step.right - 1)
        rows.append(Row(step.left, step.right, step.name))
        at_left, at_right = step.left, step.right
    return (*rows, *_between(at_left, left, at_right, right))


def side_by_side(left: Working, right: Working, steps: Sequence[Step], width: int) -> str:
    """The two workings in columns, together as wide as `width`."""
    room = (width - MIDDLE_WIDTH) // 2
    bar = f"{'│':^{MIDDLE_WIDTH}}"
    shown = [_padded(left.title, room) + bar + right.title]
    for row in aligned(len(left.lines), len(right.lines), steps):
        cells = _cell(left, row.left, room), _cell(right, row.right, room)
        for place, (one, other) in enumerate(zip_longest(*cells, fillvalue="")):
            middle = _named(row.step) if row.step and place == 0 else bar
            shown.append(_padded(one, room) + middle + other)
    return "\n".join(line.rstrip() for line in shown)


def _in_both_orders(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The longest run of steps that go down the lines of both workings."""
    best: list[tuple[Step, ...]] = []
    ordered = sorted(steps, key=lambda step: (step.left, step.right))
    for step in ordered:
        before = [run for run in best if run[-1].left < step.left and run[-1].right < step.right]
        longest = max(reversed(before), key=len, default=())
        best.append((*longest, step))
    return max(reversed(best), key=len, default=())


def _between(left: int, left_end: int, right: int, right_end: int) -> Iterator[Row]:
    """The lines after `left` and `right` up to the ends, paired from the top."""
    lines = zip_longest(range(left + 1, left_end + 1), range(right + 1, right_end + 1))
    return (Row(one, other) for one, other in lines)


def _cell(working: Working, number: int | None, room: int) -> list[str]:
    """A line of a working behind its number, wrapped to its column."""
    if number is None:
        return [""]
    text = working.lines[number - 1]
    margin = room - NUMBER_WIDTH
    indent = min(len(text) - len(text.lstrip()) + 2, margin // 2)
    lines = textwrap.wrap(text, margin, subsequent_indent=" " * indent, break_on_hyphens=False)
    label = f"{number:>{NUMBER_WIDTH - 1}} "
    return [label + lines[0], *(" " * NUMBER_WIDTH + line for line in lines[1:])]


def _named(step: str) -> str:
    return f" {f' {step} ':─^{MIDDLE_WIDTH - 2}} "


def _padded(text: str, room: int) -> str:
    return text + " " * (room - columns_of(text))
