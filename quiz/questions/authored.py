"""What every piece that an author writes has in common: strict, frozen, plainly explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from quiz.questions.wording import plain_words

MAX_TEXT = 100_000

Path = tuple[str | int, ...]
"""Where something stands in a question: keys, and positions in lists from 0."""


@dataclass(frozen=True)
class Problem:
    """Something wrong with a question that types alone cannot say.

    `path` leads to the place in the question: keys, and positions in lists from 0. `kind` is a
    word for what is wrong, for those who want to tell one problem from another.
    """

    path: Path
    message: str
    kind: str = ""


class Authored(BaseModel):
    """A piece of a question as its author writes it.

    `TEXTS` names the fields that hold text, or pieces with text, in which `{{ … }}` is
    expanded; every other field is left as it was written.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    TEXTS: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _explain_in_plain_words(cls, data: Any, build: ValidatorFunctionWrapHandler) -> Self:
        try:
            built: Self = build(data)
        except ValidationError as error:
            raise in_plain_words(error, cls) from None
        return built

    def with_texts(self, fill: Callable[[str], str]) -> Self:
        """The same piece with `fill` applied to each of its texts."""
        changed = {name: _filled(getattr(self, name), fill) for name in self.TEXTS}
        return self.model_copy(update=changed)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Each text in which `{{ … }}` is expanded, with its place."""
        for name in self.TEXTS:
            yield from _texts_in(getattr(self, name), (name,))


def _filled(value: Any, fill: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, Authored):
        return value.with_texts(fill)
    if isinstance(value, tuple):
        return tuple(_filled(item, fill) for item in value)
    if isinstance(value, Mapping):
        return {key: _filled(item, fill) for key, item in value.items()}
    return value


def _texts_in(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Authored):
        for inner, text in value.texts():
            yield (*path, *inner), text
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_in(item, (*path, position))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts_in(item, (*path, key))


def in_plain_words(error: ValidationError, model: type[BaseModel]) -> ValidationError:
    """The same complaints in words that say how to mend them, at the same places."""
    details = _own_complaints(error.errors(include_url=False))
    if len(details) == error.error_count() and all(
        detail.get("ctx", {}).get("plain") for detail in details
    ):
        return error
    return ValidationError.from_exception_data(
        model.__name__,
        [
            InitErrorDetails(
                type=PydanticCustomError(
                    detail["type"],  # kept, so that callers can tell
                    "{plain}",
                    {"plain": plain_words(detail, model)},
                ),
                loc=detail["loc"],
                input=detail["input"],
            )
            for detail in details
        ],
    )


def _own_complaints(details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """The complaints without those that a list is short because its entries are wrong."""
    wrong = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [
        detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in wrong
    ]


def mistake(kind: str, message: str) -> PydanticCustomError:
    """An author's mistake that a validator raises, already in plain words."""
    return PydanticCustomError(kind, "{plain}", {"plain": message})


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _number_or_formula(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise mistake("number_type", "this must be a number, or a formula in quotes")
    if isinstance(value, str) and not value.strip():
        raise mistake("number_type", "this is empty: write a number, or a formula in quotes")
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        raise mistake("number_type", "this must be a finite number")
    return value


def _as_code(value: str) -> str:
    if not re.fullmatch(r"Q\d{3}", value):
        raise mistake("code", "this must be a code of `quiz check`, such as Q014")
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT, pattern=r"\S")]
"""Text that is not blank: Markdown with maths, a name, a pattern."""

Formula = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT, pattern=r"\S")]
"""Mathematics in the notation of answers; it uses parameters by their names."""

Slug = Annotated[
    str, StringConstraints(max_length=100, pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", min_length=1)
]
"""A name for history to hang on: small letters, digits and hyphens."""

NumberOrFormula = Annotated[int | float | str, BeforeValidator(_number_or_formula)]
"""A number as YAML writes it, or a formula in text."""

CheckCode = Annotated[str, AfterValidator(_as_code)]
"""What `quiz check` calls something that it finds, as Q014."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A part of the points, from 0 to 1."""

Points = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
"""What a question or a step of one is worth."""

Listed = Field(strict=False)
"""A YAML list read into a tuple."""

OneOrSeveral = BeforeValidator(_as_list)
"""A single name stands for a list of one."""
