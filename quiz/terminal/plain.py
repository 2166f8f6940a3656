"""The plain mode: one line an answer, text above it, nothing that moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from quiz.practice.session import Asking, Hint, Session
from quiz.questions.layout import Shape
from quiz.questions.parameters import ParameterError
from quiz.terminal.answers import next_line_number
from quiz.terminal.console import Console, EndOfInput
from quiz.terminal.look import Look
from quiz.terminal.question_text import COMMANDS, draft_text, how_to_type, points, question_text
from quiz.terminal.reading import Command, Ordered, Reader, Response
from quiz.terminal.result_text import checked_text, closed_text, invalid_text, result_text
from quiz.terminal.summary_text import Invocation, stopped_text, summary_text

CLOSING = {command.value: command for command in (Command.SKIP, Command.UNDO, Command.GIVE_UP)}
"""Commands that end the asking of a question."""


class Ending(Enum):
    """How a session came to its end."""

    FINISHED = auto()
    STOPPED = auto()
    INTERRUPTED = auto()


class _Stop(Exception):  # noqa: N818 - an event, not an error
    """The learner wants to stop."""


@dataclass
class Plain:
    """A session run in the plain mode. `first_shown` is called once a question is on screen."""

    session: Session
    console: Console
    invocation: Invocation
    first_shown: Callable[[], None]
    explained: set[Shape] = field(default_factory=set)

    @property
    def look(self) -> Look:
        """The page to lay texts out for."""
        return self.console.look

    def run(self) -> Ending:
        """Ask until all is answered or the learner stops; then the summary. Raises HistoryError.

        Ctrl-C stops and keeps, like :q and the end of the input.
        """
        try:
            ending = self._ask_all()
        except (EndOfInput, _Stop):
            ending = Ending.STOPPED
        except KeyboardInterrupt:
            self.console.show()
            ending = Ending.INTERRUPTED
        self._say_goodbye()
        return ending

    def _ask_all(self) -> Ending:
        while True:
            try:
                while (asking := self.session.asking) is not None:
                    self._ask(asking)
            except ParameterError as error:
                self.session.skip()
                self._show(f"A question cannot be asked and is skipped: {error}\n")
                continue
            if not (self.console.interactive and self._takes_last_back()):
                return Ending.FINISHED

    def _ask(self, asking: Asking) -> None:
        """Show a question and ask until it is closed, or another is to be asked."""
        self.console.show(question_text(asking, self.look) + "\n")
        for hint in self.session.hints_taken:
            self._show_hint(hint)
        if asking.layout.shape not in self.explained:
            self.explained.add(asking.layout.shape)
            how = self.look.wrapped(how_to_type(asking.layout))
            self.console.show(self.look.styled(how, "faint"))
        if self.session.draft:
            self._show(draft_text(asking.layout, self.session.draft, self.look))
        self.first_shown()
        reader = Reader(self.session, self._read, self._say, self.console.interactive)
        while not self._answered(asking, reader):
            pass

    def _answered(self, asking: Asking, reader: Reader) -> bool:
        """Take one answer or command; False if the question is still to be answered."""
        said = reader.answer(asking.layout)
        if isinstance(said, Response):
            grade, attempt = self.session.answer(said.value)
            if attempt is None:
                self._show(invalid_text(grade, self.look))
                reader.keep_readable(asking.layout, said.value, grade)
                return False
            self._show(result_text(asking, grade, attempt, self.look) + "\n")
        elif said is Command.UNDO:
            if self.session.undo() is None:
                self._say("There is no answer to take back yet.")
                return False
            self._show("Taken back. Here it is again.\n")
        else:
            close = self.session.skip if said is Command.SKIP else self.session.give_up
            working = "\n".join(self.session.draft)
            self._show(closed_text(asking, close(), self.look, working) + "\n")
        return True

    def _read(self, prompt: str) -> str | Ordered:
        """The next line that is an answer or ends the asking; other commands are seen to here."""
        while True:
            line = self.console.ask(prompt)
            word = line.strip()
            if word == "?":
                self._hint()
            elif not word.startswith(":"):
                return line
            elif word.lower() in CLOSING:
                return CLOSING[word.lower()]
            else:
                self._obey(word)

    def _obey(self, word: str) -> None:
        """A command that leaves the question open. Raises _Stop for :q."""
        letter = word[1:2].lower()
        if word.lower() == ":q":
            raise _Stop
        if word.lower() == ":h":
            self._help()
        elif word.lower() == ":c":
            self._check()
        elif letter == "f" and not word[2:3].isalpha():
            self._flag(word[2:])
        else:
            self._say(f"There is no command {word.split()[0]}; :h lists them.")

    def _hint(self) -> None:
        asking = self.session.asking
        if asking is None:
            return
        hint = self.session.hint()
        if hint is not None:
            self._show_hint(hint)
        elif self.session.hints_left:
            self._say("The hints that are left are for steps that your lines show already.")
        elif self.session.hints_taken:
            self._say("There are no more hints.")
        else:
            self._say("This question has no hints.")

    def _show_hint(self, hint: Hint) -> None:
        asking = self.session.asking
        assert asking is not None
        cost = points(asking.question.hint_penalty * asking.question.points)
        label = f"Hint {hint.place} of {hint.total} (costs {cost})"
        self._show(f"{label}\n{self.look.markdown(hint.text, '  ')}")

    def _check(self) -> None:
        """Judge the lines typed so far."""
        asking = self.session.asking
        if asking is None or asking.layout.shape != "lines":
            self._say(":c checks the lines of a derivation; there is nothing to check here.")
        elif not self.session.draft:
            self._say("There are no lines to check yet.")
        else:
            checked = checked_text(self.session.check(), self.look)
            going_on = (
                f"Nothing is counted; go on with line {next_line_number(self.session.draft)}."
            )
            self._show(f"{checked}\n\n{self.look.wrapped(going_on)}")

    def _help(self) -> None:
        asking = self.session.asking
        how = how_to_type(asking.layout) if asking else "Enter ends the session."
        listed = [self.look.wrapped(line[6:], line[:6]) for line in COMMANDS.splitlines()]
        self._show("\n".join([self.look.wrapped(how), "", *listed]))

    def _flag(self, rest: str) -> None:
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        place = int(digits) if digits else None
        note = rest[len(digits) :].strip() or self.console.ask("Note: ").strip()
        if self.session.flag(note, place):
            named = f"Question {place}" if place else "This question"
            self._say(f"{named} is flagged; go on.")
        else:
            self._say(f"There is no question {place} in this session.")

    def _takes_last_back(self) -> bool:
        """After the last answer: whether it is taken back after all."""
        while True:
            line = self._read("All answered. Enter ends, :u takes the last answer back > ")
            if line is Command.UNDO and self.session.undo() is not None:
                self._show("Taken back. Here it is again.\n")
                return True
            if isinstance(line, str):
                return False

    def _say_goodbye(self) -> None:
        asking = self.session.asking
        self.console.show(summary_text(self.session.summary(), self.invocation, self.look) + "\n")
        if asking is None:
            self.session.end()
        else:
            self._show(stopped_text(asking.place, asking.total, self.invocation, self.look))

    def _say(self, text: str) -> None:
        """A sentence or two, on lines that fit."""
        self._show(self.look.wrapped(text))

    def _show(self, text: str) -> None:
        self.console.show(f"\n{text}\n" if "\n" in text else text)
