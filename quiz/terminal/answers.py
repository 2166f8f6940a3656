"""A typed line in a person's short hand to the response that it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quiz.questions.layout import Blank, Choice, Layout

if TYPE_CHECKING:
    from pydantic import JsonValue

NOTHING = ("-", "none")
_TRUTHS = {"t": True, "true": True, "f": False, "false": False}
_PAIR = re.compile(r"(\d+)\s*[-:=.)>→]*\s*([a-z]+|-)(?![a-z])")
_BETWEEN = re.compile(r"[\s,;>→]+|\band\b")


class AnswerError(Exception):
    """The line is no answer to this question; the message says what would be."""


def label(place: int) -> str:
    """The letters of the option at `place`, from 0: a … z, aa, ab …"""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
    return letters


def labels(choices: Sequence[Choice]) -> dict[str, Choice]:
    """The options by what is typed for them: letters, or t and f for a truth."""
    if choices and isinstance(choices[0].value, bool):
        return {"t" if choice.value else "f": choice for choice in choices}
    return {label(place): choice for place, choice in enumerate(choices)}


def response_to(layout: Layout, line: str) -> JsonValue:
    """The response that one line stands for, for every shape but blanks and lines.

    Raises AnswerError.
    """
    text = line.strip()
    match layout.shape:
        case "one":
            return _one(layout.choices, text)
        case "several":
            return _several(layout.choices, text)
        case "pairs":
            return _pairs(layout, text)
        case "order":
            return _order(layout.choices, text)
        case _:
            return text


def blank_response(blank: Blank, line: str) -> str:
    """The text that a line puts in a blank; `-` leaves it empty. Raises AnswerError."""
    text = line.strip()
    if text == "-":
        return ""
    return str(_one(blank.choices, text)) if blank.choices else text


def rows_left(layout: Layout, line: str) -> list[int]:
    """The rows of pairs, from 1, that a line does not name; one with `-` is meant to stay open."""
    text = line.strip().lower()
    if layout.shape != "pairs" or text in NOTHING:
        return []
    named = {int(number) for number, _ in _PAIR.findall(text)}
    return [row for row in range(1, len(layout.lefts) + 1) if row not in named]


def said_open(rows: Sequence[int]) -> str:
    """That these rows of pairs are open, in a sentence."""
    if len(rows) == 1:
        return f"Row {rows[0]} is open."
    return f"Rows {', '.join(map(str, rows))} are open."


def next_line_number(draft: Sequence[str]) -> int:
    """The number of the line below these, as the result will count.

    Remarks have none, and pasted LaTeX may hold several in one row.
    """
    if not any(map(str.strip, draft)):
        return 1
    from quiz.symbolic.derivations.lines import split

    return 1 + len(split("\n".join(draft)))


def _one(choices: Sequence[Choice], text: str) -> JsonValue:
    known = labels(choices)
    if set(known) <= {"t", "f"}:
        if text.lower() in _TRUTHS:
            return _TRUTHS[text.lower()]
        raise AnswerError("Type t for true or f for false.")
    if found := known.get(text.lower().rstrip(".)")):
        return found.value
    written = [choice for choice in choices if choice.text.casefold() == text.casefold()]
    if len(written) == 1:
        return written[0].value
    raise AnswerError(f"Type one letter, {_range(choices)}.")


def _several(choices: Sequence[Choice], text: str) -> JsonValue:
    if text.lower() in NOTHING:
        return []
    known = labels(choices)
    letters = _letters(text, known, f"Type letters, {_range(choices)}, or - for none of them.")
    return [known[letter].value for letter in dict.fromkeys(letters)]


def _order(choices: Sequence[Choice], text: str) -> JsonValue:
    known = labels(choices)
    how = f"Type the letters in order, {_range(choices)}, for example {_example(choices)}."
    letters = _letters(text, known, how)
    twice = next((letter for letter in letters if letters.count(letter) > 1), None)
    if twice:
        raise AnswerError(f"{twice} stands there twice. {how}")
    return [known[letter].value for letter in letters]


def _pairs(layout: Layout, text: str) -> JsonValue:
    rights = labels(layout.choices)
    how = (
        f"Type each number with its letter, for example 1{label(len(rights) - 1)}"
        f"{' 2a' if len(layout.lefts) > 1 else ''}; a row may be left out."
    )
    rest = _BETWEEN.sub("", _PAIR.sub("", text.lower()))
    if rest and text.lower() not in NOTHING:
        raise AnswerError(how)
    chosen: dict[int, JsonValue] = {}
    for number, letter in _PAIR.findall(text.lower()):
        row = int(number)
        if not 1 <= row <= len(layout.lefts):
            raise AnswerError(f"There is no row {number}. {how}")
        if letter != "-" and letter not in rights:
            raise AnswerError(f"There is no {letter} on the right. {how}")
        if row in chosen:
            raise AnswerError(f"Row {number} stands there twice. {how}")
        chosen[row] = None if letter == "-" else rights[letter].value
    return [chosen.get(row) for row in range(1, len(layout.lefts) + 1)]


def _letters(text: str, known: Mapping[str, Choice], how: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(text.lower()) if part]
    if len(known) <= len(ascii_lowercase):  # then `ac` can only be a and c
        parts = [letter for part in parts for letter in part]
    for part in parts:
        if part not in known:
            raise AnswerError(f"There is no {part} here. {how}")
    if not parts:
        raise AnswerError(how)
    return parts


def _range(choices: Sequence[Choice]) -> str:
    if len(choices) < 2:
        return "a"
    return f"a to {label(len(choices) - 1)}"


def _example(choices: Sequence[Choice]) -> str:
    return " ".join(reversed([label(place) for place in range(min(3, len(choices)))]))
