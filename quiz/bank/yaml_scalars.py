"""What an unquoted YAML scalar means: YAML 1.2's core schema, not the surprises of YAML 1.1."""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_SPECIAL_OR_NUMBER = frozenset("~nNtTfF.+-0123456789")

MAX_DIGITS = 1000


class ScalarError(ValueError):
    """A number that cannot be kept as it is written."""


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted scalar: null, true, false, a number, or else the text itself.

    `no`, `on`, `12:30` and `2026-05-01` are text, `010` is ten, `1e-3` is a number.
    Raises `ScalarError` for a number that is too large or is none.
    """
    if text and text[0] not in _SPECIAL_OR_NUMBER:
        return text
    if text in _SPECIAL:
        return _SPECIAL[text]
    if _INTEGER.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise ScalarError(f"this number has more than {MAX_DIGITS} digits")
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return _finite(text)
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError(f"“{text}” is no number that can be counted with")
    return text


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ScalarError(f"the number {text} is too large")
    if number == 0 and re.search(r"[1-9]", re.split(r"[eE]", text)[0]):
        raise ScalarError(f"the number {text} is too small")
    return number
