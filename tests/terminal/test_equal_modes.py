"""What the app can do, the plain mode can do: each key of the one has a command in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from quiz.terminal import plain_exam, question_text
from quiz.terminal.app.commands import Command
from quiz.terminal.app.exam_commands import COMMANDS as EXAM
from quiz.terminal.app.practice_commands import COMMANDS as PRACTICE
from quiz.terminal.app.review_screen import COMMANDS as REVIEW
from quiz.terminal.app.screen import SCROLLING

ENTER = "Enter"
ANYWHERE = {"answer": ENTER, "answer_lines": ENTER, "next": ENTER, "stop": ":q", "help": ":h"}
PRACTICE_WORDS = ANYWHERE | {
    **{"leave_retry": ":s", "retry": ":r", "check": ":c", "hint": "?", "skip": ":s"},
    **{"give_up": ":g", "take_back": ":u", "flag": ":f", "unflag": ":f-"},
}
EXAM_WORDS = ANYWHERE | {
    **{"back": ":j", "places": ":o", "hand_in": ":e", "flag": ":f", "withdraw": ":u"},
}
REVIEW_WORDS = ANYWHERE | {"back": ":j", "next_missed": ":m", "end": ":q", "help": ENTER}


@pytest.mark.parametrize(
    ("commands", "words", "told"),
    [
        (PRACTICE, PRACTICE_WORDS, question_text.COMMANDS + ENTER),
        (EXAM, EXAM_WORDS, plain_exam.COMMANDS),
        (REVIEW, REVIEW_WORDS, plain_exam.REVIEW),
    ],
    ids=["practice", "exam", "review"],
)
def test_each_key_of_the_app_has_a_command_in_the_plain_mode(
    commands: Sequence[Command], words: Mapping[str, str], told: str
) -> None:
    scrolling = {command.action for command in SCROLLING}  # a terminal scrolls by itself
    for action in {command.action for command in commands} - scrolling:
        assert words[action] in told
