"""The answers of a class, marked: from responses that are marked now, or from a file of grades."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank import Bank
from quiz.marking.graded_files import NoGrade, grades_in, has_grades
from quiz.marking.marking import task_of
from quiz.marking.responses import Submission, response_for, time_taken
from quiz.marking.sources import read_submissions
from quiz.markup.characters import neutralised
from quiz.markup.text import terminal
from quiz.questions import DerivationGrade, Grade, Question, Verdict
from quiz.questions.grading import quoted
from quiz.questions.layout import Layout

CACHED = 50_000
"""How many grades are kept, since the same answer comes from many learners."""

LONGEST_TEXT = 1_000
"""Characters; a longer wrong answer is counted, but neither shown nor compared."""

NOTHING = "(nothing)"
"""What stands for a side of a pair that was left open, and for an empty blank."""

LONGEST_NAME = 200
"""Characters of a learner's name, so that memory stays bounded."""

Picks = tuple[int, ...]
"""The options that were picked, from 1 as the file lists them; true is 1 and false is 2."""


@dataclass(frozen=True)
class WrongAnswer:
    """What was typed that is not right, and what the learner was told.

    Of a derivation it is the first line that does not follow. An empty `text` was too long.
    """

    text: str
    remark: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What a response came to; a grades file says nothing of picks and of what was typed."""

    verdict: Verdict
    score: float | None
    picked: Picks | None = None
    wrong: WrongAnswer | None = None


@dataclass(frozen=True)
class Answer:
    """One answer of one learner to a question of the bank.

    `is_outdated` says that it was graded when the question read otherwise than it does now.
    """

    learner: str
    question: Question
    outcome: Outcome
    seconds: float | None = None
    is_outdated: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A line that is no answer of a learner to a question, and why."""

    reason: str


def read_answers(bank: Bank, path: Path) -> Iterator[Answer | LeftOut]:
    """The answers in a file, in order: responses, or what `quiz grade` wrote.

    Raises `OSError` if it cannot be read, and `ValueError` if it is damaged or lacks columns.
    """
    if has_grades(path):
        yield from map(_GradeReader(bank).answer, grades_in(path))
    else:
        marker = _Marker(bank)
        yield from map(marker.answer, read_submissions(path, bank))


