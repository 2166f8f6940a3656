"""A response as its giver would recognise it: letters with their options, lines with numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.questions.layout import Choice, Layout
from quiz.terminal.answers import labels, next_line_number
from quiz.terminal.look import Look
from quiz.terminal.question_text import INDENT

if TYPE_CHECKING:
    from pydantic import JsonValue


def response_text(layout: Layout, response: JsonValue, look: Look, title: str) -> str:
    """The response under a title, or beside it where it is short."""
    match layout.shape:
        case "lines" if isinstance(response, str):
            return "\n".join([title, *_lines(response.splitlines(), look)])
        case "blanks" if isinstance(response, dict):
            filled = [
                look.wrapped(f"[{name}] {text or '-'}", INDENT) for name, text in response.items()
            ]
            return "\n".join([title, *filled])
        case "pairs" if isinstance(response, list):
            return f"{title}: {_pairs(layout, response) or '-'}"
        case "one" | "several" | "order":
            chosen = response if isinstance(response, list) else [response]
            return f"{title}: {_letters(layout.choices, chosen) or '-'}"
    return look.formula(str(response), f"{title}: ")


def _lines(lines: Sequence[str], look: Look) -> list[str]:
    return [
        look.formula(line.strip(), f"{next_line_number(lines[:place]):>3} ")
        for place, line in enumerate(lines)
    ]


def _letters(choices: Sequence[Choice], chosen: Sequence[JsonValue]) -> str:
    """The letters, in the order chosen; what is no option any more is left out."""
    by_value = {choice.value: label for label, choice in labels(choices).items()}
    return " ".join(by_value[value] for value in chosen if value in by_value)  # type: ignore[index]


def _pairs(layout: Layout, chosen: Sequence[JsonValue]) -> str:
    rows = [_letters(layout.choices, [value]) for value in chosen]
    return " ".join(f"{row}{letter}" for row, letter in enumerate(rows, start=1) if letter)
