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
from quiz.terminal.answers import AnswerError, blank_response, next_line_number, response_to
from quiz.terminal.console import EndOfInput

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
    refusal: Refusal | None = None

    def answer(self, layout: Layout) -> Response | Ordered:
        """An answer of this shape, or the command that was typed instead of one."""
        if layout.shape == "lines":
            return self._lines()
        if layout.shape == "blanks":
            return self._blanks(layout.blanks)
        while True:
            line = self.read("> ")
            if not isinstance(line, str):
                return line
            try:
                return Response(response_to(layout, _something(line)))
            except AnswerError as error:
                self.say(str(error))

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
            draft = self.kept.draft
            try:
                line = self.read(f"{next_line_number(draft):>2}> ")
            except EndOfInput:
                if self.patient or not typed:
                    raise
                line = ""  # the end of a file ends the working, too
            if line is Command.UNDO and draft:
                self.kept.redraft(draft[:-1])
                self.say(f"Taken back: {draft[-1]}")
            elif not isinstance(line, str):
                return line
            elif line.strip():
                pasted = [row for row in line.splitlines() if row.strip()]
                self.kept.redraft((*draft, *pasted))
                typed = True
                for place, row in enumerate(pasted):
                    self._say_refusal(row, (*draft, *pasted[:place]), "")
            elif draft:
                return Response("\n".join(draft))
            else:
                self.say(NO_ANSWER)

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
        """Keep the lines of a working up to the first that could not be read."""
        draft = self.kept.draft
        lines = grade.lines if isinstance(grade, DerivationGrade) else ()
        bad = next((x.number for x in lines if x.verdict in ("unreadable", "unsupported")), 0)
        first = next((at for at in range(len(draft)) if bad < next_line_number(draft[: at + 1])), 0)
        self.kept.redraft(draft[:first])
        number = next_line_number(draft[:first])
        if number > 1:
            kept = f"Lines 1 to {number - 1} are" if number > 2 else "Line 1 is"
            self.say(f"{kept} kept; go on with line {number}. :u takes one back.")


def _something(line: str) -> str:
    """The line, unless it is empty: that is no answer. Raises AnswerError."""
    if not line.strip():
        raise AnswerError(NO_ANSWER)
    return line
