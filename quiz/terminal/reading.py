"""Taking an answer at the prompts: one line, a working line by line, or a text's blanks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile
from typing import Protocol

from pydantic import JsonValue

from quiz.questions.grading import ClozeGrade, DerivationGrade, Grade
from quiz.questions.layout import Blank, Layout
from quiz.terminal.answers import (
    AnswerError,
    blank_response,
    next_line_number,
    response_to,
    rows_left,
    said_open,
)
from quiz.terminal.console import EndOfInput

YES = ("y", "yes")
NO_ANSWER = "Type an answer; :s skips the question, :h says how an answer is typed."


class Command(Enum):
    """A command that ends the asking of a question."""

    SKIP = ":s"
    UNDO = ":u"
    GIVE_UP = ":g"
    RETRY = ":r"
    HAND_IN = ":e"


@dataclass(frozen=True)
class Jump:
    """The command that goes to another question of an exam."""

    place: int


Ordered = Command | Jump


@dataclass(frozen=True)
class Response:
    """A whole answer, as JSON."""

    value: JsonValue


Refusal = Callable[[str, Sequence[str], str], str | None]


class Drafted(Protocol):
    """What keeps the lines of an answer that is not whole yet: a session, or an exam."""

    @property
    def draft(self) -> tuple[str, ...]:
        """The lines so far."""

    def redraft(self, lines: Sequence[str]) -> None:
        """Keep these lines in the place of those before."""


@dataclass
class Loose:
    """A draft that is not kept beyond this question."""

    draft: tuple[str, ...] = ()

    def redraft(self, lines: Sequence[str]) -> None:
        """Hold these lines in the place of those before."""
        self.draft = tuple(lines)


@dataclass
class Reader:
    """Asks for the lines of an answer.

    `read` gives the next line, or the command typed instead; `say` shows a sentence. `patient`
    says that a person is typing: then the end of the input is no end of a working. `refusal` says
    why what was entered cannot be read, given the lines above it or the name of its blank.
    """

    kept: Drafted
    read: Callable[[str], str | Ordered]
    say: Callable[[str], None]
    patient: bool
    readable: dict[str, str] = field(default_factory=dict)
    mending: int | None = None
    """The row of a working, from 0, that could not be read and is typed again."""
    refusal: Refusal | None = None

    def answer(self, layout: Layout) -> Response | Ordered:
        """An answer of this shape, or the command that was typed instead of one."""
        if layout.shape == "lines":
            return self._lines()
        if layout.shape == "blanks":
            return self._blanks(layout.blanks)
        doubted: Response | None = None
        while True:
            line = self.read("> ")
            if not isinstance(line, str):
                return line
            if doubted is not None and line.strip().lower() in YES:
                return doubted
            try:
                response = Response(response_to(layout, _something(line)))
            except AnswerError as error:
                self.say(str(error))
                continue
            left = rows_left(layout, line)
            if not left or not self.patient:
                return response
            doubted = response
            self.say(f"{said_open(left)} y: answer all the same; or type every row.")

    def keep_readable(self, layout: Layout, response: JsonValue, grade: Grade) -> None:
        """After an answer that could not be read: keep what could be, to be asked for the rest."""
        if isinstance(grade, ClozeGrade) and isinstance(response, dict):
            texts = {blank.name: str(response.get(blank.name, "")) for blank in layout.blanks}
            self.readable = {name: text for name, text in texts.items() if name not in grade.unread}
            self._keep_blanks(layout.blanks, self.readable)
            if any(self.readable.values()):
                bad = " and ".join(f"[{name}]" for name in grade.unread)
                self.say(f"The other blanks are kept. Now {bad} again:")
        elif self.kept.draft:
            self._keep_lines(grade)

    def _lines(self) -> Response | Ordered:
        typed = False
        while True:
            draft, at = self.kept.draft, self.mending
            above = draft if at is None else draft[:at]
            try:
                line = self.read(f"{next_line_number(above):>2}> ")
            except EndOfInput:
                if self.patient or not typed:
                    raise
                line = ""  # the end of a file ends the working, too
            if line is Command.UNDO and draft:
                self._take_back(draft, at)
            elif not isinstance(line, str):
                return line
            elif line.strip():
                pasted = [row for row in line.splitlines() if row.strip()]
                below = () if at is None else draft[at + 1 :]
                self._put_in((*above, *pasted), below)
                typed = True
                for place, row in enumerate(pasted):
                    self._say_refusal(row, (*above, *pasted[:place]), "")
            elif at is not None:
                self.say(f"Type line {next_line_number(above)} again, or :u takes it out.")
            elif draft:
                return Response("\n".join(draft))
            else:
                self.say(NO_ANSWER)

    def _take_back(self, draft: Sequence[str], at: int | None) -> None:
        """Take the last row of a working out, or the one that is typed again."""
        place = len(draft) - 1 if at is None else at
        self.mending = None
        self.kept.redraft((*draft[:place], *draft[place + 1 :]))
        self.say(f"Taken back: {draft[place]}")

    def _put_in(self, rows: tuple[str, ...], below: tuple[str, ...]) -> None:
        """Keep these rows, with those that were below the one that was typed again."""
        self.kept.redraft((*rows, *below))
        self.mending = None
        if below:
            first, following = next_line_number(rows), next_line_number((*rows, *below))
            named = (
                f"Line {first} is"
                if following - first == 1
                else f"Lines {first} to {following - 1} are"
            )
            self.say(f"{named} as before; go on with line {following}, or end the working.")

    def _blanks(self, blanks: Sequence[Blank]) -> Response | Ordered:
        texts = self.readable or dict(
            zip((blank.name for blank in blanks), self.kept.draft, strict=False)
        )
        self.readable = {}
        while left := [blank for blank in blanks if blank.name not in texts]:
            line = self.read(f"[{left[0].name}] > ")
            if line is Command.UNDO and texts:
                name, text = texts.popitem()
                self._keep_blanks(blanks, texts)
                self.say(f"Taken back: [{name}] {text or '-'}")
            elif not isinstance(line, str):
                return line
            else:
                try:
                    texts[left[0].name] = blank_response(left[0], _something(line))
                except AnswerError as error:
                    self.say(str(error))
                else:
                    self._keep_blanks(blanks, texts)
                    self._say_refusal(texts[left[0].name], (), left[0].name)
        return Response({blank.name: texts[blank.name] for blank in blanks})

    def _say_refusal(self, text: str, above: Sequence[str], blank: str) -> None:
        said = self.refusal(text, above, blank) if self.refusal and text else None
        if said is not None:
            self.say(said)

    def _keep_blanks(self, blanks: Sequence[Blank], texts: dict[str, str]) -> None:
        """Keep the texts up to the first blank without one: a draft has no gaps."""
        filled = takewhile(lambda blank: blank.name in texts, blanks)
        self.kept.redraft([texts[blank.name] for blank in filled])

    def _keep_lines(self, grade: Grade) -> None:
        """Ask for the first line that could not be read again; the others stay as they are."""
        draft = self.kept.draft
        lines = grade.lines if isinstance(grade, DerivationGrade) else ()
        bad = next((x.number for x in lines if x.verdict in ("unreadable", "unsupported")), 0)
        if not bad:
            self.kept.redraft(())
            return
        reached = (at for at in range(len(draft)) if bad < next_line_number(draft[: at + 1]))
        self.mending = next(reached, 0)
        number = next_line_number(draft[: self.mending])
        kept = "The other lines are kept. " if len(draft) > 1 else ""
        self.say(f"{kept}Now line {number} again; :u takes it out.")


def _something(line: str) -> str:
    """The line, unless it is empty: that is no answer. Raises AnswerError."""
    if not line.strip():
        raise AnswerError(NO_ANSWER)
    return line
