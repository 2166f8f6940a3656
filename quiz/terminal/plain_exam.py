"""The plain mode of an exam: any question at any time, the clock at each prompt, a review."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from pydantic import JsonValue

from quiz.practice.asking import DRAFTED, Asking
from quiz.practice.exam import Exam, Place, Reviewed
from quiz.practice.progress import Outcome
from quiz.terminal.answers import AnswerError, response_to
from quiz.terminal.console import Console, EndOfInput, TimeUp
from quiz.terminal.ending import Ending
from quiz.terminal.entered import refusal
from quiz.terminal.look import Look
from quiz.terminal.page import PATIENCE, Page
from quiz.terminal.plain import Stop
from quiz.terminal.question_text import INDENT, draft_text, how_to_type, question_text
from quiz.terminal.reading import Command, Jump, Ordered, Reader, Response
from quiz.terminal.response_text import response_text
from quiz.terminal.result_text import closed_text, result_text
from quiz.terminal.summary_text import Invocation, summary_text

MOVING = {command.value: command for command in (Command.SKIP, Command.UNDO, Command.HAND_IN)}
NOT_HERE = "Not in an exam: results, hints and answers come when it is over."
NOT_BEGUN = "The input ended before anything was answered, so this exam is not kept."
COMMANDS = """\
Enter goes on to the next question; the answer given here, if any, stays
:j 7  go to question 7
:o    overview: what is open, begun and flagged, and the time that is left
:u    take the last line back, or the answer given here
:f    flag this question to come back to (:f a note; :f- takes the flag off)
:e    hand in; then every question is graded and reviewed
:h    this help
:q    stop; everything is kept, and the clock runs on\
"""
REVIEW = "Enter shows the next question, :m the next missed, :j 7 question 7, :q ends > "
LAST_MOMENT = 1.0
"""Seconds before the end at which what was typed is kept and it is handed in."""


@dataclass
class PlainExam:
    """An exam run in the plain mode. `first_shown` is called once a question is on screen."""

    exam: Exam
    console: Console
    invocation: Invocation
    first_shown: Callable[[], None]
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Begin the page."""
        self.page = Page(self.console)

    def run(self) -> Ending:
        """Ask until it is handed in or the time is up, then review. Raises HistoryError.

        Ctrl-C stops, like :q and the end of the input; nothing is lost, and the clock runs on.
        Where nobody is at a terminal and nothing was answered, there is nothing to go on with.
        """
        try:
            while not self.exam.is_over and not self._handed_in():
                pass
        except TimeUp as event:
            self._keep_typed(event.typed)
        except EndOfInput:
            if not self.console.interactive and self.exam.drop_if_empty():
                self.page.say(NOT_BEGUN)
                return Ending.STOPPED
            return self._stopped(Ending.STOPPED)
        except Stop:
            return self._stopped(Ending.STOPPED)
        except KeyboardInterrupt:
            self.console.show()
            return self._stopped(Ending.INTERRUPTED)
        return self._end()

    def _stopped(self, ending: Ending) -> Ending:
        self.console.show(stopped_text(self.exam, self.invocation, self.page.look))
        return ending

    def _handed_in(self) -> bool:
        """Ask the question at this place, until another is to be asked or it was handed in."""
        asking = self.exam.asking
        self._show(asking)
        can_wait, why = self.console.interactive, partial(refusal, asking)
        reader = Reader(self.exam, self._read, self.page.say, can_wait, refusal=why)
        while True:
            said = reader.answer(asking.layout)
            if isinstance(said, Response):
                if self._responded(asking, reader, said.value) and self._jumped_to_open():
                    return False
            elif isinstance(said, Jump) or said is Command.SKIP:
                following = asking.place % asking.total + 1
                self.exam.jump(said.place if isinstance(said, Jump) else following)
                self.console.show()
                return False
            elif said is Command.UNDO:
                self._withdraw(asking)
            elif said is Command.HAND_IN and self._is_confirmed():
                return True

    def _show(self, asking: Asking) -> None:
        look = self.page.look
        self.console.show(question_text(asking, look) + "\n")
        self.page.explain(asking.layout, checking=False)
        if self._is_answered(asking):
            response = self.exam.response(asking.place)
            self.page.show(response_text(asking.layout, response, look, "Your answer"))
        if self.exam.draft:
            self.page.show(draft_text(asking.layout, self.exam.draft, look))
        self.first_shown()

    def _responded(self, asking: Asking, reader: Reader, response: JsonValue) -> bool:
        """Whether the response could be kept; else it is said why."""
        with self.page.working():
            refused = self.exam.respond(response)
        if refused is None:
            self.page.say("Kept.")
            return True
        self.page.show(f"{self.page.look.markdown(refused)}\n\nNot kept: answer again.")
        if not self.exam.is_over:
            reader.keep_readable(asking.layout, response, asking.variant.grade(response))
        return False

    def _jumped_to_open(self) -> bool:
        """Go to the next question that is open; False where none is left."""
        here = self.exam.asking.place
        open_places = [place.number for place in self.exam.places if not place.answered]
        if not open_places:
            self.page.say("All are answered. :e hands in, :o shows the overview.")
            return False
        self.exam.jump(next((place for place in open_places if place > here), open_places[0]))
        self.console.show()
        return True

    def _is_answered(self, asking: Asking) -> bool:
        return self.exam.places[asking.place - 1].answered

    def _withdraw(self, asking: Asking) -> None:
        if self._is_answered(asking):
            self.exam.withdraw(asking.place)
            self.page.say("Taken back: this question is open again.")
        else:
            self.page.say("There is no answer here to take back.")

    def _is_confirmed(self) -> bool:
        open_places = numbers(self.exam.places, is_open)
        begun = numbers(self.exam.places, is_begun)
        said = f"Open: {open_places}. " if open_places else ""
        said += f"Begun, and counted as it stands: {begun}. " if begun else ""
        said = said or "All are answered. "
        try:
            line = self._ask(self.page.look.wrapped(said + "Hand in for good? y or n >") + " ")
        except TimeUp:
            raise TimeUp from None  # what was typed here is no answer
        return line.strip().lower() in ("y", "yes")

    def _read(self, prompt: str) -> str | Ordered:
        """The next line that is an answer or moves on; other commands are seen to here."""
        while True:
            line = self._ask(f"{self._clock()} {prompt}")
            word = line.strip().lower()
            if not word and not (self.exam.asking.layout.shape == "lines" and self.exam.draft):
                return Command.SKIP
            if word in MOVING:
                return MOVING[word]
            if word in ("?", ":c", ":g", ":r"):
                self.page.say(NOT_HERE)
            elif not word.startswith(":"):
                return line
            elif (jump := self._jump(word)) is not None:
                return jump
            else:
                self._obey(line.strip())

    def _ask(self, prompt: str) -> str:
        return self.console.ask(prompt, lambda: self.exam.seconds_left() <= LAST_MOMENT)

    def _keep_typed(self, typed: str) -> None:
        """Keep what stands at the prompt when the time is up, if it is the answer here."""
        asking = self.exam.asking
        if not typed.strip() or typed.strip()[0] in ":?" or self._is_answered(asking):
            return
        if asking.layout.shape in DRAFTED:
            self.exam.redraft((*self.exam.draft, typed.strip()))
            return
        with suppress(AnswerError):
            self.exam.respond(response_to(asking.layout, typed))

    def _jump(self, word: str) -> Jump | None:
        number = word.removeprefix(":").removeprefix("j").strip()
        if not number.isdecimal() or not 1 <= int(number) <= len(self.exam.places):
            return None
        return Jump(int(number))

    def _obey(self, word: str) -> None:
        """A command that stays at the question. Raises Stop for :q."""
        if word.lower() == ":q":
            raise Stop
        if word.lower() == ":h":
            layout = self.exam.asking.layout
            self.page.show_commands(COMMANDS, how_to_type(layout, checking=False))
        elif word.lower() == ":o":
            self.page.show(self._overview())
        elif word[:2].lower() == ":f" and not word[2:3].isalnum():
            self._flag(word[2:].strip())
        elif word[:2].lower() == ":j":
            self.page.say(f"The questions are 1 to {len(self.exam.places)}, for example :j 1.")
        else:
            self.page.say(f"There is no command {word.split()[0]}; :h lists them.")

    def _flag(self, note: str) -> None:
        if note != "-":
            self.exam.flag(note)
            self.page.say("This question is flagged; :o lists such, :f- takes the flag off.")
        elif self.exam.unflag():
            self.page.say("The flag is taken off.")
        else:
            self.page.say("It was not flagged.")

    def _overview(self) -> str:
        places = self.exam.places
        answered = sum(place.answered for place in places)
        lines = [f"{answered} of {len(places)} answered, {self._clock()} left."]
        for title, wanted in (
            ("Open", is_open),
            ("Begun", is_begun),
            ("Flagged", lambda place: place.flagged),
        ):
            if listed := numbers(places, wanted):
                lines.append(self.page.look.wrapped(listed, f"{title:<9}"))
        return "\n".join(lines)

    def _clock(self) -> str:
        return clock(self.exam.seconds_left())

    def _end(self) -> Ending:
        """Grade everything, then show the numbers and each question with its answer."""
        if self.exam.seconds_left() <= LAST_MOMENT and not self.exam.progress.finished:
            self.page.say("The time is up: it is handed in.")
        reviewed = self.exam.hand_in(self._progress())
        look = self.page.look
        self.page.show(summary_text(self.exam.summary(), self.invocation, look))
        try:
            self._review(reviewed)
        except (EndOfInput, Stop):
            pass
        except KeyboardInterrupt:
            self.console.show()
            return Ending.INTERRUPTED
        return Ending.FINISHED

    def _progress(self) -> Callable[[int], None]:
        """Says how far the grading is, where it takes its time."""
        said_at = time.monotonic()

        def tell(count: int) -> None:
            nonlocal said_at
            if time.monotonic() - said_at > PATIENCE and count < len(self.exam.places):
                said_at = time.monotonic()
                self.page.say(f"{count} of {len(self.exam.places)} are graded …")

        return tell

    def _review(self, reviewed: Sequence[Reviewed]) -> None:
        if not self.console.interactive:
            for one in reviewed:
                self.console.show(review_text(one, self.page.look) + "\n")
            return
        place = 0
        while place < len(reviewed):
            line = self.console.ask(REVIEW).strip().lower()
            missed = (n for n, one in enumerate(reviewed, 1) if n > place and not one.attempt.right)
            if line == ":q":
                raise Stop
            if line == ":m":
                place = next(missed, len(reviewed) + 1)
            elif jump := self._jump(line if line.startswith(":") else f":{line}"):
                place = jump.place
            elif line:
                self.page.say(f"There is no command {line.split()[0]} here.")
                continue
            else:
                place += 1
            if place <= len(reviewed):
                self.console.show(review_text(reviewed[place - 1], self.page.look) + "\n")


