"""The plain mode of practice: one line an answer, text above it, nothing that moves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from quiz.practice.progress import Attempt, Outcome
from quiz.practice.session import Asking, Hint, Session
from quiz.questions.errors import ParameterError
from quiz.questions.verdict import Verdict
from quiz.terminal.answers import next_line_number
from quiz.terminal.console import Console, EndOfInput
from quiz.terminal.ending import Ending
from quiz.terminal.entered import refusal
from quiz.terminal.page import Page
from quiz.terminal.question_text import COMMANDS, draft_text, how_to_type, points, question_text
from quiz.terminal.reading import YES, Command, Loose, Ordered, Reader, Response
from quiz.terminal.result_text import (
    checked_text,
    closed_text,
    invalid_text,
    result_text,
    retried_text,
    taken_back_text,
)
from quiz.terminal.summary_text import Invocation, stopped_text, summary_text

CLOSING = {
    command.value: command
    for command in (Command.SKIP, Command.UNDO, Command.GIVE_UP, Command.RETRY)
}
"""Commands that end the asking of a question."""

SURE = {"y": True, "yes": True, "sure": True, "n": False, "no": False, "unsure": False, "": None}
HOW_SURE = "Sure of it? y or n; Enter says nothing > "
GIVE_UP = "Give up and see the answer? It counts as missed. y or n >"
HINT_KEY = "? gives a hint."
TRY_AGAIN = ":r tries it again, without score."


class Stop(Exception):  # noqa: N818 - an event, not an error
    """The learner wants to stop."""


@dataclass
class Plain:
    """A session run in the plain mode. `first_shown` is called once a question is on screen."""

    session: Session
    console: Console
    invocation: Invocation
    first_shown: Callable[[], None]
    hints_told: bool = True
    """Whether it was said which key gives a hint; else it is said where there is one."""
    page: Page = field(init=False)
    closed: Asking | None = field(default=None, init=False)
    """The question that is looked back at, or tried again; None while another is asked."""
    sure: tuple[Asking, bool | None] | None = field(default=None, init=False)
    """How sure the learner was of the answer to a question, as last asked."""

    def __post_init__(self) -> None:
        """Begin the page."""
        self.page = Page(self.console)

    def run(self) -> Ending:
        """Ask until all is answered or the learner stops; then the summary. Raises HistoryError.

        Ctrl-C stops and keeps, like :q and the end of the input.
        """
        try:
            ending = self._ask_all()
        except (EndOfInput, Stop):
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
                self.page.show(f"A question cannot be asked and is skipped: {error}\n")
                continue
            if self.session.progress.finished:
                return Ending.FINISHED

    def _ask(self, asking: Asking) -> None:
        """Show a question and ask until it is closed, or another is to be asked."""
        self.console.show(question_text(asking, self.page.look) + "\n")
        for hint in self.session.hints_taken:
            self._show_hint(asking, hint, costs=True)
        self.page.explain(asking.layout)
        if asking.presentation.hints and not self.hints_told:
            self.page.say_once(HINT_KEY)
        if self.session.draft:
            self.page.show(draft_text(asking.layout, self.session.draft, self.page.look))
        self.first_shown()
        reader = self._reader(self.session, asking)
        while not self._answered(asking, reader):
            pass

    def _reader(self, kept: Session | Loose, asking: Asking) -> Reader:
        can_wait = self.console.interactive
        return Reader(kept, self._read, self.page.say, can_wait, refusal=partial(refusal, asking))

    def _answered(self, asking: Asking, reader: Reader) -> bool:
        """Take one answer or command; False if the question is still to be answered."""
        said = reader.answer(asking.layout)
        if isinstance(said, Response):
            sure = self._how_sure(asking)
            with self.page.working():
                grade, attempt = self.session.answer(said.value, sure)
            if attempt is None:
                self.page.show(invalid_text(grade, self.page.look))
                reader.keep_readable(asking.layout, said.value, grade)
                return False
            with self.page.working():
                text = result_text(asking, grade, attempt, self.page.look)
            self._show_result(asking, text, attempt)
            return True
        if said is Command.RETRY:
            return self._retry()
        if said is Command.UNDO:
            return self._undo()
        if said is Command.GIVE_UP and not self._means_to_give_up():
            return False
        close = self.session.skip if said is Command.SKIP else self.session.give_up
        working = "\n".join(self.session.draft)
        attempt = close()
        text = closed_text(asking, attempt, self.page.look, working)
        self._show_result(asking, text, attempt)
        return True

    def _means_to_give_up(self) -> bool:
        """A person is asked whether that is meant; anything but y is no."""
        if not self.console.interactive:
            return True
        line = self.console.ask(self.page.look.wrapped(GIVE_UP) + " ").strip().lower()
        if line == ":q":
            raise Stop
        return line in YES

    def _how_sure(self, asking: Asking) -> bool | None:
        """How sure the learner is, where that is wanted: asked once for a question."""
        if not self.session.asks_sure:
            return None
        if self.sure is None or self.sure[0] is not asking:
            self.sure = (asking, self._asked_how_sure())
        return self.sure[1]

    def _asked_how_sure(self) -> bool | None:
        while True:
            line = self.console.ask(HOW_SURE).strip().lower()
            if line == ":q":
                raise Stop
            if line in SURE:
                return SURE[line]

    def _show_result(self, asking: Asking, text: str, attempt: Attempt) -> None:
        """Show what came of it; a person then goes on when he has read it."""
        self.page.show(text)
        passed_over = attempt.outcome is Outcome.SKIPPED and not self.session.progress.finished
        if self.console.interactive and not passed_over:
            self._look_back(asking, attempt)
        elif attempt.counted and not attempt.right:
            self.page.say_once(TRY_AGAIN)
        self.console.show()
        if self.session.progress.finished and not self.console.interactive:
            with suppress(EndOfInput):
                self._look_back(asking, attempt)

    def _look_back(self, asking: Asking, attempt: Attempt) -> None:
        """Wait below the result until the learner goes on, or takes the answer back."""
        self.closed = asking
        try:
            while True:
                ask = self.console.ask if self.console.interactive else self.console.ask_if_more
                line = self._read(self._ways_on(asking, attempt), ask)
                if line is Command.RETRY:
                    self._retry()
                elif line == "" and not self.console.interactive:
                    continue  # what a file holds below its last answer is read to its end
                elif line == "" or (line is Command.UNDO and self._undo()):
                    return
                elif line is not Command.UNDO:
                    self.page.say("This question is closed; Enter goes on.")
        finally:
            self.closed = None

    def _ways_on(self, asking: Asking, attempt: Attempt) -> str:
        """The prompt below a result: what can be done there."""
        ways = ["All answered. Enter ends" if self.session.progress.finished else "Enter goes on"]
        ways.append(":u takes the answer back")
        if attempt.counted and not attempt.right:
            ways.append(":r tries again")
        if attempt.hints < len(asking.presentation.hints):
            ways.append("? shows the hints")
        return self.page.look.wrapped(", ".join(ways) + " >") + " "

    def _undo(self) -> bool:
        taken = self.session.undo()
        if taken is None:
            self.page.say("There is no answer to take back yet.")
            return False
        self.page.show(taken_back_text(taken) + "\n")
        return True

    def _retry(self) -> bool:
        """Ask the question closed last again, until it is right or the learner goes on."""
        asking = self.session.closed_last
        if asking is None:
            self.page.say("There is no question to try again: none was closed just now.")
            return False
        self.page.show("Again, without score; :s goes on.\n")
        self.console.show(question_text(asking, self.page.look) + "\n")
        reader = self._reader(Loose(), asking)
        before, self.closed = self.closed, asking
        try:
            while isinstance(said := reader.answer(asking.layout), Response):
                with self.page.working():
                    grade = self.session.retry(said.value)
                if grade.verdict is Verdict.INVALID:
                    self.page.show(invalid_text(grade, self.page.look))
                    reader.keep_readable(asking.layout, said.value, grade)
                    continue
                self.page.show(retried_text(asking, grade, said.value, self.page.look))
                if grade.verdict is Verdict.CORRECT:
                    break
                reader = self._reader(Loose(), asking)
        finally:
            self.closed = before
        self.console.show()
        return True

    def _read(self, prompt: str, ask: Callable[[str], str] | None = None) -> str | Ordered:
        """The next line that is an answer or ends the asking; other commands are seen to here."""
        ask = ask or self.console.ask
        while True:
            line = ask(prompt)
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
        """A command that leaves the question open. Raises Stop for :q."""
        letter = word[1:2].lower()
        if word.lower() == ":q":
            raise Stop
        if word.lower() == ":h":
            asking = self.closed or self.session.asking
            listed = COMMANDS.splitlines()
            if self.closed:
                listed[0] = "?     the hints, which cost nothing here"
            if asking is None or asking.layout.shape != "lines":
                listed = [line for line in listed if not line.startswith(":c")]
            self.page.show_commands("\n".join(listed), how_to_type(asking.layout) if asking else "")
        elif word.lower() == ":c":
            self._check()
        elif letter == "f" and not word[2:3].isalpha():
            self._flag(word[2:])
        else:
            self.page.say(f"There is no command {word.split()[0]}; :h lists them.")

    def _hint(self) -> None:
        """A hint; where nothing counts any more, all of them."""
        asking = self.closed or self.session.asking
        if asking is None:
            return
        if self.closed:
            hints = asking.presentation.hints
            for place, text in enumerate(hints, start=1):
                self._show_hint(asking, Hint(place, len(hints), text), costs=False)
            if not hints:
                self.page.say("This question has no hints.")
            return
        with self.page.working():
            hint = self.session.hint()
        if hint is not None:
            self._show_hint(asking, hint, costs=True)
        elif self.session.hints_left:
            self.page.say("The hints that are left are for steps that your lines show already.")
        elif self.session.hints_taken:
            self.page.say("There are no more hints.")
        else:
            self.page.say("This question has no hints.")

    def _show_hint(self, asking: Asking, hint: Hint, *, costs: bool) -> None:
        cost = points(asking.hint_price)
        label = f"Hint {hint.place} of {hint.total}" + (f" (costs {cost})" if costs else "")
        self.page.show(f"{label}\n{self.page.look.markdown(hint.text, '  ')}")

    def _check(self) -> None:
        """Judge the lines typed so far."""
        asking = self.session.asking
        if self.closed or asking is None or asking.layout.shape != "lines":
            self.page.say(":c checks the lines of a derivation; there is nothing to check here.")
        elif not self.session.draft:
            self.page.say("There are no lines to check yet.")
        else:
            with self.page.working():
                checked = checked_text(self.session.check(), self.page.look)
            going_on = (
                f"Nothing is counted; go on with line {next_line_number(self.session.draft)}."
            )
            self.page.show(f"{checked}\n\n{self.page.look.wrapped(going_on)}")

    def _flag(self, rest: str) -> None:
        if rest.strip() == "-":
            lifted = self.session.unflag()
            self.page.say("The flag is taken off; go on." if lifted else "It was not flagged.")
            return
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        place = int(digits) if digits else None
        if place is None and self.closed is not None:
            place = self.closed.place
        note = rest[len(digits) :].strip() or self.console.ask("Note: ").strip()
        if self.session.flag(note, place):
            named = f"Question {place}" if digits else "This question"
            self.page.say(f"{named} is flagged; go on.")
        else:
            self.page.say(f"There is no question {place} in this session.")

    def _say_goodbye(self) -> None:
        asking = self.session.asking
        look = self.page.look
        self.console.show(summary_text(self.session.summary(), self.invocation, look) + "\n")
        if asking is None:
            self.session.end()
        else:
            self.page.show(stopped_text(asking.place, asking.total, self.invocation, look))
