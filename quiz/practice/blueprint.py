"""A blueprint of an exam: a YAML file that says how many questions of which sort, for how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from quiz.bank.errors import BankError, BankProblem
from quiz.bank.files import read_files
from quiz.bank.source import Source, read_plain
from quiz.bank.suggestions import did_you_mean
from quiz.questions import KINDS
from quiz.questions.authored import Authored, Listed, OneOrSeveral, Points, Slug, Text, mistake

if TYPE_CHECKING:
    from quiz.bank import Outline

MOST = 300
"""Questions that one exam may have."""


class BlueprintError(BankError):
    """A blueprint does not load, or the bank has not what it asks for; `problems` says where."""


def _levels(value: Any) -> Any:
    """`3`, `2-4` or `[1, 3]` as the difficulties it names."""
    try:
        if isinstance(value, str):
            first, _, last = value.partition("-")
            value = [*range(int(first), int(last) + 1)]
        elif isinstance(value, int) and not isinstance(value, bool):
            value = [value]
        if value and all(type(level) is int and 1 <= level <= 5 for level in value):
            return tuple(value)
    except (TypeError, ValueError):
        pass
    raise mistake("difficulty", "a difficulty is a number from 1 to 5, or several such as 2-4")


class Part(Authored):
    """Some questions of an exam: a number of those that match, or the ones that are named."""

    count: int | None = Field(default=None, ge=1, le=MOST)
    tags: Annotated[tuple[Text, ...], Listed, OneOrSeveral] = ()
    kinds: Annotated[tuple[Text, ...], Listed, OneOrSeveral] = ()
    difficulty: Annotated[tuple[int, ...], BeforeValidator(_levels)] = ()
    questions: Annotated[tuple[Slug, ...], Listed, OneOrSeveral] = ()
    points: Points | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.questions and (self.count or self.tags or self.kinds or self.difficulty):
            raise mistake(
                "part", "a part either names its questions or says how many of which sort"
            )
        if not self.questions and self.count is None:
            raise mistake("part", "this part asks for nothing: add “count:” or “questions:”")
        return self

    @property
    def size(self) -> int:
        """How many questions the part has."""
        return len(self.questions) or self.count or 0

    def allows(self, question: Outline) -> bool:
        """Whether a question may stand in this part."""
        return question.status == "active" and (
            question.id in self.questions
            if self.questions
            else (not self.tags or not set(self.tags).isdisjoint(question.tags))
            and (not self.kinds or question.type in self.kinds)
            and (not self.difficulty or question.difficulty in self.difficulty)
        )


class Blueprint(Authored):
    """An exam as its author plans it; the parts come in this order."""

    title: Text | None = None
    minutes: Annotated[float, Field(gt=0, le=24 * 60, allow_inf_nan=False)] | None = None
    parts: Annotated[tuple[Part, ...], Listed, Field(min_length=1)]

    @model_validator(mode="after")
    def _is_not_endless(self) -> Self:
        if sum(part.size for part in self.parts) > MOST:
            raise mistake("size", f"an exam has at most {MOST} questions")
        named = [name for part in self.parts for name in part.questions]
        for name in named:
            if named.count(name) > 1:
                raise mistake("repeated", f"“{name}” is named twice: an exam asks it once")
        return self


def read_blueprint(path: Path, questions: Sequence[Outline]) -> Blueprint:
    """The blueprint in a file, for a bank with these questions.

    Raises BlueprintError with everything wrong in it, each with file, line and column, among it
    names that the bank does not have and more questions than match.
    """
    source = _source(path)
    if source.problems:
        raise _error(source)
    data = source.reading.data
    if not isinstance(data, dict):
        source.add((), "a blueprint holds keys such as “minutes:” and “parts:”: write these")
        raise _error(source)
    try:
        blueprint = Blueprint.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            source.add(tuple(detail["loc"]), detail["msg"], detail["type"])
        raise _error(source) from None
    for place, message in _unknown(blueprint, questions):
        source.add(place, message)
    if source.problems:
        raise _error(source)
    return blueprint


def about_part(path: Path, number: int, message: str) -> BlueprintError:
    """What is wrong with the part of this number, from 0, in a blueprint that was read."""
    source = _source(path)
    source.add(("parts", number), message)
    return _error(source)


def _source(path: Path) -> Source:
    if path.is_dir():
        problem = BankProblem(str(path), 1, 1, "file", "this is a folder: name a file in it")
        raise BlueprintError([problem])
    try:
        files, _ = read_files(path)
    except BankError as error:
        raise BlueprintError(error.problems) from None
    return read_plain(files[0])


def _error(source: Source) -> BlueprintError:
    return BlueprintError(sorted(problem for _, problem in source.problems))


def _unknown(
    blueprint: Blueprint, questions: Sequence[Outline]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Names that the bank does not have, and parts that ask for more than match."""
    ids = [question.id for question in questions]
    tags = {tag for question in questions for tag in question.tags}
    for number, part in enumerate(blueprint.parts):
        place = ("parts", number)
        named = [*_not_among(part.tags, tags, "tag")]
        yield from (((*place, "tags", at), said) for at, said in named)
        wrong = [*_not_among(part.kinds, KINDS, "kind of question")]
        yield from (((*place, "kinds", at), said) for at, said in wrong)
        missing = [*_not_among(part.questions, ids, "question")]
        yield from (((*place, "questions", at), said) for at, said in missing)
        matching = sum(part.allows(question) for question in questions)
        if matching < part.size and not (named or wrong or missing):
            have = "1 question matches" if matching == 1 else f"{matching} questions match"
            yield place, f"{part.size} asked for, and {have}; drafts and retired ones do not"


def _not_among(names: Sequence[str], known: Iterable[str], what: str) -> Iterator[tuple[int, str]]:
    known = sorted(known)
    for number, name in enumerate(names):
        if name not in known:
            yield number, f"there is no {what} “{name}”{did_you_mean(name, known, ' in this bank')}"
