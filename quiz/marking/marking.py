"""From submissions to marks, a line out for each line in, in the same order."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quiz import __version__
from quiz.bank import Bank
from quiz.marking.responses import Submission, read_submissions, response_for
from quiz.questions import DerivationGrade, Grade, Question, Verdict
from quiz.symbolic.tasks import Evidence

ENGINE = f"likelihood-quiz {__version__}"


def mark_file(bank: Bank, responses: Path, out: Path) -> Counter[Verdict]:
    """Mark a file of responses into another; how many lines got each verdict.

    The output appears under its name only when it is whole.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    verdicts: Counter[Verdict] = Counter()
    try:
        with unfinished.open("wb") as file:
            for verdict, line in mark(bank, read_submissions(responses)):
                file.write(line)
                verdicts[verdict] += 1
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return verdicts


def mark(bank: Bank, submissions: Iterable[Submission]) -> Iterator[tuple[Verdict, bytes]]:
    """The verdict on each submission, and its line of JSON."""
    for submission in submissions:
        line = _marked(bank, submission)
        yield Verdict(line["verdict"]), _encoded(line)


def _marked(bank: Bank, submission: Submission) -> dict[str, Any]:
    question = bank.resolve(submission.question) if submission.question else None
    grade = grade_of(bank, question, submission)
    line: dict[str, Any] = {
        "learner": submission.learner,
        "question": submission.question,
        "verdict": str(grade.verdict),
        "score": grade.score,
        "points": question.points if question else None,
        "feedback": list(grade.feedback),
        "evidence": _evidence(grade.evidence),
        "engine": ENGINE,
        "content": question.content_hash() if question else None,
    }
    if isinstance(grade, DerivationGrade):
        line |= _derivation(grade)
    return line


def grade_of(bank: Bank, question: Question | None, submission: Submission) -> Grade:
    """The grade of a submission to a question, which is None where the bank has none."""
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
    return question.variant(submission.seed).grade(response)


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


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else dataclasses.asdict(evidence)


def _derivation(grade: DerivationGrade) -> dict[str, Any]:
    return {
        "lines": [
            {
                "line": line.number,
                "text": line.text,
                "verdict": line.verdict,
                "evidence": _evidence(line.evidence),
                "feedback": list(line.feedback),
            }
            for line in grade.lines
        ],
        "first_error": grade.first_error,
        "milestones": list(grade.milestones),
        "goal_reached": grade.goal_reached,
    }


def _encoded(line: dict[str, Any]) -> bytes:
    text = json.dumps(line, ensure_ascii=False, default=str)
    try:
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        # Half a surrogate pair in a learner's text has no UTF-8; JSON can escape it.
        return json.dumps(line, default=str).encode("ascii") + b"\n"
