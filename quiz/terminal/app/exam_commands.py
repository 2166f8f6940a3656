"""What can be done in an exam."""

from __future__ import annotations

from quiz.terminal.app.commands import Command
from quiz.terminal.app.screen import HELP, SCROLLING, STOP

COMMANDS = (
    Command("enter", "Answer", "keep this answer and go on", "answer"),
    Command("ctrl+s", "Answer", "keep this working and go on", "answer_lines"),
    Command("ctrl+n,alt+right", "Next", "the next question; what is answered here is kept", "next"),
    Command("ctrl+b,alt+left", "Back", "the question before", "back"),
    Command("ctrl+l", "List", "every question: go to any of them", "places"),
    Command("ctrl+d", "Hand in", "hand in; then everything is graded and reviewed", "hand_in"),
    Command("ctrl+f", "Flag", "flag this question to come back to, or take its flag off", "flag"),
    Command("", "Withdraw", "take the answer to this question back", "withdraw", hidden=True),
    *SCROLLING,
    STOP,
    HELP,
)