def review_text(reviewed: Reviewed, look: Look) -> str:
    """A question of an exam that is over: what was answered, how it was judged, the answer."""
    asking, attempt = reviewed.asking, reviewed.attempt
    parts = [question_text(asking, look)]
    if attempt.outcome is Outcome.UNANSWERED:
        parts.append(closed_text(asking, attempt, look))
    else:
        parts.append(response_text(asking.layout, reviewed.response, look, "Your answer"))
        parts.append(result_text(asking, reviewed.grade, attempt, look))
    return "\n\n".join(parts)


def stopped_text(exam: Exam, invocation: Invocation, look: Look) -> str:
    """What is said when an exam is left before its end."""
    left = clock(exam.seconds_left())
    said = look.wrapped(f"Stopped. The clock runs on, with {left} left. To go on:")
    return f"{said}\n{INDENT}{invocation.exam()}"


def clock(seconds: float) -> str:
    """A time that is left: 9:05, 1:00:00."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def is_open(place: Place) -> bool:
    """Whether nothing stands at a place."""
    return not (place.answered or place.begun)


def is_begun(place: Place) -> bool:
    """Whether what stands at a place was not handed over."""
    return place.begun and not place.answered


def numbers(places: Sequence[Place], wanted: Callable[[Place], bool]) -> str:
    """The numbers of the places that are wanted: `1 3-5`."""
    runs: list[list[int]] = []
    for number in (place.number for place in places if wanted(place)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"{run[0]}-{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
