"""The end of a session as plain text: the numbers, tag by tag, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.terminal.look import Look
from quiz.terminal.question_text import INDENT, number, points

if TYPE_CHECKING:
    from quiz.practice.summary import Summary


MOST_TAGS = 6
"""So many tags of a session are shown, the weakest."""


@dataclass(frozen=True)
class Invocation:
    """How the program was started, so that the next command can be spelt out.

    `bank` and `history` are as typed, None where they were left out; `kept` says that there is
    a history at all; `chosen` are the options that chose the questions.
    """

    bank: str | None = None
    history: str | None = None
    kept: bool = True
    chosen: tuple[str, ...] = ()

    def command(self, *options: str) -> str:
        """The command that practises on the same bank and history, ready to paste."""
        words = ["quiz"]
        if self.bank is not None:
            words += ["practice", self.bank]
        if self.history is not None:
            words += ["--history", self.history]
        return shlex.join([*words, *options])

    def to_go_on(self) -> str:
        """The command that goes on with the session that was started so."""
        return self.command(*self.chosen)

    def exam(self) -> str:
        """The command that goes on with an exam on the same bank and history."""
        words = ["quiz", "exam"]
        words += [] if self.bank is None else [self.bank]
        words += [] if self.history is None else ["--history", self.history]
        return shlex.join(words)


def summary_text(summary: Summary, invocation: Invocation, look: Look) -> str:
    """The numbers of a session and what to revise."""
    parts = [look.styled("Summary", "bold") + "\n" + look.wrapped(_numbers(summary))]
    if summary.tags:
        parts.append("\n".join(_tags(summary)))
    if summary.revise:
        options = [word for tag in summary.revise for word in ("--tag", tag)]
        parts.append(
            look.wrapped(f"To revise: {', '.join(summary.revise)}.")
            + f"\n{INDENT}{invocation.command(*options)}"
        )
    if invocation.kept and summary.right < summary.counted:
        parts.append(f"What you missed, again:\n{INDENT}{invocation.command('--mistakes')}")
    return "\n\n".join(parts)


def _tags(summary: Summary) -> Iterator[str]:
    """The weakest tags with their counts, and how many more there are."""
    shown = summary.tags[:MOST_TAGS]
    longest = max(len(tag.tag) for tag in shown)
    for tag in shown:
        partly = f", {tag.partly} partly" if tag.partly else ""
        yield f"{INDENT}{tag.tag:<{longest}}  {tag.right} of {tag.asked} right{partly}"
    if more := summary.tags[MOST_TAGS:]:
        better = "all right" if not any(tag.missed for tag in more) else "no worse than these"
        yield f"{INDENT}and {len(more)} more tag{'s' if more[1:] else ''}, {better}"


def stopped_text(place: int, total: int, invocation: Invocation, look: Look) -> str:
    """What is said when a session stops before its end."""
    if not invocation.kept:
        return look.wrapped(f"Stopped at {place}/{total}. Nothing was kept (--no-history).")
    said = look.wrapped(f"Stopped at {place}/{total}. What you answered is kept. To go on:")
    return f"{said}\n{INDENT}{invocation.to_go_on()}"


def _numbers(summary: Summary) -> str:
    if summary.counted:
        said = f"{summary.right} of {summary.counted} right"
        if summary.partly:
            said += f", {summary.partly} partly"
        said += f" · {number(summary.points)} of {points(summary.points_possible)}"
    else:
        said = "Nothing was counted"
    if summary.skipped:
        said += f" · {summary.skipped} skipped"
    if summary.undecided:
        said += f" · {summary.undecided} undecided"
    return said + "."
