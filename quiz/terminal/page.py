"""The running text of the plain mode: what is said, and how an answer is typed, said once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from quiz.questions.layout import Layout
from quiz.terminal.console import Console
from quiz.terminal.look import Look
from quiz.terminal.question_text import how_to_type

PATIENCE = 1.0
"""Seconds of work after which a person is told that it goes on."""


@dataclass
class Page:
    """What a console shows, one text below the other."""

    console: Console
    said: set[str] = field(default_factory=set)

    @property
    def look(self) -> Look:
        """How texts are laid out."""
        return self.console.look

    def say(self, text: str) -> None:
        """A sentence or two, on lines that fit."""
        self.show(self.look.wrapped(text))

    def show(self, text: str) -> None:
        """A text that is laid out; several lines stand apart."""
        self.console.show(f"\n{text}\n" if "\n" in text else text)

    def say_once(self, text: str) -> None:
        """An advice that is needed no second time, set back."""
        if text not in self.said:
            self.said.add(text)
            self.console.show(self.look.styled(self.look.wrapped(text), "faint"))

    def explain(self, layout: Layout, *, checking: bool = True) -> None:
        """How an answer of this shape is typed, the first time."""
        self.say_once(how_to_type(layout, checking=checking))

    def show_commands(self, listed: str, how: str) -> None:
        """How an answer is typed, and the commands, each on a line that begins with it."""
        lines = [self.look.wrapped(line[6:], line[:6]) for line in listed.splitlines()]
        if how:
            lines = [self.look.wrapped(how), "", *lines]
        self.show("\n".join(lines))

    @contextmanager
    def working(self) -> Iterator[None]:
        """Say to a person who waits that something is being worked out, if it takes its time."""
        if not self.console.interactive:
            yield
            return
        timer = threading.Timer(PATIENCE, self.say, ["This takes a moment …"])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