class _Marker:
    """Marks responses, the same ones only once."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.kept: dict[object, Outcome] = {}

    def answer(self, submission: Submission) -> Answer | LeftOut:
        if submission.problem:
            return LeftOut(submission.problem)
        learner = _learner(submission.learner)
        if isinstance(learner, LeftOut):
            return learner
        question = _question(self.bank, submission.question)
        if isinstance(question, LeftOut):
            return question
        outcome = self._outcome(question, submission)
        return Answer(learner, question, outcome, submission.seconds)

    def _outcome(self, question: Question, submission: Submission) -> Outcome:
        response = submission.response
        if isinstance(response, list | dict):
            response = json.dumps(response)
        # The type is part of the key: True is no 1 here.
        key = (question.id, submission.seed, submission.is_text, type(response), response)
        found = self.kept.get(key)
        if found is None:
            found = outcome_of(question, submission, self._grade(question, submission))
            if len(self.kept) >= CACHED:
                self.kept.clear()
            if not isinstance(response, str) or len(response) <= LONGEST_TEXT:
                self.kept[key] = found
        return found

    def _grade(self, question: Question, submission: Submission) -> Grade:
        task = task_of(self.bank, question, submission)
        if isinstance(task, Grade):
            return task
        return question.variant(task.seed).grade(task.response)


def outcome_of(question: Question, submission: Submission, grade: Grade) -> Outcome:
    """What counts of a grade, with what was picked or typed."""
    if grade.score is None:
        return Outcome(grade.verdict, None)
    response: Any = response_for(submission, question.type)
    if question.type in ("multiple_choice", "multiple_select", "true_false"):
        return Outcome(grade.verdict, grade.score, _picks(response))
    if grade.verdict is Verdict.CORRECT:
        return Outcome(grade.verdict, grade.score)
    if isinstance(grade, DerivationGrade):
        text = _first_wrong_line(grade)
    else:
        text = _as_read(response, question.variant(submission.seed).layout())
    if text is None:
        return Outcome(grade.verdict, grade.score)
    if len(text) > LONGEST_TEXT and question.shape not in ("pairs", "order"):
        text = ""
    remark = _remark(grade)
    return Outcome(grade.verdict, grade.score, wrong=WrongAnswer(text, remark))


def _picks(response: Any) -> Picks:
    if isinstance(response, bool):
        return (1,) if response else (2,)
    picked = response if isinstance(response, list | tuple) else [response]
    return tuple(sorted({int(number) for number in picked}))


def _as_read(response: Any, layout: Layout) -> str:
    """A response as a person reads it, on one line."""
    match layout.shape:
        case "pairs":
            pairs = zip(layout.lefts, response, strict=True)
            return "; ".join(f"{_line(left)} → {_line(right)}" for left, right in pairs)
        case "order":
            return "; ".join(map(_line, response)) or NOTHING
        case "blanks":
            filled = [(blank.name, response.get(blank.name)) for blank in layout.blanks]
            return "; ".join(f"{name}: {_line(given)}" for name, given in filled)
    return " ".join(str(response).split())


def _line(given: object) -> str:
    """A side of a pair, an item or what a blank was filled with; the maths in it in Unicode."""
    if given is None or given == "":
        return NOTHING
    text = terminal(given) if isinstance(given, str) and "$" in given else str(given)
    return " ".join(text.split())


def _first_wrong_line(grade: DerivationGrade) -> str | None:
    texts = [line.text for line in grade.lines if line.number == grade.first_error]
    return " ".join(texts[0].split()) if texts else None


def _remark(grade: Grade) -> str | None:
    remarks = grade.feedback
    if isinstance(grade, DerivationGrade):
        lines = [line for line in grade.lines if line.number == grade.first_error]
        remarks = lines[0].feedback if lines else remarks
    return remarks[0] if remarks else None


def _learner(name: object) -> str | LeftOut:
    """The learner's name; a number is the same as its digits."""
    if name is None or name == "":
        return LeftOut("the line names no learner")
    learner = str(name)
    if len(learner) > LONGEST_NAME:
        return LeftOut(f"the learner’s name is longer than {LONGEST_NAME} characters")
    return learner


def _question(bank: Bank, name: str | None) -> Question | LeftOut:
    question = bank.resolve(name) if name else None
    if question is not None:
        return question
    if name in bank.broken:
        return LeftOut(f"the question “{name}” does not load: quiz check says why")
    if not name:
        return LeftOut("the line names no question")
    return LeftOut(f"no question of the bank is called {quoted(neutralised(name))}")


class _GradeReader:
    """Reads what `quiz grade` wrote."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.contents: dict[str, str] = {}

    def answer(self, data: dict[str, Any] | NoGrade) -> Answer | LeftOut:
        if isinstance(data, NoGrade):
            return LeftOut(data.reason)
        learner, name = _learner(data.get("learner")), data.get("question")
        if isinstance(learner, LeftOut):
            return learner
        question = _question(self.bank, name if isinstance(name, str) else None)
        if isinstance(question, LeftOut):
            return question
        outcome = _graded(data)
        if outcome is None:
            return LeftOut("the line has no verdict with a score from 0 to 1")
        is_outdated = data.get("content") not in (None, self._content(question))
        seconds = time_taken(data.get("seconds"))
        return Answer(learner, question, outcome, seconds, is_outdated)

    def _content(self, question: Question) -> str:
        if question.id not in self.contents:
            self.contents[question.id] = question.content_hash()
        return self.contents[question.id]


def _graded(data: dict[str, Any]) -> Outcome | None:
    try:
        verdict = Verdict(data["verdict"])
    except (KeyError, ValueError):
        return None
    if verdict in (Verdict.INVALID, Verdict.UNDECIDED):
        return Outcome(verdict, None)
    score = data.get("score")
    if isinstance(score, bool) or not isinstance(score, int | float):
        return None
    return Outcome(verdict, float(score)) if math.isfinite(score) and 0 <= score <= 1 else None
