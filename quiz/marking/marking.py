"""From submissions to marks, a line out for each line in, in the same order.

Equal answers are graded once: those of the same text, then formulas that are read alike. Lines
wait in batches; each batch hands the answers that are new to the workers and goes out when it
and all before it are graded, so that the order, and every byte, is the same for any workers.
"""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from quiz.bank import Bank
from quiz.marking.grading import Graded, Grader, Task, encoded
from quiz.marking.jobs import Waiting, Workers
from quiz.marking.kept_grades import KeptGrades, Key
from quiz.marking.responses import Submission, response_for
from quiz.questions import Expression, Grade, Question, Verdict

CHUNK = 48
"""New answers in a batch: some tens of milliseconds of work, or a second for derivations."""

BATCH_LINES, BATCH_BYTES = 2_000, 2_000_000
"""A batch is no longer than this, even if nothing in it is new."""

REMEMBERED, LONGEST = 10_000, 2_000
"""Grades in memory, and characters of an answer there; of others the disk is asked."""


class Marked(NamedTuple):
    """A submission with its verdict, and the end of its line of output."""

    submission: Submission
    verdict: Verdict
    ending: bytes

    @property
    def line(self) -> bytes:
        """The whole line of output."""
        return beginning(self.submission) + self.ending + b"\n"


@dataclass
class Savings:
    """How many answers were graded, and how many did not need to be."""

    graded: int = 0
    same_text: int = 0
    same_formula: int = 0
    earlier_runs: int = 0


@dataclass
class _Answer:
    """An answer that may be waiting for its grade, or that was graded in an earlier run."""

    graded: Graded | None = None
    is_earlier: bool = False


@dataclass
class _Batch:
    """Lines that go out together, and the new answers among them."""

    lines: list[tuple[Submission, _Answer]] = field(default_factory=list)
    new: list[tuple[Task, tuple[Key, ...], _Answer]] = field(default_factory=list)
    size: int = 0
    grades: Waiting | None = None

    @property
    def is_full(self) -> bool:
        return len(self.new) >= CHUNK or len(self.lines) >= BATCH_LINES or self.size >= BATCH_BYTES


class _Readable:
    """Submissions as far as they can be read, and what stopped the reading."""

    def __init__(self, submissions: Iterable[Submission]) -> None:
        self.error: OSError | ValueError | None = None
        self._submissions = submissions

    def __iter__(self) -> Iterator[Submission]:
        try:
            yield from self._submissions
        except (OSError, ValueError) as error:
            self.error = error


