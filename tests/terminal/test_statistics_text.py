from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quiz.markup.characters import width
from quiz.practice.statistics import Accuracy, Due, Missed, Statistics, Streak, Tally
from quiz.terminal.look import Look
from quiz.terminal.statistics_text import statistics_text

DAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


def series(name: str, *weeks: tuple[int, int]) -> Accuracy:
    """Answers and right ones in the last weeks, the last of them this week's."""
    dated = {
        MONDAY - timedelta(weeks=ago): Tally(*counts)
        for ago, counts in zip(range(len(weeks) - 1, -1, -1), weeks, strict=True)
        if counts[0]
    }
    answered, right = (sum(counts) for counts in zip(*weeks, strict=True))
    return Accuracy(name, Tally(answered, right), dated)


FOUND = Statistics(
    bank="Question bank",
    day=DAY,
    total=series("all", (10, 5), (0, 0), (8, 7)),
    tags=(series("bce", (4, 0), (0, 0), (4, 4)), series("categorical-cross-entropy-loss", (2, 1))),
    kinds=(series("multiple_choice", (18, 12)),),
    due=Due(today=3, tomorrow=1, within_a_week=4, later=9, new=20),
    sure=Tally(10, 9),
    unsure=Tally(8, 3),
    streak=Streak(2, 5),
    most_missed=(Missed("derive-bce-many-samples", 4, 5),),
)


def test_the_figures_are_drawn_with_bars() -> None:
    text = statistics_text(FOUND, Look())
    for line in (
        "18 answers, 12 right (67%).",
        "  9 Nov   ███████████████                   50%  5/10",
        "  16 Nov                                            -",
        "  23 Nov  ██████████████████████████▎       88%   7/8",
        "  bce                         ███████████████                   50%  4/8  ▁ █",
        "  categorical-cross-entropy…  ███████████████                   50%  1/2    ▅",
        "  today 3 · tomorrow 1 · within a week 4 · later 9 · new 20",
        "  now 2 · longest 5",
        "  sure    ███████████████████████████       90%  9/10",
        "  derive-bce-many-samples: missed 4 of 5",
    ):
        assert line in text.splitlines(), text


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_every_line_fits(columns: int) -> None:
    lines = statistics_text(FOUND, Look(width=columns)).splitlines()
    assert max(width(line) for line in lines) <= columns


def test_a_terminal_without_unicode_gets_the_same_bars_in_ascii() -> None:
    look = Look(width=60, notation="ascii")
    text = look.plain(statistics_text(FOUND, look))
    assert text.isascii()
    assert "  23 Nov  ##########################....    88%   7/8" in text.splitlines()
    assert "0 9" in text, "the weeks of a tag, in tenths"


def test_a_screen_reader_gets_sentences() -> None:
    text = statistics_text(FOUND, Look(notation="linear"))
    assert "  bce: 8 answers, 4 right (50%)" in text.splitlines()
    assert "  now 2, longest 5" in text.splitlines()
    assert "█" not in text


def test_answers_that_replace_others_are_said_to_be_left_out() -> None:
    text = " ".join(statistics_text(replace(FOUND, retaken=2), Look()).split())
    assert "2 more answers are not counted: each replaces one that was taken back." in text
    assert "not counted" not in statistics_text(FOUND, Look())


def test_without_answers_there_is_a_sentence() -> None:
    nothing = Accuracy("all", Tally(), {})
    empty = replace(FOUND, total=nothing, tags=(), kinds=(), due=Due(new=9))
    assert "Nothing was answered yet" in statistics_text(empty, Look())
    assert "New: 9." in statistics_text(empty, Look())
