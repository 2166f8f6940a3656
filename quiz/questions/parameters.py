"""Random parameters: what an author declares, and the values drawn for a variant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator

from quiz.questions.authored import Authored, Listed, NumberOrFormula, mistake
from quiz.questions.draws import Draws
from quiz.questions.errors import ParameterError
from quiz.questions.formulas import names_of_values, value_of
from quiz.questions.numbers import rounded_to_figures, whole_or_fraction
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Declaration, Value

MAX_DRAWS = 200
MAX_LENGTH = 1000


class ChoiceParameter(Authored):
    """One of the listed numbers."""

    choice: Annotated[tuple[NumberOrFormula, ...], Field(strict=False, min_length=1)]


class UniformParameter(Authored):
    """A number between two ends, both possible, in steps of the last decimal.

    Without `decimals` it has six significant figures, so that what is shown is what is meant.
    """

    uniform: Annotated[tuple[NumberOrFormula, NumberOrFormula], Listed]
    decimals: int | None = Field(default=None, ge=0, le=12)


class IntegerParameter(Authored):
    """A whole number between two ends, both possible."""

    integer: Annotated[tuple[NumberOrFormula, NumberOrFormula], Listed]


def _pick_parameter(value: Any, _build: ValidatorFunctionWrapHandler) -> Parameter:
    if isinstance(value, Authored):
        return value  # type: ignore[return-value]  # already built
    for key, model in _MODELS.items():
        if isinstance(value, Mapping) and key in value:
            return model.model_validate(value)
    raise mistake(
        "parameter",
        "say how the parameter is drawn: {choice: [0, 1]}, {uniform: [0.05, 0.95], decimals: 2},"
        " {integer: [3, 6]} or {list: …, length: n}",
    )


class ListParameter(Authored):
    """Several numbers drawn alike; `length` may be an earlier parameter."""

    list: Parameter
    length: NumberOrFormula

    @property
    def lengths(self) -> tuple[str | int, ...]:
        """How far each of its indices runs, outermost first."""
        inner = self.list.lengths if isinstance(self.list, ListParameter) else ()
        return (self.length if isinstance(self.length, int) else str(self.length), *inner)


Parameter = Annotated[
    ChoiceParameter | UniformParameter | IntegerParameter | ListParameter,
    WrapValidator(_pick_parameter),
]
Parameters = dict[str, Parameter]

_MODELS: dict[str, type[ChoiceParameter | UniformParameter | IntegerParameter | ListParameter]] = {
    "choice": ChoiceParameter,
    "uniform": UniformParameter,
    "integer": IntegerParameter,
    "list": ListParameter,
}


def declarations_of(parameters: Mapping[str, Parameter]) -> dict[str, Declaration]:
    """How parameters stand in formulas: real numbers, and lists of them that are indexed."""
    return {
        name: Declaration(index=parameter.lengths if isinstance(parameter, ListParameter) else ())
        for name, parameter in parameters.items()
    }


def draw_values(
    parameters: Mapping[str, Parameter],
    constraint: str | None,
    key: tuple[object, ...],
    fixed: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """A value for each parameter, fixed by `key`; drawn again until the constraint holds.

    Raises `ParameterError` when a declaration makes no sense, or when none of 200 draws
    meets the constraint.
    """
    fixed = fixed or {}
    for attempt in range(MAX_DRAWS):
        values: dict[str, Value] = {}
        for name, parameter in parameters.items():
            if name in fixed:
                values[name] = fixed[name]
            else:
                values[name] = _draw(parameter, name, Draws(*key, attempt, name), values)
        if constraint is None or _holds(constraint, values):
            return values
        if fixed.keys() >= parameters.keys():
            raise ParameterError(f"these values do not meet the constraint “{constraint}”")
    raise ParameterError(f"none of {MAX_DRAWS} draws meets the constraint “{constraint}”")


def _holds(constraint: str, values: Mapping[str, Value]) -> bool:
    from quiz.symbolic.exact import holds

    try:
        return holds(_read(constraint, values), values)
    except MathematicsError as error:
        raise ParameterError(f"the constraint “{constraint}” cannot be checked: {error}") from None


def _read(text: str, values: Mapping[str, Value]) -> Any:
    from quiz.symbolic.reading import read

    return read(text, names_of_values(values))


def _draw(parameter: Parameter, name: str, draws: Draws, values: Mapping[str, Value]) -> Value:
    if isinstance(parameter, ChoiceParameter):
        chosen = parameter.choice[draws.below(len(parameter.choice))]
        return _exact(chosen, name, values)
    if isinstance(parameter, IntegerParameter):
        return _draw_integer(parameter, name, draws, values)
    if isinstance(parameter, UniformParameter):
        return _draw_uniform(parameter, name, draws, values)
    length = _exact(parameter.length, name, values)
    if not isinstance(length, int) or not 1 <= length <= MAX_LENGTH:
        raise ParameterError(
            f"the length of “{name}” is {length}: it must be a whole number from 1 to {MAX_LENGTH}",
            name,
        )
    return tuple(_draw(parameter.list, name, draws, values) for _ in range(length))


def _draw_integer(
    parameter: IntegerParameter, name: str, draws: Draws, values: Mapping[str, Value]
) -> int:
    low, high = (_exact(end, name, values) for end in parameter.integer)
    if not isinstance(low, int) or not isinstance(high, int):
        raise ParameterError(f"the ends of “{name}” must be whole numbers", name)
    if low > high:
        raise ParameterError(f"the ends of “{name}” are the wrong way round: the lower first", name)
    return low + draws.below(high - low + 1)


def _draw_uniform(
    parameter: UniformParameter, name: str, draws: Draws, values: Mapping[str, Value]
) -> Value:
    low, high = (_exact(end, name, values) for end in parameter.uniform)
    if isinstance(low, tuple) or isinstance(high, tuple):
        raise ParameterError(f"the ends of “{name}” must be numbers, not lists", name)
    low, high = Fraction(low), Fraction(high)
    if low > high:
        raise ParameterError(f"the ends of “{name}” are the wrong way round: the lower first", name)
    if parameter.decimals is not None:
        step = Fraction(1, 10**parameter.decimals)
        first, last = -((-low) // step), high // step
        if first > last:
            raise ParameterError(
                f"no number with {parameter.decimals} decimals lies between the ends of “{name}”",
                name,
            )
        return whole_or_fraction((first + draws.below(last - first + 1)) * step)
    return whole_or_fraction(_six_figures(low, high, draws))


def _six_figures(low: Fraction, high: Fraction, draws: Draws) -> Fraction:
    steps = 10**9
    for _ in range(MAX_DRAWS):
        drawn = rounded_to_figures(low + (high - low) * draws.below(steps + 1) / steps, 6)
        if low <= drawn <= high:
            return drawn
    return low


def _exact(written: int | float | str, name: str, values: Mapping[str, Value]) -> Value:
    try:
        return value_of(written, values)
    except MathematicsError as error:
        raise ParameterError(f"“{written}” in “{name}” has no value: {error}", name) from None


def decimals_of(parameter: Parameter) -> int | None:
    """How many decimals a parameter's numbers print with; None where it does not say."""
    if isinstance(parameter, ListParameter):
        return decimals_of(parameter.list)
    return parameter.decimals if isinstance(parameter, UniformParameter) else None


def formulas_in(parameter: Parameter, path: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    """Each formula in a parameter's declaration, with its place."""
    if isinstance(parameter, ListParameter):
        yield from formulas_in(parameter.list, (*path, "list"))
        if isinstance(parameter.length, str):
            yield (*path, "length"), parameter.length
        return
    key = next(key for key in _MODELS if hasattr(parameter, key))
    for position, item in enumerate(getattr(parameter, key)):
        if isinstance(item, str):
            yield (*path, key, position), item