class Marker:
    """Marks the submissions to the questions of a bank."""

    def __init__(self, bank: Bank, workers: Workers, kept: KeptGrades | None = None) -> None:
        """`workers` grade what is new; `kept` holds what was graded in earlier runs."""
        self.savings = Savings()
        self._bank = bank
        self._grader = Grader(bank)
        self._workers = workers
        self._kept = kept or KeptGrades()
        self._recent: OrderedDict[Key, _Answer] = OrderedDict()

    def mark(self, submissions: Iterable[Submission]) -> Iterator[Marked]:
        """The line of each submission, in order.

        Raises `LostWorkersError`, and what reading the submissions raises, after all lines before.
        """
        under_way: deque[_Batch] = deque()
        readable = _Readable(submissions)
        for batch in self._batches(readable):
            batch.grades = self._workers.submit([task for task, _, _ in batch.new])
            under_way.append(batch)
            if len(under_way) > self._workers.ahead:
                yield from self._finished(under_way.popleft())
        for batch in under_way:
            yield from self._finished(batch)
        if readable.error:
            raise readable.error

    def _batches(self, submissions: Iterable[Submission]) -> Iterator[_Batch]:
        batch = _Batch()
        for submission in submissions:
            batch.lines.append((submission, self._answer(submission, batch)))
            batch.size += _size(submission.response)
            if batch.is_full:
                yield batch
                batch = _Batch()
        yield batch

    def _answer(self, submission: Submission, batch: _Batch) -> _Answer:
        question = self._bank.resolve(submission.question) if submission.question else None
        task = task_of(self._bank, question, submission)
        if isinstance(task, Grade):
            return _Answer(self._grader.line(question, task))
        assert question is not None
        return self._known(question, task) or self._new(question, task, batch)

    def _known(self, question: Question, task: Task) -> _Answer | None:
        answer, is_earlier = self._found(self._text_key(question, task))
        self.savings.earlier_runs += is_earlier
        self.savings.same_text += answer is not None and not is_earlier
        return answer

    def _new(self, question: Question, task: Task, batch: _Batch) -> _Answer:
        """The answer of a formula that was read alike, or one to be graded."""
        keys = [self._text_key(question, task)]
        reading = self._grader.reading(task) if isinstance(question, Expression) else None
        if reading is not None:
            content = self._grader.content(question)
            keys.append(Key(question.id, content, task.seed, "reading", reading))
            known, is_earlier = self._found(keys[-1])
            if known:
                self.savings.earlier_runs += is_earlier
                self.savings.same_formula += not is_earlier
                self._remember(keys[0], known)
                return known
        answer = _Answer()
        self.savings.graded += 1
        for key in keys:
            self._remember(key, answer)
        batch.new.append((task, tuple(keys), answer))
        return answer

    def _text_key(self, question: Question, task: Task) -> Key:
        content, response = self._grader.content(question), task.response
        if isinstance(response, str):
            return Key(question.id, content, task.seed, "text", response)
        return Key(question.id, content, task.seed, "JSON", json.dumps(response))

    def _found(self, key: Key) -> tuple[_Answer | None, bool]:
        """An answer that is known, and whether from an earlier run."""
        if recent := self._recent.get(key):
            self._recent.move_to_end(key)
            return recent, recent.is_earlier
        if (kept := self._kept.find(key)) is None:
            return None, False
        answer = _Answer(*kept)
        self._remember(key, answer)
        return answer, answer.is_earlier

    def _remember(self, key: Key, answer: _Answer) -> None:
        if len(key.text) > LONGEST:
            return
        self._recent[key] = answer
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)

    def _finished(self, batch: _Batch) -> Iterator[Marked]:
        assert batch.grades is not None
        grades = batch.grades.result()
        for (_, _, answer), graded in zip(batch.new, grades, strict=True):
            answer.graded = graded
        self._kept.keep(
            (key, graded)
            for (_, keys, _), graded in zip(batch.new, grades, strict=True)
            for key in keys
        )
        for submission, answer in batch.lines:
            assert answer.graded is not None
            yield Marked(submission, *answer.graded)


def beginning(submission: Submission) -> bytes:
    """The beginning of a submission's line of output, which its grade ends."""
    return encoded({"learner": submission.learner, "question": submission.question})[:-1] + b", "


def task_of(bank: Bank, question: Question | None, submission: Submission) -> Task | Grade:
    """What is to be graded; a grade at once where the line cannot be.

    `question` is None where the bank has none of that name.
    """
    if submission.problem:
        return Grade.invalid(_sentence(submission.problem))
    if question is None:
        return _without_question(bank, submission.question or "")
    if question.parameters and submission.seed is None:
        return Grade.invalid("The question has parameters, and the line leaves out its seed.")
    try:
        response = response_for(submission, question.type)
    except ValueError as error:
        return Grade.invalid(_sentence(str(error)))
    seed = submission.seed if question.parameters else None
    return Task(question.id, seed, response)  # type: ignore[arg-type]


def _without_question(bank: Bank, name: str) -> Grade:
    if name in bank.broken:
        return Grade.undecided(f"The question does not load: {bank.broken[name]}")
    try:
        bank[name]
    except KeyError as error:
        return Grade.invalid(_sentence(str(error)))
    raise AssertionError("a question that the bank holds was not found")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def _size(response: object) -> int:
    """About how many characters a response has."""
    return len(response) if isinstance(response, str | list | dict) else 1
