"""The check that authors run: whether each question grades as it promises."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Any

from quiz.bank.bank import Bank
from quiz.bank.derivations import derivation_findings
from quiz.bank.errors import BankProblem
from quiz.bank.expectations import Expectation, expectations
from quiz.bank.files import BankFile
from quiz.bank.reading import Path, Place
from quiz.bank.source import Source, read_source
from quiz.bank.texts import text_problems
from quiz.questions import AuthorTest, Derivation, Grade, ParameterError, Question, Variant

SEEDS = 10
"""How many variants of a question with parameters are tried."""

NEAR = 1e-9
"""How far a score may be from the one promised: rounding, no more."""


def check(bank: Bank, seeds: int = SEEDS) -> Iterator[BankProblem]:
    """What is wrong beyond what loading finds, question by question in file order.

    The key must grade 1, every wrong option below, every listed mistake as it says; the author's
    tests must hold; a model solution must be followed to its milestones and goal. Questions with
    parameters are tried with several seeds.
    """
    locate = _Locator(bank)
    for question in bank:
        for path, message, line in _once(question, _findings(question, bank, seeds)):
            yield locate(question, path, message, line)


Found = tuple[Path, str, str | None]
"""A path in a question, what is wrong there, and the text of the line that is meant."""


def _once(question: Question, findings: Iterator[Found]) -> Iterator[Found]:
    """The findings without those that repeat one at the same place for another variant."""
    seen: set[tuple[Path, str | None]] = set()
    for path, message, line in findings:
        if not question.parameters or (path, line) not in seen:
            seen.add((path, line))
            yield path, message, line


def _findings(question: Question, bank: Bank, seeds: int) -> Iterator[Found]:
    for seed in range(seeds) if question.parameters else (None,):
        try:
            variant = question.variant(seed)
            for path, message, line in _about_variant(question, variant):
                yield path, message + _variant_in_words(variant), line
            if not seed:
                folder = bank.origins[question.id].file.parent
                yield from ((*found, None) for found in text_problems(variant, folder))
        except ParameterError as error:
            yield ("parameters",), f"seed {seed} gives no variant: {error}", None
    for place, test in enumerate(question.tests):
        yield from _about_test(question, test, ("tests", place))


def _about_variant(question: Question, variant: Variant) -> Iterator[Found]:
    if isinstance(question, Derivation):
        for found in derivation_findings(question, variant):
            yield found.path, found.message, found.line
        return
    for expected in expectations(variant):
        grade = variant.grade(expected.response)
        if not _is_met(expected, grade):
            yield expected.path, _unmet(expected, grade), None


def _is_met(expected: Expectation, grade: Grade) -> bool:
    if grade.score is None:
        return False
    if expected.score is None:
        return grade.score < 1
    return abs(grade.score - expected.score) < NEAR


def _unmet(expected: Expectation, grade: Grade) -> str:
    wanted = "less than 1" if expected.score is None else _number(expected.score)
    mend = "mend the key" if expected.what == "the key" else "mend it or the key"
    return f"{expected.what} {_graded(grade)}, not {wanted}: {mend}"


def _graded(grade: Grade) -> str:
    if grade.score is None:
        said = f" ({' '.join(grade.feedback)})" if grade.feedback else ""
        return f"is graded {grade.verdict.value}{said}"
    return f"is graded {_number(grade.score)}"


def _number(score: float) -> str:
    return f"{score:.4g}"


def _variant_in_words(variant: Variant) -> str:
    if not variant.values:
        return ""
    values = ", ".join(f"{name} = {_shown(value)}" for name, value in variant.values.items())
    return f" (seed {variant.seed}: {values})"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return f"{float(value):.6g}" if isinstance(value, Fraction) else str(value)


def _about_test(question: Question, test: AuthorTest, path: Path) -> Iterator[Found]:
    """The promises of one of the author's tests that do not hold."""
    try:
        grade = question.variant_for(test).grade(test.response)
    except ParameterError as error:
        yield path, f"this test has no variant: {error}; change its values", None
        return
    if test.score is not None and (grade.score is None or abs(grade.score - test.score) > NEAR):
        message = f"this response {_graded(grade)}, not {_number(test.score)}"
        yield (*path, "score"), f"{message}: mend the test or the question", None
    promised: dict[str, Any] = {
        "verdict": test.verdict,
        "first_error": test.first_error,
        "goal_reached": test.goal_reached,
    }
    for key, wanted in promised.items():
        given = getattr(grade, key, None)
        if key in test.model_fields_set and given != wanted:
            message = (
                f"this is {_plain(given)}, not {_plain(wanted)}: mend the test or the question"
            )
            yield (*path, key), message, None


def _plain(value: object) -> str:
    words = {True: "true", False: "false", None: "none"}
    return words.get(value, str(value)) if isinstance(value, bool | None) else str(value)


class _Locator:
    """Finds where in the bank's files a part of a question stands."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.sources: dict[FilePath, Source] = {}

    def __call__(
        self, question: Question, path: Path, message: str, line: str | None
    ) -> BankProblem:
        origin = self.bank.origins[question.id]
        source = self.sources.get(origin.file) or self._read(origin.file)
        entries = {entry.position: entry for entry in source.entries}
        entry = entries.get(origin.position)
        if entry is None:  # the file has changed since the bank was loaded
            return BankProblem(str(origin.file), 1, 1, question.id, message)
        in_file = entry.path_in_file(path)
        place = source.reading.place(in_file)
        if line is not None:
            place = _place_of_line(source.file.content, place, line)
        return BankProblem(
            str(origin.file), place.line, place.column, source.where(in_file), message
        )

    def _read(self, path: FilePath) -> Source:
        self.sources[path] = read_source(BankFile(path, path.name, path.read_bytes()))
        return self.sources[path]


def _place_of_line(content: bytes, start: Place, text: str) -> Place:
    """Where a line of a text in a block stands; where the text starts if it is not found."""
    lines = content.decode("utf-8-sig", errors="replace").split("\n")
    for number, line in enumerate(lines[start.line :], start.line + 1):
        if line.strip() == text.strip():
            return Place(number, len(line) - len(line.lstrip()) + 1)
    return start
