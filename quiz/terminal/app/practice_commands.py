"""What can be done while practising, and when."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from quiz.practice.session import Asking
from quiz.terminal.app.commands import Command
from quiz.terminal.app.screen import HELP, SCROLLING, STOP
from quiz.terminal.question_text import number, points


class Phase(Enum):
    """What the learner is about to do."""

    ANSWERING = auto()
    READING = auto()
    """The question is closed, and what is said about the answer can be read."""
    RETRYING = auto()


NOT_IN_A_RETRY = frozenset({"skip", "give_up"})
"""Commands that in a retry only say what goes on from there."""

HINT = Command("ctrl+t", "Hint", "a hint; it costs part of the points", "hint")

COMMANDS = (
    Command("enter", "Answer", "answer", "answer"),
    Command("ctrl+s", "Answer", "answer", "answer_lines"),
    Command("enter,space,n", "Next", "go on to the next question", "next"),
    Command("escape", "Next", "go on to the next question", "leave_retry"),
    Command("r", "Retry", "answer once more; nothing is counted", "retry"),
    Command("ctrl+r", "Check", "check the lines so far; nothing is counted", "check"),
    HINT,
    Command("ctrl+n", "Skip", "skip this question; nothing is counted", "skip"),
    Command("ctrl+g", "Give up", "see the answer; it counts as missed", "give_up"),
    Command("ctrl+o,u", "Take back", "take the last answer back and answer again", "take_back"),
    Command("ctrl+f", "Flag", "flag this question, or change its flag", "flag"),
    Command("", "Take the flag off", "take the flags off this question", "unflag", hidden=True),
    *SCROLLING,
    STOP,
    HELP,
)


def can(action: str, phase: Phase, asking: Asking, *, missed: bool, undoable: bool) -> bool:
    """Whether a command can be given now.

    `missed` says that the question was closed and not answered fully, `undoable` that there is an
    answer to take back.
    """
    in_lines = asking.layout.shape == "lines"
    reading, retrying = phase is Phase.READING, phase is Phase.RETRYING
    allowed = {
        "answer": not reading and not in_lines,
        "answer_lines": not reading and in_lines,
        "check": not reading and in_lines,
        "hint": not reading and bool(asking.presentation.hints),
        "skip": not reading,
        "give_up": not reading,
        "next": reading,
        "leave_retry": retrying,
        "retry": reading and missed,
        "take_back": undoable and not retrying,
    }
    return allowed.get(action, True)


def priced(command: Command, phase: Phase, asking: Asking) -> Command:
    """The command as it is shown: a hint with what it costs here, other commands as they are."""
    if command is not HINT:
        return command
    price = asking.hint_price
    if phase is Phase.RETRYING or not price:
        return replace(command, about="a hint; it costs nothing")
    label, about = f"Hint −{number(price)}", f"a hint; it costs {points(price)}"
    return replace(command, label=label, about=about)
