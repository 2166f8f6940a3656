"""Reading the number that a learner types: `0.105`, `1.05e-1`, `2/19`, `-log(0.9)`, `3 nats`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from quiz.questions.formulas import one_number
from quiz.questions.numbers import exact_number, in_figures
from quiz.symbolic.errors import MathematicsError, ReadError

MAX_LENGTH = 500

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMBER_WITH_COMMAS = re.compile(r"[-+−]?\d+(?:,\d+)+(?:\.\d+)?")
_TWO_NUMBERS = re.compile(r"[\d.]\s+[\d.]|\d*\.\d*\.|\d['’_]\d")
_PLAIN = re.compile(r"[-+−]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?")
_LEFT_SIDE = re.compile(r"\A\s*(?:[^\W\d]\w*(?:\([\w, ]*\))?\s*)?(?:=|≈|~)\s*(?=\S)")
_NUMBER_AND_UNIT = re.compile(rf"(?P<number>{_PLAIN.pattern})\s*(?P<unit>[^\d\s.,+\-*/^()!].*)")


class UnreadableNumberError(ValueError):
    """What was typed is not a number; the message asks back."""


@dataclass(frozen=True)
class TypedNumber:
    """A number as it was read.

    `read_as` says so where a formula was typed. `without_percent` is what it would be if a
    percent sign had not been meant.
    """

    value: Fraction | float
    read_as: str | None = None
    without_percent: Fraction | float | None = None


def read_number(response: object, unit: str | None, *, decimal_comma: bool = False) -> TypedNumber:
    """The number of a response, with or without its unit; raises `UnreadableNumberError`.

    Without a unit in the question, `45%` is 0.45.
    """
    if isinstance(response, bool) or not isinstance(response, int | float | str):
        raise UnreadableNumberError("The answer is a number.")
    if not isinstance(response, str):
        try:
            return TypedNumber(one_number(exact_number(response)))
        except (ValueError, OverflowError):
            raise UnreadableNumberError("The answer is a finite number of sensible size.") from None
    if len(response) > MAX_LENGTH:
        raise UnreadableNumberError(f"This is too long: at most {MAX_LENGTH} characters are read.")
    text = _LEFT_SIDE.sub("", response.strip(), count=1)
    if not text:
        raise UnreadableNumberError("Nothing was typed: the answer is a number.")
    text = _without_unit(text, unit)
    if text.endswith("%") and unit is None:
        return _percentage(text[:-1].rstrip(), decimal_comma)
    return _read_plainly(text, unit, decimal_comma)


def _percentage(text: str, decimal_comma: bool) -> TypedNumber:
    number = _read_plainly(text, None, decimal_comma).value
    share = number / 100
    return TypedNumber(share, _shown(share)[0], without_percent=number)


def _without_unit(text: str, unit: str | None) -> str:
    if not unit:
        return text
    pattern = r"\s*".join(re.escape(part) for part in unit.split())
    flags = re.IGNORECASE if len(unit) > 2 and unit.isalpha() else 0
    behind = re.search(rf"(?<![^\W\d_])\s*{pattern}\Z", text, flags)
    if behind and behind.start() > 0:
        return text[: behind.start()]
    before = None if unit.isalpha() else re.match(rf"{pattern}\s*", text)
    if before and before.end() < len(text):
        return text[before.end() :]
    return text


def _read_plainly(text: str, unit: str | None, decimal_comma: bool) -> TypedNumber:
    from quiz.symbolic.naming import Names
    from quiz.symbolic.printing import unicode
    from quiz.symbolic.reading import read

    if decimal_comma:
        text = _DECIMAL_COMMA.sub(".", text)
    elif _NUMBER_WITH_COMMAS.fullmatch(text):
        raise UnreadableNumberError(_ask_about_comma(text))
    if _TWO_NUMBERS.search(text):
        raise UnreadableNumberError(f"“{text}” is not one number: write its digits together.")
    other = _other_unit(text)
    if other is not None:
        raise UnreadableNumberError(_ask_about_unit(other, unit))
    try:
        tree = read(text, Names.of({}))
        number = one_number(_evaluated(tree))
    except ReadError as error:
        if _DECIMAL_COMMA.search(text):
            raise UnreadableNumberError(
                "A comma stands between two digits: write a decimal point, as in 1.5."
            ) from None
        wanted = "" if re.search(r"\d", text) else " The answer is a number, such as 0.25 or 2/19."
        raise UnreadableNumberError(_sentence(str(error)) + wanted) from None
    except MathematicsError as error:
        raise UnreadableNumberError(_sentence(f"“{text}” has no value: {error}")) from None
    if _PLAIN.fullmatch(text):
        return TypedNumber(number)
    typed, (value, is_exact) = unicode(tree), _shown(number)
    equals = "=" if is_exact else "≈"
    return TypedNumber(number, typed if typed == value else f"{typed} {equals} {value}")


def _evaluated(tree: object) -> Fraction | float:
    from quiz.symbolic.exact import evaluate
    from quiz.symbolic.tree import Node

    assert isinstance(tree, Node)
    return evaluate(tree)


def _shown(number: Fraction | float) -> tuple[str, bool]:
    """A number as a person reads it, and whether that is all of it."""
    from quiz.symbolic.naming import Names
    from quiz.symbolic.printing import unicode
    from quiz.symbolic.reading import read

    text, value = in_figures(number)
    return unicode(read(text, Names.of({}))), isinstance(number, Fraction) and value == number


def _ask_about_comma(text: str) -> str:
    digits = text.replace("−", "-")
    plain = digits.replace(",", "")
    if digits.count(",") > 1 or "." in digits:
        return f"“{text}” has commas in it. Did you mean {plain}?"
    point = digits.replace(",", ".")
    if len(digits) - digits.index(",") == 4:
        return f"“{text}” can be read in two ways. Did you mean {point} or {plain}?"
    return f"“{text}” has a comma in it. Did you mean {point}?"


def _other_unit(text: str) -> str | None:
    """What stands behind a plain number and is no mathematics, or None."""
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import read

    match = _NUMBER_AND_UNIT.fullmatch(text)
    if match is None:
        return None
    try:
        read(text, Names.of({}))
    except ReadError:
        return match["unit"].strip()
    return None


def _ask_about_unit(typed: str, unit: str | None) -> str:
    if unit is None:
        return f"The answer is a plain number: leave out “{typed}”."
    return f"The answer is wanted in {unit}, not in “{typed}”."


def _sentence(message: str) -> str:
    first = message[:1].upper() + message[1:]
    return first if first.endswith((".", "?", "!")) else f"{first}."
