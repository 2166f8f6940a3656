"""The answers of a class as Moodle and Canvas export them: a row an attempt, columns of questions.

Moodle: Quiz, Results, Responses, with the question text shown, downloaded as CSV in English.
Canvas: Quiz Statistics, Student Analysis. Questions and answers are told by their texts. A cell
that is empty, or Moodle's `-`, is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quiz.bank import Bank
from quiz.marking.asked_questions import AskedQuestions
from quiz.marking.responses import Submission
from quiz.marking.shown_answers import System, response_shown
from quiz.questions.variants import Variant

_MOODLE_CELL = re.compile(r"Response (\d+)")
_CANVAS_CELL = re.compile(r"\d+: (.*)", re.DOTALL)
_IDENTITIES: Mapping[System, tuple[str, ...]] = {
    "Moodle": ("ID number", "Email address", "Username"),
    "Canvas": ("sis_id", "id"),
}
_NAMES: Mapping[System, tuple[str, ...]] = {
    "Moodle": ("First name", "Last name", "Surname"),
    "Canvas": ("name",),
}
_STATES = ("State", "Status")
_NOT_SUBMITTED = ("in progress", "overdue", "never submitted", "not started")
_NO_QUESTION_TEXT = (
    "Moodle left out the texts of the questions: tick “Question text” among the display options of "
    "the report on responses and download it again"
)


@dataclass(frozen=True)
class ClassExport:
    """What the columns mean: places of cells that identify the learner, the best one first.

    `names` are the parts of the learner's name, for want of better. `cells` tells the place of
    each answer with what holds its question's text: another place of the row, or the text itself.
    """

    system: System
    find: AskedQuestions
    identities: tuple[int, ...]
    names: tuple[int, ...]
    cells: tuple[tuple[int, int | str], ...]
    state: int | None
    attempt: int | None

    def __call__(self, row: Sequence[str]) -> Iterator[Submission]:
        """The submissions in a row."""
        name = " ".join(part for place in self.names if (part := _cell(row, place)))
        learner = next((who for place in self.identities if (who := _cell(row, place))), name)
        attempt = _cell(row, self.attempt)
        for place, asked in self.cells:
            text = _cell(row, place)
            if text and text != "-":
                shown = asked if isinstance(asked, str) else _cell(row, asked)
                yield self._submission(
                    row, learner, int(attempt) if attempt.isdecimal() else None, shown, text
                )

    def _submission(
        self, row: Sequence[str], learner: str, attempt: int | None, asked: str, text: str
    ) -> Submission:
        state = _cell(row, self.state)
        read = self._read(asked, text)
        if any("\udc80" <= character <= "\udcff" for character in text):
            read = replace(read, problem="the answer is not UTF-8")
        elif state.casefold() in _NOT_SUBMITTED:
            read = replace(read, problem=f"the attempt was not submitted: its state is “{state}”")
        return replace(read, learner=learner, attempt=attempt)

    def _read(self, asked: str, text: str) -> Submission:
        """What was asked and answered, by whomever."""
        shown = asked if len(asked) <= 60 else f"{asked[:60]}…"
        try:
            variants = self.find(asked)
        except ValueError as error:
            return Submission(problem=str(error))
        read = [self._as_answer_to(variant, asked, text) for variant in variants]
        fitting = [submission for submission in read if submission.problem is None] or read
        if not fitting:
            return Submission(problem=f"no question of the bank asks “{shown}”")
        if len(fitting) > 1:
            names = ", ".join(variant.question.id for variant in variants)
            return Submission(problem=f"“{shown}” is asked by {names}: it cannot be told by which")
        return fitting[0]

    def _as_answer_to(self, variant: Variant, asked: str, text: str) -> Submission:
        name, seed = variant.question.id, variant.seed
        try:
            response = response_shown(variant, asked, text, self.system)
        except ValueError as error:
            return Submission(None, name, None, seed, str(error))
        return Submission(None, name, response, seed)


def class_export(header: Sequence[str], bank: Bank) -> ClassExport | None:
    """What a file with these columns is; None if it is neither of Moodle nor of Canvas.

    Raises `ValueError` where Moodle left out the texts of the questions.
    """
    places = {name.strip(): place for place, name in enumerate(header)}
    cells: list[tuple[int, int | str]]
    numbers = [match[1] for name in places if (match := _MOODLE_CELL.fullmatch(name))]
    if numbers:
        if f"Question {numbers[0]}" not in places:
            raise ValueError(_NO_QUESTION_TEXT)
        system: System = "Moodle"
        cells = [(places[f"Response {n}"], places.get(f"Question {n}", "")) for n in numbers]
    else:
        system = "Canvas"
        cells = [
            (place, match[1])
            for name, place in places.items()
            if (match := _CANVAS_CELL.match(name))
        ]
    if not cells:
        return None
    return ClassExport(
        system,
        AskedQuestions(bank),
        _places(places, _IDENTITIES[system]),
        _places(places, _NAMES[system]),
        tuple(cells),
        next(iter(_places(places, _STATES)), None),
        places.get("attempt"),
    )


def _places(places: Mapping[str, int], names: Iterable[str]) -> tuple[int, ...]:
    return tuple(places[name] for name in names if name in places)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""
